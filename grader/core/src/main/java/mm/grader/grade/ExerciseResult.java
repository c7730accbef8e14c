package mm.grader.grade;

import java.util.List;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;
import mm.grader.submission.Note;
import mm.machine.Exercise;

/**
 * The verdicts on one exercise.
 *
 * @param exercise the exercise
 * @param notes the messages of the compiler, and what else there is to say before the checks
 * @param verdicts one for each of its checks; none if the exercise is not in this release
 */
public record ExerciseResult(Exercise exercise, List<Note> notes, List<Verdict> verdicts) {
    /** Copies the lists. */
    public ExerciseResult {
        notes = List.copyOf(notes);
        verdicts = List.copyOf(verdicts);
    }

    /** Tells whether any check has run and met code that is written. */
    public boolean isBegun() {
        return verdicts.stream().anyMatch(verdict -> switch (verdict.status()) {
            case PASSED, FAILED, TIMED_OUT, OUT_OF_MEMORY, STACK_OVERFLOW, CRASHED -> true;
            default -> false;
        });
    }

    /**
     * Returns the failures that there is something to say of: not those of a bonus that is not begun. Each step of a bonus
     * has a first check, which the others require; it is begun when that passes.
     */
    public List<Verdict> failures() {
        return verdicts.stream()
                .filter(verdict -> verdict.status() == Status.FAILED)
                .filter(verdict -> !verdict.check().bonus() || isBegun(verdict.check()))
                .toList();
    }

    private boolean isBegun(CheckInfo check) {
        return isReached(check)
                && required(check).stream()
                        .anyMatch(verdict -> verdict.check().className().equals(check.className()));
    }

    /** Tells whether all that a check requires of the bonus has passed, directly or not. */
    private boolean isReached(CheckInfo check) {
        return required(check).stream()
                .allMatch(verdict -> verdict.status() == Status.PASSED && isReached(verdict.check()));
    }

    private List<Verdict> required(CheckInfo check) {
        return verdicts.stream()
                .filter(verdict -> verdict.check().bonus())
                .filter(verdict -> check.requires().contains(verdict.check().method()))
                .toList();
    }

    /** Returns the points reached, without bonus. */
    public int points() {
        return verdicts.stream()
                .filter(v -> !v.check().bonus())
                .mapToInt(Verdict::points)
                .sum();
    }

    /** Returns the points there are, without bonus. */
    public int maxPoints() {
        return verdicts.stream()
                .map(Verdict::check)
                .filter(c -> !c.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
    }

    /** Returns the bonus reached. */
    public int bonus() {
        return verdicts.stream()
                .filter(v -> v.check().bonus())
                .mapToInt(Verdict::points)
                .sum();
    }
}
