package mm.grader.report;

import java.util.ArrayList;
import java.util.List;
import mm.grader.feedback.ExerciseFeedback;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.Markup;
import mm.grader.picture.AddressSpacePicture;
import mm.grader.picture.Picture;
import mm.grader.picture.Segment;
import mm.grader.picture.Words;
import mm.grader.script.SideBySide;
import mm.grader.script.SmallestFailure;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;

/**
 * The report for a browser: one page that needs nothing else. Behind the verdicts stands what the failures teach, with
 * both states side by side and a picture of the address space. All text comes from data and is escaped here.
 */
final class HtmlReport {
    private static final String PROCESS = "process ";

    private final GradeResult result;
    private final List<ExerciseFeedback> lessons;
    private final Language language;
    private final Catalogue texts;

    HtmlReport(Report report) {
        result = report.result();
        lessons = report.feedback();
        language = report.language();
        texts = Texts.in(language);
    }

    String page() {
        StringBuilder body = new StringBuilder("<h1>" + Markup.escape(TextReport.total(result)) + "</h1>\n");
        for (ExerciseResult exercise : result.exercises()) {
            body.append("<h2>")
                    .append(Markup.escape(exercise.exercise().number() + " "
                            + exercise.exercise().title()));
            body.append(": ")
                    .append(exercise.points())
                    .append(" of ")
                    .append(exercise.most())
                    .append("</h2>\n");
            exercise.notes()
                    .forEach(note -> body.append("<p>")
                            .append(Markup.escape(texts.say(note.message())))
                            .append("</p>\n"));
            lessons.stream()
                    .filter(lesson -> lesson.exercise() == exercise.exercise())
                    .forEach(lesson -> lesson(lesson, body));
            verdicts(exercise, body);
        }
        String page = """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Linux Memory Kit</title>
                <meta name="viewport" content="width=device-width">
                <style>
                body{font-family:sans-serif;max-width:70em;margin:auto;padding:0 1em}
                td,th{border-top:1px solid;padding:.3em;vertical-align:top;text-align:left}
                pre,figure{overflow:auto}
                table.states td{border:0;font-family:monospace;white-space:pre;padding:.1em .4em}
                table.states tr.differs td{background:#fff0b0;color:#000;font-weight:bold}
                .lesson{border-left:.3em solid;padding-left:1em}
                svg{max-width:100%;height:auto}
                </style></head>
                <body>
                """ + body + "</body></html>\n";
        return language.catalog().html(page).replace("<html lang=\"en\">", "<html lang=\"" + language.code() + "\">");
    }

    private void verdicts(ExerciseResult exercise, StringBuilder body) {
        body.append("<table><tr><th>check</th><th>points</th><th>verdict</th></tr>\n");
        for (Verdict verdict : exercise.verdicts()) {
            body.append("<tr><td>%s</td><td>%d of %d</td><td>%s</td></tr>%n"
                    .formatted(
                            Markup.escape(verdict.check().sentence()),
                            verdict.points(),
                            verdict.check().points(),
                            Markup.escape(ReportText.verdict(verdict, texts)).replace("\n", "<br>")));
        }
        body.append("</table>\n");
    }

    private void lesson(ExerciseFeedback lesson, StringBuilder body) {
        body.append("<section class=\"lesson\"><h3>What went wrong</h3>\n");
        lesson.beliefLines()
                .forEach(line ->
                        body.append("<p>").append(Markup.escape(line.strip())).append("</p>\n"));
        if (lesson.story() != null) {
            story(lesson.story(), lesson.again(), body);
        }
        body.append("</section>\n");
    }

    private void story(SmallestFailure story, String again, StringBuilder body) {
        body.append("<p>").append(Markup.escape(story.title())).append("</p>\n<pre>");
        body.append(Markup.escape(String.join("\n", story.operations()))).append("</pre>\n<table>");
        body.append("<tr><th>Linux (by the reference, which agrees with all recordings)</th><td><code>");
        body.append(Markup.escape(story.linux())).append("</code></td></tr><tr><th>this code</th><td><code>");
        body.append(Markup.escape(story.ours())).append("</code></td></tr></table>\n");
        if (!story.linuxState().isEmpty() || !story.ourState().isEmpty()) {
            body.append(
                    "<table class=\"states\"><tr><th>the state behind it: Linux</th><th></th><th>this code</th></tr>\n");
            for (SideBySide.Row row : SideBySide.rows(story.linuxState(), story.ourState())) {
                body.append(row.same() ? "<tr>" : "<tr class=\"differs\">");
                body.append("<td>")
                        .append(Markup.escape(row.left()))
                        .append("</td><td>")
                        .append(row.same() ? "" : "!");
                body.append("</td><td>").append(Markup.escape(row.right())).append("</td></tr>\n");
            }
            body.append("</table>\n");
            picture(story, body);
        }
        body.append("<p>Run it again: <code>").append(Markup.escape(again)).append("</code></p>\n");
    }

    /** Draws the first process whose maps differ, expected beside actual; or the first one of all. */
    private void picture(SmallestFailure story, StringBuilder body) {
        List<List<String>> linux = processes(story.linuxState());
        List<List<String>> ours = processes(story.ourState());
        int shown = 0;
        for (int i = Math.min(linux.size(), ours.size()) - 1; i >= 0; i--) {
            shown = linux.get(i).equals(ours.get(i)) ? shown : i;
        }
        if (!linux.isEmpty() && !ours.isEmpty()) {
            Picture picture = AddressSpacePicture.beside(
                    Segment.parse(linux.get(shown)), Segment.parse(ours.get(shown)), Words.of(language.locale()));
            body.append("<figure>").append(picture.svg()).append("</figure>\n");
        }
    }

    /** Returns the lines of the maps of each process. */
    private static List<List<String>> processes(List<String> state) {
        List<List<String>> processes = new ArrayList<>();
        for (String line : state) {
            if (line.startsWith(PROCESS)) {
                processes.add(new ArrayList<>());
            } else if (!processes.isEmpty()) {
                processes.get(processes.size() - 1).add(line);
            }
        }
        return processes;
    }
}
