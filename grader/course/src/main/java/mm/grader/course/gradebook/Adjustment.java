package mm.grader.course.gradebook;

import java.math.BigDecimal;

/**
 * Points that somebody gave or took by hand.
 *
 * @param points how many, below 0 if they are taken
 * @param reason why
 * @param by who did
 */
public record Adjustment(BigDecimal points, String reason, String by) {
    /** Returns the points with their sign. */
    public String shown() {
        return (points.signum() > 0 ? "+" : "") + GradebookRows.plain(points);
    }
}
