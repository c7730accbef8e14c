package mm.grader.quiz.model;

import java.util.List;

/**
 * One question with its answer and the way to it.
 *
 * @param kind the name of the kind
 * @param topic what it is about
 * @param level 1 to 3
 * @param seed what it was made from; the same kind, level and seed are the same question for ever
 * @param text the question
 * @param answer the answer
 * @param explanation how one gets there, step by step
 */
public record Question(
        String kind, Topic topic, int level, long seed, List<Block> text, QuizAnswer answer, List<Block> explanation) {
    /** Copies the lists. */
    public Question {
        text = List.copyOf(text);
        explanation = List.copyOf(explanation);
    }
}
