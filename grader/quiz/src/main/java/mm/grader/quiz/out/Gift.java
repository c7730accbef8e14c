package mm.grader.quiz.out;

import java.util.List;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;

/** GIFT. It has no questions with several answers, so each part becomes a question of its own. */
final class Gift {
    private Gift() {}

    static String write(Sheet sheet) {
        StringBuilder gift = new StringBuilder("// " + sheet.command() + "\n\n");
        int number = 0;
        for (Question question : sheet.questions()) {
            number++;
            List<QuizAnswer.Part> parts = question.answer().parts();
            for (int part = 0; part < parts.size(); part++) {
                question(gift, question, number, part, sheet.lang());
            }
        }
        return gift.toString();
    }

    private static void question(StringBuilder gift, Question question, int number, int part, Lang lang) {
        QuizAnswer.Part asked = question.answer().parts().get(part);
        boolean several = question.answer().parts().size() > 1;
        String text = Xhtml.blocks(question.text(), lang);
        String label = Xhtml.label(asked, lang).trim();
        text += label.isEmpty() ? "" : "<p>" + label + "</p>";
        gift.append("::")
                .append(escape(SheetWords.name(question, number)))
                .append(several ? " " + SheetWords.part(part) : "");
        gift.append("::[html]").append(escape(text)).append(" {");
        if (asked.answer() instanceof QuizAnswer.Number number1) {
            gift.append('#').append(number1.digits()).append(':').append(MoodleXml.tolerance(number1));
        } else if (asked.answer() instanceof QuizAnswer.Choice choice) {
            for (int i = 0; i < choice.options().size(); i++) {
                gift.append("\n\t").append(i == choice.right() ? '=' : '~');
                gift.append(escape(Xhtml.sentence(choice.options().get(i).in(lang))));
            }
        } else {
            for (String way : SheetWords.spellings(asked.answer())) {
                gift.append("\n\t=").append(escape(way));
            }
        }
        gift.append("\n\t####").append(escape(Xhtml.solution(question, lang))).append("\n}\n\n");
    }

    /** Escapes what means something in GIFT; a line break becomes the two characters that GIFT writes it with. */
    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                safe.append("\\n");
                continue;
            }
            if ("~=#{}:\\".indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.append(c);
        }
        return safe.toString();
    }
}
