package mm.grader.grade;

import java.util.List;
import mm.grader.kit.Exit;
import mm.grader.rubric.Status;
import mm.text.Message;

/**
 * The result of grading one submission. The total is computed here and nowhere else.
 *
 * @param seed the seed of the random cases
 * @param exercises one result for each exercise that was asked for
 * @param screens what the submission's machine shows at the end, or empty
 * @param setting what there is to say of the submission as a whole and of the run
 */
public record GradeResult(long seed, List<ExerciseResult> exercises, Message screens, List<Message> setting) {
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

    /** Tells whether a check did not run by the grader's fault. */
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
