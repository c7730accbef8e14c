package mm.grader.kit;

import java.io.IOException;
import mm.grader.text.Texts;
import mm.text.Explained;
import mm.text.Message;

/** Something could not be read or written for a reason of the kit. */
public final class ExplainedIOException extends IOException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message what;

    /** Makes one that says a sentence. */
    public ExplainedIOException(String key, Object... arguments) {
        what = Message.of(key, arguments);
    }

    @Override
    public Message what() {
        return what;
    }

    @Override
    public String getMessage() {
        return Texts.english().say(what);
    }
}
