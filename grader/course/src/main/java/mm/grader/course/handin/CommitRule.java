package mm.grader.course.handin;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import mm.machine.Exercise;

/** Which commit of the repository of a student counts. */
public interface CommitRule {
    /** All that a late hand-in can lose, in percents. */
    BigDecimal ALL = BigDecimal.valueOf(100);

    /** Returns until when a hand-in's commits are in time; null: HEAD counts, whenever it was made. */
    Instant until(String student);

    /** Tells whether of the commits in time and the late ones the one counts that gives most. */
    default boolean best() {
        return false;
    }

    /** Returns the percents that a hand-in of that time loses. */
    default BigDecimal lost(String student, Instant time) {
        return BigDecimal.ZERO;
    }

    /** Returns the exercises that are graded: a commit that changes none of them is no hand-in. */
    default Set<Exercise> exercises() {
        return EnumSet.allOf(Exercise.class);
    }

    /** Returns the rule for a student in words for programs; results that were made by another one are not mixed. */
    default String name(String student) {
        Instant until = until(student);
        return until == null ? "head" : (best() ? "best of " : "in time until ") + until;
    }
}
