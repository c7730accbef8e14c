package mm.grader.quiz.model;

import java.util.function.UnaryOperator;
import mm.machine.Parts;

/**
 * What questions are answered from.
 *
 * @param parts the machine's parts, from the reference
 * @param recordings gives the text of a recording of Linux by its name, for example {@code oom-1}; null for one that
 *     is not there
 */
public record Desk(Parts parts, UnaryOperator<String> recordings) {}
