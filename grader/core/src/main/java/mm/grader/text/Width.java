package mm.grader.text;

/** How many columns of a terminal a text takes: Chinese characters and full-width punctuation take two. */
public final class Width {
    private Width() {}

    /** Returns the columns of a text, without those of terminal sequences. */
    public static int of(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "")
                .codePoints()
                .map(Width::of)
                .sum();
    }

    private static int of(int character) {
        if (Character.getType(character) == Character.NON_SPACING_MARK) {
            return 0;
        }
        return isWide(character) ? 2 : 1;
    }

    /** Tells whether a character is an East Asian wide or full-width one, by Unicode Standard Annex 11. */
    static boolean isWide(int character) {
        return (character >= 0x1100 && character <= 0x115f)
                || (character >= 0x2e80 && character <= 0xa4cf)
                || (character >= 0xac00 && character <= 0xd7a3)
                || (character >= 0xf900 && character <= 0xfaff)
                || (character >= 0xfe30 && character <= 0xfe6f)
                || (character >= 0xff00 && character <= 0xff60)
                || (character >= 0xffe0 && character <= 0xffe6)
                || (character >= 0x1f300 && character <= 0x1faff)
                || (character >= 0x20000 && character <= 0x3fffd);
    }

    /** Fills a text with blanks at its right up to a number of columns. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /** Fills a text with blanks at its left up to a number of columns. */
    public static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }
}
