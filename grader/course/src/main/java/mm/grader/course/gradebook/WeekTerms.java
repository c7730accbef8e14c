package mm.grader.course.gradebook;

import java.util.List;
import java.util.Map;

/**
 * What a course knows of its students, in one week.
 *
 * @param freeDays how many late days each has left that cost nothing
 * @param adjustments what was given or taken by hand
 */
public record WeekTerms(Map<String, Integer> freeDays, Map<String, List<Adjustment>> adjustments) {
    /** Stands for all students who are not named. */
    public static final String EVERYBODY_ELSE = "";

    /** Without a course, nothing. */
    public static final WeekTerms NONE = new WeekTerms(Map.of(), Map.of());

    /** Copies the maps. */
    public WeekTerms {
        freeDays = Map.copyOf(freeDays);
        adjustments = Map.copyOf(adjustments);
    }

    int freeDaysOf(String student) {
        return freeDays.getOrDefault(student, freeDays.getOrDefault(EVERYBODY_ELSE, 0));
    }

    List<Adjustment> adjustmentsOf(String student) {
        return adjustments.getOrDefault(student, List.of());
    }
}
