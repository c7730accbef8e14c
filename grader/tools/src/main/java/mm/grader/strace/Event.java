package mm.grader.strace;

/**
 * Something that happened, in the order of the log.
 *
 * @param kind what
 * @param pid the process it happened to
 * @param call which call began or ended; null if the process is gone
 */
public record Event(Kind kind, int pid, Call call) {
    /** What happened. */
    public enum Kind {
        /** A call began, and something else happened before it ended. */
        BEGIN,
        /** A call ended. */
        END,
        /** A process or thread has ended. */
        GONE
    }
}
