package mm.script;

import java.util.List;
import java.util.function.Supplier;

/** Where a running script prints to. */
public interface Transcript {
    /** Prints the next line of the completed transcript. */
    void line(String text);

    /**
     * Offers the machine's present state for a reader who wants to know more: the map and the counters, one line each.
     * Called before every operation; the supplier costs nothing unless asked.
     */
    default void state(Supplier<List<String>> state) {}

    /** Prints a remark on the run that is no part of the transcript, for example on blocks that leaked. */
    default void remark(String text) {}
}
