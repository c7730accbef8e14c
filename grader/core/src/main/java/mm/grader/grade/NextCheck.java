package mm.grader.grade;

import java.util.Comparator;
import java.util.Optional;
import mm.grader.rubric.Status;

/** Where a student best goes on: in the first exercise that was begun and is not done, else in the first to begin. */
public final class NextCheck {
    private NextCheck() {}

    /** Returns the first check of that exercise that failed of its own; the ladder of the assignment leads there. */
    public static Optional<Verdict> of(GradeResult result) {
        return result.exercises().stream()
                .filter(exercise -> exercise.verdicts().stream().anyMatch(NextCheck::isOpen))
                .min(Comparator.comparingInt(NextCheck::rank)) // of equals the first
                .flatMap(exercise ->
                        exercise.verdicts().stream().filter(NextCheck::isOpen).findFirst());
    }

    private static boolean isOpen(Verdict verdict) {
        return verdict.status() != Status.PASSED && verdict.status() != Status.BLOCKED;
    }

    /** Returns 0 for an exercise with code of the student's, 1 for one that is to be written, 2 for one that is not there. */
    private static int rank(ExerciseResult exercise) {
        int rank = 2;
        for (Verdict verdict : exercise.verdicts()) {
            int own = switch (verdict.status()) {
                case NOT_HANDED_IN, NOT_RUN, BLOCKED -> 2;
                case NOT_STARTED -> 1;
                default -> 0;
            };
            rank = Math.min(rank, own);
        }
        return rank;
    }
}
