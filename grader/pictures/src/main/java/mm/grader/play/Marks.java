package mm.grader.play;

/**
 * Marks in sentences: {@code [[KEY|text]]} shows the text, and says what it names: a thing in the pictures by one of
 * {@link mm.grader.picture.Keys}, or a term of the glossary by {@code t:TERM}. The messages hold the terms, code adds the
 * things; what a script says is never a mark.
 */
final class Marks {
    private static final String OPEN = "[[";
    private static final String CLOSE = "]]";

    private Marks() {}

    /** Returns a text that is marked. */
    static String of(String key, Object text) {
        return OPEN + key + "|" + safe(String.valueOf(text)) + CLOSE;
    }

    /** Returns a text of somebody else's in which nothing can be taken for a mark. */
    static String safe(String text) {
        return text.replace(OPEN, "[ [").replace(CLOSE, "] ]");
    }

    /** Returns a sentence without its marks. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int bar = text.indexOf('|', open);
            int close = text.indexOf(CLOSE, open);
            if (bar < 0 || close < bar) {
                break;
            }
            plain.append(text, at, open).append(text, bar + 1, close);
            at = close + CLOSE.length();
        }
        return plain.append(text.substring(at)).toString();
    }
}
