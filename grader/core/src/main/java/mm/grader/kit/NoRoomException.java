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

    private NoRoomException(String place, IOException cause) {
        super(cause);
        what = Message.of("at", place, Message.of("disk.full"));
    }

    @Override
    public Message what() {
        return what;
    }

    @Override
    public String getMessage() {
        return Texts.english().say(what);
    }

    /** Returns the exception for a failure to write: this one if the disk is full, else one that says what failed. */
    public static RuntimeException or(IOException failure, String place) {
        return isIn(failure) ? new NoRoomException(place, failure) : new UncheckedIOException(place, failure);
    }

    /**
     * Does nothing unless the disk is full.
     *
     * @throws NoRoomException if it is
     */
    public static void throwIf(IOException failure, String place) {
        if (isIn(failure)) {
            throw new NoRoomException(place, failure);
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
