package mm.script;

import java.math.BigInteger;

/** Reads numbers of up to 64 bits. Here, since {@code Long.parseUnsignedLong} is not in every class library. */
public final class UnsignedNumber {
    /** So many digits, decimal or hexadecimal, are less than 2 to the 63. */
    private static final int SHORT = 15;

    private UnsignedNumber() {}

    /**
     * Reads a number of at most 64 digits: the time that a long one takes grows with the square of its length.
     *
     * @throws NumberFormatException as {@link Long#parseUnsignedLong(String, int)}
     */
    public static long parse(String text, int radix) {
        if (text.startsWith("-") || text.length() > Long.SIZE) {
            throw new NumberFormatException(text);
        }
        if (text.length() <= SHORT) {
            return Long.parseLong(text, radix);
        }
        BigInteger number = new BigInteger(text, radix);
        if (number.bitLength() > Long.SIZE) {
            throw new NumberFormatException(text);
        }
        return number.longValue();
    }
}
