package mm.grader.course;

/** The run has to stop, and what is done is kept: the message is one sentence. The exit code is 3. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
