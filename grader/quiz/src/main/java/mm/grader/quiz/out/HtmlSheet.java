package mm.grader.quiz.out;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;

/** A page to print: a sheet for each version, the answers of each on a page of their own, and a table to mark by. */
final class HtmlSheet {
    private static final String STYLE = style();

    private HtmlSheet() {}

    private static String style() {
        try (InputStream in = HtmlSheet.class.getResourceAsStream("sheet.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Sheet sheet) {
        Lang lang = sheet.lang();
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"")
                .append(lang == Lang.ZH ? "zh-CN" : "en")
                .append("\">\n<head>\n<meta charset=\"utf-8\" />\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>")
                .append(SheetWords.TITLE.in(lang))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n");
        for (int version = 0; version < sheet.versions().size(); version++) {
            questions(html, sheet, version);
        }
        for (int version = 0; version < sheet.versions().size(); version++) {
            answers(html, sheet, version);
        }
        marking(html, sheet);
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void begin(StringBuilder html, Sheet sheet, String id, Text title, int version) {
        Lang lang = sheet.lang();
        html.append("<section id=\"").append(id).append("\">\n<h1>").append(title.in(lang));
        if (version >= 0 && sheet.versions().size() > 1) {
            html.append(lang == Lang.ZH ? " · " : ", ")
                    .append(SheetWords.VERSION.in(lang))
                    .append(' ')
                    .append(SheetWords.version(version));
        }
        html.append("</h1>\n");
    }

    private static void questions(StringBuilder html, Sheet sheet, int version) {
        Lang lang = sheet.lang();
        begin(html, sheet, "questions-" + SheetWords.version(version), SheetWords.TITLE, version);
        html.append("<div class=\"head\">");
        for (Text field : List.of(SheetWords.NAME, SheetWords.NUMBER, SheetWords.POINTS)) {
            html.append("<span>")
                    .append(field.in(lang))
                    .append(lang == Lang.ZH ? "：" : ":")
                    .append("</span>");
        }
        html.append("</div>\n");
        int number = 0;
        for (Question question : sheet.versions().get(version)) {
            number++;
            html.append("<article>\n<h2>").append(number).append(". ");
            html.append("<span class=\"about\">")
                    .append(Xhtml.escape(SheetWords.about(question).in(lang)));
            html.append("</span></h2>\n").append(Xhtml.blocks(question.text(), lang));
            fields(html, question, lang);
            html.append("</article>\n");
        }
        html.append("<footer>").append(Xhtml.escape(sheet.command())).append("</footer>\n</section>\n");
    }

    private static void fields(StringBuilder html, Question question, Lang lang) {
        if (question.answer() instanceof QuizAnswer.Choice choice) {
            html.append("<ol class=\"choice\">\n");
            for (int i = 0; i < choice.options().size(); i++) {
                html.append("<li>☐ ").append(QuizAnswer.Choice.letter(i)).append(") ");
                html.append(Xhtml.escape(choice.options().get(i).in(lang))).append("</li>\n");
            }
            html.append("</ol>\n");
            return;
        }
        html.append("<p>");
        for (QuizAnswer.Part part : question.answer().parts()) {
            Text word = part.label().equals(Text.NONE) ? SheetWords.ANSWER : part.label();
            String label =
                    Xhtml.escape(word.plus(SheetWords.unit(part.answer())).in(lang));
            boolean isLong = part.answer() instanceof QuizAnswer.Words words
                    && words.words().size() > 2;
            html.append("<span class=\"field\">").append(label).append(lang == Lang.ZH ? "：" : ":");
            html.append("<i").append(isLong ? " class=\"long\"" : "").append("></i></span> ");
        }
        html.append("</p>\n");
    }

    private static void answers(StringBuilder html, Sheet sheet, int version) {
        Lang lang = sheet.lang();
        begin(html, sheet, "answers-" + SheetWords.version(version), SheetWords.ANSWERS, version);
        int number = 0;
        for (Question question : sheet.versions().get(version)) {
            number++;
            html.append("<article>\n<h2>").append(number).append(". ");
            html.append(Xhtml.escape(question.answer().show().in(lang))).append("</h2>\n");
            html.append(Xhtml.blocks(question.explanation(), lang)).append("</article>\n");
        }
        html.append("</section>\n");
    }

    private static void marking(StringBuilder html, Sheet sheet) {
        Lang lang = sheet.lang();
        begin(html, sheet, "marking", SheetWords.MARKING, -1);
        html.append("<table>\n<thead><tr><th>")
                .append(SheetWords.QUESTION.in(lang))
                .append("</th>");
        for (int version = 0; version < sheet.versions().size(); version++) {
            html.append("<th>")
                    .append(SheetWords.VERSION.in(lang))
                    .append(' ')
                    .append(SheetWords.version(version))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < sheet.questions().size(); i++) {
            Question first = sheet.questions().get(i);
            html.append("<tr><td>")
                    .append(i + 1)
                    .append(". ")
                    .append(first.kind())
                    .append(' ')
                    .append(first.level());
            html.append("</td>");
            for (List<Question> version : sheet.versions()) {
                html.append("<td>")
                        .append(Xhtml.escape(version.get(i).answer().show().in(lang)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n</section>\n");
    }
}
