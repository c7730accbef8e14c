package mm.procfs;

import java.util.regex.Pattern;

/**
 * What C's {@code strtoul} and {@code sscanf} do and Java's parsers do not: they read the number that a text begins
 * with, whatever follows it, and find 0 where there is none. So no counter that a kernel or a container writes can stop
 * a tool.
 */
final class Scan {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Scan() {}

    /**
     * Reads a number of 64 bits without a sign. A larger one is the largest, 2<sup>64</sup> - 1; a negative one is that
     * many below 2<sup>64</sup>.
     *
     * @param from where blanks and then the number begin
     */
    static long unsigned(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        at += negative || (at < text.length() && text.charAt(at) == '+') ? 1 : 0;
        long value = 0;
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
            int digit = text.charAt(at) - '0';
            long more = value * 10 + digit;
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, 10)) > 0) {
                return -1;
            }
            value = more;
        }
        return negative ? -value : value;
    }

    /** Reads the numbers of a text that stand between blanks, up to the first word that is none. */
    static long[] numbers(String text, int most) {
        String[] words = SPACE.split(text.trim());
        long[] numbers = new long[most];
        for (int i = 0; i < Math.min(most, words.length) && startsNumber(words[i]); i++) {
            numbers[i] = unsigned(words[i], 0);
        }
        return numbers;
    }

    private static boolean startsNumber(String word) {
        int sign = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
        return word.length() > sign && isDigit(word.charAt(sign));
    }

    /** Reads a number with decimals; 0 if there is none. */
    static double real(String word) {
        int end = 0;
        while (end < word.length() && (isDigit(word.charAt(end)) || ".-".indexOf(word.charAt(end)) >= 0)) {
            end++;
        }
        try {
            return Double.parseDouble(word.substring(0, end));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
