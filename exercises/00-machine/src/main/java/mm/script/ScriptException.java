package mm.script;

import java.util.List;
import mm.text.Explained;
import mm.text.Message;
import mm.text.Sentences;

/** A script that cannot be run: its message is one sentence, with the file and the line in front. */
public final class ScriptException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1;

    private final int line;
    private final transient Message sentence;
    private final transient Message what;

    /** Makes the message {@code FILE:LINE: SENTENCE} of a sentence of the machine. */
    public ScriptException(String file, int line, String key, Object... arguments) {
        this(file, line, Message.of(key, arguments));
    }

    /**
     * Makes the message {@code FILE:LINE: SENTENCE}.
     *
     * @param line the line, counted from 1; 0 for the file as a whole
     */
    public ScriptException(String file, int line, Message sentence) {
        super(place(file, line) + Sentences.MACHINE.say(sentence));
        this.line = line;
        this.sentence = sentence;
        what = Message.joined(List.of(place(file, line), sentence));
    }

    private static String place(String file, int line) {
        return file + (line > 0 ? ":" + line : "") + ": ";
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
