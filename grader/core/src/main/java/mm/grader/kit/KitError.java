package mm.grader.kit;

import mm.grader.text.Texts;
import mm.text.Explained;
import mm.text.Message;

/**
 * Something is wrong with the kit itself: it is not built, or a part of it is missing or was changed. One sentence, and
 * the exit code of a grader that failed; nobody is marked by such a kit.
 */
public final class KitError extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message what;

    private KitError(Message what) {
        this.what = what;
    }

    /** Makes the error of a sentence. */
    public static KitError of(String key, Object... arguments) {
        return new KitError(Message.of(key, arguments));
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
