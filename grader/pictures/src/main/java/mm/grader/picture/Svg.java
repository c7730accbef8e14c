package mm.grader.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Writes pictures as SVG. All text is escaped here, and nowhere else. */
final class Svg {
    private Svg() {}

    static String of(Picture picture) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mmp\" role=\"img\" width=\"")
                .append(picture.width())
                .append("\" height=\"")
                .append(picture.height())
                .append("\" viewBox=\"0 0 ")
                .append(picture.width())
                .append(' ')
                .append(picture.height())
                .append("\">\n<title>")
                .append(escape(picture.title()))
                .append("</title>\n<desc>")
                .append(escape(picture.description()))
                .append("</desc>\n<style>")
                .append(style())
                .append("</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        picture.shapes().forEach(shape -> append(svg, shape));
        return svg.append("</svg>\n").toString();
    }

    private static void append(StringBuilder svg, Shape shape) {
        switch (shape.kind()) {
            case TEXT -> {
                svg.append("<text");
                attribute(svg, "class", shape.style());
                attribute(svg, "x", shape.x());
                attribute(svg, "y", shape.y());
                svg.append('>').append(escape(shape.text())).append("</text>\n");
            }
            case RECT -> {
                svg.append("<rect");
                attribute(svg, "class", shape.style());
                attribute(svg, "x", shape.x());
                attribute(svg, "y", shape.y());
                attribute(svg, "width", shape.w());
                attribute(svg, "height", shape.h());
                svg.append(shape.text().isEmpty() ? "/>\n" : "><title>" + escape(shape.text()) + "</title></rect>\n");
            }
            default -> {
                boolean hatch = shape.kind() == Shape.Kind.HATCH;
                svg.append("<path");
                attribute(svg, "class", hatch ? "hatch" : shape.style());
                attribute(
                        svg,
                        "d",
                        hatch
                                ? Hatch.path(shape.style(), shape.x(), shape.y(), shape.w(), shape.h())
                                : "M" + shape.x() + " " + shape.y() + "l" + shape.w() + " " + shape.h());
                svg.append("/>\n");
            }
        }
    }

    private static void attribute(StringBuilder svg, String name, Object value) {
        svg.append(' ')
                .append(name)
                .append("=\"")
                .append(escape(value.toString()))
                .append('"');
    }

    /** Returns the text with nothing in it that a browser would take for markup; what XML cannot hold becomes U+FFFD. */
    static String escape(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '"' -> "&quot;";
                    case '\'' -> "&#39;";
                    default -> isXml(c) ? String.valueOf(Character.toChars(c)) : "\ufffd";
                })
                .collect(Collectors.joining());
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xd800)
                || (c >= 0xe000 && c < 0xfffe)
                || c > 0xffff;
    }

    /** Returns the style sheet of all pictures. */
    static String style() {
        return resource("picture.css");
    }

    static String resource(String name) {
        try (InputStream in = Svg.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
