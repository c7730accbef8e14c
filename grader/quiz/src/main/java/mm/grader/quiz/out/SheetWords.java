package mm.grader.quiz.out;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Unit;

/** Sentences that all formats share, and all the ways in which an answer may be written. */
public final class SheetWords {
    /** Begins the line that an answer is written in; a sheet that was filled in is read by it. */
    public static final Text ANSWER = Text.say("sheet-words.answer");

    static final Text ANSWERS = Text.say("sheet-words.answers");
    static final Text VERSION = Text.say("sheet-words.version");
    static final Text NAME = Text.say("sheet-words.name");
    static final Text NUMBER = Text.say("sheet-words.student-number");
    static final Text POINTS = Text.say("sheet-words.points");
    static final Text QUESTION = Text.say("sheet-words.question");
    static final Text LEVEL = Text.say("sheet-words.level");
    static final Text MARKING = Text.say("sheet-words.to-mark-by");
    static final Text TITLE = Text.say("sheet-words.linux-memory-questions");
    static final Text HOW = Text.say("sheet-words.how-to-get-there");

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
        return question.topic()
                .title()
                .plus(Text.say("sheet-words.comma"))
                .plus(LEVEL)
                .plus(Text.same(" " + question.level()));
    }

    /** Returns the unit that an answer is asked in, in brackets; empty if there is none. */
    static Text unit(QuizAnswer answer) {
        if (answer instanceof QuizAnswer.Number number && number.unit() != Unit.NONE) {
            return Text.say("sheet-words.unit", number.unit().text());
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
