package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What being late costs: a share of the points, for each started step or by how late it is.
 *
 * @param file where it is from
 * @param deadline the deadline of all who have no other
 * @param zone the zone that the times of the policy are in
 * @param extensions other deadlines by students, or by groups
 * @param lines the lines of the file that have the extensions
 * @param commits which commit of a repository counts
 * @param grace who is late by no more than this, is not late
 * @param steps what it costs, in order; each holds until its time after the deadline, and after the last one all is lost
 */
public record LatePolicy(
        Path file,
        ZonedDateTime deadline,
        ZoneId zone,
        Map<String, ZonedDateTime> extensions,
        Map<String, Integer> lines,
        Commits commits,
        TemporalAmount grace,
        LateSteps steps) {
    /** Which commit of a repository counts. */
    enum Commits {
        /** The last one in time; if none is, HEAD, which is late. */
        IN_TIME,
        /** HEAD, which may be late. */
        HEAD,
        /** The one that gives most. */
        BEST
    }

    /** Copies the maps. */
    public LatePolicy {
        extensions = Map.copyOf(extensions);
        lines = Map.copyOf(lines);
    }

    /** Returns the deadline of a student, or of those who handed in together: of several the latest. */
    ZonedDateTime due(Collection<String> names) {
        return names.stream()
                .map(extensions::get)
                .filter(Objects::nonNull)
                .max(ZonedDateTime::compareTo)
                .orElse(deadline);
    }

    /** Returns until when a hand-in is in time. */
    Instant inTimeUntil(Collection<String> names) {
        return due(names).plus(grace).toInstant();
    }

    /** Returns what a student lost who handed in then. */
    public LatePenalty of(String student, Instant time) {
        return of(List.of(student), time, 0);
    }

    /**
     * Returns what a student lost who handed in then.
     *
     * @param names the name of the student, and that of the group
     * @param freeDays how many late days the student has left that cost nothing
     */
    LatePenalty of(Collection<String> names, Instant time, int freeDays) {
        ZonedDateTime due = due(names);
        ZonedDateTime at = time.atZone(zone);
        boolean late = time.getEpochSecond() > due.plus(grace).toEpochSecond();
        int used = 0;
        ZonedDateTime from = due;
        while (late && used < freeDays && at.isAfter(from)) {
            from = from.plusDays(1);
            used++;
        }
        boolean costs = late && time.getEpochSecond() > from.toEpochSecond();
        return new LatePenalty(
                at,
                due,
                late,
                used,
                costs ? steps.minus(from, at) : BigDecimal.ZERO,
                steps.byCalendar(),
                costs ? steps.how(from, at) : null);
    }

    /** Returns the students with extensions who are not among those given. */
    List<String> strangers(Set<String> students) {
        return extensions.keySet().stream()
                .filter(student -> !students.contains(student))
                .sorted()
                .toList();
    }
}
