package mm.grader.course.files;

/** The run has to stop, and what is done is kept: the message is one sentence. The exit code is 3. */
public final class RunStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunStoppedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
