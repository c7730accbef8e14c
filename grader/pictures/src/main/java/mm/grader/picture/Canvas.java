package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;

/** A picture in the making. */
final class Canvas {
    /** Room that a letter takes on average, on the generous side. */
    static final double SANS = 6.8;

    private final List<Shape> shapes = new ArrayList<>();
    private int bottom;

    void rect(String style, int x, int y, int w, int h) {
        rect(style, x, y, w, h, "");
    }

    void rect(String style, int x, int y, int w, int h, String tip) {
        rect(style, x, y, w, h, tip, "");
    }

    /** Draws a rectangle that shows things of the machine, see {@link Keys}. */
    void rect(String style, int x, int y, int w, int h, String tip, String keys) {
        add(new Shape(Shape.Kind.RECT, style, x, y, w, h, tip, keys));
    }

    void text(String style, int x, int y, String text) {
        add(new Shape(Shape.Kind.TEXT, style, x, y, 0, 0, text, ""));
    }

    /** Draws whose something is: a cell in the colour of an owner, with its letter in the middle. */
    void owner(Owners.Owner owner, int x, int y, int w, int h) {
        rect("cell " + owner.style(), x, y, w, h);
        text("l c on-" + owner.style(), x + w / 2, y + h / 2 + 4, String.valueOf(owner.letter()));
    }

    void line(String style, int x, int y, int w, int h) {
        add(new Shape(Shape.Kind.LINE, style, x, y, w, h, "", ""));
    }

    /** Writes a note in lines that fit, and returns the base line of what may come next. */
    int note(int x, int y, int width, String note) {
        int line = y;
        for (String text : lines(note, width, 6.2)) {
            text("s", x, line, text);
            line += 15;
        }
        return line;
    }

    void hatch(String letters, int x, int y, int w, int h) {
        if (!letters.isEmpty()) {
            add(new Shape(Shape.Kind.HATCH, letters, x, y, w, h, "", ""));
        }
    }

    private void add(Shape shape) {
        shapes.add(shape);
        int below = shape.kind() == Shape.Kind.TEXT ? 4 : shape.h();
        bottom = Math.max(bottom, shape.y() + below);
    }

    int bottom() {
        return bottom;
    }

    Picture picture(String title, String description, int width) {
        return new Picture(title, description, width, bottom + 8, shapes);
    }

    /** Cuts a text that would be wider than its place, and says so by an ellipsis. */
    static String fit(String text, int width, double letter) {
        int letters = Math.max(1, (int) (width / letter));
        int wide = 0;
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            wide += wide(points[i]);
            if (wide > letters) {
                return new String(points, 0, Math.max(0, i - 1)) + "…";
            }
        }
        return text;
    }

    /** Returns for how many letters one takes room: Chinese ones and pictures for two. */
    private static int wide(int codePoint) {
        return codePoint < 0x2e80 ? 1 : 2;
    }

    private static int letters(String text) {
        return text.codePoints().map(Canvas::wide).sum();
    }

    /** Breaks a sentence into lines that fit. */
    static List<String> lines(String sentence, int width, double letter) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split("(?<= )|(?<=[\\u2e80-\\uffff])(?![，。；：、）])")) {
            if (line.length() > 0 && letters(line + word.strip()) * letter > width) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
