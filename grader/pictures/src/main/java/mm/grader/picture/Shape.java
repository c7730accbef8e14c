package mm.grader.picture;

import java.util.Objects;

/**
 * One element of a picture. Coordinates are pixels at full size, y grows downwards.
 *
 * @param kind what it is
 * @param style its classes in {@code picture.css}, separated by blanks; of a hatching its direction, a {@link Hatch}
 * @param x left edge; of a text where its anchor is
 * @param y upper edge; of a text its base line
 * @param w width; of a text 0
 * @param h height; of a text 0
 * @param text what a text says, and what a pointer over another shape is told; may be empty
 * @param keys which things of the machine it shows, by {@link Keys}, separated by blanks; "" for none
 */
public record Shape(Kind kind, String style, int x, int y, int w, int h, String text, String keys) {
    /** The kinds of shapes. */
    public enum Kind {
        /** A rectangle. */
        RECT,
        /** One line of text. */
        TEXT,
        /** A straight line from the upper left to the lower right of its box. */
        LINE,
        /** Parallel lines that fill a box, in a direction that means something. */
        HATCH
    }

    /** Checks that nothing is missing. */
    public Shape {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(style);
        Objects.requireNonNull(text);
        Objects.requireNonNull(keys);
    }
}
