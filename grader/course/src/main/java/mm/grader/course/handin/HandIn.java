package mm.grader.course.handin;

import java.nio.file.Path;

/**
 * What lies in the folder of submissions under one name.
 *
 * @param student the name: the file's without its ending, and without what a course's system puts around it
 * @param path the file or folder
 * @param kind what it is
 * @param problem why it cannot be opened, in a sentence without its path; or empty
 * @param id the number by which a course's system knows the student; or empty
 * @param given what the system called it, for what is given back; or empty
 */
public record HandIn(String student, Path path, Kind kind, String problem, String id, String given) {
    /** What a hand-in can be. */
    enum Kind {
        /** A folder with exercises in it. */
        FOLDER,
        /** A zip or tar.gz, or what claims to be one. */
        ARCHIVE,
        /** A git repository, bare or with a working tree. */
        GIT
    }

    HandIn(String student, Path path, Kind kind, String problem) {
        this(student, path, kind, problem, "", "");
    }

    /** Returns the same of another name. */
    HandIn of(String another) {
        return new HandIn(another, path, kind, problem, id, given);
    }
}
