package mm.grader.picture;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences in pictures and pages, from the message files beside this class. */
public final class Words {
    private static final String BUNDLE = "mm.grader.picture.messages";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Words(Locale locale) {
        this.locale = locale;
        bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Returns the English sentences. */
    public static Words english() {
        return of(Locale.ENGLISH);
    }

    /** Returns the sentences in a language, in English if there are none. */
    public static Words of(Locale locale) {
        return new Words(locale);
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
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(texts);
    }

    /** Returns all keys. */
    public Iterable<String> keys() {
        return () -> bundle.keySet().stream().sorted().iterator();
    }
}
