package mm.grader.kit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mm.grader.text.Texts;
import mm.text.Explained;
import mm.text.Message;

/**
 * Work on something that a student handed in: it is done in a thread of its own, with a stack of a known size and a limit
 * of time. Whatever it throws, a full stack or heap included, is a statement about the hand-in, and never the end of the
 * thread that asked.
 */
public final class BoundedRun {
    private static final long MEGABYTE = 1L << 20;

    private final String name;
    private final Duration limit;
    private final long stackBytes;

    /**
     * Sets the limits.
     *
     * @param name the name of the thread
     * @param limit wall-clock time
     * @param stackMegabytes the size of the stack; memory is only used for as much of it as is touched
     */
    public BoundedRun(String name, Duration limit, int stackMegabytes) {
        this.name = name;
        this.limit = limit;
        stackBytes = stackMegabytes * MEGABYTE;
    }

    /** The work has no result. It says why, in words that can be shown to a student. */
    public static final class NoResult extends Exception implements Explained {
        private static final long serialVersionUID = 1;

        /** Whether the time was up. */
        private final boolean timedOut;

        private final transient Message what;

        private NoResult(Message what, boolean timedOut, Throwable cause) {
            super(cause);
            this.what = what;
            this.timedOut = timedOut;
        }

        @Override
        public Message what() {
            return what;
        }

        @Override
        public String getMessage() {
            return Texts.english().say(what);
        }

        /** Tells whether the time was up. */
        public boolean timedOut() {
            return timedOut;
        }
    }

    /**
     * Ends the work of the thread that calls this, if its time is up. Whatever takes more time the more a student has written
     * calls it often, so that no thread goes on for nobody.
     */
    public static void goOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("nobody waits for this any more");
        }
    }

    /**
     * Does the work and returns its result.
     *
     * @throws NoResult if it threw anything, or had not finished in time; then its thread is interrupted, see {@link #goOn}
     */
    public <T> T call(Callable<T> work) throws NoResult {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, name, stackBytes);
        thread.setDaemon(true);
        try {
            thread.start();
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new NoResult(Message.of("bounded-run.it-had-not-finished-after", limit.toSeconds()), true, e);
        } catch (ExecutionException e) {
            throw new NoResult(reason(e.getCause()), false, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Message reason(Throwable failure) {
        if (failure instanceof StackOverflowError) {
            return Message.of("bounded-run.it-is-nested-too-deeply");
        }
        if (failure instanceof OutOfMemoryError) {
            return Message.of("bounded-run.it-needs-too-much-memory");
        }
        return Message.verbatim(failure.getClass().getSimpleName());
    }
}
