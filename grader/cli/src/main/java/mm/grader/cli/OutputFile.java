package mm.grader.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the user asked for. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Writes the file, and the folders that it lacks.
     *
     * @throws UserError if that cannot be done
     */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UserError(file + ": this file cannot be written: " + e.getMessage());
        }
    }
}
