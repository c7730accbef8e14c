package mm.grader.grade;

import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;

/**
 * What became of one check.
 *
 * @param check the check
 * @param status how it ended
 * @param message why, in one or several lines; empty if there is no more to say
 * @param location the student's file and line, or empty
 * @param output the beginning of what the student's code printed
 */
public record Verdict(CheckInfo check, Status status, String message, String location, String output) {
    /** Makes a verdict on a check that did not run. */
    public static Verdict without(CheckInfo check, Status status, String message) {
        return new Verdict(check, status, message, "", "");
    }

    /** Returns the points it gives. */
    public int points() {
        return status == Status.PASSED ? check.points() : 0;
    }
}
