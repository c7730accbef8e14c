package mm.grader.quiz.model;

import java.util.Arrays;
import java.util.Locale;
import mm.text.Catalogue;
import mm.text.Sentences;

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
     * Makes a sentence of its key; a value that is a text itself is put in in each language.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static Text say(String key, Object... values) {
        return new Text(say(Sentence.ENGLISH, Lang.EN, key, values), say(Sentence.CHINESE, Lang.ZH, key, values));
    }

    private static String say(Catalogue sentences, Lang lang, String key, Object[] values) {
        Object[] said = Arrays.stream(values)
                .map(value -> value instanceof Text both ? both.in(lang) : value)
                .toArray();
        return sentences.say(key, said);
    }

    /** Makes a text that reads the same in both languages: a number, a name, a line of {@code /proc}. */
    public static Text same(Object text) {
        return new Text(String.valueOf(text), String.valueOf(text));
    }

    /** Returns the sentence in a language. */
    public String in(Lang lang) {
        return lang == Lang.ZH ? zh : en;
    }

    /** Returns the two texts one after the other. */
    public Text plus(Text other) {
        return new Text(en + other.en, zh + other.zh);
    }

    /** The catalogues, which are read when the first sentence is made. */
    private static final class Sentence {
        private static final Sentences ALL = new Sentences("mm.grader.quiz.questions");
        private static final Catalogue ENGLISH = ALL.in(Locale.ENGLISH);
        private static final Catalogue CHINESE = ALL.in(Locale.CHINESE);
    }
}
