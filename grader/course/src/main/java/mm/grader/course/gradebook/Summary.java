package mm.grader.course.gradebook;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mm.grader.course.Result;
import mm.grader.course.roster.Roster;
import mm.grader.kit.Untrusted;
import mm.grader.text.Language;
import mm.text.Catalogue;
import mm.text.Message;

/** What a run prints at its end. */
final class Summary {
    private final GradebookRows sheet;
    private final Roster roster;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Catalogue texts;

    Summary(GradebookRows sheet, Gradebook book, Roster roster, PrintWriter out, PrintWriter err) {
        this.sheet = sheet;
        this.roster = roster;
        this.out = out;
        this.err = err;
        texts = book.texts();
    }

    void print() {
        out.println();
        for (Result.Row row : Result.Row.values()) {
            List<GradebookRows.Line> lines = sheet.of(row);
            if (!lines.isEmpty()) {
                String who = row == Result.Row.NOT_HANDED_IN ? ": " + names(lines) : "";
                out.println(texts.say("summary.row", lines.size(), Message.of(row.key())) + who);
            }
        }
        for (GradebookRows.Line line : sheet.of(Result.Row.UNREADABLE)) {
            out.println(
                    "  " + shown(line.result().student() + ": " + line.result().reason(Language.of(texts.locale()))));
        }
        for (GradebookRows.Line line : sheet.of(Result.Row.GRADED)) {
            if (!line.result().reason().isEmpty()) {
                out.println("  "
                        + shown(line.result().student() + ": " + line.result().reason(Language.of(texts.locale()))));
            }
        }
        if (sheet.late()) {
            times();
        }
        if (roster != null) {
            List<GradebookRows.Line> unknown = sheet.lines().stream()
                    .filter(line -> !roster.enrolled(line.real()))
                    .toList();
            if (!unknown.isEmpty()) {
                out.println(texts.say("summary.not-on-the-roster", unknown.size(), names(unknown)));
            }
        }
    }

    /** Says where the times came from. If all of them are late, one wrong clock is likelier than a whole class. */
    private void times() {
        List<GradebookRows.Line> timed =
                sheet.lines().stream().filter(line -> line.penalty() != null).toList();
        if (timed.isEmpty()) {
            return;
        }
        Map<String, Long> from = timed.stream()
                .collect(Collectors.groupingBy(
                        line -> texts.say(Evidence.from(line.result())), TreeMap::new, Collectors.counting()));
        out.println(texts.say(
                "summary.times",
                from.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "))));
        long late = timed.stream().filter(line -> line.penalty().late()).count();
        out.println(texts.say("summary.late", late, timed.size()));
        boolean files = timed.stream().anyMatch(line -> line.result().timeFrom().equals("file"));
        if (late == timed.size()) {
            err.println(texts.say(files ? "summary.all-late-by-files" : "summary.all-late", late));
        }
    }

    private static String names(List<GradebookRows.Line> lines) {
        return shown(String.join(
                ", ", lines.stream().map(line -> line.result().student()).toList()));
    }

    private static String shown(String text) {
        return Untrusted.line(text);
    }
}
