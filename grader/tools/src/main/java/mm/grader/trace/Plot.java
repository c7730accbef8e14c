package mm.grader.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mm.grader.kit.Markup;

/** A picture of curves (SVG) that needs nothing else: in the reader's light or dark, with a description in words. */
final class Plot {
    private static final String STYLE = "svg{--paper:#fff;--ink:#1a1a1a;--grid:#d5d9de;--one:#0055aa;--two:#b34700}"
            + "@media(prefers-color-scheme:dark){svg{--paper:#16181c;--ink:#ececec;--grid:#3a424c;--one:#6cc5ff;--two:#ff9d5c}}"
            + ".paper{fill:var(--paper)}text{fill:var(--ink)}.grid{stroke:var(--grid)}"
            + ".one{fill:none;stroke:var(--one);stroke-width:2}"
            + ".two{fill:none;stroke:var(--two);stroke-width:2;stroke-dasharray:6 3}"
            + ".mark{stroke:var(--two);stroke-dasharray:3 3}";

    private final StringBuilder svg = new StringBuilder();

    Plot(int width, int height, String title, String description) {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">%n<title>%s</title>%n<desc>%s</desc>%n"
                        + "<style>%s</style>%n<rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>%n",
                width,
                height,
                width,
                height,
                Markup.escape(title),
                Markup.escape(description),
                STYLE));
    }

    /** Draws a straight line of a style. */
    void line(String style, double x1, double y1, double x2, double y2) {
        svg.append(
                String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>%n", style, x1, y1, x2, y2));
    }

    /** Writes a text at a place. */
    void text(double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                Markup.escape(text)));
    }

    /** Draws a curve through points. */
    void curve(String style, List<double[]> points) {
        svg.append("<polyline class=\"").append(style).append("\" points=\"");
        points.forEach(point -> svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", point[0], point[1])));
        svg.append(String.format("\"/>%n"));
    }

    String svg() {
        return svg + String.format("</svg>%n");
    }

    /** Returns values for an axis from 0: multiples of 1, 2 or 5 times a power of ten, about as many as wanted. */
    static List<Double> ticks(double most, int wanted) {
        List<Double> ticks = new ArrayList<>(List.of(0.0));
        if (most > 0) {
            double power = Math.pow(10, Math.floor(Math.log10(most / wanted)));
            double step = power;
            for (double factor : new double[] {2, 5, 10}) {
                step = most / step > wanted ? power * factor : step;
            }
            for (int i = 1; i * step <= most * (1 + 1e-9); i++) {
                ticks.add(i * step);
            }
        }
        return ticks;
    }

    /** Returns a number of an axis without needless digits. */
    static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.6f", value).replaceFirst("0+$", "");
    }
}
