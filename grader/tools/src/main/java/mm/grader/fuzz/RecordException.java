package mm.grader.fuzz;

import mm.grader.text.Texts;
import mm.text.Explained;
import mm.text.Message;

/** A script that cannot be recorded here: one sentence for the user. */
public class RecordException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message what;

    RecordException(String key, Object... arguments) {
        this(Message.of(key, arguments));
    }

    RecordException(Message what) {
        this.what = what;
    }

    @Override
    public final Message what() {
        return what;
    }

    @Override
    public final String getMessage() {
        return Texts.english().say(what);
    }
}
