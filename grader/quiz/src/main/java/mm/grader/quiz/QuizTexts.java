package mm.grader.quiz;

import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.QuizException;
import mm.grader.quiz.model.Text;

/** What a program says around the questions. */
public final class QuizTexts {
    /** How to answer, and how to stop. */
    public static final Text HOW = Text.say("quiz-texts.answer-each-question-and");

    private QuizTexts() {}

    /** Says what became of one answer. */
    public static Text verdict(Mark mark) {
        return switch (mark) {
            case RIGHT -> Text.say("quiz-texts.right");
            case WRONG -> Text.say("quiz-texts.wrong");
            case UNREADABLE -> Text.say("quiz-texts.that-cannot-be-read-as-an");
            case MISSING -> Text.say("quiz-texts.passed");
        };
    }

    /** Says how to ask the same questions again. */
    public static Text again(String command) {
        return Text.say("quiz-texts.the-same-questions-again", command);
    }

    /** Says where a file was written. */
    public static Text written(Object file, int count) {
        return Text.say("quiz-texts.questions", file, count);
    }

    /** Returns the complaint about two kinds of output at once. */
    public static QuizException oneOutput() {
        return new QuizException("quiz-texts.only-one-of-answers-sheet-and");
    }

    /** Returns the complaint about a file without a format. */
    public static QuizException outWithoutFormat() {
        return new QuizException("quiz-texts.out-goes-with-format");
    }

    /** Returns the complaint about no versions, or too many. */
    public static QuizException badVersions(int most) {
        return new QuizException("quiz-texts.a-sheet-has-1-to-versions", most);
    }

    /** Returns the complaint about a sheet without its seed. */
    public static QuizException noSeed() {
        return new QuizException("quiz-texts.say-with-seed-or-id-which");
    }

    /** Says what one line of a marked sheet is. */
    public static Text marked(SheetCheck.Marked marked) {
        boolean several = marked.question().answer().parts().size() > 1;
        String number = marked.number() + (several ? String.valueOf((char) ('a' + marked.part())) : "");
        Text right =
                marked.question().answer().parts().get(marked.part()).answer().show();
        if (marked.verdict() == Mark.RIGHT) {
            return Text.say("quiz-texts.marked", number, Mark.RIGHT.text());
        }
        return marked.given().isEmpty()
                ? Text.say(
                        "quiz-texts.marked-without-an-answer",
                        number,
                        marked.verdict().text(),
                        right)
                : Text.say(
                        "quiz-texts.marked-with-the-answer",
                        number,
                        marked.verdict().text(),
                        right,
                        marked.given());
    }
}
