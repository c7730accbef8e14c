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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The sentences of one language, from files {@code NAME.properties} (English) and {@code NAME_zh.properties}. An entry
 * is a pattern of {@link MessageFormat}: an apostrophe is written twice, and a plural is a choice, as in
 * <code>{0,choice,1#1 page|2#{0,number,0} pages}</code>.
 */
public final class Catalogue {
    private final Locale locale;
    private final List<String> files;

    /** The sentences of the files that have been asked so far. */
    private final Map<String, Map<String, String>> sentences = new HashMap<>();

    private Catalogue(Locale locale, List<String> files) {
        this.locale = locale;
        this.files = List.copyOf(files);
    }

    /**
     * Returns the sentences of a language, in English where it has none. A file is read when a key is looked for that those
     * before it have not: put the one first that is asked most.
     *
     * @param files the files, as in {@code mm.grader.picture.messages}; they have no key in common, see {@link #keys}
     */
    public static Catalogue of(Locale locale, List<String> files) {
        return new Catalogue(locale, files);
    }

    private synchronized Map<String, String> sentences(String file) {
        return sentences.computeIfAbsent(file, name -> {
            String path = "/" + name.replace('.', '/');
            Map<String, String> all = new HashMap<>();
            if (!read(path + ".properties", all)) {
                throw new IllegalArgumentException("there is no catalogue " + name);
            }
            read(path + "_" + locale.getLanguage() + ".properties", all);
            return all;
        });
    }

    /** Reads what a file says, if it is there. */
    private static boolean read(String file, Map<String, String> sentences) {
        try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
            if (in == null) {
                return false;
            }
            byte[] bytes = in.readAllBytes();
            String text = new String(bytes, StandardCharsets.UTF_8);
            Properties properties = new Properties();
            properties.load(new StringReader(text.length() == bytes.length ? text : ascii(text)));
            properties.forEach((key, pattern) -> sentences.put((String) key, (String) pattern));
            return true;
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

    /**
     * Returns all keys, sorted.
     *
     * @throws IllegalArgumentException if two files have the same
     */
    public Collection<String> keys() {
        Collection<String> keys = new TreeSet<>();
        for (String file : files) {
            for (String key : sentences(file).keySet()) {
                if (!keys.add(key)) {
                    throw new IllegalArgumentException(file + ": another catalogue has the key " + key + ", too");
                }
            }
        }
        return keys;
    }

    /**
     * Returns a message as a sentence. Numbers are written with their digits alone. A message with a key that is not
     * there, which only code that wants to deceive can have made, is its key and its arguments.
     */
    public String say(Message message) {
        if (find(message.key()).isPresent()) {
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
        for (String file : files) {
            String pattern = sentences(file).get(key);
            if (pattern != null) {
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }
}
