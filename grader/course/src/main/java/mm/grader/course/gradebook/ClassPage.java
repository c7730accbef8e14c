package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mm.grader.course.Result;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.Markup;
import mm.grader.rubric.Status;
import mm.grader.text.Language;

/**
 * {@code class.html}: one page without scripts that needs nothing from elsewhere. It is translated when it is whole; what
 * students wrote, their names as well, says {@code translate="no"}.
 */
public final class ClassPage {
    private static final int MOST_FAILURES = 20;
    private static final int MOST_NAMES = 8;

    private static final String STYLE = """
            :root{--ink:#1d2733;--soft:#5b6875;--line:#d8dde3;--page:#fff;--card:#f5f7f9;--ok:#2b6cb0;--bad:#d9742b;
            --part:#f1c493;--none:#c6ccd3;--odd:#7c4d9e}
            @media(prefers-color-scheme:dark){:root{--ink:#e6eaee;--soft:#9aa7b4;--line:#3a444f;--page:#171c22;
            --card:#20272f;--ok:#5b9ee0;--bad:#e58f4a;--part:#9a6a3a;--none:#56616c;--odd:#a97fc9}}
            *{box-sizing:border-box}body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--page);
            max-width:70rem;margin:0 auto;padding:1.5rem}
            h1{font-size:1.7rem;margin:0 0 .3rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem}h3{font-size:1rem;margin:1rem 0 .3rem}
            p{margin:.4rem 0}.soft{color:var(--soft)}a{color:var(--ok)}
            .tiles{display:flex;flex-wrap:wrap;gap:.8rem;margin:1rem 0}
            .tile{background:var(--card);border-radius:8px;padding:.6rem 1rem;min-width:8rem}
            .tile b{display:block;font-size:1.5rem}
            .graphs{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem}
            figure{margin:0;background:var(--card);border-radius:8px;padding:.7rem}figcaption{font-weight:600;margin-bottom:.3rem}
            svg{width:100%;height:auto;display:block}svg text{fill:var(--soft);font:9px system-ui,sans-serif}
            table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:600;color:var(--soft)}
            td,th{border-top:1px solid var(--line);padding:.28rem .5rem .28rem 0;vertical-align:top}
            td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
            .wide{overflow-x:auto}.bar{display:flex;height:.95rem;min-width:12rem;border-radius:3px;overflow:hidden;
            background:var(--none)}.bar i{display:block}.ok{background:var(--ok)}.bad{background:var(--bad)}
            .part{background:var(--part)}.none{background:var(--none)}.odd{background:var(--odd)}
            .key i{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin:0 .3rem 0 .9rem}
            tr.nobody td{background:color-mix(in srgb,var(--bad) 14%,transparent)}
            pre{background:var(--card);border-radius:6px;padding:.6rem;overflow-x:auto;font:12px/1.4 ui-monospace,monospace;
            margin:.3rem 0;white-space:pre}.pair{display:grid;grid-template-columns:1fr 1fr;gap:.8rem}.pair>div{min-width:0}
            table.checks{table-layout:fixed;min-width:40rem}.checks td:nth-child(2){width:5.5rem}
            .checks td:nth-child(3){width:6.5rem}.checks td:nth-child(4){width:17rem}
            summary{cursor:pointer}
            """;

    private final GradebookRows sheet;
    private final Statistics statistics;
    private final List<Similarity.Pair> pairs;
    private final String similarity;
    private final Language language;
    private final StringBuilder html = new StringBuilder();

    private ClassPage(GradebookRows sheet, Statistics statistics, Similarity.Report similar, Language language) {
        this.sheet = sheet;
        this.statistics = statistics;
        pairs = similar.pairs();
        similarity = similar.sentence();
        this.language = language;
    }

    /** Returns the page. */
    public static String of(GradebookRows sheet, Statistics statistics, Similarity.Report similar, Language language) {
        ClassPage page = new ClassPage(sheet, statistics, similar, language);
        page.html
                .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>The class</title>\n<style>")
                .append(STYLE)
                .append("</style></head>\n<body>\n");
        page.head();
        page.attention();
        page.distributions();
        page.nobody();
        page.failures();
        page.pairs();
        page.students();
        page.checks();
        String whole = page.html.append("</body></html>\n").toString();
        return language.catalog().html(whole).replace("<html lang=\"en\">", "<html lang=\"" + language.code() + "\">");
    }

    private void add(String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values));
    }

    private void head() {
        List<GradebookRows.Line> graded = sheet.of(Result.Row.GRADED);
        add("<h1>The class</h1>%n<p class=\"soft\">%s</p>%n<div class=\"tiles\">", "Linux Memory Kit");
        tile(graded.size(), "graded");
        if (!graded.isEmpty()) {
            List<Integer> totals =
                    graded.stream().map(line -> line.result().total()).sorted().toList();
            int most = graded.get(0).result().most();
            tile(median(totals), "the median, of " + most + " points");
            tile(totals.stream().filter(total -> total == most).count(), "have full marks");
        }
        for (Result.Row row : List.of(Result.Row.UNREADABLE, Result.Row.NOT_GRADED, Result.Row.NOT_HANDED_IN)) {
            if (!sheet.of(row).isEmpty()) {
                tile(sheet.of(row).size(), row.title());
            }
        }
        add("</div>%n");
    }

    private void tile(Object number, String word) {
        add("<div class=\"tile\"><b>%s</b>%s</div>", number, Markup.escape(word));
    }

    /** Returns a text of an attribute, which is not translated with the page. */
    private String said(String text) {
        return Markup.escape(language.catalog().translate(text));
    }

    private static String median(List<Integer> sorted) {
        int n = sorted.size();
        int twice = sorted.get((n - 1) / 2) + sorted.get(n / 2);
        return twice % 2 == 0 ? "" + twice / 2 : twice / 2 + ".5";
    }

    private void attention() {
        List<GradebookRows.Line> lines = sheet.lines().stream()
                .filter(line ->
                        !line.result().graded() || !line.result().reason().isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        add("<h2>To look into</h2>%n<div class=\"wide\"><table><tr><th>student</th><th>status</th><th>why</th></tr>%n");
        for (GradebookRows.Line line : lines) {
            add(
                    "<tr><td translate=\"no\">%s</td><td>%s</td><td>%s</td></tr>%n",
                    Markup.escape(line.result().student()),
                    Markup.escape(line.result().status().title()),
                    Markup.escape(reason(line.result().reason())));
        }
        add("</table></div>%n");
    }

    /** A sentence about a hand-in has lost the file's name, which it begins with in the catalog. */
    private String reason(String sentence) {
        String file = "x";
        String whole = language.catalog().translate(file + ": " + sentence);
        return whole.startsWith(file + "：") ? whole.substring(2) : sentence;
    }

    private void distributions() {
        if (statistics.exercises().isEmpty()) {
            return;
        }
        add("<h2>How many students reached how many points</h2>%n<div class=\"graphs\">%n");
        List<GradebookRows.Line> graded = sheet.of(Result.Row.GRADED);
        histogram(
                "all exercises",
                graded.stream().map(line -> line.result().total()).toList(),
                graded.get(0).result().most());
        statistics.exercises().forEach(each -> histogram(each.title(), each.points(), each.most()));
        add("</div>%n");
    }

    /** Ten columns of a tenth each, the last without full marks, and one of full marks. */
    private void histogram(String title, List<Integer> points, int most) {
        int[] columns = new int[11];
        points.forEach(each -> columns[most == 0 ? 10 : Math.min(10, each * 10 / most)]++);
        int highest = java.util.Arrays.stream(columns).max().orElse(1);
        double mean = points.stream().mapToInt(Integer::intValue).average().orElse(0);
        add(
                "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 232 96\" role=\"img\" aria-label=\"%s\">",
                Markup.escape(title), said("distribution of points"));
        for (int i = 0; i < columns.length; i++) {
            double height = columns[i] == 0 ? 0 : Math.max(2, 62.0 * columns[i] / highest);
            int x = 4 + i * 20 + (i == 10 ? 6 : 0);
            if (columns[i] > 0) {
                add(
                        "<rect x=\"%d\" y=\"%.1f\" width=\"17\" height=\"%.1f\" rx=\"2\" fill=\"var(--ok)\"/>"
                                + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>",
                        x, 76 - height, height, x + 8.5, 73 - height, columns[i]);
            }
        }
        add("<line x1=\"2\" y1=\"76.5\" x2=\"230\" y2=\"76.5\" stroke=\"var(--line)\"/>");
        add(
                "<text x=\"4\" y=\"88\">0</text><text x=\"104\" y=\"88\" text-anchor=\"middle\">%d</text>"
                        + "<text x=\"218\" y=\"88\" text-anchor=\"middle\">%d</text></svg>",
                most / 2, most);
        add("<span class=\"soft\">mean %.1f of %d</span></figure>%n", mean, most);
    }

    private void nobody() {
        List<String> nobody = new ArrayList<>();
        for (Statistics.Exercise exercise : statistics.exercises()) {
            exercise.checks().values().stream()
                    .filter(check -> check.passed() == 0)
                    .forEach(check ->
                            nobody.add("<li>" + Markup.escape(exercise.title() + ": " + check.sentence()) + "</li>"));
        }
        if (!nobody.isEmpty()) {
            add("<h2>Checks that nobody passes</h2>%n<ul>%s</ul>%n", String.join("", nobody));
        }
    }

    private void checks() {
        if (statistics.exercises().isEmpty()) {
            return;
        }
        add("<h2>Check by check</h2>%n");
        add("<p class=\"key soft\"><i class=\"ok\"></i>ok<i class=\"bad\"></i>failed<i class=\"part\"></i>blocked"
                + "<i class=\"odd\"></i>did not compile, forbidden, out of time or memory, crashed"
                + "<i class=\"none\"></i>not started or not handed in</p>%n");
        for (Statistics.Exercise exercise : statistics.exercises()) {
            add("<h3>%s</h3>%n<div class=\"wide\"><table class=\"checks\">", Markup.escape(exercise.title()));
            exercise.checks().values().forEach(this::check);
            add("</table></div>%n");
        }
    }

    private void check(Statistics.Check check) {
        StringBuilder bar = new StringBuilder();
        StringBuilder words = new StringBuilder();
        for (String kind : List.of("ok", "bad", "part", "odd", "none")) {
            int count = check.statuses().entrySet().stream()
                    .filter(entry -> kind(entry.getKey()).equals(kind))
                    .mapToInt(java.util.Map.Entry::getValue)
                    .sum();
            bar.append(
                    count == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "<i class=\"%s\" style=\"width:%.2f%%\"></i>",
                                    kind,
                                    100.0 * count / check.all()));
        }
        check.statuses()
                .forEach((status, count) -> words.append(words.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(" ")
                        .append(said(status.title())));
        add(
                "<tr%s><td>%s</td><td class=\"n\">%d%s</td><td class=\"n\">%d / %d</td>"
                        + "<td title=\"%s\"><div class=\"bar\">%s</div></td></tr>%n",
                check.passed() == 0 ? " class=\"nobody\"" : "",
                Markup.escape(check.sentence()),
                check.points(),
                check.bonus() ? " bonus" : "",
                check.passed(),
                check.all(),
                words,
                bar);
    }

    private static String kind(Status status) {
        return switch (status) {
            case PASSED -> "ok";
            case FAILED -> "bad";
            case BLOCKED -> "part";
            case NOT_STARTED, NOT_HANDED_IN -> "none";
            default -> "odd";
        };
    }

    private void failures() {
        List<Statistics.Failure> beliefs = statistics.beliefs(MOST_FAILURES);
        List<Statistics.Failure> failures = statistics.commonFailures(MOST_FAILURES);
        if (beliefs.isEmpty() && failures.isEmpty()) {
            return;
        }
        add("<h2>Common failures</h2>%n");
        if (!beliefs.isEmpty()) {
            add("<h3>What students seem to believe</h3>%n<div class=\"wide\"><table>");
            beliefs.forEach(each -> add(
                    "<tr><td class=\"n\">%d</td><td>%s</td><td>%s</td></tr>%n",
                    each.students().size(), Markup.escape(each.message()), names(each)));
            add("</table></div>%n");
        }
        if (!failures.isEmpty()) {
            add("<h3>What their reports say</h3>%n<div class=\"wide\"><table>");
            failures.forEach(each -> add(
                    "<tr><td class=\"n\">%d</td><td>%s<br><span class=\"soft\">%s</span></td><td>%s</td></tr>%n",
                    each.students().size(), Markup.escape(each.check()), Markup.escape(each.message()), names(each)));
            add("</table></div>%n");
        }
    }

    private static String names(Statistics.Failure failure) {
        String names = failure.students().stream()
                .limit(MOST_NAMES)
                .map(ClassPage::link)
                .collect(Collectors.joining(", "));
        int more = failure.students().size() - MOST_NAMES;
        return more > 0 ? names + " and " + more + " more" : names;
    }

    private static String link(String student) {
        return "<a translate=\"no\" href=\"" + Html.link("reports", student + ".html") + "\">" + Markup.escape(student)
                + "</a>";
    }

    private void pairs() {
        if (similarity.isEmpty()) {
            return;
        }
        add("<h2>Similar hand-ins</h2>%n<p class=\"soft\">%s</p>%n", Markup.escape(similarity));
        for (Similarity.Pair pair : pairs) {
            add(
                    "<details><summary><b>%.0f%%</b> <span>%s</span>: %s and %s</summary>%n",
                    pair.percent(), Markup.escape(pair.exercise()), link(pair.first()), link(pair.second()));
            for (Similarity.Excerpt excerpt : pair.excerpts()) {
                add(
                        "<div class=\"pair\"><div><span class=\"soft\">%s</span><pre translate=\"no\">%s</pre></div>"
                                + "<div><span class=\"soft\">%s</span><pre translate=\"no\">%s</pre></div></div>%n",
                        Markup.escape(excerpt.firstPlace()),
                        Markup.escape(excerpt.firstText()),
                        Markup.escape(excerpt.secondPlace()),
                        Markup.escape(excerpt.secondText()));
            }
            add("</details>%n");
        }
    }

    private void students() {
        List<String> exercises = sheet.exercises();
        add("<h2>Students</h2>%n<div class=\"wide\"><table><tr><th>student</th>");
        exercises.forEach(number -> add("<th class=\"n\">%s</th>", number));
        add(
                "<th class=\"n\">total points</th><th class=\"n\">bonus points</th>%s<th>status</th></tr>%n",
                sheet.late()
                        ? "<th class=\"n\">late by</th><th class=\"n\">taken off</th><th class=\"n\">final grade</th>"
                        : "");
        for (GradebookRows.Line line : sheet.lines()) {
            Result result = line.result();
            boolean graded = result.graded();
            add(
                    "<tr>%s",
                    graded
                            ? "<td>" + link(result.student()) + "</td>"
                            : "<td translate=\"no\">" + Markup.escape(result.student()) + "</td>");
            exercises.forEach(number ->
                    add("<td class=\"n\">%s</td>", graded ? result.points().getOrDefault(number, 0) : ""));
            add(
                    "<td class=\"n\">%s</td><td class=\"n\">%s</td>",
                    graded ? result.total() : "", graded ? result.bonus() : "");
            if (sheet.late()) {
                LatePolicy.Penalty penalty = line.penalty();
                add(
                        "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>",
                        penalty == null ? "" : GradebookRows.length(penalty.seconds()),
                        penalty == null || penalty.minus().signum() == 0
                                ? ""
                                : GradebookRows.plain(penalty.minus()) + "%",
                        line.grade()
                                .map(BigDecimal::stripTrailingZeros)
                                .map(GradebookRows::plain)
                                .orElse(""));
            }
            add("<td>%s</td></tr>%n", Markup.escape(result.status().title()));
        }
        add("</table></div>%n");
    }
}
