package mm.grader.grade;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;

/** Where the time of gradings goes, by the clock on the wall. Several threads may add to one of these. */
public final class Timings {
    /** What the grader spends its time on. */
    public enum Phase {
        /** The Java compiler. */
        COMPILE,
        /** The search for what is not on the allow-list. */
        ALLOW_LIST,
        /** Waiting for a child to start, and handing it the submission. */
        START,
        /** The checks. */
        CHECKS,
        /** The search for the smallest script that goes wrong in the same way. */
        SMALLEST_SCRIPT;

        /** Returns its name as it is printed. */
        public String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final AtomicLongArray nanos = new AtomicLongArray(Phase.values().length);

    /** Adds what has passed since a reading of {@link System#nanoTime}. */
    public void add(Phase phase, long since) {
        nanos.addAndGet(phase.ordinal(), System.nanoTime() - since);
    }

    /** Returns the seconds that a phase took. */
    public double seconds(Phase phase) {
        return nanos.get(phase.ordinal()) / 1e9;
    }

    /** Returns the phases that there were. */
    public List<Phase> phases() {
        return Arrays.stream(Phase.values())
                .filter(phase -> nanos.get(phase.ordinal()) > 0)
                .toList();
    }

    /** Returns all of them in a sentence. */
    @Override
    public String toString() {
        return phases().stream()
                .map(phase -> String.format(Locale.ROOT, "%s %.2f s", phase.title(), seconds(phase)))
                .collect(Collectors.joining(", "));
    }
}
