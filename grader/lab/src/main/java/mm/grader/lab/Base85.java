package mm.grader.lab;

/**
 * Bytes as letters that mean nothing to HTML, five for each four bytes, where Base64 has five and a third. Of the characters
 * from # to ~ all are digits but {@code & < > \ ` { }}.
 */
final class Base85 {
    private static final String DIGITS =
            "#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~";
    private static final int BASE = 85;

    private Base85() {}

    /** Returns the letters: for what is left at the end, one more than there are bytes. */
    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length / 4 * 5 + 5);
        char[] digits = new char[5];
        for (int i = 0; i < bytes.length; i += 4) {
            long word = 0;
            for (int k = i; k < i + 4; k++) {
                word = (word << 8) | (k < bytes.length ? bytes[k] & 0xff : 0);
            }
            for (int k = 4; k >= 0; k--) {
                digits[k] = DIGITS.charAt((int) (word % BASE));
                word /= BASE;
            }
            text.append(digits, 0, Math.min(4, bytes.length - i) + 1);
        }
        return text.toString();
    }
}
