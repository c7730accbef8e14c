package mm.grader.quiz.model;

/**
 * A kind of question.
 *
 * @param name how it is called in commands, for example {@code split-64}
 * @param topic what it is about
 * @param title what is asked, in a few words
 * @param maker makes one
 */
public record Kind(String name, Topic topic, Text title, Maker maker) {
    /** The levels there are: 1, 2 and 3. */
    public static final int LEVELS = 3;

    /** Makes questions of one kind. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Writes one question.
         *
         * @return whether it is worth asking; otherwise the dice are thrown again
         */
        boolean make(Draft draft);
    }
}
