package mm.grader.quiz.out;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;

/** One question for a page that asks, to be written as JSON. */
public final class QuizItem {
    private QuizItem() {}

    /**
     * Returns a question: {@code kind}, {@code topic}, {@code chapter}, {@code level}, {@code text} and {@code solution} in
     * XHTML, and {@code fields}, each with its {@code label} and the {@code options} to choose from, if there are some.
     */
    public static Map<String, Object> of(Question question, Lang lang) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("kind", question.kind());
        item.put("topic", question.topic().title().in(lang));
        item.put("chapter", question.topic().chapter());
        item.put("level", question.level());
        item.put("text", Xhtml.blocks(question.text(), lang));
        List<Map<String, Object>> fields = new ArrayList<>();
        for (QuizAnswer.Part part : question.answer().parts()) {
            Text label = part.label().equals(Text.NONE) ? SheetWords.ANSWER : part.label();
            List<String> options = part.answer() instanceof QuizAnswer.Choice choice
                    ? choice.options().stream().map(option -> option.in(lang)).toList()
                    : List.of();
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("label", label.plus(SheetWords.unit(part.answer())).in(lang));
            field.put("options", options);
            fields.add(field);
        }
        item.put("fields", fields);
        item.put("solution", Xhtml.solution(question, lang));
        return item;
    }
}
