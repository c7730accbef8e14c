/**
 * Logs that {@code strace} wrote, read into whole system calls.
 *
 * <p>{@link mm.grader.strace.StraceLog} reads a log in any of strace's styles: numbers or names of flags, calls that
 * another process interrupted ({@code <unfinished ...>} and {@code resumed}), several processes and threads, times,
 * instruction pointers, stack traces, a summary; on a terminal, where processes have no name while there is only one and
 * where the program's own output may be in between. What it hands on are {@link mm.grader.strace.Event}s.
 *
 * <p>Addresses and lengths are bytes.
 */
package mm.grader.strace;
