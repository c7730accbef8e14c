package mm.grader.quiz.model;

/** A quiz that cannot be: its message is one sentence for who asked for it. */
public final class QuizException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes the exception of a sentence. */
    public QuizException(String sentence) {
        super(sentence);
    }
}
