package mm.grader.course.handin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the system of a course says by the name of a file or folder.
 *
 * @param student who handed it in
 * @param id the number that the system knows the student by; or ""
 * @param rest what the file itself is called; "" of a folder
 * @param typed whether it is what the student typed into a page rather than a file
 */
record GivenName(String student, String id, String rest, boolean typed) {
    /** Moodle: {@code Ada Lovelace_4711_assignsubmission_file}, then perhaps {@code _} and the file's own name. */
    private static final Pattern MOODLE =
            Pattern.compile("(?s)(.+)_([0-9]{1,18})_assignsubmission_(file|onlinetext)(?:_(.*))?");
    /** Canvas: {@code lovelaceada_LATE_17_4711_work.zip}, with the numbers of student and file. */
    private static final Pattern CANVAS =
            Pattern.compile("(?s)(\\p{Ll}[\\p{Ll}0-9-]*)(?:_LATE)?_([0-9]{1,18})_[0-9]{1,18}_(.+\\..+)");

    /** Reads a name. */
    static GivenName of(String name) {
        Matcher moodle = MOODLE.matcher(name);
        if (moodle.matches()) {
            String rest = moodle.group(4) == null ? "" : moodle.group(4);
            return new GivenName(
                    moodle.group(1), moodle.group(2), rest, moodle.group(3).equals("onlinetext"));
        }
        Matcher canvas = CANVAS.matcher(name);
        return canvas.matches()
                ? new GivenName(canvas.group(1), canvas.group(2), canvas.group(3), false)
                : new GivenName(name, "", "", false);
    }
}
