package mm.text;

import java.util.List;

/**
 * A sentence for people that is not yet in any language: the key of an entry in a {@link Catalogue}, and what is filled
 * in there.
 *
 * @param key the key of the entry
 * @param arguments what takes the place of <code>{0}</code>, <code>{1}</code> and so on: texts, numbers, or other
 *     messages
 */
public record Message(String key, List<Object> arguments) {
    private static final String VERBATIM = "";

    /** Copies the list. */
    public Message {
        arguments = List.copyOf(arguments);
    }

    /** Makes a message. */
    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    /** Makes a message that says the same in every language: text of a compiler, a library or a student. */
    public static Message verbatim(String text) {
        return of(VERBATIM, text);
    }

    /** Makes a message of texts and messages, one after the other. */
    public static Message joined(List<Object> parts) {
        return new Message(VERBATIM, parts);
    }

    /** Tells whether this is nothing but text. */
    public boolean isPlain() {
        return isVerbatim() && arguments.stream().noneMatch(Message.class::isInstance);
    }

    /** Returns the text of a message that is nothing but text. */
    public String plain() {
        StringBuilder text = new StringBuilder();
        arguments.forEach(text::append);
        return text.toString();
    }

    /** Tells whether this is text that no catalogue has, perhaps with messages in it. */
    public boolean isVerbatim() {
        return key.equals(VERBATIM);
    }

    /** Tells whether there is nothing to say. */
    public boolean isEmpty() {
        return isPlain() && plain().isEmpty();
    }
}
