package mm.grader.course.handin;

import java.nio.file.Path;
import java.time.Instant;
import mm.text.Message;

/**
 * What lies in the folder of submissions under one name.
 *
 * @param student the name: the file's without its ending, and without what a course's system puts around it
 * @param path the file or folder
 * @param shown its path within the folder of submissions
 * @param kind what it is
 * @param problem why it cannot be opened, in a sentence without its path; or empty
 * @param id the number by which a course's system knows the student; or empty
 * @param given what the system called it, for what is given back; or empty
 * @param time when it was handed in, if a list says so, or null
 * @param earlier what the same student handed in before, if the best counts, or null
 */
public record HandIn(
        String student,
        Path path,
        String shown,
        Kind kind,
        Message problem,
        String id,
        String given,
        Instant time,
        HandIn earlier) {
    /** What a hand-in can be. */
    enum Kind {
        /** A folder with exercises in it. */
        FOLDER,
        /** A zip or tar.gz, or what claims to be one. */
        ARCHIVE,
        /** A git repository, bare or with a working tree. */
        GIT
    }

    HandIn(String student, Path path, Kind kind, Message problem) {
        this(student, path, String.valueOf(path.getFileName()), kind, problem, "", "", null, null);
    }

    /** Returns the same of another name. */
    HandIn of(String another) {
        return new HandIn(another, path, shown, kind, problem, id, given, time, earlier);
    }

    /** Returns the same, known by a number of the system of a course. */
    HandIn given(String name, String number, String file) {
        return new HandIn(name, path, shown, kind, problem, number, file, time, earlier);
    }

    /** Returns the same, handed in at a time, and after another one; each may be null. */
    public HandIn at(Instant when, HandIn before) {
        return new HandIn(student, path, shown, kind, problem, id, given, when, before);
    }

    /** Returns the same, as it lies in the folder of submissions. */
    HandIn within(Path submissions) {
        String place = submissions.relativize(path).toString();
        return new HandIn(student, path, place, kind, problem, id, given, time, earlier);
    }
}
