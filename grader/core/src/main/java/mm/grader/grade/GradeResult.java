package mm.grader.grade;

import java.util.List;
import java.util.Optional;
import mm.grader.kit.Exit;
import mm.grader.rubric.Status;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * The result of grading one submission. The total is computed here and nowhere else.
 *
 * @param seed the seed of the random cases
 * @param exercises one result for each exercise that was asked for
 * @param screens what the submission's machine shows at the end, or empty
 * @param setting what there is to say of the submission as a whole and of the run
 * @param sandboxed whether bubblewrap was around the children
 */
public record GradeResult(
        long seed, List<ExerciseResult> exercises, Message screens, List<Message> setting, boolean sandboxed) {
    /** Copies the lists. */
    public GradeResult {
        exercises = List.copyOf(exercises);
        setting = List.copyOf(setting);
    }

    /** Returns the points reached, without bonus. */
    public int points() {
        return exercises.stream().mapToInt(ExerciseResult::points).sum();
    }

    /** Returns the points there are, without bonus. */
    public int maxPoints() {
        return exercises.stream().mapToInt(ExerciseResult::maxPoints).sum();
    }

    /** Returns the bonus reached. */
    public int bonus() {
        return exercises.stream().mapToInt(ExerciseResult::bonus).sum();
    }

    /**
     * Returns the exercise to go on with, if one has just been finished: the first without full marks after one that has
     * them, or the one after the last that was graded.
     */
    public Optional<Exercise> next() {
        Exercise finished = null;
        for (ExerciseResult each : exercises) {
            boolean full = each.maxPoints() > 0 && each.points() == each.maxPoints();
            if (!full) {
                return Optional.ofNullable(finished == null ? null : each.exercise());
            }
            finished = each.exercise();
        }
        int after = finished == null ? Exercise.values().length : finished.ordinal() + 1;
        return after < Exercise.values().length ? Optional.of(Exercise.values()[after]) : Optional.empty();
    }

    /** Tells whether a check did not run by the fault of the grader. */
    public boolean graderFailed() {
        return exercises.stream()
                .flatMap(exercise -> exercise.verdicts().stream())
                .anyMatch(verdict -> verdict.status() == Status.NOT_RUN);
    }

    /** Returns the exit code. */
    public int exitCode() {
        if (graderFailed()) {
            return Exit.FAILED;
        }
        return maxPoints() > 0 && points() == maxPoints() ? Exit.OK : Exit.LESS;
    }
}
