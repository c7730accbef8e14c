package mm.grader.quiz.model;

/**
 * A kind of question.
 *
 * @param name how it is called in commands, for example {@code split-64}
 * @param topic what it is about
 * @param maker makes one
 */
public record Kind(String name, Topic topic, Maker maker) {
    /** The levels there are: 1, 2 and 3. */
    public static final int LEVELS = 3;

    /** Returns what is asked, in a few words. */
    public Text title() {
        return Text.say("kind." + name);
    }

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
