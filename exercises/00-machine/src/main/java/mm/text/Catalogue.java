package mm.text;

import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeSet;

/**
 * The sentences of one language, from files {@code NAME.properties} (English) and {@code NAME_zh.properties}. An entry
 * is a pattern of {@link MessageFormat}: an apostrophe is written twice, and a plural is a choice, as in
 * <code>{0,choice,1#1 page|2#{0,number,0} pages}</code>.
 */
public final class Catalogue {
    private static final ResourceBundle.Control CONTROL =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final List<ResourceBundle> bundles;

    private Catalogue(Locale locale, List<ResourceBundle> bundles) {
        this.locale = locale;
        this.bundles = bundles;
    }

    /**
     * Returns the sentences of a language, in English where it has none.
     *
     * @param files the files, as in {@code mm.grader.picture.messages}; they have no key in common
     */
    public static Catalogue of(Locale locale, List<String> files) {
        return new Catalogue(
                locale,
                files.stream()
                        .map(file -> ResourceBundle.getBundle(file, locale, CONTROL))
                        .toList());
    }

    /** Returns the language. */
    public Locale locale() {
        return locale;
    }

    /** Returns all keys, sorted. */
    public Collection<String> keys() {
        TreeSet<String> keys = new TreeSet<>();
        bundles.forEach(bundle -> keys.addAll(bundle.keySet()));
        return keys;
    }

    /**
     * Returns a message as a sentence. Numbers are written with their digits alone.
     *
     * @throws MissingResourceException if no file has the key
     */
    public String say(Message message) {
        if (!message.isVerbatim()) {
            return say(message.key(), message.arguments());
        }
        StringBuilder text = new StringBuilder();
        message.arguments().forEach(part -> text.append(text(part)));
        return text.toString();
    }

    /** Returns the sentence of a key. */
    public String say(String key, Object... arguments) {
        return say(key, List.of(arguments));
    }

    private String say(String key, List<Object> arguments) {
        MessageFormat format = new MessageFormat(pattern(key), Locale.ROOT);
        Format[] formats = format.getFormatsByArgumentIndex();
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            boolean choice = i < formats.length && formats[i] instanceof ChoiceFormat;
            values[i] = choice ? arguments.get(i) : text(arguments.get(i));
        }
        return format.format(values);
    }

    private String text(Object argument) {
        return argument instanceof Message message ? say(message) : String.valueOf(argument);
    }

    private String pattern(String key) {
        return find(key)
                .orElseThrow(() -> new MissingResourceException("no catalogue has the key " + key, "Catalogue", key));
    }

    /** Returns the pattern of a key, if there is one. */
    public Optional<String> find(String key) {
        return bundles.stream()
                .filter(bundle -> bundle.containsKey(key))
                .map(bundle -> bundle.getString(key))
                .findFirst();
    }
}
