package mm.grader.quiz;

import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.QuizException;
import mm.grader.quiz.model.Text;

/** What a program says around the questions. */
public final class QuizTexts {
    /** How to answer, and how to stop. */
    public static final Text HOW =
            new Text("Answer each question and press Enter; an empty line passes, q ends.", "输入答案后按回车；空行跳过，q 结束。");

    private QuizTexts() {}

    /** Says what became of one answer. */
    public static Text verdict(Mark mark) {
        return switch (mark) {
            case RIGHT -> new Text("Right.", "正确。");
            case WRONG -> new Text("Wrong.", "错误。");
            case UNREADABLE -> new Text("That cannot be read as an answer.", "无法识别为答案。");
            case MISSING -> new Text("Passed.", "已跳过。");
        };
    }

    /** Says how to ask the same questions again. */
    public static Text again(String command) {
        return Text.say("the same questions again: ./{0}", "再做同样的题：./{0}", command);
    }

    /** Says where a file was written. */
    public static Text written(Object file, int count) {
        return Text.say("{0}: {1} questions", "{0}：{1} 道题", file, count);
    }

    /** Returns the complaint about two kinds of output at once. */
    public static QuizException oneOutput() {
        return new QuizException(
                "only one of --answers, --sheet and --format can be given", "--answers、--sheet 和 --format 只能给出一个");
    }

    /** Returns the complaint about a file without a format. */
    public static QuizException outWithoutFormat() {
        return new QuizException("--out goes with --format", "--out 要和 --format 一起使用");
    }

    /** Returns the complaint about no versions, or too many. */
    public static QuizException badVersions(int most) {
        return new QuizException("a sheet has 1 to {0} versions", "一份试卷有 1 到 {0} 个版本", most);
    }

    /** Returns the complaint about a sheet without its seed. */
    public static QuizException noSeed() {
        return new QuizException("say with --seed or --id which sheet it is", "请用 --seed 或 --id 指明是哪份答卷");
    }

    /** Says what one line of a marked sheet is. */
    public static Text marked(SheetCheck.Marked marked) {
        boolean several = marked.question().answer().parts().size() > 1;
        String number = marked.number() + (several ? String.valueOf((char) ('a' + marked.part())) : "");
        Text right =
                marked.question().answer().parts().get(marked.part()).answer().show();
        if (marked.verdict() == Mark.RIGHT) {
            return Text.say("{0}  {1}", "{0}  {1}", number, Mark.RIGHT.text());
        }
        return marked.given().isEmpty()
                ? Text.say(
                        "{0}  {1}; it is {2}",
                        "{0}  {1}；答案是 {2}", number, marked.verdict().text(), right)
                : Text.say(
                        "{0}  {1}: '{3}'; it is {2}",
                        "{0}  {1}：“{3}”；答案是 {2}", number, marked.verdict().text(), right, marked.given());
    }
}
