package mm.grader.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import mm.grader.text.Texts;
import mm.text.Explained;
import mm.text.Message;

/** The disk is full, which is nobody's mistake: the message is one sentence, and the exit code is 3. */
public final class NoRoomException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message what;

    private NoRoomException(Message undone, IOException cause) {
        super(cause);
        what = Message.of("at", undone, Message.of("disk.full"));
    }

    @Override
    public Message what() {
        return what;
    }

    @Override
    public String getMessage() {
        return Texts.english().say(what);
    }

    /**
     * Returns the exception for a failure to write: this one if the disk is full, else one that says what failed.
     *
     * @param place the file or folder
     * @param key what could not be done with it
     */
    public static RuntimeException or(IOException failure, Object place, String key) {
        Message undone = Message.of("at", place, Message.of(key));
        return isIn(failure)
                ? new NoRoomException(undone, failure)
                : new UncheckedIOException(Texts.english().say(undone), failure);
    }

    /**
     * Does nothing unless the disk is full.
     *
     * @throws NoRoomException if it is
     */
    public static void throwIf(IOException failure, Object place, String key) {
        if (isIn(failure)) {
            throw new NoRoomException(Message.of("at", place, Message.of(key)), failure);
        }
    }

    /** Tells whether the kernel has said ENOSPC or EDQUOT; Java has no other form for it than its words. */
    private static boolean isIn(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
                return true;
            }
        }
        return false;
    }
}
