package mm.grader.course.plan;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mm.grader.course.gradebook.LatePolicy;
import mm.grader.rubric.Selection;

/**
 * What a week of a course sets.
 *
 * @param name the name of the week, a number or a word
 * @param selection the exercises and steps
 * @param most its points, without bonus
 * @param submissions the folders of hand-ins, one for each time that students could hand in
 * @param times for each of them the list of times; fewer, if there are none
 * @param prefix what the names of all hand-ins begin with
 * @param policy deadline, extensions, and what lateness costs
 * @param weight how much the week counts in the course
 * @param groups who worked together, with the line of the file
 */
public record PlanWeek(
        String name,
        Selection selection,
        int most,
        List<Path> submissions,
        List<Path> times,
        String prefix,
        LatePolicy policy,
        BigDecimal weight,
        Map<String, PlanGroup> groups) {
    /** Copies the list and the map. */
    public PlanWeek {
        submissions = List.copyOf(submissions);
        times = List.copyOf(times);
    }

    /** Returns the name of the week's folder among the results. */
    public String folder() {
        return "week-" + name;
    }
}
