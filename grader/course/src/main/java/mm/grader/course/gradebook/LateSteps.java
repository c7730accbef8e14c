package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.List;
import mm.grader.course.handin.CommitRule;
import mm.text.Message;

/** What lateness costs, by how late it is. */
interface LateSteps {
    /** Returns the percents that are lost; all of them after the last step. */
    BigDecimal minus(ZonedDateTime deadline, ZonedDateTime time);

    /** Tells whether days are those of the calendar, which end at the deadline's time also when the clocks change. */
    boolean byCalendar();

    /** Returns the arithmetic of what a late one lost. */
    Message how(ZonedDateTime deadline, ZonedDateTime time);

    /** Takes percents off for each started step, up to a number of steps. */
    record Each(TemporalAmount length, BigDecimal minus, int maxSteps) implements LateSteps {
        private int started(ZonedDateTime deadline, ZonedDateTime time) {
            ZonedDateTime end = deadline;
            int n = 1;
            // After a change of the clocks a day has 23 or 25 hours, and still ends at the time of the deadline.
            for (end = end.plus(length); time.isAfter(end) && n <= maxSteps; n++) {
                end = end.plus(length);
            }
            return n;
        }

        @Override
        public BigDecimal minus(ZonedDateTime deadline, ZonedDateTime time) {
            int n = started(deadline, time);
            return n > maxSteps
                    ? CommitRule.ALL
                    : minus.multiply(BigDecimal.valueOf(n)).min(CommitRule.ALL);
        }

        @Override
        public boolean byCalendar() {
            return length instanceof Period;
        }

        @Override
        public Message how(ZonedDateTime deadline, ZonedDateTime time) {
            int n = started(deadline, time);
            return n > maxSteps
                    ? Message.of("late.after-all-steps", maxSteps)
                    : Message.of(
                            "late.steps", n, GradebookRows.plain(minus), GradebookRows.plain(minus(deadline, time)));
        }
    }

    /** Steps of a list. */
    record Listed(List<Step> steps) implements LateSteps {
        private Step of(ZonedDateTime deadline, ZonedDateTime time) {
            return steps.stream()
                    .filter(step -> !time.isAfter(deadline.plus(step.until())))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public BigDecimal minus(ZonedDateTime deadline, ZonedDateTime time) {
            Step step = of(deadline, time);
            return step == null ? CommitRule.ALL : step.minus();
        }

        @Override
        public boolean byCalendar() {
            return steps.stream().anyMatch(step -> step.until() instanceof Period);
        }

        @Override
        public Message how(ZonedDateTime deadline, ZonedDateTime time) {
            Step step = of(deadline, time);
            return step == null
                    ? Message.of("late.after-all-steps", steps.size())
                    : Message.of("late.step", steps.indexOf(step) + 1, GradebookRows.plain(step.minus()));
        }
    }

    /** Takes percents off until a time after the deadline. */
    record Step(TemporalAmount until, BigDecimal minus) {}
}
