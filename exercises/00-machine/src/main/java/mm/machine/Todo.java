package mm.machine;

/**
 * Thrown where a skeleton waits for the student's code.
 *
 * <p>The grader reports a check that meets it as "not started", which is not the same as "failed".
 */
public final class Todo extends UnsupportedOperationException {
    private static final long serialVersionUID = 1;

    /**
     * Marks a place that is still to be written.
     *
     * @param what the exercise and the method, for example {@code "exercise 01: RadixPageTable.map"}
     */
    public Todo(String what) {
        super(what + " is not written yet");
    }
}
