package mm.grader.quiz.model;

/** What became of one answer. */
public enum Mark {
    /** It is right. */
    RIGHT("mark.right"),
    /** It is wrong. */
    WRONG("mark.wrong"),
    /** It cannot be read as an answer of the kind that was asked for. */
    UNREADABLE("mark.unreadable"),
    /** There is none. */
    MISSING("mark.missing");

    private final String key;

    Mark(String key) {
        this.key = key;
    }

    /** Returns the verdict in words. */
    public Text text() {
        return Text.say(key);
    }
}
