package mm.grader.grade;

import java.util.List;
import mm.grader.rubric.CheckInfo;
import mm.grader.submission.Note;
import mm.machine.Exercise;

/**
 * The verdicts on one exercise.
 *
 * @param exercise the exercise
 * @param notes the compiler's messages, and what else there is to say before the checks
 * @param verdicts one for each of its checks; none if the exercise is not in this release
 */
public record ExerciseResult(Exercise exercise, List<Note> notes, List<Verdict> verdicts) {
    /** Copies the lists. */
    public ExerciseResult {
        notes = List.copyOf(notes);
        verdicts = List.copyOf(verdicts);
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
