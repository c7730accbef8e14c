package mm.grader.quiz.out;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Block;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;

/** Questions as Markdown, the answers after all of them. */
final class MarkdownSheet {
    private MarkdownSheet() {}

    static String write(Sheet sheet) {
        Lang lang = sheet.lang();
        List<String> lines = new ArrayList<>();
        lines.add("# " + SheetWords.TITLE.in(lang));
        lines.add("");
        lines.add("`" + sheet.command() + "`");
        int number = 0;
        for (Question question : sheet.questions()) {
            number++;
            lines.add("");
            lines.add("## " + number + ". " + escape(SheetWords.about(question).in(lang)));
            blocks(lines, question.text(), lang);
            if (question.answer() instanceof QuizAnswer.Choice choice) {
                lines.add("");
                for (int i = 0; i < choice.options().size(); i++) {
                    lines.add("- " + QuizAnswer.Choice.letter(i) + ") "
                            + escape(choice.options().get(i).in(lang)));
                }
            }
        }
        lines.add("");
        lines.add("# " + SheetWords.ANSWERS.in(lang));
        number = 0;
        for (Question question : sheet.questions()) {
            number++;
            lines.add("");
            lines.add("## " + number + ". " + escape(question.answer().show().in(lang)));
            blocks(lines, question.explanation(), lang);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void blocks(List<String> lines, List<Block> blocks, Lang lang) {
        for (Block block : blocks) {
            lines.add("");
            if (block instanceof Block.Paragraph paragraph) {
                lines.add(escape(paragraph.text().in(lang)));
            } else if (block instanceof Block.Code code) {
                lines.add("```text");
                lines.addAll(code.lines());
                lines.add("```");
            } else if (block instanceof Block.Picture picture) {
                lines.add("```text");
                lines.addAll(picture.lines());
                lines.add("```");
            }
        }
    }

    /** Escapes what Markdown would take as its own, but leaves code in backticks as it is. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        boolean code = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            code ^= c == '`';
            if (!code && "\\*_<>[]#|~&".indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.append(c);
        }
        return safe.toString();
    }
}
