package mm.grader.course.plan;

import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import mm.grader.kit.UserError;

/**
 * A course file.
 *
 * @param file where it is
 * @param title the name of the course
 * @param roster who is in the course, or null
 * @param out where the results are kept
 * @param cases held-back recordings, or null
 * @param keyFile the file of pseudonyms, or null
 * @param best of several hand-ins of a week the best one counts, rather than the last
 * @param budget how many late days each student has that cost nothing
 * @param withdrawn who has left the course, and when
 * @param weeks the weeks in the order of the file, by their names
 * @param adjustments what was given or taken by hand
 */
public record CoursePlan(
        Path file,
        String title,
        Path roster,
        Path out,
        Path cases,
        Path keyFile,
        boolean best,
        int budget,
        Map<String, ZonedDateTime> withdrawn,
        Map<String, PlanWeek> weeks,
        List<PlanAdjustment> adjustments) {
    /**
     * Returns a week.
     *
     * @throws UserError if there is none of this name
     */
    public PlanWeek week(String name) {
        PlanWeek week = weeks.get(name);
        if (week == null) {
            throw UserError.at("--week " + name, "plan.no-such-week", file, String.join(", ", weeks.keySet()));
        }
        return week;
    }

    /** Returns where the results of a week are. */
    public Path out(PlanWeek week) {
        return out.resolve(week.folder());
    }
}
