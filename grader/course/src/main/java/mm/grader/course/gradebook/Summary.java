package mm.grader.course.gradebook;

import java.io.PrintWriter;
import java.util.List;
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
    private final Catalogue texts;

    Summary(GradebookRows sheet, Roster roster, PrintWriter out, Catalogue texts) {
        this.sheet = sheet;
        this.roster = roster;
        this.out = out;
        this.texts = texts;
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
        if (roster != null) {
            List<GradebookRows.Line> unknown = sheet.lines().stream()
                    .filter(line -> !roster.has(line.real()))
                    .toList();
            if (!unknown.isEmpty()) {
                out.println(texts.say("summary.not-on-the-roster", unknown.size(), names(unknown)));
            }
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
