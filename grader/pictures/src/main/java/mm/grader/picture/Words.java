package mm.grader.picture;

import java.text.MessageFormat;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sentences in pictures and pages, from the message files beside this class. */
public final class Words {
    private static final String BUNDLE = "mm.grader.picture.messages";

    private final Map<String, String> sentences;
    private final Locale locale;

    private Words(Locale locale, Map<String, String> sentences) {
        this.locale = locale;
        this.sentences = new TreeMap<>(sentences);
    }

    /** Returns the English sentences. */
    public static Words english() {
        return of(Locale.ENGLISH);
    }

    /** Returns the sentences in a language, in English if there are none. */
    public static Words of(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return of(locale, bundle.keySet().stream().collect(Collectors.toMap(key -> key, bundle::getString)));
    }

    /**
     * Returns sentences that the caller has read himself, where there are no resource bundles.
     *
     * @param sentences the patterns by their keys
     */
    public static Words of(Locale locale, Map<String, String> sentences) {
        return new Words(locale, sentences);
    }

    /** Returns the language, for a page's {@code lang}. */
    public Locale locale() {
        return locale;
    }

    /** Returns a sentence with its blanks filled in; numbers are written with their digits alone. */
    public String say(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        String pattern = sentences.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no sentence has the key " + key);
        }
        return new MessageFormat(pattern, Locale.ROOT).format(texts);
    }

    /** Returns all patterns by their keys, sorted. */
    public Map<String, String> sentences() {
        return Collections.unmodifiableMap(sentences);
    }

    /** Returns all keys. */
    public Iterable<String> keys() {
        return List.copyOf(sentences.keySet());
    }
}
