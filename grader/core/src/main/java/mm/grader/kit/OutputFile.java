package mm.grader.kit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import mm.text.Message;

/** A file that the user asked for: there whole or not at all, and nothing but a file is replaced by it. */
public final class OutputFile {
    /** Writes the content into the file it is given, which does not exist yet. */
    public interface Content {
        /** Writes all of the content; the file takes its name only when that has worked. */
        void writeTo(Path half) throws IOException;
    }

    private OutputFile() {}

    /**
     * Writes the file, and the folders that it lacks.
     *
     * @throws UserError if that cannot be done; then what was there before is there still
     * @throws NoRoomException if the disk is full
     */
    public static void write(Path file, Content content) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw unwritable(
                        file,
                        Message.of(
                                Files.isDirectory(file) ? "output-file.it-is-a-folder" : "output-file.it-is-a-device"));
            }
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            Path half = folder.resolve(
                    "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            try {
                content.writeTo(half);
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            NoRoomException.throwIf(e, file, "output-file.not-written");
            throw unwritable(file, reason(e));
        }
    }

    private static UserError unwritable(Path file, Message why) {
        return UserError.at(file, "output-file.this-file-cannot-be-written", why);
    }

    /** Some exceptions have the name of a file for their message. */
    private static Message reason(IOException e) {
        if (e instanceof FileAlreadyExistsException taken) {
            return Message.of("output-file.is-no-folder", taken.getFile());
        }
        return e instanceof AccessDeniedException
                ? Message.of("output-file.it-is-not-allowed")
                : Message.verbatim(String.valueOf(e.getMessage()));
    }

    /** Writes a text. */
    public static void write(Path file, String text) {
        write(file, half -> Files.writeString(half, text));
    }
}
