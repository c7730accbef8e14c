package mm.script;

/** A script that cannot be run: its message is one sentence, with the file and the line in front. */
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the message {@code FILE:LINE: SENTENCE}.
     *
     * @param line the line, counted from 1; 0 for the file as a whole
     */
    public ScriptException(String file, int line, String sentence) {
        super(file + (line > 0 ? ":" + line : "") + ": " + sentence);
    }
}
