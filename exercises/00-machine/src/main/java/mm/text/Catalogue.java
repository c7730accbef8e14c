package mm.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The sentences of one language, from files {@code NAME.properties} (English) and {@code NAME_zh.properties}. An entry
 * is a pattern of {@link MessageFormat}: an apostrophe is written twice, and a plural is a choice, as in
 * <code>{0,choice,1#1 page|2#{0,number,0} pages}</code>.
 */
public final class Catalogue {
    private final Locale locale;
    private final Map<String, String> patterns;

    private Catalogue(Locale locale, Map<String, String> patterns) {
        this.locale = locale;
        this.patterns = patterns;
    }

    /**
     * Returns the sentences of a language, in English where it has none.
     *
     * @param files the files, as in {@code mm.grader.picture.messages}; they have no key in common
     * @throws IllegalArgumentException if a file is not there, or has a key of another one
     */
    public static Catalogue of(Locale locale, List<String> files) {
        Map<String, String> patterns = new TreeMap<>();
        for (String file : files) {
            String path = "/" + file.replace('.', '/');
            Map<String, String> sentences = read(path + ".properties")
                    .orElseThrow(() -> new IllegalArgumentException("there is no catalogue " + file));
            read(path + "_" + locale.getLanguage() + ".properties").ifPresent(sentences::putAll);
            sentences.forEach((key, pattern) -> {
                if (patterns.put(key, pattern) != null) {
                    throw new IllegalArgumentException(file + ": another catalogue has the key " + key + ", too");
                }
            });
        }
        return new Catalogue(locale, patterns);
    }

    private static Optional<Map<String, String>> read(String file) {
        try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(new StringReader(ascii(new String(in.readAllBytes(), StandardCharsets.UTF_8))));
            Map<String, String> sentences = new TreeMap<>();
            properties.forEach((key, pattern) -> sentences.put((String) key, (String) pattern));
            return Optional.of(sentences);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes other letters than ASCII's by their numbers: in a browser, the class library keeps eight bits of each. */
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (char letter : text.toCharArray()) {
            if (letter < 0x80) {
                ascii.append(letter);
            } else {
                ascii.append("\\u").append(Integer.toHexString(0x10000 | letter).substring(1));
            }
        }
        return ascii.toString();
    }

    /** Returns the language. */
    public Locale locale() {
        return locale;
    }

    /** Returns all keys, sorted. */
    public Collection<String> keys() {
        return patterns.keySet();
    }

    /**
     * Returns a message as a sentence. Numbers are written with their digits alone. A message with a key that is not
     * there, which only code that wants to deceive can have made, is its key and its arguments.
     */
    public String say(Message message) {
        if (patterns.containsKey(message.key())) {
            return say(message.key(), message.arguments());
        }
        StringBuilder text = new StringBuilder(message.key());
        message.arguments()
                .forEach(part -> text.append(message.isVerbatim() ? "" : " ").append(text(part)));
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
            String text = text(arguments.get(i));
            values[i] = choice ? number(text) : text;
        }
        return format.format(values);
    }

    private static Object number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0L;
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
        return Optional.ofNullable(patterns.get(key));
    }
}
