package mm.grader.quiz.out;

import java.util.List;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;

/** QTI 1.2 with the question types that Canvas names in its metadata. */
public final class Qti {
    private static final String NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2";

    private Qti() {}

    /** Returns the assessment. */
    static String write(Sheet sheet) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<questestinterop xmlns=\"").append(NAMESPACE).append("\">\n");
        xml.append("<assessment ident=\"linux-memory-kit\" title=\"")
                .append(SheetWords.TITLE.in(sheet.lang()))
                .append("\">\n");
        xml.append("<section ident=\"root_section\">\n");
        int number = 0;
        for (Question question : sheet.questions()) {
            item(xml, question, ++number, sheet.lang());
        }
        return xml.append("</section>\n</assessment>\n</questestinterop>\n").toString();
    }

    /** Returns the manifest that goes into the zip beside the assessment, which it names. */
    public static String manifest(String assessment) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<manifest identifier=\"linux-memory-kit-manifest\""
                + " xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\">\n"
                + "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>\n"
                + "<organizations />\n<resources>\n"
                + "<resource identifier=\"linux-memory-kit\" type=\"imsqti_xmlv1p2\" href=\"" + Xhtml.escape(assessment)
                + "\">\n<file href=\"" + Xhtml.escape(assessment) + "\" />\n</resource>\n</resources>\n</manifest>\n";
    }

    private static void item(StringBuilder xml, Question question, int number, Lang lang) {
        QuizAnswer answer = question.answer();
        String type = answer instanceof QuizAnswer.Several
                ? "fill_in_multiple_blanks_question"
                : answer instanceof QuizAnswer.Number
                        ? "numerical_question"
                        : answer instanceof QuizAnswer.Choice ? "multiple_choice_question" : "short_answer_question";
        int points = question.answer().parts().size();
        xml.append("<item ident=\"q").append(number).append("\" title=\"");
        xml.append(Xhtml.escape(SheetWords.name(question, number))).append("\">\n<itemmetadata><qtimetadata>\n");
        field(xml, "question_type", type);
        field(xml, "points_possible", String.valueOf(points));
        xml.append("</qtimetadata></itemmetadata>\n<presentation>\n");
        material(xml, Xhtml.blocks(question.text(), lang) + ending(answer, lang));
        responses(xml, answer, lang);
        xml.append("</presentation>\n<resprocessing>\n");
        xml.append(
                "<outcomes><decvar maxvalue=\"100\" minvalue=\"0\" varname=\"SCORE\" vartype=\"Decimal\" /></outcomes>\n");
        xml.append("<respcondition continue=\"Yes\"><conditionvar><other /></conditionvar>");
        xml.append("<displayfeedback feedbacktype=\"Response\" linkrefid=\"general_fb\" /></respcondition>\n");
        conditions(xml, answer);
        xml.append("</resprocessing>\n<itemfeedback ident=\"general_fb\"><flow_mat>\n");
        material(xml, Xhtml.solution(question, lang));
        xml.append("</flow_mat></itemfeedback>\n</item>\n");
    }

    private static void field(StringBuilder xml, String name, String value) {
        xml.append("<qtimetadatafield><fieldlabel>").append(name).append("</fieldlabel><fieldentry>");
        xml.append(value).append("</fieldentry></qtimetadatafield>\n");
    }

    private static void material(StringBuilder xml, String html) {
        xml.append("<material><mattext texttype=\"text/html\">")
                .append(Xhtml.escape(html))
                .append("</mattext></material>\n");
    }

    /** Returns what follows the question: its unit, or its blanks, which stand in square brackets. */
    private static String ending(QuizAnswer answer, Lang lang) {
        if (!(answer instanceof QuizAnswer.Several several)) {
            String unit = SheetWords.unit(answer).in(lang).trim();
            return unit.isEmpty() ? "" : "<p>" + Xhtml.escape(unit) + "</p>\n";
        }
        StringBuilder html = new StringBuilder();
        for (int part = 0; part < several.parts().size(); part++) {
            html.append("<p>").append(Xhtml.label(several.parts().get(part), lang));
            html.append(": [").append(SheetWords.part(part)).append("]</p>\n");
        }
        return html.toString();
    }

    private static void responses(StringBuilder xml, QuizAnswer answer, Lang lang) {
        if (answer instanceof QuizAnswer.Several several) {
            for (int part = 0; part < several.parts().size(); part++) {
                String name = SheetWords.part(part);
                xml.append("<response_lid ident=\"response_").append(name).append("\">\n<material><mattext>");
                xml.append(name).append("</mattext></material>\n<render_choice>\n");
                List<String> ways =
                        SheetWords.spellings(several.parts().get(part).answer());
                for (int way = 0; way < ways.size(); way++) {
                    label(xml, name + way, ways.get(way));
                }
                xml.append("</render_choice>\n</response_lid>\n");
            }
        } else if (answer instanceof QuizAnswer.Choice choice) {
            xml.append("<response_lid ident=\"response1\" rcardinality=\"Single\">\n<render_choice>\n");
            for (int i = 0; i < choice.options().size(); i++) {
                label(xml, QuizAnswer.Choice.letter(i), choice.options().get(i).in(lang));
            }
            xml.append("</render_choice>\n</response_lid>\n");
        } else {
            String type = answer instanceof QuizAnswer.Number ? " fibtype=\"Decimal\"" : "";
            xml.append("<response_str ident=\"response1\" rcardinality=\"Single\"><render_fib")
                    .append(type);
            xml.append("><response_label ident=\"answer1\" /></render_fib></response_str>\n");
        }
    }

    private static void label(StringBuilder xml, String ident, String text) {
        xml.append("<response_label ident=\"").append(ident).append("\"><material><mattext texttype=\"text/plain\">");
        xml.append(Xhtml.escape(text)).append("</mattext></material></response_label>\n");
    }

    private static void conditions(StringBuilder xml, QuizAnswer answer) {
        if (answer instanceof QuizAnswer.Several several) {
            int count = several.parts().size();
            for (int part = 0; part < count; part++) {
                String name = SheetWords.part(part);
                int points = 100 * (part + 1) / count - 100 * part / count;
                for (int way = 0;
                        way
                                < SheetWords.spellings(several.parts().get(part).answer())
                                        .size();
                        way++) {
                    xml.append("<respcondition><conditionvar><varequal respident=\"response_")
                            .append(name)
                            .append("\">");
                    xml.append(name).append(way).append("</varequal></conditionvar>");
                    xml.append("<setvar varname=\"SCORE\" action=\"Add\">")
                            .append(points)
                            .append("</setvar></respcondition>\n");
                }
            }
            return;
        }
        xml.append("<respcondition continue=\"No\"><conditionvar>");
        if (answer instanceof QuizAnswer.Number number) {
            QuizAnswer.Number low = around(number, -1);
            QuizAnswer.Number high = around(number, 1);
            xml.append("<or>");
            equal(xml, number.digits());
            xml.append("<and><vargte respident=\"response1\">").append(low.digits());
            xml.append("</vargte><varlte respident=\"response1\">")
                    .append(high.digits())
                    .append("</varlte></and></or>");
        } else if (answer instanceof QuizAnswer.Choice choice) {
            equal(xml, QuizAnswer.Choice.letter(choice.right()));
        } else {
            for (String way : SheetWords.spellings(answer)) {
                equal(xml, way);
            }
        }
        xml.append("</conditionvar><setvar action=\"Set\" varname=\"SCORE\">100</setvar></respcondition>\n");
    }

    /** Returns the number half of its last digit lower or higher; a whole number is exact. */
    private static QuizAnswer.Number around(QuizAnswer.Number number, int sign) {
        return number.decimals() == 0
                ? number
                : new QuizAnswer.Number(number.scaled() * 10 + 5 * sign, number.decimals() + 1, number.unit());
    }

    private static void equal(StringBuilder xml, String value) {
        xml.append("<varequal respident=\"response1\">")
                .append(Xhtml.escape(value))
                .append("</varequal>");
    }
}
