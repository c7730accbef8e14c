package mm.grader.course.gradebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.course.Result;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.Template;
import mm.grader.report.GradingService;
import mm.grader.rubric.CheckTexts;
import mm.grader.text.Language;
import mm.grader.text.LibraryWords;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Catalogue;

/**
 * {@code class.html}: one page that needs nothing from elsewhere. It can be read without its program, which only sorts and
 * filters. Whatever students wrote, their names as well, is escaped by the template.
 */
public final class ClassPage {
    private static final Template TEMPLATE = Template.of(ClassPage.class, "classpage.mustache");
    private static final String STYLE =
            Template.resource(GradingService.class, "page.css") + Template.resource(ClassPage.class, "classpage.css");
    private static final String SCRIPT = Template.resource(ClassPage.class, "classpage.js");
    private static final int MAX_FAILURES = 20;
    private static final int MAX_NAMES = 8;
    private final GradebookRows sheet;
    private final Statistics statistics;
    private final Similarity.Report similar;
    private final Language language;
    private final Catalogue texts;
    private final CheckTexts checks;
    private final Map<String, String> played = new TreeMap<>();

    private ClassPage(GradebookRows sheet, Statistics statistics, Similarity.Report similar, Language language) {
        this.sheet = sheet;
        this.statistics = statistics;
        this.similar = similar;
        this.language = language;
        texts = Texts.in(language);
        checks = new CheckTexts(texts);
    }

    /**
     * Returns the page and those that it leads to, by their paths: {@code class.html}, and what plays the scripts that show
     * what the class seems to believe.
     */
    public static Map<String, String> of(
            GradebookRows sheet, Statistics statistics, Similarity.Report similar, Language language) {
        ClassPage page = new ClassPage(sheet, statistics, similar, language);
        Map<String, String> pages = new TreeMap<>();
        pages.put("class.html", TEMPLATE.fill(page.data()));
        pages.putAll(page.played);
        return pages;
    }

    private Map<String, Object> data() {
        Map<String, Object> page = Template.page(language, STYLE, SCRIPT);
        page.put("tiles", tiles());
        ClassStudents students = new ClassStudents(sheet, statistics, language);
        page.put("attention", some(attention()));
        page.put("help", some(students.whoMayNeedHelp()));
        page.put("graphs", some(graphs()));
        page.put("beliefs", some(beliefs()));
        page.put("failures", some(failures()));
        page.put("exercises", sheet.exercises());
        page.put("late", sheet.late());
        page.put("students", students.rows());
        page.put(
                "statuses",
                Stream.of(Result.Row.values())
                        .filter(row -> !sheet.of(row).isEmpty())
                        .map(row -> Map.of("code", row.name(), "title", texts.say(row.key())))
                        .toList());
        page.put("checks", some(new ClassChecks(statistics, language).tables()));
        page.put("similarity", similar.sentence().isEmpty() ? null : similarity());
        return page;
    }

    private static Object some(List<?> rows) {
        return rows.isEmpty() ? null : Map.of("rows", rows);
    }

    private List<Map<String, Object>> tiles() {
        List<Map<String, Object>> tiles = new ArrayList<>();
        List<GradebookRows.Line> graded = sheet.of(Result.Row.GRADED);
        tiles.add(tile(graded.size(), texts.say("class-page.graded")));
        if (!graded.isEmpty()) {
            List<Integer> totals =
                    graded.stream().map(line -> line.result().total()).sorted().toList();
            int most = graded.get(0).result().maxPoints();
            tiles.add(tile(ClassStudents.median(totals), texts.say("class-page.median", most)));
            tiles.add(tile(totals.stream().filter(total -> total == most).count(), texts.say("class-page.full")));
        }
        long sandboxed = graded.stream()
                .filter(line -> Boolean.TRUE.equals(line.result().sandbox()))
                .count();
        if (!graded.isEmpty()) {
            tiles.add(tile(sandboxed, texts.say("class-page.sandboxed")));
        }
        for (Result.Row row : List.of(Result.Row.UNREADABLE, Result.Row.NOT_GRADED, Result.Row.NOT_HANDED_IN)) {
            if (!sheet.of(row).isEmpty()) {
                tiles.add(tile(sheet.of(row).size(), texts.say(row.key())));
            }
        }
        return tiles;
    }

    private static Map<String, Object> tile(Object number, String word) {
        return Map.of("number", String.valueOf(number), "word", word);
    }

    private List<Map<String, Object>> attention() {
        return sheet.lines().stream()
                .filter(line ->
                        !line.result().graded() || !line.result().reason().isEmpty())
                .map(line -> Map.<String, Object>of(
                        "student", line.result().student(),
                        "status", texts.say(line.result().status().key()),
                        "why", line.result().reason(language)))
                .toList();
    }

    private List<Map<String, Object>> graphs() {
        if (statistics.exercises().isEmpty()) {
            return List.of();
        }
        List<GradebookRows.Line> graded = sheet.of(Result.Row.GRADED);
        List<Map<String, Object>> graphs = new ArrayList<>();
        graphs.add(graph(
                texts.say("class-page.all-exercises"),
                graded.stream().map(line -> line.result().total()).toList(),
                graded.get(0).result().maxPoints()));
        statistics
                .exercises()
                .forEach(each -> graphs.add(graph(title(each.number()), each.points(), each.maxPoints())));
        return graphs;
    }

    private Map<String, Object> graph(String title, List<Integer> points, int most) {
        double mean = points.stream().mapToInt(Integer::intValue).average().orElse(0);
        String words = texts.say("class-page.mean", String.format(Locale.ROOT, "%.1f", mean), most);
        return Map.of("title", title, "svg", Histogram.of(points, most, title + ": " + words), "mean", words);
    }

    private List<Map<String, Object>> beliefs() {
        return statistics.beliefs(MAX_FAILURES).stream()
                .map(each -> {
                    Map<String, Object> row = names(each.students());
                    List<StoredBelief> either = each.either();
                    row.put("either", either.size() > 1);
                    row.put(
                            "beliefs",
                            either.stream().map(belief -> belief.said(texts)).toList());
                    row.put(
                            "teach",
                            either.stream()
                                    .map(StoredBelief::script)
                                    .distinct()
                                    .map(this::played)
                                    .toList());
                    return row;
                })
                .toList();
    }

    private Map<String, String> played(String script) {
        String page = Teaching.page(script);
        played.computeIfAbsent(page, unused -> Teaching.played(script, language));
        return Map.of("page", page, "script", script);
    }

    private List<Map<String, Object>> failures() {
        return statistics.commonFailures(MAX_FAILURES).stream()
                .map(each -> {
                    Map<String, Object> row = names(each.students());
                    row.put("check", title(each.exercise()) + ": " + checks.sentence(each.exercise(), each.check()));
                    row.put("message", LibraryWords.translated(each.message(), texts));
                    return row;
                })
                .toList();
    }

    private static Map<String, Object> names(List<String> students) {
        Map<String, Object> row = new HashMap<>();
        row.put("count", students.size());
        row.put(
                "students",
                students.stream().limit(MAX_NAMES).map(ClassStudents::link).toList());
        int more = students.size() - MAX_NAMES;
        row.put("more", more > 0 ? more : null);
        return row;
    }

    private String title(Exercise exercise) {
        return checks.title(exercise);
    }

    private Map<String, Object> excerpt(Similarity.Excerpt excerpt) {
        return Map.of(
                "firstPlace", texts.say(excerpt.firstPlace()),
                "firstText", excerpt.firstText(),
                "secondPlace", texts.say(excerpt.secondPlace()),
                "secondText", excerpt.secondText());
    }

    private Map<String, Object> similarity() {
        List<Map<String, Object>> pairs = similar.pairs().stream()
                .map(pair -> Map.<String, Object>of(
                        "percent", String.format(Locale.ROOT, "%.0f%%", pair.percent()),
                        "exercise", title(pair.exercise()),
                        "first", ClassStudents.link(pair.first()),
                        "second", ClassStudents.link(pair.second()),
                        "excerpts", pair.excerpts().stream().map(this::excerpt).toList()))
                .toList();
        return Map.of("sentence", texts.say(similar.sentence()), "pairs", pairs);
    }
}
