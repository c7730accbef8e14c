package mm.script;

import java.util.List;
import mm.text.Explained;
import mm.text.Message;
import mm.text.Sentences;

/** A script that cannot be run: its message is one sentence, with the file and the line in front. */
public final class ScriptException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1;
    private static final int MAX_QUOTED = 200;

    /** The line of the file, counted from 1; 0 for the file as a whole. */
    private final int line;

    private final transient Message sentence;
    private final transient Message what;

    /** Makes the message {@code FILE:LINE: SENTENCE} of a sentence of the machine. */
    public ScriptException(String file, int line, String key, Object... arguments) {
        this(file, line, Message.of(key, arguments));
    }

    /**
     * Makes the message {@code FILE:LINE: SENTENCE}. A word that it quotes may be as long as a file: its beginning will do.
     *
     * @param line the line, counted from 1; 0 for the file as a whole
     */
    public ScriptException(String file, int line, Message sentence) {
        this.line = line;
        this.sentence = (Message) cut(sentence);
        what = Message.joined(List.of(file + (line > 0 ? ":" + line : "") + ": ", this.sentence));
    }

    private static Object cut(Object part) {
        if (part instanceof Message message) {
            return new Message(
                    message.key(),
                    message.arguments().stream().map(ScriptException::cut).toList());
        }
        return part instanceof String text && text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "..." : part;
    }

    @Override
    public String getMessage() {
        return Sentences.MACHINE.say(what);
    }

    /** Returns the line, counted from 1; 0 for the file as a whole. */
    public int line() {
        return line;
    }

    /** Returns the message without file and line. */
    public Message sentence() {
        return sentence;
    }

    @Override
    public Message what() {
        return what;
    }
}
