package mm.grader.course.handin;
import mm.text.Message;

import java.nio.file.Path;

/**
 * What lies in the folder of submissions under one name.
 *
 * @param student the name: the file's without its ending
 * @param path the file or folder
 * @param kind what it is
 * @param problem why it cannot be opened, in a sentence without its path; or empty
 */
public record HandIn(String student, Path path, Kind kind, Message problem) {
    /** What a hand-in can be. */
    enum Kind {
        /** A folder with exercises in it. */
        FOLDER,
        /** A zip or tar.gz, or what claims to be one. */
        ARCHIVE,
        /** A git repository, bare or with a working tree. */
        GIT
    }
}
