package mm.script;

import java.util.List;
import java.util.function.Supplier;
import mm.lru.ReplacementPolicy;
import mm.procfs.SimulatedMachine;
import mm.text.Message;

/** Where a running script prints to. */
public interface Transcript {
    /** Prints the next line of the completed transcript. */
    void line(String text);

    /**
     * Offers the machine's present state for a reader who wants to know more: the map and the counters, one line each.
     * Called before every operation; the supplier costs nothing unless asked.
     */
    default void state(Supplier<List<Message>> state) {}

    /**
     * Tells what the script runs on, once, before anything has happened on it: for a reader who looks inside between
     * the lines, and changes nothing. Scripts without a machine do not call it.
     */
    default void runsOn(SimulatedMachine machine) {}

    /**
     * Tells what a swap script runs on, once: the letters of its area's pages (P present, S swapped out, {@code .}
     * absent), and the policy that chooses among those present.
     */
    default void runsOn(Supplier<String> pages, Supplier<ReplacementPolicy> policy) {}

    /** Prints a remark on the run that is not part of the transcript, for example on blocks that leaked. */
    default void remark(Message remark) {}
}
