package mm.procfs;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What C's {@code printf} does and Java's does not, and the paddings that every column needs. */
public final class Printf {
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

    /** Pads a text on the left to a width; a longer one is left as it is. */
    public static String right(Object text, int width) {
        return " ".repeat(Math.max(0, width - String.valueOf(text).length())) + text;
    }

    /** Pads a text on the right to a width; a longer one is left as it is. */
    public static String left(Object text, int width) {
        return text + " ".repeat(Math.max(0, width - String.valueOf(text).length()));
    }
}
