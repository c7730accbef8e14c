package mm.grader.cli;

/** A mistake of the user's: its message is one sentence, and all that is printed. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes the error of a sentence. */
    public UserError(String sentence) {
        super(sentence);
    }
}
