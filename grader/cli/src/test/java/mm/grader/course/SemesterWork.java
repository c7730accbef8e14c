package mm.grader.course;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What one student, or a team, did in one week, and what that is worth: the second way in which a semester's marks are
 * computed, with whole numbers and the clock on the wall, and nothing of the kit.
 *
 * @param tries what was handed in, the earliest first; none if nothing was
 * @param due until when
 * @param most the points there are
 */
record SemesterWork(List<Try> tries, LocalDateTime due, int most) {
    static final int GRACE_MINUTES = 10;
    static final int PERCENT_A_DAY = 10;
    static final int MAX_STEPS = 5;

    /** Something that was handed in at a time, by the clock on the wall. */
    record Try(LocalDateTime time, int points) {}

    /** What counts: hundredths of a point, how many late days it took, and of which try. */
    record Mark(long hundredths, int daysUsed, Try of) {}

    /** Returns how many days are begun: 0 at the deadline. The wall's clock knows no days of 23 or 25 hours. */
    private static long begun(LocalDateTime from, LocalDateTime time) {
        long seconds = time.toEpochSecond(ZoneOffset.UTC) - from.toEpochSecond(ZoneOffset.UTC);
        return seconds <= 0 ? 0 : (seconds + 86_399) / 86_400;
    }

    private static long percentLost(long days) {
        return days > MAX_STEPS ? 100 : days * PERCENT_A_DAY;
    }

    private boolean late(Try each) {
        return each.time().isAfter(due.plus(Duration.ofMinutes(GRACE_MINUTES)));
    }

    private long left(Try each) {
        return each.points() * (100 - (late(each) ? percentLost(begun(due, each.time())) : 0));
    }

    /** Returns the mark of somebody who has so many late days left; of several tries the first of the best counts. */
    Mark mark(int daysLeft) {
        Try best = null;
        for (Try each : tries) {
            best = best == null || left(each) > left(best) ? each : best;
        }
        if (best == null) {
            return new Mark(0, 0, null);
        }
        long days = late(best) ? begun(due, best.time()) : 0;
        int used = (int) Math.min(days, daysLeft);
        return new Mark(best.points() * (100 - percentLost(days - used)), used, best);
    }

    /** Returns a time on the wall as seconds since 1970. */
    static long seconds(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).toEpochSecond();
    }
}
