package mm.grader.quiz.model;

/** Numbers as questions print them. */
public final class Hexes {
    private Hexes() {}

    /** Returns a number with its 0x. */
    public static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** Returns a number with its 0x and leading zeros. */
    public static String hex(long value, int digits) {
        String text = Long.toHexString(value);
        return "0x" + "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /** Returns the lowest bits of a number, the highest first. */
    public static String bits(long value, int count) {
        StringBuilder text = new StringBuilder();
        for (int bit = count - 1; bit >= 0; bit--) {
            text.append(value >>> bit & 1);
        }
        return text.toString();
    }

    /** Pads a text on the right. */
    public static String left(Object text, int width) {
        return text + " ".repeat(Math.max(0, width - String.valueOf(text).length()));
    }

    /** Pads a text on the left. */
    public static String right(Object text, int width) {
        return " ".repeat(Math.max(0, width - String.valueOf(text).length())) + text;
    }
}
