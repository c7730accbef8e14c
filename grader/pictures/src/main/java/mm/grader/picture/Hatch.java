package mm.grader.picture;

/** Patterns of parallel lines, by the letter that stands in {@link Shape#style()}. */
enum Hatch {
    /** Rising lines. */
    RISING('/'),
    /** Falling lines. */
    FALLING('\\'),
    /** Both. */
    CROSSED('x'),
    /** Level lines. */
    LEVEL('-'),
    /** Upright lines. */
    UPRIGHT('|');

    private static final int APART = 6;

    private final char letter;

    Hatch(char letter) {
        this.letter = letter;
    }

    String letter() {
        return String.valueOf(letter);
    }

    /** Returns the lines of a hatching as an SVG path; {@code player.js} has the same function. */
    static String path(String letters, int x, int y, int w, int h) {
        StringBuilder path = new StringBuilder();
        for (char letter : letters.toCharArray()) {
            boolean crossed = letter == 'x';
            for (int k = APART / 2; k < w + h && (crossed || letter == '/' || letter == '\\'); k += APART) {
                int x1 = Math.max(0, k - h);
                int y1 = Math.min(k, h);
                int x2 = Math.min(k, w);
                int y2 = Math.max(0, k - w);
                if (crossed || letter == '/') {
                    line(path, x + x1, y + y1, x + x2, y + y2);
                }
                if (crossed || letter == '\\') {
                    line(path, x + x1, y + h - y1, x + x2, y + h - y2);
                }
            }
            for (int k = APART / 2; k < h && letter == '-'; k += APART) {
                line(path, x, y + k, x + w, y + k);
            }
            for (int k = APART / 2; k < w && letter == '|'; k += APART) {
                line(path, x + k, y, x + k, y + h);
            }
        }
        return path.toString();
    }

    private static void line(StringBuilder path, int x1, int y1, int x2, int y2) {
        path.append('M').append(x1).append(' ').append(y1);
        path.append('L').append(x2).append(' ').append(y2);
    }
}
