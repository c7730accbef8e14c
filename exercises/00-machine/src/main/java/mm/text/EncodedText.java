package mm.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Text with messages in it that are not said in any language yet. Three letters that no alphabet has (Unicode's private
 * use area) mark where a message begins, where each of its arguments begins, and where it ends:
 *
 * <pre>
 * text before BEGIN key ARGUMENT first argument ARGUMENT second argument END text after
 * </pre>
 *
 * <p>Whoever forges such text, as a student's code may, gets a wrong sentence into the own report and nothing else: what
 * cannot be read is left as it is.
 */
public final class EncodedText {
    private static final char BEGIN = '\ue0f0';
    private static final char ARGUMENT = '\ue0f1';
    private static final char END = '\ue0f2';
    private static final int MAX_DEPTH = 20;

    private final String text;

    /** Where a message begins that is not whole: nobody tries twice, or forged text would take forever. */
    private final BitSet broken = new BitSet();

    private int at;

    private EncodedText(String text) {
        this.text = text;
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == BEGIN) {
                open.push(i);
            } else if (text.charAt(i) == END) {
                open.poll();
            }
        }
        open.forEach(broken::set);
    }

    /** Returns a message as text. */
    public static String encode(Message message) {
        StringBuilder out = new StringBuilder();
        if (message.isVerbatim()) {
            message.arguments().forEach(part -> out.append(encoded(part)));
            return out.toString();
        }
        out.append(BEGIN).append(message.key());
        message.arguments().forEach(argument -> out.append(ARGUMENT).append(encoded(argument)));
        return out.append(END).toString();
    }

    private static Object encoded(Object argument) {
        return argument instanceof Message inner ? encode(inner) : argument;
    }

    /** Returns text with the messages in it as one message. */
    public static Message decode(String text) {
        return text.indexOf(BEGIN) < 0 ? Message.verbatim(text) : new EncodedText(text).parts(text.length(), 0);
    }

    /** Reads up to the end of an argument or of all, and puts the pieces together. */
    private Message parts(int end, int depth) {
        List<Object> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        while (at < end && (depth == 0 || (text.charAt(at) != ARGUMENT && text.charAt(at) != END))) {
            Message inner =
                    text.charAt(at) == BEGIN && depth < MAX_DEPTH && !broken.get(at) ? message(end, depth) : null;
            if (inner == null) {
                plain.append(text.charAt(at++));
            } else {
                parts.add(plain.toString());
                plain.setLength(0);
                parts.add(inner);
            }
        }
        parts.add(plain.toString());
        parts.removeIf(part -> part.equals(""));
        return Message.joined(parts);
    }

    /** Reads a message; null, and nothing is read, if it is not whole. */
    private Message message(int end, int depth) {
        int begin = at++;
        while (at < end && text.charAt(at) != ARGUMENT && text.charAt(at) != END && text.charAt(at) != BEGIN) {
            at++;
        }
        String key = text.substring(begin + 1, at);
        List<Object> arguments = new ArrayList<>();
        while (at < end && text.charAt(at) == ARGUMENT && !key.isEmpty()) {
            at++;
            Message argument = parts(end, depth + 1);
            arguments.add(argument.isPlain() ? argument.plain() : argument);
        }
        if (at >= end || text.charAt(at) != END || key.isEmpty()) {
            at = begin;
            broken.set(begin);
            return null;
        }
        at++;
        return new Message(key, arguments);
    }
}
