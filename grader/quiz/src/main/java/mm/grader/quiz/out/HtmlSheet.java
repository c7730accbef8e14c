package mm.grader.quiz.out;

import java.util.List;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;

/** A page to print: a sheet for each version, the answers of each on a page of their own, and a table to mark by. */
final class HtmlSheet {
    private static final String STYLE = String.join(
            "\n",
            "@page { size: A4; margin: 16mm 15mm }",
            "body { font: 10.5pt/1.4 'Source Serif 4', 'Noto Serif', 'Noto Serif CJK SC', Georgia, serif; color: #111;",
            "  max-width: 180mm; margin: 1em auto; padding: 0 1em }",
            "h1 { font-size: 16pt; margin: 0 0 .3em } h2 { font-size: 11pt; margin: 0 }",
            "section { break-before: page } section:first-of-type { break-before: auto }",
            "@media screen { section { border-top: 2px solid #111; padding-top: 1em; margin-top: 3em } }",
            ".head { display: flex; gap: 1.5em; margin: .6em 0 1.2em } .head span { flex: 1; border-bottom: 1px solid #444 }",
            "article { break-inside: avoid; margin: 0 0 1.3em } article p { margin: .35em 0 }",
            ".about { color: #555; font-weight: normal; font-size: 9pt }",
            "pre { font: 9pt/1.35 'DejaVu Sans Mono', 'Noto Sans Mono', monospace; background: #f3f3f3; padding: .5em .7em;",
            "  margin: .4em 0; white-space: pre-wrap; overflow-wrap: anywhere }",
            "code { font: 9.5pt 'DejaVu Sans Mono', 'Noto Sans Mono', monospace; overflow-wrap: anywhere }",
            "img { max-width: 100% } ol.choice { list-style: none; padding: 0; margin: .4em 0 }",
            ".field { display: inline-flex; align-items: baseline; margin: .35em 1.6em .35em 0 }",
            ".field i { display: inline-block; width: 38mm; border-bottom: 1px solid #111; height: 1.4em; margin-left: .5em }",
            ".field i.long { width: 120mm }",
            "@media screen and (max-width: 180mm) { .field { display: flex; margin-right: 0 } .field i { flex: 1; min-width: 0 } }",
            "table { border-collapse: collapse; width: 100%; font-size: 9pt } th, td { border: 1px solid #999;",
            "  padding: .25em .45em; text-align: left; vertical-align: top; overflow-wrap: anywhere }",
            "td:first-child, th:first-child { white-space: nowrap }",
            "footer { color: #666; font-size: 8pt; margin-top: 2em; overflow-wrap: anywhere }");

    private HtmlSheet() {}

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
                .append("\n</style>\n</head>\n<body>\n<main>\n");
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
