package mm.grader.child;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import mm.grader.FailureMinimizer;

/**
 * Waits for a thread that runs a check, as long as it does not compute for ever. It is the thread's own time on a processor
 * that counts, so a busy machine ends nobody; the parent's clock ends what sleeps or waits.
 */
final class Computing {
    private static final long MAX_MILLISECONDS = Long.getLong("mm.computing", TimeUnit.SECONDS.toMillis(5));
    private static final long UNHEEDED = MAX_MILLISECONDS / 2;
    private static final long BETWEEN = 100;

    private Computing() {}

    /**
     * Waits until the thread ends, or has computed too long. The search for the fewest of many random calls is not counted,
     * which is long for whoever fails late.
     *
     * @return for how many seconds it has computed; 0 if it has ended
     */
    static long untilItEnds(Thread thread) throws InterruptedException {
        thread.join(UNHEEDED);
        long searched = 0;
        long before = 0;
        while (thread.isAlive()) {
            long now = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
            searched += FailureMinimizer.isSearching() ? now - before : 0;
            before = now;
            if (TimeUnit.NANOSECONDS.toMillis(now - searched) >= MAX_MILLISECONDS) {
                return Math.max(1, TimeUnit.MILLISECONDS.toSeconds(MAX_MILLISECONDS));
            }
            thread.join(BETWEEN);
        }
        return 0;
    }
}
