package mm.grader.play;

/** What happened in a step beyond its line: each has a badge of its own, {@code ui.event-NAME}. */
enum StepEvent {
    /** A page fault that no device was asked for. */
    MINOR,
    /** A page fault that read from a device. */
    MAJOR,
    /** The zero page was mapped. */
    ZERO,
    /** A page was copied for a writer. */
    COPY,
    /** A page became its last owner's, without a copy. */
    REUSE,
    /** Reclaim looked for pages to take. */
    RECLAIM,
    /** A page was written to the swap device. */
    SWAP_OUT,
    /** A page was read back from the swap device. */
    SWAP_IN,
    /** The stack grew. */
    STACK,
    /** The process got SIGSEGV. */
    SIGSEGV,
    /** The OOM killer killed. */
    OOM;

    /** Returns the name in keys and in the program of the page. */
    String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
