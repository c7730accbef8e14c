package mm.grader;

import static mm.grader.Labels.say;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mm.machine.Todo;
import mm.text.Explained;

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

    private static volatile boolean searching;

    private final Consumer<List<O>> play;
    private final int all;
    private final String made;
    private final String reason;
    private List<O> few;
    private Throwable error;
    private long left;

    private FailureMinimizer(String made, List<O> operations, Consumer<List<O>> play, Throwable error) {
        this.made = made;
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
        play("", operations, play);
    }

    /**
     * The same, and says with what the operations begin.
     *
     * @param made what is made before the first operation, as a call; empty if there is nothing to say
     */
    public static <O> void play(String made, List<O> operations, Consumer<List<O>> play) {
        Throwable error;
        try {
            play.accept(operations);
            return;
        } catch (Todo e) {
            throw e;
        } catch (AssertionError | RuntimeException e) {
            error = e;
        }
        FailureMinimizer<O> fewest = new FailureMinimizer<>(made, operations, play, error);
        searching = true;
        try {
            fewest.cutTheEnd();
            fewest.leaveOut();
            fewest.tell();
        } finally {
            searching = false;
        }
    }

    /** Tells whether the fewest operations are being looked for right now, which takes as long as many checks. */
    public static boolean isSearching() {
        return searching;
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
        } catch (AssertionError | RuntimeException e) {
            if (reason.equals(reason(e))) {
                few = some;
                error = e;
                return true;
            }
        }
        return false;
    }

    /** Plays the few once more, so that each of them knows what it did, and fails with them. */
    private void tell() {
        try {
            play.accept(few);
        } catch (AssertionError | RuntimeException e) {
            error = e;
        }
        List<String> shown = Stream.concat(
                        Stream.of(made), few.stream().limit(MAX_SHOWN).map(Object::toString))
                .filter(call -> !call.isEmpty())
                .toList();
        String more = few.size() > MAX_SHOWN ? say("failure-minimizer.and-more", few.size() - MAX_SHOWN) : "";
        String calls = System.lineSeparator()
                + say("failure-minimizer.fewest", all, few.size(), String.join(", ", shown) + more);
        if (error instanceof AssertionError) {
            throw new AssertionError(error.getMessage() + calls, error);
        }
        throw new RandomCallsException(Explained.type(error).getName() + ": " + error.getMessage() + calls, error);
    }

    /** What is wrong, without its numbers, however many are side by side. */
    private static String reason(Throwable error) {
        String what = error instanceof AssertionError ? "" : error.getClass().getName();
        return what
                + String.valueOf(error.getMessage())
                        .replaceAll("0x[0-9a-f]+|\\b[0-9a-f]*[0-9][0-9a-f]*|[0-9]+|true|false", "#")
                        .replaceAll("#[-#L=,\\s]*", "#");
    }
}
