package mm.grader.course.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mm.grader.course.Result;
import mm.grader.course.gradebook.Adjustment;
import mm.grader.course.gradebook.GradebookRows;

/**
 * A student's mark in the course: of each week the share of its points that was reached, weighted; in percents, and what was
 * given or taken by hand.
 */
final class StudentTotal {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final CoursePlan plan;
    private final Map<PlanWeek, Map<String, GradebookRows.Line>> weeks;
    private final String student;

    StudentTotal(CoursePlan plan, Map<PlanWeek, Map<String, GradebookRows.Line>> weeks, String student) {
        this.plan = plan;
        this.weeks = weeks;
        this.student = student;
    }

    String student() {
        return student;
    }

    /** Returns the name or pseudonym. */
    String called() {
        return weeks.values().stream()
                .filter(lines -> lines.containsKey(student))
                .map(lines -> lines.get(student).result().student())
                .findFirst()
                .orElse(student);
    }

    /** Tells whether a week counts: not one whose deadline is after the student left. */
    boolean counts(PlanWeek week) {
        return !plan.withdrawn().containsKey(student)
                || !week.policy().deadline().isAfter(plan.withdrawn().get(student));
    }

    /** Returns the points of a week; nothing if the grader failed, 0 if there was nothing to grade. */
    Optional<BigDecimal> grade(PlanWeek week) {
        GradebookRows.Line line = weeks.get(week).get(student);
        return line == null
                ? Optional.of(BigDecimal.ZERO)
                : line.grade()
                        .or(() -> line.result().status() == Result.Row.NOT_GRADED
                                ? Optional.empty()
                                : Optional.of(line.adjusted().max(BigDecimal.ZERO)));
    }

    /** Returns the percents of the course that were given or taken by hand. */
    BigDecimal adjusted() {
        return WeekRun.adjustments(plan, "").getOrDefault(student, List.of()).stream()
                .map(Adjustment::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Returns the total to a hundredth; nothing if there is none yet, or will be none. */
    Optional<BigDecimal> percent() {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (PlanWeek week : weeks.keySet()) {
            Optional<BigDecimal> grade = grade(week);
            if (grade.isEmpty() || plan.withdrawn().containsKey(student)) {
                return Optional.empty();
            }
            BigDecimal share = grade.get().divide(BigDecimal.valueOf(week.most()), MathContext.DECIMAL128);
            sum = sum.add(share.multiply(week.weight()));
            weights = weights.add(week.weight());
        }
        return weights.signum() == 0
                ? Optional.empty()
                : Optional.of(sum.multiply(HUNDRED)
                        .divide(weights, MathContext.DECIMAL128)
                        .add(adjusted())
                        .max(BigDecimal.ZERO)
                        .setScale(2, RoundingMode.HALF_UP));
    }

    /** Returns in words for programs how far the student came. */
    String status() {
        boolean failed = weeks.keySet().stream().anyMatch(week -> grade(week).isEmpty());
        return plan.withdrawn().containsKey(student)
                ? "withdrawn " + plan.withdrawn().get(student).toLocalDate()
                : failed ? Result.Row.NOT_GRADED.title() : "";
    }

    /** Returns how the total is computed. */
    String arithmetic() {
        List<String> parts = new ArrayList<>();
        for (PlanWeek week : weeks.keySet()) {
            parts.add(GradebookRows.plain(week.weight()) + " × "
                    + grade(week).map(GradebookRows::plain).orElse("?") + "/" + week.most());
        }
        String weights = GradebookRows.plain(
                weeks.keySet().stream().map(PlanWeek::weight).reduce(BigDecimal.ZERO, BigDecimal::add));
        String byHand = WeekRun.adjustments(plan, "").getOrDefault(student, List.of()).stream()
                .map(each -> "; " + each.shown() + " (" + each.reason() + "; " + each.by() + ")")
                .reduce("", String::concat);
        return "100 × (" + String.join(" + ", parts) + ") / " + weights + byHand;
    }
}
