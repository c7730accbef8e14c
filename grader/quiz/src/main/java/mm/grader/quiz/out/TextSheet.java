package mm.grader.quiz.out;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Block;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;

/** Questions as plain text: for the terminal, and to be filled in and marked by {@code mm quiz check}. */
public final class TextSheet {
    private static final int WIDTH = 100;

    private TextSheet() {}

    /** Returns all questions, with or without their answers. */
    public static String write(Sheet sheet, boolean answers) {
        Lang lang = sheet.lang();
        List<String> lines = new ArrayList<>();
        lines.add(SheetWords.TITLE.in(lang));
        lines.add(sheet.command());
        lines.add("");
        if (!answers) {
            lines.addAll(Wrap.lines(
                    Text.say("text-sheet.write-each-answer-after-its", "mm quiz")
                            .in(lang),
                    WIDTH));
            lines.add("");
        }
        int number = 0;
        for (Question question : sheet.questions()) {
            number++;
            lines.addAll(question(question, number, lang));
            if (answers) {
                lines.addAll(solution(question, lang));
            } else {
                lines.addAll(fields(question, number, lang));
            }
            lines.add("");
        }
        return String.join("\n", lines);
    }

    /** Returns the lines of one question, without its answer. */
    public static List<String> question(Question question, int number, Lang lang) {
        List<String> lines = new ArrayList<>();
        lines.add(number + ". [" + SheetWords.about(question).in(lang) + ", " + question.kind() + "]");
        lines.addAll(blocks(question.text(), lang));
        if (question.answer() instanceof QuizAnswer.Choice choice) {
            for (int i = 0; i < choice.options().size(); i++) {
                lines.add("  " + QuizAnswer.Choice.letter(i) + ") "
                        + choice.options().get(i).in(lang));
            }
        }
        return lines;
    }

    /** Returns the lines of the answer and of the way to it. */
    public static List<String> solution(Question question, Lang lang) {
        List<String> lines = new ArrayList<>();
        lines.add(SheetWords.ANSWER.in(lang)
                + (lang == Lang.ZH ? "：" : ": ")
                + question.answer().show().in(lang));
        blocks(question.explanation(), lang).forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** Returns what is asked for by a part of an answer, for example {@code 3b, PMD (pages)}. */
    public static String field(Question question, int number, int part, Lang lang) {
        QuizAnswer.Part asked = question.answer().parts().get(part);
        boolean several = question.answer().parts().size() > 1;
        String label = asked.label().in(lang);
        return number
                + (several ? SheetWords.part(part) : "")
                + (label.isEmpty() ? "" : ", " + label)
                + SheetWords.unit(asked.answer()).in(lang);
    }

    private static List<String> fields(Question question, int number, Lang lang) {
        List<String> lines = new ArrayList<>();
        for (int part = 0; part < question.answer().parts().size(); part++) {
            lines.add(SheetWords.ANSWER.in(lang) + " " + field(question, number, part, lang) + ": ");
        }
        return lines;
    }

    private static List<String> blocks(List<Block> blocks, Lang lang) {
        List<String> lines = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Paragraph paragraph) {
                lines.addAll(Wrap.lines(paragraph.text().in(lang), WIDTH));
            } else if (block instanceof Block.Code code) {
                code.lines().forEach(line -> lines.add("    " + line));
            } else if (block instanceof Block.Picture picture) {
                picture.lines().forEach(line -> lines.add("    " + line));
            }
        }
        return lines;
    }
}
