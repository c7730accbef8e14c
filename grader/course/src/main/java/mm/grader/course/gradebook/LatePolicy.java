package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What being late costs: a share of the points, for each started step or by how late it is.
 *
 * @param file where it is from
 * @param deadline the deadline of all who have no other
 * @param zone the zone that the policy's times are in
 * @param extensions other deadlines by students
 * @param headCounts of a repository, HEAD counts and may be late, rather than the last commit in time
 * @param steps what it costs, in order; each holds until its time after the deadline, and after the last one all is lost
 */
public record LatePolicy(
        Path file,
        ZonedDateTime deadline,
        ZoneId zone,
        Map<String, ZonedDateTime> extensions,
        boolean headCounts,
        Steps steps) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** What lateness costs. */
    interface Steps {
        /** Returns the percents that are lost; all of them after the last step. */
        BigDecimal minus(ZonedDateTime deadline, ZonedDateTime time);
    }

    /** Takes percents off for each started step, up to a number of steps. */
    record Each(TemporalAmount length, BigDecimal minus, int maxSteps) implements Steps {
        @Override
        public BigDecimal minus(ZonedDateTime deadline, ZonedDateTime time) {
            ZonedDateTime end = deadline;
            for (int n = 1; n <= maxSteps; n++) {
                // Behind a change of the clocks a day has 23 or 25 hours, and still ends at the deadline's time.
                end = end.plus(length);
                BigDecimal lost = minus.multiply(BigDecimal.valueOf(n));
                if (!time.isAfter(end) || lost.compareTo(ALL) >= 0) {
                    return lost.min(ALL);
                }
            }
            return ALL;
        }
    }

    /** Steps of a list. */
    record Listed(List<Step> steps) implements Steps {
        @Override
        public BigDecimal minus(ZonedDateTime deadline, ZonedDateTime time) {
            return steps.stream()
                    .filter(step -> !time.isAfter(deadline.plus(step.until())))
                    .map(Step::minus)
                    .findFirst()
                    .orElse(ALL);
        }
    }

    /** Takes percents off until a time after the deadline. */
    record Step(TemporalAmount until, BigDecimal minus) {}

    /**
     * What one hand-in lost.
     *
     * @param time when it was handed in, in the policy's zone
     * @param seconds how late that was; 0 if in time
     * @param minus the percents that are lost
     */
    public record Penalty(ZonedDateTime time, long seconds, BigDecimal minus) {
        /** Returns what is left of some points, to a hundredth. */
        public BigDecimal of(int points) {
            return BigDecimal.valueOf(points).multiply(ALL.subtract(minus)).divide(ALL, 2, RoundingMode.HALF_UP);
        }
    }

    public LatePolicy {
        extensions = Map.copyOf(extensions);
    }

    /** Returns a student's deadline. */
    Instant deadlineOf(String student) {
        return extensions.getOrDefault(student, deadline).toInstant();
    }

    /** Returns what a student lost who handed in then. */
    public Penalty of(String student, Instant time) {
        ZonedDateTime due = extensions.getOrDefault(student, deadline);
        ZonedDateTime at = time.atZone(zone);
        long seconds = Math.max(0, time.getEpochSecond() - due.toEpochSecond());
        return new Penalty(at, seconds, seconds == 0 ? BigDecimal.ZERO : steps.minus(due, at));
    }

    /** Returns the students with extensions who are not among those given. */
    List<String> strangers(Set<String> students) {
        return extensions.keySet().stream()
                .filter(student -> !students.contains(student))
                .sorted()
                .toList();
    }
}
