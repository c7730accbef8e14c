package mm.grader.quiz.model;

/** A quiz that cannot be: its message is one sentence for who asked for it, in both languages. */
public final class QuizException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Text text;

    /** Makes the exception of a sentence; see {@link Text#say}. */
    public QuizException(String key, Object... values) {
        super(Text.say(key, values).en());
        text = Text.say(key, values);
    }

    /** Returns the sentence. */
    public Text text() {
        return text;
    }
}
