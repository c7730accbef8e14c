package mm.grader.script;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import mm.grader.child.ScriptAnswer;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * Which exercises of a submission a machine is made of; the reference is the rest of it.
 *
 * <pre>
 *  named by whoever asks   these, whether or not they are finished
 *  not named               those that are begun; one that turns out to be unwritten where a script needs it is left out,
 *                          so that an unfinished exercise never stands in the way of another
 * </pre>
 */
public final class OwnExercises {
    private final Set<Exercise> own = EnumSet.noneOf(Exercise.class);
    private final Consumer<Message> leftOut;

    private OwnExercises(Set<Exercise> exercises, Consumer<Message> leftOut) {
        own.addAll(exercises);
        this.leftOut = leftOut;
    }

    /** Takes some exercises, finished or not. */
    public static OwnExercises named(Set<Exercise> exercises) {
        return new OwnExercises(exercises, null);
    }

    /**
     * Takes exercises as far as they are written.
     *
     * @param leftOut is told of each one that is left out, in a sentence
     */
    public static OwnExercises written(Set<Exercise> exercises, Consumer<Message> leftOut) {
        return new OwnExercises(exercises, leftOut);
    }

    /** Returns the exercises that are taken at present. */
    public Set<Exercise> now() {
        return own.isEmpty() ? EnumSet.noneOf(Exercise.class) : EnumSet.copyOf(own);
    }

    /** Tells whether an unfinished exercise may be left out. */
    boolean mayLeaveOut() {
        return leftOut != null;
    }

    /** Leaves out the exercise that stopped a script because it is not written, and tells whether there was one. */
    boolean leaveOut(ScriptAnswer answer) {
        return !answer.unwritten().isEmpty() && leaveOut(Exercise.of(answer.unwritten()), answer.stopped());
    }

    /** Leaves out an exercise for a reason, and tells whether it was taken before. */
    boolean leaveOut(Exercise exercise, Message why) {
        if (!mayLeaveOut() || !own.remove(exercise)) {
            return false;
        }
        leftOut.accept(Message.of("with.unwritten", exercise.number(), why));
        return true;
    }
}
