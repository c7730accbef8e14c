package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import mm.grader.course.handin.CommitRule;
import mm.text.Message;

/**
 * What one hand-in lost.
 *
 * @param time when it was handed in, in the zone of the policy
 * @param due until when it could be
 * @param late whether it was later than that, and than the grace allows
 * @param freeDays how many of the student's late days paid for it
 * @param minus the percents that are lost
 * @param byCalendar whether days are counted as those of the calendar
 * @param how the arithmetic of the percents; null if nothing is lost
 */
public record LatePenalty(
        ZonedDateTime time,
        ZonedDateTime due,
        boolean late,
        int freeDays,
        BigDecimal minus,
        boolean byCalendar,
        Message how) {
    /** Returns what is left of some points, to a hundredth. */
    public BigDecimal of(int points) {
        return BigDecimal.valueOf(points)
                .multiply(CommitRule.ALL.subtract(minus))
                .divide(CommitRule.ALL, 2, RoundingMode.HALF_UP);
    }

    /**
     * Returns how late it was, as the policy counts: days that end at the deadline's time of day, also when the clocks
     * change, and what is left of the last one; hours where the policy has no days. Nothing if it was in time.
     */
    public String length() {
        if (!late) {
            return "";
        }
        ZonedDateTime end = time.truncatedTo(ChronoUnit.SECONDS);
        long days = byCalendar ? due.until(end, ChronoUnit.DAYS) : 0;
        Duration rest = Duration.between(due.plusDays(days), end);
        if (days == 0 && rest.toSeconds() < 60) {
            return rest.toSeconds() + " s";
        }
        String seconds = rest.toSecondsPart() == 0 ? "" : " " + rest.toSecondsPart() + " s";
        return (days > 0 ? days + " d " : "") + rest.toHours() + " h " + rest.toMinutesPart() + " min" + seconds;
    }
}
