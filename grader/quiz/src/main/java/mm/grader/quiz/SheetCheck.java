package mm.grader.quiz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.QuizException;
import mm.grader.quiz.model.Reading;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.out.SheetWords;

/** Marks a text sheet that somebody has filled in. */
public final class SheetCheck {
    private final List<Marked> marks = new ArrayList<>();
    private final List<Text> remarks = new ArrayList<>();

    /**
     * One answer with its mark.
     *
     * @param question the question
     * @param number its number on the sheet, from 1
     * @param part which of its answers, from 0
     * @param given what was written
     * @param verdict the mark
     */
    public record Marked(Question question, int number, int part, String given, Mark verdict) {}

    /**
     * Marks a sheet.
     *
     * @param sheet the text of the sheet
     * @param seed the seed it must have been made from
     * @param otherwise the options if the sheet does not name its own
     * @throws QuizException if it was made from another seed
     */
    public SheetCheck(Questions questions, String sheet, long seed, QuizOptions otherwise) {
        List<String> lines =
                List.of(sheet.replace("\r\n", "\n").replace('\r', '\n').split("\n"));
        QuizOptions own = QuizOptions.ofSheet(lines);
        if (own != null && own.seed() != seed) {
            throw new QuizException("sheet-check.the-sheet-was-made-with-seed", own.seed(), seed);
        }
        List<Question> quiz = questions.quiz(own == null ? otherwise : own);
        Map<String, String> answers = answers(lines);
        if (answers.isEmpty()) {
            throw new QuizException("sheet-check.there-is-no-line-on-the-sheet");
        }
        for (int number = 1; number <= quiz.size(); number++) {
            Question question = quiz.get(number - 1);
            List<QuizAnswer.Part> parts = question.answer().parts();
            for (int part = 0; part < parts.size(); part++) {
                String key = number + (parts.size() > 1 ? String.valueOf((char) ('a' + part)) : "");
                String given = answers.remove(key);
                Mark verdict = given == null
                        ? Mark.MISSING
                        : Reading.judge(parts.get(part).answer(), given);
                marks.add(new Marked(question, number, part, given == null ? "" : given, verdict));
            }
        }
        answers.keySet().stream()
                .sorted()
                .forEach(key -> remarks.add(Text.say("sheet-check.answer-belongs-to-no-question", key)));
    }

    /** Returns what stands after the colon of each line that begins with the word for an answer, by its number. */
    private Map<String, String> answers(List<String> lines) {
        Map<String, String> answers = new HashMap<>();
        for (String whole : lines) {
            String line = whole.strip().replace('：', ':');
            String word = Stream.of(SheetWords.ANSWER.en(), SheetWords.ANSWER.zh())
                    .filter(line::startsWith)
                    .findFirst()
                    .orElse(null);
            int colon = line.indexOf(':');
            if (word == null || colon < 0) {
                continue;
            }
            String key = key(line.substring(word.length(), colon).strip());
            if (key.isEmpty()) {
                continue;
            }
            String given = line.substring(colon + 1).strip();
            String before = answers.putIfAbsent(key, given);
            if (before != null && before.isEmpty()) {
                answers.put(key, given);
            } else if (before != null && !given.isEmpty() && !given.equals(before)) {
                remarks.add(Text.say("sheet-check.answer-is-there-twice-the", key));
            }
        }
        return answers;
    }

    /** Returns the number of a question with the letter of the part: {@code 3b} of {@code 3b, PMD (pages)}. */
    private static String key(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end == 0) {
            return "";
        }
        boolean letter = end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z';
        return text.substring(0, letter ? end + 1 : end);
    }

    /** Returns the marks, question by question. */
    public List<Marked> marks() {
        return marks;
    }

    /** Returns what was odd about the sheet. */
    public List<Text> remarks() {
        return remarks;
    }
}
