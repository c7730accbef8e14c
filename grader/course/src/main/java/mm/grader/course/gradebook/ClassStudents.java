package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.course.Result;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Status;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Catalogue;

/** The students' rows of the class page, each cell with its reason, and who may need help. */
final class ClassStudents {
    private final GradebookRows sheet;
    private final Statistics statistics;
    private final List<String> exercises;
    private final Catalogue texts;
    private final CheckTexts checks;

    ClassStudents(GradebookRows sheet, Statistics statistics, Language language) {
        this.sheet = sheet;
        this.statistics = statistics;
        exercises = sheet.exercises(); // which looks at all rows
        texts = Texts.in(language);
        checks = new CheckTexts(texts);
    }

    static Map<String, Object> link(String student) {
        return Map.of("student", student, "href", Html.link("students", student + ".html"));
    }

    static String median(List<Integer> sorted) {
        int n = sorted.size();
        int twice = sorted.get((n - 1) / 2) + sorted.get(n / 2);
        return twice % 2 == 0 ? "" + twice / 2 : twice / 2 + ".5";
    }

    List<Map<String, Object>> rows() {
        return sheet.lines().stream().map(this::row).toList();
    }

    private Map<String, Object> row(GradebookRows.Line line) {
        Result result = line.result();
        boolean graded = result.graded();
        Map<String, Object> row = new HashMap<>();
        row.put("student", result.student());
        row.put("href", Html.link("students", result.student() + ".html"));
        row.put("handIn", line.handIn().equals(result.student()) ? "" : line.handIn());
        row.put("code", result.status().name());
        row.put("status", texts.say(result.status().key()));
        row.put("total", graded ? result.total() : "");
        row.put("bonus", graded ? result.bonus() : "");
        List<Map<String, Object>> cells = new ArrayList<>();
        for (String number : exercises) {
            cells.add(cell(result, number));
        }
        row.put("cells", cells);
        row.put("late", sheet.late() ? late(line) : null);
        return row;
    }

    private Map<String, Object> cell(Result result, String number) {
        Map<String, Object> cell = new HashMap<>();
        boolean ran = result.graded() && !result.why().containsKey(number);
        cell.put("points", ran ? result.points().getOrDefault(number, 0) : "");
        Statistics.Why why = result.graded() ? statistics.why(result.student(), number) : null;
        cell.put("why", why == null || why.status() == Status.PASSED ? "" : said(why));
        return cell;
    }

    private String said(Statistics.Why why) {
        if (why.status() != Status.FAILED) {
            return texts.say(why.status().key());
        }
        return texts.say(why.bonus() ? "class-page.cell-bonus" : "class-page.cell-failed", why.failed());
    }

    private Map<String, Object> late(GradebookRows.Line line) {
        LatePenalty penalty = line.penalty();
        boolean none = penalty == null || penalty.minus().signum() == 0;
        return Map.of(
                "length", penalty == null ? "" : penalty.length(),
                "from", penalty == null ? "" : texts.say(Evidence.from(line.result())),
                "minus", none ? "" : GradebookRows.plain(penalty.minus()) + "%",
                "grade",
                        line.grade()
                                .map(BigDecimal::stripTrailingZeros)
                                .map(GradebookRows::plain)
                                .orElse(""));
    }

    /** Returns what each exercise of a student is that has none of them: not begun, or not handed in; or "". */
    private String allOf(Result result) {
        Set<Status> all = EnumSet.noneOf(Status.class);
        for (String number : exercises) {
            Statistics.Why why = statistics.why(result.student(), number);
            all.add(why == null ? Status.NOT_HANDED_IN : why.status());
        }
        boolean idle = all.equals(Set.of(Status.NOT_STARTED)) || all.equals(Set.of(Status.NOT_HANDED_IN));
        return idle ? " (" + texts.say(all.iterator().next().key()) + ")" : "";
    }

    /** Who has no points, or less than half of the median, or an exercise that gave nothing though it was handed in. */
    List<Map<String, Object>> whoMayNeedHelp() {
        List<GradebookRows.Line> graded = sheet.of(Result.Row.GRADED);
        if (graded.isEmpty()) {
            return List.of();
        }
        double median = Double.parseDouble(median(
                graded.stream().map(line -> line.result().total()).sorted().toList()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (GradebookRows.Line line : graded) {
            List<String> reasons = new ArrayList<>();
            Result result = line.result();
            if (result.total() == 0 && result.maxPoints() > 0) {
                reasons.add(texts.say("class-page.no-points") + allOf(result));
            } else if (result.total() < median / 2) {
                reasons.add(texts.say(
                        "class-page.below-half", result.total(), GradebookRows.plain(BigDecimal.valueOf(median))));
            }
            for (String number : exercises) {
                Statistics.Why why = statistics.why(result.student(), number);
                boolean stuck = why != null
                        && result.points().getOrDefault(number, 0) == 0
                        && why.status() != Status.NOT_STARTED
                        && why.status() != Status.NOT_HANDED_IN
                        && why.status() != Status.PASSED;
                if (stuck) {
                    reasons.add(number + ": " + said(why)
                            + (why.first().isEmpty() || why.status() != Status.FAILED
                                    ? ""
                                    : texts.say(
                                            "class-page.first", checks.sentence(Exercise.of(number), why.first()))));
                }
            }
            if (!reasons.isEmpty()) {
                Map<String, Object> row = new HashMap<>(link(result.student()));
                row.put("reasons", reasons);
                rows.add(row);
            }
        }
        return rows;
    }
}
