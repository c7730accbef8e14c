package mm.grader.quiz.out;

import java.util.List;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;

/** Moodle's XML: numerical, short answer, multiple choice and embedded answers (cloze), a category for each topic. */
final class MoodleXml {
    private MoodleXml() {}

    static String write(Sheet sheet) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
        for (Topic topic : Topic.values()) {
            List<Question> questions = sheet.questions();
            if (questions.stream().noneMatch(question -> question.topic() == topic)) {
                continue;
            }
            xml.append("<question type=\"category\"><category><text>$course$/Linux Memory Kit/")
                    .append(topic.title().en())
                    .append("</text></category></question>\n");
            for (int i = 0; i < questions.size(); i++) {
                if (questions.get(i).topic() == topic) {
                    question(xml, questions.get(i), i + 1, sheet.lang());
                }
            }
        }
        return xml.append("</quiz>\n").toString();
    }

    private static void question(StringBuilder xml, Question question, int number, Lang lang) {
        QuizAnswer answer = question.answer();
        String type = answer instanceof QuizAnswer.Several
                ? "cloze"
                : answer instanceof QuizAnswer.Number
                        ? "numerical"
                        : answer instanceof QuizAnswer.Choice ? "multichoice" : "shortanswer";
        String text = Xhtml.blocks(question.text(), lang);
        if (answer instanceof QuizAnswer.Several several) {
            text += cloze(several, lang);
        } else if (answer instanceof QuizAnswer.Number) {
            text += unit(answer, lang);
        }
        xml.append("<question type=\"").append(type).append("\">\n");
        xml.append("<name><text>")
                .append(Xhtml.escape(SheetWords.name(question, number)))
                .append("</text></name>\n");
        html(xml, "questiontext", text);
        html(xml, "generalfeedback", Xhtml.solution(question, lang));
        if (answer instanceof QuizAnswer.Several several) {
            xml.append("<defaultgrade>").append(several.parts().size()).append("</defaultgrade>\n");
        } else {
            xml.append("<defaultgrade>1</defaultgrade>\n");
        }
        xml.append("<penalty>0.3333333</penalty>\n<hidden>0</hidden>\n");
        xml.append("<idnumber>")
                .append(question.kind())
                .append('-')
                .append(question.level())
                .append('-');
        xml.append(question.seed()).append("</idnumber>\n");
        answers(xml, answer, lang);
        xml.append("</question>\n");
    }

    private static String unit(QuizAnswer answer, Lang lang) {
        String unit = SheetWords.unit(answer).in(lang).trim();
        return unit.isEmpty() ? "" : "<p>" + Xhtml.escape(unit) + "</p>\n";
    }

    private static void html(StringBuilder xml, String element, String html) {
        xml.append('<').append(element).append(" format=\"html\"><text>");
        xml.append(Xhtml.escape(html)).append("</text></").append(element).append(">\n");
    }

    private static void answers(StringBuilder xml, QuizAnswer answer, Lang lang) {
        if (answer instanceof QuizAnswer.Choice choice) {
            xml.append("<single>true</single>\n<shuffleanswers>false</shuffleanswers>\n");
            xml.append("<answernumbering>ABCD</answernumbering>\n");
            for (int i = 0; i < choice.options().size(); i++) {
                xml.append("<answer fraction=\"")
                        .append(i == choice.right() ? 100 : 0)
                        .append("\" format=\"html\"><text>");
                xml.append(Xhtml.escape(Xhtml.sentence(choice.options().get(i).in(lang))));
                xml.append("</text></answer>\n");
            }
        } else if (answer instanceof QuizAnswer.Number number) {
            xml.append("<answer fraction=\"100\" format=\"moodle_auto_format\"><text>")
                    .append(number.digits());
            xml.append("</text><tolerance>").append(tolerance(number)).append("</tolerance></answer>\n");
        } else if (!(answer instanceof QuizAnswer.Several)) {
            xml.append("<usecase>0</usecase>\n");
            for (String way : SheetWords.spellings(answer)) {
                xml.append("<answer fraction=\"100\" format=\"moodle_auto_format\"><text>");
                xml.append(Xhtml.escape(way.replace("*", "\\*"))).append("</text></answer>\n");
            }
        }
    }

    /** Returns how far an answer may be off: half of its last digit, or nothing if it is whole. */
    static String tolerance(QuizAnswer.Number number) {
        return number.decimals() == 0 ? "0" : new QuizAnswer.Number(5, number.decimals() + 1, number.unit()).digits();
    }

    private static String cloze(QuizAnswer.Several several, Lang lang) {
        StringBuilder html = new StringBuilder();
        for (QuizAnswer.Part part : several.parts()) {
            html.append("<p>").append(Xhtml.label(part, lang)).append(": ");
            if (part.answer() instanceof QuizAnswer.Number number) {
                html.append("{1:NUMERICAL:=")
                        .append(number.digits())
                        .append(':')
                        .append(tolerance(number))
                        .append('}');
            } else {
                html.append("{1:SHORTANSWER:");
                String between = "=";
                for (String way : SheetWords.spellings(part.answer())) {
                    html.append(between).append(Xhtml.escape(escape(way)));
                    between = "~=";
                }
                html.append('}');
            }
            html.append("</p>\n");
        }
        return html.toString();
    }

    /** Escapes what ends an embedded answer. */
    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if ("}~#=\"\\*/".indexOf(text.charAt(i)) >= 0) {
                safe.append('\\');
            }
            safe.append(text.charAt(i));
        }
        return safe.toString();
    }
}
