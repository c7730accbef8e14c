package mm.procfs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What C's {@code printf} does and Java's does not, and the paddings that every column needs. */
public final class Printf {
    /** First and last characters of the ranges that are wide (Unicode's East_Asian_Width). */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97c,
        0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680,
        0x1f6ff, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd
    };

    private Printf() {}

    /**
     * Prints a number as C's {@code %.Nf}: rounded by its exact binary value, ties to even, where {@link String#format}
     * rounds its shortest decimal form, ties up (0.25 is {@code 0.2}, not {@code 0.3}).
     *
     * @param value the number, finite
     * @param decimals digits after the point
     */
    public static String fixed(double value, int decimals) {
        String text =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return value < 0 && !text.startsWith("-") ? "-" + text : text;
    }

    /** Converts a number without a sign, as C's cast of an {@code unsigned long} to {@code float} does. */
    public static float unsigned(long number) {
        return number >= 0 ? number : new BigInteger(Long.toUnsignedString(number)).floatValue();
    }

    /** Returns how many columns a text takes on a screen: Chinese characters take two, accents of their own none. */
    public static int columns(String text) {
        return text.codePoints().map(Printf::columns).sum();
    }

    /** Returns as much of the beginning of a text as fits into some columns. */
    public static String cut(String text, int columns) {
        int end = 0;
        for (int left = columns; end < text.length(); ) {
            int c = text.codePointAt(end);
            left -= columns(c);
            if (left < 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c >= WIDE[i] && c <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** Pads a text on the left to a width in columns; a longer one is left as it is. */
    public static String right(Object text, int width) {
        return " ".repeat(Math.max(0, width - columns(String.valueOf(text)))) + text;
    }

    /** Pads a text on the right to a width in columns; a longer one is left as it is. */
    public static String left(Object text, int width) {
        return text + " ".repeat(Math.max(0, width - columns(String.valueOf(text))));
    }
}
