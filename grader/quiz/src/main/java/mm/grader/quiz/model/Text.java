package mm.grader.quiz.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mm.text.Catalogue;
import mm.text.Message;
import mm.text.Sentences;

/**
 * A sentence in both languages, which is said when somebody asks for it. Both hold the same numbers, in any order; a test
 * compares them.
 *
 * @param english what is said in English
 * @param chinese what is said in Chinese: the same message, or other text
 */
public record Text(Message english, Message chinese) {
    /** No text at all. */
    public static final Text NONE = same("");

    private static final Sentences ALL = new Sentences("mm.grader.quiz.questions");

    /** Makes a sentence of its key; a value that is a text itself is put in in each language. */
    public static Text say(String key, Object... values) {
        return new Text(Message.of(key, values(Lang.EN, values)), Message.of(key, values(Lang.ZH, values)));
    }

    private static Object[] values(Lang lang, Object[] values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Text text ? text.message(lang) : value)
                .toArray();
    }

    /** Makes a text that reads the same in both languages: a number, a name, a line of {@code /proc}. */
    public static Text same(Object text) {
        return of(String.valueOf(text), String.valueOf(text));
    }

    /** Makes a text of what was written in each language elsewhere. */
    public static Text of(String english, String chinese) {
        return new Text(Message.verbatim(english), Message.verbatim(chinese));
    }

    private Message message(Lang lang) {
        return lang == Lang.ZH ? chinese : english;
    }

    /** Returns the sentence in a language. */
    public String in(Lang lang) {
        Catalogue sentences = lang == Lang.ZH ? Chinese.SENTENCES : English.SENTENCES;
        return sentences.say(message(lang));
    }

    /** Returns the English sentence. */
    public String en() {
        return in(Lang.EN);
    }

    /** Returns the Chinese sentence. */
    public String zh() {
        return in(Lang.ZH);
    }

    /** Returns the two texts one after the other. */
    public Text plus(Text other) {
        return new Text(
                Message.joined(List.of(english, other.english)), Message.joined(List.of(chinese, other.chinese)));
    }

    /** The English catalogue, which is read when the first sentence is said. */
    private static final class English {
        private static final Catalogue SENTENCES = ALL.in(Locale.ENGLISH);
    }

    /** The Chinese catalogue. */
    private static final class Chinese {
        private static final Catalogue SENTENCES = ALL.in(Locale.CHINESE);
    }
}
