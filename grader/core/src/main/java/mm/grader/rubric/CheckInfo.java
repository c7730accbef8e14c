package mm.grader.rubric;

import java.util.List;
import mm.machine.Exercise;

/**
 * One graded check, as its annotations describe it.
 *
 * @param exercise the exercise
 * @param step the step of the assignment
 * @param title the title of the step
 * @param className the class of the check
 * @param method the method of the check, unique within the exercise
 * @param points what it is worth
 * @param bonus whether the points come on top of the 100
 * @param hints the ladder of hints
 * @param requires methods of checks that must pass first
 */
public record CheckInfo(
        Exercise exercise,
        int step,
        String title,
        String className,
        String method,
        int points,
        boolean bonus,
        List<String> hints,
        List<String> requires) {
    /** Returns the name of the check, for example {@code 03/munmap_of_a_hole_succeeds}. */
    public String id() {
        return exercise.number() + "/" + method;
    }

    /** Returns the name of the check as a sentence. */
    public String sentence() {
        return method.replace('_', ' ');
    }

    /** Returns the same check, worth nothing: it is run because others require it. */
    CheckInfo withoutPoints() {
        return new CheckInfo(exercise, step, title, className, method, 0, bonus, hints, requires);
    }
}
