package mm.grader.kit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The disk is full, which is nobody's mistake: the message is one sentence, and the exit code is 3. */
public final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private NoRoomException(String sentence, IOException cause) {
        super(sentence, cause);
    }

    /** Returns the exception for a failure to write: this one if the disk is full, else one that says what failed. */
    public static RuntimeException or(IOException failure, String what) {
        return isIn(failure)
                ? new NoRoomException(what + ": the disk is full", failure)
                : new UncheckedIOException(what, failure);
    }

    /**
     * Does nothing unless the disk is full.
     *
     * @throws NoRoomException if it is
     */
    public static void throwIf(IOException failure, String what) {
        if (isIn(failure)) {
            throw new NoRoomException(what + ": the disk is full", failure);
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
