package mm.grader;

import static mm.grader.Labels.say;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Random operations that go wrong, made few.
 *
 * <pre>
 *  play all operations; all is well? done
 *  play the first 1, 2, 4, 8, ... of them, until they fail in the same way
 *  leave out of those what can be left out, as {@link DeltaDebugger} does
 *  fail with what the few that are left do
 * </pre>
 *
 * <p>How often it tries is counted, not timed, so that a check says the same at every run. The beginnings cost no more
 * than to play all twice, and leave little of a hundred thousand operations if the tenth is the one that goes wrong.
 */
public final class FailureMinimizer<O> {
    private static final int MAX_PLAYED = 400_000;
    private static final int MAX_ROUNDS = 20;
    private static final int MAX_SHOWN = 40;

    private final Consumer<List<O>> play;
    private final int all;
    private final String reason;
    private List<O> few;
    private AssertionError error;
    private long left;

    private FailureMinimizer(List<O> operations, Consumer<List<O>> play, AssertionError error) {
        this.play = play;
        this.error = error;
        all = operations.size();
        few = operations;
        reason = reason(error);
        left = Math.max(MAX_PLAYED, (long) MAX_ROUNDS * all);
    }

    /**
     * Plays operations.
     *
     * @param operations what to do, each with a {@code toString} for people
     * @param play does some of them from the beginning, and throws an {@link AssertionError} when something is wrong; it
     *     looks after the last of them, too, at what it looks at from time to time
     */
    public static <O> void play(List<O> operations, Consumer<List<O>> play) {
        AssertionError error;
        try {
            play.accept(operations);
            return;
        } catch (AssertionError e) {
            error = e;
        }
        FailureMinimizer<O> fewest = new FailureMinimizer<>(operations, play, error);
        fewest.cutTheEnd();
        fewest.leaveOut();
        throw fewest.told();
    }

    private void cutTheEnd() {
        List<O> operations = few;
        int first = 1;
        while (first < all && !failsWith(operations.subList(0, first))) {
            first *= 2;
        }
    }

    private void leaveOut() {
        DeltaDebugger.shorten(few, DeltaDebugger::omit, this::failsWith);
    }

    /** Plays some operations, and if they fail for the same reason, goes on with them. */
    private boolean failsWith(List<O> some) {
        if (left <= 0) {
            return false;
        }
        left -= some.size() + 1;
        try {
            play.accept(some);
        } catch (AssertionError e) {
            if (reason.equals(reason(e))) {
                few = some;
                error = e;
                return true;
            }
        } catch (RuntimeException e) {
            return false; // it fails in another way
        }
        return false;
    }

    private AssertionError told() {
        String shown = few.stream().limit(MAX_SHOWN).map(Object::toString).collect(Collectors.joining(", "));
        String more = few.size() > MAX_SHOWN ? say("failure-minimizer.and-more", few.size() - MAX_SHOWN) : "";
        String fewest = say("failure-minimizer.fewest", all, few.size(), shown + more);
        return new AssertionError(error.getMessage() + System.lineSeparator() + fewest, error);
    }

    /** What is wrong, without its numbers, however many are side by side. */
    private static String reason(AssertionError error) {
        return String.valueOf(error.getMessage())
                .replaceAll("0x[0-9a-f]+|\\b[0-9a-f]*[0-9][0-9a-f]*|[0-9]+|true|false", "#")
                .replaceAll("#[-#L=,\\s]*", "#");
    }
}
