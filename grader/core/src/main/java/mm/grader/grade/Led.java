package mm.grader.grade;

import java.util.List;

/**
 * What led to a failure, from outside and from inside of the student's code.
 *
 * @param calls the last calls that the check made before it failed, the oldest first, with arguments and results
 * @param stack where in the student's code an exception came from or an endless loop was, the innermost place first
 */
public record Led(List<String> calls, List<String> stack) {
    /** Nothing is known. */
    public static final Led NOWHERE = new Led(List.of(), List.of());

    /** Copies the lists. */
    public Led {
        calls = List.copyOf(calls);
        stack = List.copyOf(stack);
    }
}
