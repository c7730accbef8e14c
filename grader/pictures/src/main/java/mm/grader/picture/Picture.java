package mm.grader.picture;

import java.util.List;

/**
 * A picture that is laid out: shapes on a canvas, with a title and a description for those who cannot see it.
 *
 * @param title one line
 * @param description all that the picture says, in words
 * @param width of the canvas in pixels
 * @param height of the canvas in pixels
 * @param shapes what is drawn, the lowest first
 */
public record Picture(String title, String description, int width, int height, List<Shape> shapes) {
    /** The width of a picture that a telephone shows in full size. */
    public static final int NARROW = 360;

    /** Copies the list. */
    public Picture {
        shapes = List.copyOf(shapes);
    }

    /** Returns the picture as one {@code <svg>} element that needs nothing else: for a file, or within a page. */
    public String svg() {
        return Svg.of(this);
    }
}
