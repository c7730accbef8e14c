package mm.script;

import mm.machine.Parts;

/** One format of scripts and recordings: how to tell it, and how to run it. */
public interface ScriptKind {
    /** Returns the name that recordings of this kind begin with, for example {@code layout}. */
    String name();

    /** Tells whether a script is of this kind, by its first lines. */
    boolean accepts(Script script);

    /**
     * Runs the operations of the script on a new machine made of the given parts, and prints the whole transcript: the
     * script's own lines with the answers of the machine in place of the recorded ones (or of {@code ?}).
     *
     * @throws ScriptException if the script is broken
     */
    void run(Script script, Parts parts, Transcript out);

    /**
     * Checks that a recording is whole: one that was cut in the middle must not count as agreeing.
     *
     * @throws ScriptException if the end is missing
     */
    default void requireWhole(Script script) {}

    /** Tells whether a recorded line depends on a clock, so that it is printed but not compared. */
    default boolean dependsOnClock(String line) {
        return false;
    }
}
