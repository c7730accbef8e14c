package mm.grader.quiz.model;

/**
 * A sentence in both languages. Both hold the same numbers, in any order; a test compares them.
 *
 * @param en the English
 * @param zh the Chinese
 */
public record Text(String en, String zh) {
    /** No text at all. */
    public static final Text NONE = new Text("", "");

    /**
     * Makes a sentence: {@code {0}}, {@code {1}} and so on stand for the values; a value that is a text itself is put in
     * in each language.
     */
    public static Text say(String en, String zh, Object... values) {
        return new Text(fill(en, Lang.EN, values), fill(zh, Lang.ZH, values));
    }

    /** Makes a text that reads the same in both languages: a number, a name, a line of {@code /proc}. */
    public static Text same(Object text) {
        return new Text(String.valueOf(text), String.valueOf(text));
    }

    private static String fill(String pattern, Lang lang, Object[] values) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            int close = pattern.indexOf('}', open);
            Object value = values[Integer.parseInt(pattern.substring(open + 1, close))];
            text.append(pattern, from, open).append(value instanceof Text both ? both.in(lang) : value);
            from = close + 1;
        }
        return text.append(pattern, from, pattern.length()).toString();
    }

    /** Returns the sentence in a language. */
    public String in(Lang lang) {
        return lang == Lang.ZH ? zh : en;
    }

    /** Returns the two texts one after the other. */
    public Text plus(Text other) {
        return new Text(en + other.en, zh + other.zh);
    }
}
