package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
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
import mm.grader.course.roster.Roster;
import mm.grader.rubric.Status;
import mm.grader.text.Texts;

/**
 * The rows of the gradebook: the results, the students without one, and what lateness costs.
 *
 * @param lines the rows, sorted by student
 * @param late whether lateness costs anything
 * @param others whether any hand-in has another name than its student: a group's, or one that the roster knows
 */
public record GradebookRows(List<Line> lines, boolean late, boolean others) {
    /**
     * A row.
     *
     * @param result the result, called by the student's name or pseudonym
     * @param real the student's name where the row has a pseudonym
     * @param handIn what the hand-in is called in the results; another name than the student's if it is a group's
     * @param penalty what lateness costs, or null
     * @param adjustments what was given or taken by hand
     */
    public record Line(Result result, String real, String handIn, LatePenalty penalty, List<Adjustment> adjustments) {
        /** Copies the list. */
        public Line {
            adjustments = List.copyOf(adjustments);
        }

        /**
         * Returns what counts: the points with bonus, less what lateness costs, and what was given or taken by hand, and not
         * below 0; nothing if there are no marks.
         */
        public Optional<BigDecimal> grade() {
            int points = result.total() + result.bonus();
            BigDecimal left = penalty == null ? BigDecimal.valueOf(points) : penalty.of(points);
            return result.graded() ? Optional.of(left.add(adjusted()).max(BigDecimal.ZERO)) : Optional.empty();
        }

        /** Returns the points that were given or taken by hand. */
        public BigDecimal adjusted() {
            return adjustments.stream().map(Adjustment::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /**
     * Makes the rows.
     *
     * @param results the results by names or pseudonyms
     * @param students the names of those who handed in
     * @param book names, policy and times
     * @param roster who is in the class, or null
     */
    static GradebookRows of(Map<String, Result> results, Collection<String> students, Gradebook book, Roster roster) {
        Map<String, Line> lines = new TreeMap<>();
        for (String handIn : students) {
            if (roster == null || !roster.has(handIn)) {
                Line line = line(handIn, handIn, results, book);
                lines.put(
                        line.result().student(),
                        roster == null
                                ? line
                                : new Line(
                                        unknown(line.result(), roster, handIn),
                                        handIn,
                                        line.handIn(),
                                        line.penalty(),
                                        line.adjustments()));
            }
        }
        for (String student : roster == null ? List.<String>of() : roster.students()) {
            Line line = line(student, roster.handInOf(student), results, book);
            lines.put(line.result().student(), line);
        }
        boolean others = lines.values().stream()
                .anyMatch(line -> !line.handIn().isEmpty()
                        && !line.handIn().equals(line.result().student()));
        return new GradebookRows(List.copyOf(lines.values()), book.policy() != null, others);
    }

    private static Result unknown(Result result, Roster roster, String handIn) {
        String key = roster.isGroup(handIn) ? "gradebook.group-of-nobody" : "gradebook.not-on-the-roster";
        return result.because(language -> result.reason().isEmpty()
                ? Texts.in(language).say(key)
                : Texts.in(language).say("result.also", Texts.in(language).say(key), result.reason(language)));
    }

    private static Line line(String student, String handIn, Map<String, Result> results, Gradebook book) {
        String called = book.names().of(student);
        List<Adjustment> adjustments = book.terms().adjustmentsOf(student);
        Result of = handIn.isEmpty() ? null : results.get(book.names().of(handIn));
        if (of == null) {
            Result.Key none = new Result.Key("", "", "");
            return new Line(Result.without(called, Result.Row.NOT_HANDED_IN, none), student, "", null, adjustments);
        }
        Result result = of.of(called);
        Optional<Instant> told = book.told(book.times(), student, handIn);
        if (told.isPresent()) {
            result = result.at(told.get().getEpochSecond(), "times");
        }
        boolean counts = book.policy() != null && result.handedIn() != null;
        LatePenalty penalty = counts
                ? book.policy()
                        .of(
                                List.of(student, handIn),
                                Instant.ofEpochSecond(result.handedIn()),
                                book.terms().freeDaysOf(student))
                : null;
        return new Line(result, student, of.student(), penalty, adjustments);
    }

    /** Returns the exercises' numbers. */
    public List<String> exercises() {
        return List.copyOf(lines.stream()
                .flatMap(line -> line.result().points().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Returns the rows of a status. */
    public List<Line> of(Result.Row status) {
        return lines.stream().filter(line -> line.result().status() == status).toList();
    }

    /** Returns the rows of {@code gradebook.csv}. */
    List<List<String>> gradebook(boolean decimalComma) {
        List<String> exercises = exercises();
        List<String> head = new ArrayList<>(List.of("student"));
        if (others) {
            head.add("hand-in");
        }
        head.addAll(exercises);
        head.addAll(List.of("total", "bonus"));
        if (late) {
            head.addAll(List.of("handed in", "time from", "late", "minus", "final"));
        }
        boolean adjusted = lines.stream().anyMatch(line -> !line.adjustments().isEmpty());
        if (adjusted) {
            head.addAll(late ? List.of("adjusted") : List.of("adjusted", "final"));
        }
        head.addAll(List.of("seed", "sandbox", "status", "reason"));
        List<List<String>> rows = new ArrayList<>(List.of(head));
        for (Line line : lines) {
            Result result = line.result();
            boolean graded = result.graded();
            List<String> cells = new ArrayList<>(List.of(result.student()));
            if (others) {
                cells.add(line.handIn());
            }
            exercises.forEach(number -> cells.add(cell(result, number)));
            cells.add(graded ? "" + result.total() : "");
            cells.add(graded ? "" + result.bonus() : "");
            if (late) {
                lateness(line)
                        .forEach(cell ->
                                cells.add(decimalComma && cell.matches("[0-9.]+%?") ? cell.replace('.', ',') : cell));
            }
            if (adjusted) {
                cells.add(line.adjustments().isEmpty() ? "" : number(line.adjusted(), decimalComma));
                if (!late) {
                    cells.add(line.grade()
                            .map(grade -> number(grade, decimalComma))
                            .orElse(""));
                }
            }
            cells.add(graded ? "" + result.seed() : "");
            cells.add(result.sandbox() == null ? "" : result.sandbox() ? "on" : "off");
            cells.add(result.status().title());
            cells.add(result.reason());
            rows.add(cells);
        }
        return rows;
    }

    /** Returns the points, or why there could be none: a 0 is what a check that ran has given. */
    private static String cell(Result result, String number) {
        Status why = result.why().get(number);
        return !result.graded() ? "" : why == null ? "" + result.points().getOrDefault(number, 0) : why.title();
    }

    private static List<String> lateness(Line line) {
        LatePenalty penalty = line.penalty();
        if (penalty == null) {
            return List.of("", "", "", "", "");
        }
        return List.of(
                shown(penalty.time()),
                line.result().timeFrom(),
                penalty.length(),
                penalty.minus().stripTrailingZeros().toPlainString() + "%",
                line.grade().map(GradebookRows::plain).orElse(""));
    }

    private static String number(BigDecimal number, boolean decimalComma) {
        return Csv.number(decimalComma ? plain(number).replace('.', ',') : plain(number));
    }

    /** Returns a time as all files have it. */
    static String shown(ZonedDateTime time) {
        return time.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /** Returns a number without zeros at its end. */
    public static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
