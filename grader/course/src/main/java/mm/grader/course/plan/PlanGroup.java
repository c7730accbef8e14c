package mm.grader.course.plan;

import java.util.List;

/**
 * Students who hand in together.
 *
 * @param line the line of the course file
 * @param members the students
 */
public record PlanGroup(int line, List<String> members) {
    /** Copies the list. */
    public PlanGroup {
        members = List.copyOf(members);
    }
}
