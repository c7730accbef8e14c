package mm.script;

/** A script that cannot be run: its message is one sentence, with the file and the line in front. */
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String sentence;

    /**
     * Makes the message {@code FILE:LINE: SENTENCE}.
     *
     * @param line the line, counted from 1; 0 for the file as a whole
     */
    public ScriptException(String file, int line, String sentence) {
        super(file + (line > 0 ? ":" + line : "") + ": " + sentence);
        this.line = line;
        this.sentence = sentence;
    }

    /** Returns the line, counted from 1; 0 for the file as a whole. */
    public int line() {
        return line;
    }

    /** Returns the message without file and line. */
    public String sentence() {
        return sentence;
    }
}
