package mm.grader.course.plan;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.grader.course.gradebook.GradebookRows;
import mm.grader.course.gradebook.LatePenalty;
import mm.grader.kit.Template;
import mm.grader.report.GradingService;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;

/** {@code course.html}: each student's weeks with links to where the marks come from. */
final class CoursePage {
    private static final Template TEMPLATE = Template.of(CoursePage.class, "coursepage.mustache");
    private static final String STYLE =
            Template.resource(GradingService.class, "page.css") + Template.resource(CoursePage.class, "coursepage.css");

    private final CoursePlan plan;
    private final Map<PlanWeek, Map<String, GradebookRows.Line>> weeks;
    private final Map<String, StudentTotal> totals;
    private final Language language;
    private final Catalogue texts;

    CoursePage(
            CoursePlan plan,
            Map<PlanWeek, Map<String, GradebookRows.Line>> weeks,
            Map<String, StudentTotal> totals,
            Language language) {
        this.plan = plan;
        this.weeks = weeks;
        this.totals = totals;
        this.language = language;
        texts = Texts.in(language);
    }

    String html() {
        Map<String, Object> page = Template.page(language, STYLE, "");
        page.put("title", plan.title());
        page.put("weeks", plan.weeks().values().stream().map(this::week).toList());
        page.put(
                "graded",
                weeks.keySet().stream().map(week -> Map.of("name", week.name())).toList());
        page.put("students", totals.values().stream().map(this::student).toList());
        return TEMPLATE.fill(page);
    }

    private static String link(String folder, String file) {
        return encoded(folder) + "/" + file;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Map<String, Object> week(PlanWeek week) {
        boolean graded = weeks.containsKey(week);
        return Map.of(
                "name", week.name(),
                "only", week.selection().toString(),
                "deadline", week.policy().deadline().toOffsetDateTime().toString(),
                "weight", GradebookRows.plain(week.weight()),
                "href", graded ? link(week.folder(), "class.html") : "");
    }

    private Map<String, Object> student(StudentTotal total) {
        Map<String, Object> row = new HashMap<>();
        row.put("student", total.called());
        List<Map<String, Object>> cells = new ArrayList<>();
        weeks.keySet().forEach(week -> cells.add(cell(week, total)));
        row.put("cells", cells);
        row.put("total", total.percent().map(GradebookRows::plain).orElse(""));
        row.put("why", total.status());
        row.put("arithmetic", total.arithmetic());
        return row;
    }

    private Map<String, Object> cell(PlanWeek week, StudentTotal total) {
        GradebookRows.Line line = weeks.get(week).get(total.student());
        List<String> why = new ArrayList<>();
        if (line == null || !line.result().graded()) {
            why.add(
                    line == null
                            ? texts.say("row.not-handed-in")
                            : texts.say(line.result().status().key()));
        } else if (line.penalty() != null && line.penalty().late()) {
            LatePenalty penalty = line.penalty();
            String minus = GradebookRows.plain(penalty.minus());
            why.add(
                    penalty.freeDays() == 0
                            ? texts.say("plan.late", penalty.length(), minus)
                            : texts.say("plan.late-with-days", penalty.length(), penalty.freeDays(), minus));
        }
        if (line != null) {
            line.adjustments().forEach(each -> why.add(each.shown() + ": " + each.reason() + " (" + each.by() + ")"));
        }
        return Map.of(
                "grade", total.grade(week).map(GradebookRows::plain).orElse("?"),
                "most", week.most(),
                "href",
                        line == null
                                ? ""
                                : link(
                                        week.folder(),
                                        "students/" + encoded(line.result().student() + ".html")),
                "why", String.join("; ", why));
    }
}
