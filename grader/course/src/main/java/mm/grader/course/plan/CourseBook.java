package mm.grader.course.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import mm.grader.course.Result;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.files.Csv;
import mm.grader.course.gradebook.GiveBack;
import mm.grader.course.gradebook.GradebookRows;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;

/** All weeks of a course as one book: {@code course.csv}, {@code course.json} and {@code course.html}. */
public final class CourseBook {
    private final CoursePlan plan;
    private final GiveBack back;
    private final Language language;
    private final Catalogue texts;
    /** The rows of each week that is graded, by the students' names. */
    private final Map<PlanWeek, Map<String, GradebookRows.Line>> weeks = new LinkedHashMap<>();

    private final Map<String, StudentTotal> totals = new TreeMap<>();

    /** Makes a book of a plan that has no graded week yet. */
    public CourseBook(CoursePlan plan, GiveBack back, Language language) {
        this.plan = plan;
        this.back = back;
        this.language = language;
        texts = Texts.in(language);
    }

    /**
     * Makes each week's gradebook again, then the book.
     *
     * @return how many weeks are graded
     * @throws UserError if a week was graded on other terms, or somebody is named whom nobody knows
     */
    public int write(PrintWriter out, PrintWriter err) {
        WeekRun.Left left = new WeekRun.Left(plan.budget());
        for (PlanWeek week : plan.weeks().values()) {
            Optional<RunInfo> info = RunInfo.read(plan.out(week));
            if (info.isEmpty()) {
                out.println(texts.say("plan.not-graded-yet", week.name()));
                continue;
            }
            out.println(texts.say("plan.week", week.name()));
            WeekRun run = WeekRun.of(plan, week, left.days(), back, language, err);
            try (Store store = Store.open(plan.out(week))) {
                GradebookRows rows = run.rows(store, info.get(), err);
                run.book()
                        .write(
                                store,
                                WeekRun.results(store, info.get()),
                                run.students(info.get()),
                                info.get(),
                                Similarity.Report.NONE,
                                out,
                                err);
                left.use(rows);
                Map<String, GradebookRows.Line> lines = new TreeMap<>();
                rows.lines().forEach(line -> lines.put(line.real(), line));
                weeks.put(week, lines);
            }
        }
        if (weeks.isEmpty()) {
            throw UserError.at(
                    plan.file(),
                    "plan.no-week-graded",
                    plan.weeks().keySet().iterator().next());
        }
        TreeSet<String> everybody = new TreeSet<>();
        weeks.values().forEach(lines -> everybody.addAll(lines.keySet()));
        requireKnown(everybody);
        for (String student : everybody) {
            totals.put(student, new StudentTotal(plan, weeks, student));
        }
        AtomicFiles.write(plan.out().resolve("course.csv"), back.table(table()));
        AtomicFiles.write(plan.out().resolve("course.json"), json());
        AtomicFiles.write(plan.out().resolve("course.html"), new CoursePage(plan, weeks, totals, language).html());
        out.println();
        out.println(texts.say(
                "gradebook.see-and",
                plan.out().resolve("course.csv"),
                plan.out().resolve("course.html")));
        return weeks.size();
    }

    /** A misspelled name would leave somebody without what was meant for him. */
    private void requireKnown(TreeSet<String> everybody) {
        for (PlanAdjustment each : plan.adjustments()) {
            if (!everybody.contains(each.student())) {
                throw UserError.at(plan.file(), each.line(), "plan.unknown-student", each.student());
            }
        }
        for (String student : plan.withdrawn().keySet()) {
            if (!everybody.contains(student)) {
                throw UserError.at(plan.file(), "plan.unknown-student", student);
            }
        }
    }

    private String number(BigDecimal number) {
        String text = GradebookRows.plain(number);
        return Csv.number(back.decimalComma() ? text.replace('.', ',') : text);
    }

    private String percent(BigDecimal number) {
        String text = GradebookRows.plain(number) + "%";
        return back.decimalComma() ? text.replace('.', ',') : text;
    }

    private List<List<String>> table() {
        List<String> head = new ArrayList<>(List.of("student"));
        for (PlanWeek week : weeks.keySet()) {
            List.of(" points", " bonus", " late", " late days", " minus", " adjusted", " final", " of", " status")
                    .forEach(column -> head.add(week.name() + column));
        }
        head.addAll(List.of("adjusted", "total %", "status"));
        List<List<String>> rows = new ArrayList<>(List.of(head));
        totals.values().forEach(total -> {
            List<String> row = new ArrayList<>(List.of(total.called()));
            weeks.keySet().forEach(week -> row.addAll(cells(week, total)));
            row.add(number(total.adjusted()));
            row.add(total.percent().map(this::number).orElse(""));
            row.add(total.status());
            rows.add(row);
        });
        return rows;
    }

    private List<String> cells(PlanWeek week, StudentTotal total) {
        GradebookRows.Line line = weeks.get(week).get(total.student());
        if (line == null) {
            return List.of("", "", "", "", "", "", "0", "" + week.most(), Result.Row.NOT_HANDED_IN.title());
        }
        Result result = line.result();
        boolean graded = result.graded();
        boolean timed = line.penalty() != null;
        return List.of(
                graded ? "" + result.total() : "",
                graded ? "" + result.bonus() : "",
                timed ? line.penalty().length() : "",
                timed && line.penalty().freeDays() > 0 ? "" + line.penalty().freeDays() : "",
                timed ? percent(line.penalty().minus()) : "",
                line.adjustments().isEmpty() ? "" : number(line.adjusted()),
                total.grade(week).map(this::number).orElse(""),
                "" + week.most(),
                result.status().title());
    }

    /** Each number with the file that it is from. */
    private String json() {
        ObjectNode all = Store.JSON.createObjectNode();
        all.put("version", 1).put("course", plan.title());
        ArrayNode students = all.putArray("students");
        totals.values().forEach(total -> {
            ObjectNode student = students.addObject().put("student", total.called());
            ArrayNode parts = student.putArray("weeks");
            weeks.forEach((week, lines) -> {
                ObjectNode part = parts.addObject().put("week", week.name());
                GradebookRows.Line line = lines.get(total.student());
                part.put("weight", week.weight()).put("counts", total.counts(week));
                part.put("final", total.grade(week).map(GradebookRows::plain).orElse(null));
                part.put("most", week.most());
                part.put(
                        "from",
                        line == null
                                ? null
                                : week.folder() + "/students/" + line.result().student() + ".json");
            });
            student.put("arithmetic", total.arithmetic());
            student.put("total", total.percent().map(GradebookRows::plain).orElse(null));
            student.put("status", total.status());
        });
        try {
            return Store.JSON.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
