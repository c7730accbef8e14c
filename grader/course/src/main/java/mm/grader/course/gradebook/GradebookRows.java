package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mm.grader.course.Result;
import mm.grader.course.files.Csv;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Roster;
import mm.grader.text.Texts;

/**
 * The rows of the gradebook: the results, the students without one, and what lateness costs.
 *
 * @param lines the rows, sorted by student
 * @param late whether lateness costs anything
 */
public record GradebookRows(List<Line> lines, boolean late) {
    /**
     * A row.
     *
     * @param result the result
     * @param real the student's name where the row has a pseudonym
     * @param penalty what lateness costs, or null
     */
    record Line(Result result, String real, LatePolicy.Penalty penalty) {
        /** Returns what counts: the points with bonus, less what lateness costs; nothing if there are no marks. */
        Optional<BigDecimal> grade() {
            int points = result.total() + result.bonus();
            return !result.graded()
                    ? Optional.empty()
                    : Optional.of(penalty == null ? BigDecimal.valueOf(points) : penalty.of(points));
        }
    }

    /**
     * Makes the rows.
     *
     * @param results the results by names or pseudonyms
     * @param students the names of those who handed in
     * @param names how students are called
     * @param roster who is in the class, or null
     * @param policy what lateness costs, or null
     * @param times when students handed in, if a file says so
     */
    static GradebookRows of(
            Map<String, Result> results,
            Collection<String> students,
            Names names,
            Roster roster,
            LatePolicy policy,
            HandInTimes times) {
        Map<String, Line> lines = new TreeMap<>();
        TreeSet<String> all = new TreeSet<>(students);
        all.addAll(roster == null ? List.of() : roster.students());
        for (String student : all) {
            String called = names.of(student);
            Result result = results.get(called);
            if (result == null) {
                Result.Key none = new Result.Key("", "", "");
                result = Result.without(called, Result.Row.NOT_HANDED_IN, none);
            } else if (roster != null && !roster.has(student)) {
                Result known = result;
                result = result.because(language -> known.reason().isEmpty()
                        ? Texts.in(language).say("gradebook.not-on-the-roster")
                        : Texts.in(language).say("gradebook.not-on-the-roster-and", known.reason(language)));
            }
            Optional<Instant> told = times.of(student);
            if (told.isPresent() && result.status() != Result.Row.NOT_HANDED_IN) {
                result = result.at(told.get().getEpochSecond(), "times");
            }
            boolean counts = policy != null && result.handedIn() != null;
            LatePolicy.Penalty penalty = counts ? policy.of(student, Instant.ofEpochSecond(result.handedIn())) : null;
            lines.put(called, new Line(result, student, penalty));
        }
        return new GradebookRows(List.copyOf(lines.values()), policy != null);
    }

    /** Returns the exercises' numbers. */
    List<String> exercises() {
        return List.copyOf(lines.stream()
                .flatMap(line -> line.result().points().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Returns the rows of a status. */
    List<Line> of(Result.Row status) {
        return lines.stream().filter(line -> line.result().status() == status).toList();
    }

    /** Returns {@code gradebook.csv}. */
    String gradebook() {
        List<String> exercises = exercises();
        List<String> head = new ArrayList<>(List.of("student"));
        head.addAll(exercises);
        head.addAll(List.of("total", "bonus"));
        if (late) {
            head.addAll(List.of("handed in", "time from", "late", "minus", "final"));
        }
        head.addAll(List.of("seed", "status", "reason"));
        StringBuilder text = new StringBuilder(Csv.line(head));
        for (Line line : lines) {
            Result result = line.result();
            boolean graded = result.graded();
            List<String> cells = new ArrayList<>(List.of(result.student()));
            exercises.forEach(number -> cells.add(graded ? "" + result.points().getOrDefault(number, 0) : ""));
            cells.add(graded ? "" + result.total() : "");
            cells.add(graded ? "" + result.bonus() : "");
            if (late) {
                cells.addAll(lateness(line));
            }
            cells.addAll(
                    List.of(graded ? "" + result.seed() : "", result.status().title(), result.reason()));
            text.append(Csv.safeLine(cells));
        }
        return text.toString();
    }

    private static List<String> lateness(Line line) {
        LatePolicy.Penalty penalty = line.penalty();
        if (penalty == null) {
            return List.of("", "", "", "", "");
        }
        return List.of(
                penalty.time().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                line.result().timeFrom(),
                length(penalty.seconds()),
                penalty.minus().stripTrailingZeros().toPlainString() + "%",
                line.grade().map(GradebookRows::plain).orElse(""));
    }

    static String length(long seconds) {
        Duration length = Duration.ofSeconds(seconds);
        return seconds == 0
                ? ""
                : seconds < 60
                        ? seconds + " s"
                        : (length.toDays() > 0 ? length.toDays() + " d " : "") + length.toHoursPart() + " h "
                                + length.toMinutesPart() + " min";
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
