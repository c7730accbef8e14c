package mm.grader.course.files;

import mm.grader.text.Texts;
import mm.text.Message;

/** The run has to stop, and what is done is kept: the message is one sentence. The exit code is 3. */
public final class RunStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Message what;

    /** Makes the exception of a sentence. */
    public RunStoppedException(Message what, Throwable cause) {
        super(what.key(), cause);
        this.what = what;
    }

    /** Returns why the run has to stop. */
    public Message what() {
        return what;
    }

    @Override
    public String getMessage() {
        return Texts.english().say(what);
    }
}
