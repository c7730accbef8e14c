package mm.grader.quiz.model;

/** What became of one answer. */
public enum Mark {
    /** It is right. */
    RIGHT("right", "正确"),
    /** It is wrong. */
    WRONG("wrong", "错误"),
    /** It cannot be read as an answer of the kind that was asked for. */
    UNREADABLE("cannot be read", "无法识别"),
    /** There is none. */
    MISSING("no answer", "没有作答");

    private final Text text;

    Mark(String en, String zh) {
        text = new Text(en, zh);
    }

    /** Returns the verdict in words. */
    public Text text() {
        return text;
    }
}
