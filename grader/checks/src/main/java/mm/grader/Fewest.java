package mm.grader;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Random operations that go wrong, made few.
 *
 * <pre>
 *  play all operations; all is well? done
 *  chunk = half of them
 *  until chunk is less than one: for each chunk: play the others; they fail in the same way? then leave it out
 *  fail with what the few that are left do
 * </pre>
 *
 * <p>How often it tries is counted, not timed, so that a check says the same at every run.
 */
public final class Fewest {
    private static final int MOST_PLAYED = 400_000;
    private static final int MOST_SHOWN = 40;

    private Fewest() {}

    /**
     * Plays operations.
     *
     * @param operations what to do, each with a {@code toString} for people
     * @param play does some of them from the beginning, and throws an {@link AssertionError} when something is wrong
     */
    public static <O> void play(List<O> operations, Consumer<List<O>> play) {
        AssertionError error;
        try {
            play.accept(operations);
            return;
        } catch (AssertionError e) {
            error = e;
        }
        String reason = reason(error);
        List<O> few = operations;
        long played = 0;
        for (int chunk = few.size() / 2; chunk > 0; chunk = Math.min(chunk / 2, few.size())) {
            for (int from = 0; from < few.size() && played < MOST_PLAYED; ) {
                List<O> others = new ArrayList<>(few.subList(0, from));
                others.addAll(few.subList(Math.min(from + chunk, few.size()), few.size()));
                played += others.size() + 1;
                AssertionError smaller = failure(others, play);
                if (smaller != null && reason.equals(reason(smaller))) {
                    few = others;
                    error = smaller;
                } else {
                    from += chunk;
                }
            }
        }
        String shown = few.stream().limit(MOST_SHOWN).map(Object::toString).collect(Collectors.joining(", "));
        String more = few.size() > MOST_SHOWN ? ", and " + (few.size() - MOST_SHOWN) + " more" : "";
        throw new AssertionError(
                error.getMessage() + System.lineSeparator() + "the fewest of " + operations.size()
                        + " random operations that do so, " + few.size() + ": " + shown + more,
                error);
    }

    private static <O> AssertionError failure(List<O> operations, Consumer<List<O>> play) {
        try {
            play.accept(operations);
            return null;
        } catch (AssertionError e) {
            return e;
        } catch (RuntimeException e) {
            return null; // it fails in another way
        }
    }

    /** What is wrong, without its numbers. */
    private static String reason(AssertionError error) {
        return String.valueOf(error.getMessage()).replaceAll("[0-9]+|0x[0-9a-f]+|true|false", "#");
    }
}
