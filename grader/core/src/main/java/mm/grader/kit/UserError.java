package mm.grader.kit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A mistake of the user's: its message is one sentence, and all that is printed. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes the error of a sentence. */
    public UserError(String sentence) {
        super(sentence);
    }

    /** Makes the error of a file that could not be read. */
    public static UserError unreadable(Path file, IOException failure) {
        String reason = failure instanceof FileSystemException ofFile ? ofFile.getReason() : failure.getMessage();
        if (failure instanceof NoSuchFileException) {
            return new UserError(file + ": there is no such file");
        }
        return new UserError(reason == null ? file + ": cannot be read" : file + ": cannot be read: " + reason);
    }
}
