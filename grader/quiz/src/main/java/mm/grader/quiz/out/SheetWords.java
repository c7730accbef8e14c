package mm.grader.quiz.out;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Unit;

/** Sentences that all formats share, and all the ways in which an answer may be written. */
final class SheetWords {
    static final Text ANSWER = new Text("Answer", "答案");
    static final Text ANSWERS = new Text("Answers", "答案");
    static final Text VERSION = new Text("Version", "试卷");
    static final Text NAME = new Text("Name", "姓名");
    static final Text NUMBER = new Text("Student number", "学号");
    static final Text POINTS = new Text("Points", "得分");
    static final Text QUESTION = new Text("Question", "题目");
    static final Text LEVEL = new Text("level", "难度");
    static final Text MARKING = new Text("To mark by", "评分表");
    static final Text TITLE = new Text("Linux memory: questions", "Linux 内存管理：练习题");
    static final Text HOW = new Text("How to get there", "解题步骤");

    private SheetWords() {}

    /** Returns the letter of a part, from a. */
    static String part(int part) {
        return String.valueOf((char) ('a' + part));
    }

    /** Returns the letter of a version, from A. */
    static String version(int version) {
        return String.valueOf((char) ('A' + version));
    }

    /** Returns what stands in front of a question: topic and level. */
    static Text about(Question question) {
        return question.topic().title().plus(new Text(", ", "，")).plus(LEVEL).plus(Text.same(" " + question.level()));
    }

    /** Returns the unit that an answer is asked in, in brackets; empty if there is none. */
    static Text unit(QuizAnswer answer) {
        if (answer instanceof QuizAnswer.Number number && number.unit() != Unit.NONE) {
            Text unit = number.unit().text();
            return new Text(" (" + unit.en() + ")", "（" + unit.zh() + "）");
        }
        return Text.NONE;
    }

    /** Returns the ways of writing an answer that a program without our reader should accept; the first is the usual one. */
    static List<String> spellings(QuizAnswer answer) {
        List<String> ways = new ArrayList<>();
        if (answer instanceof QuizAnswer.Hex hex) {
            String digits = Long.toHexString(hex.value());
            ways.add("0x" + digits);
            ways.add(digits);
            ways.add(digits + "h");
            ways.add(digits + " h");
        } else if (answer instanceof QuizAnswer.Words words) {
            ways.add(String.join(" ", words.words()));
            if (words.words().size() > 1) {
                ways.add(String.join(", ", words.words()));
                ways.add(String.join(",", words.words()));
                ways.add(inPairs(words.words(), ", "));
                ways.add(inPairs(words.words(), ","));
            }
        } else if (answer instanceof QuizAnswer.Number number) {
            ways.add(number.digits());
        }
        return ways.stream().distinct().toList();
    }

    /** Joins words two by two, as lines of a map are written. */
    private static String inPairs(List<String> words, String between) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(i == 0 ? "" : i % 2 == 0 ? between : " ").append(words.get(i));
        }
        return text.toString();
    }

    /** Returns a name for a question that no other one has. */
    static String name(Question question, int number) {
        String digits = "0".repeat(Math.max(0, 3 - String.valueOf(number).length())) + number;
        return digits + " " + question.kind() + " " + question.level();
    }
}
