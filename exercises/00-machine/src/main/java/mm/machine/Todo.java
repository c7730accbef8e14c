package mm.machine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern PLACE = Pattern.compile("exercise (\\d\\d): (.+)");

    private final transient Message what;

    /**
     * Marks a place that is still to be written.
     *
     * @param what the exercise and the method, for example {@code "exercise 01: RadixPageTable.map"}
     */
    public Todo(String what) {
        super(Sentences.MACHINE.say(sentence(what)));
        this.what = sentence(what);
    }

    private static Message sentence(String what) {
        Matcher place = PLACE.matcher(what);
        return place.matches()
                ? Message.of("todo.of-exercise", place.group(1), place.group(2))
                : Message.of("todo", what);
    }

    @Override
    public Message what() {
        return what;
    }
}
