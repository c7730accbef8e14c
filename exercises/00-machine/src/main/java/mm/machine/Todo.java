package mm.machine;

import mm.text.Explained;
import mm.text.Message;
import mm.text.Sentences;

/**
 * Thrown where a skeleton waits for the code of the student.
 *
 * <p>The grader reports a check that meets it as "not started", which is not the same as "failed".
 */
public final class Todo extends UnsupportedOperationException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message what;

    /**
     * Marks a place that is still to be written.
     *
     * @param what the exercise and the method, for example {@code "exercise 01: RadixPageTable.map"}
     */
    public Todo(String what) {
        super(Sentences.MACHINE.say("todo", what));
        this.what = Message.of("todo", what);
    }

    @Override
    public Message what() {
        return what;
    }
}
