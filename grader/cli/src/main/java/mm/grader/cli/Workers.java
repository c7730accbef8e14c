package mm.grader.cli;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The children that run checks. They start before there is anything to run. A child that has done a submission's checks
 * without any incident may go on to another submission's, if these workers are reused; otherwise each submission has its
 * own. Several threads may share one of these.
 */
public final class Workers implements AutoCloseable {
    private final Limits limits;
    private final Sandbox sandbox;
    private final boolean reused;
    private final Path folder = House.temporary("mm-workers-");
    private final Deque<Child> idle = new ArrayDeque<>();
    private int started;
    private boolean closed;

    private Workers(Limits limits, Sandbox sandbox, boolean reused) {
        this.limits = limits;
        this.sandbox = sandbox;
        this.reused = reused;
    }

    /** Makes workers of which every submission gets its own. */
    public static Workers fresh(Limits limits, Sandbox sandbox) {
        return new Workers(limits, sandbox, false);
    }

    /** Makes workers that go on from one submission to the next. */
    public static Workers reused(Limits limits, Sandbox sandbox) {
        return new Workers(limits, sandbox, true);
    }

    /** Returns a child that waits for a submission, or one that has just begun to start. */
    Child take() throws Child.NoAnswer {
        Child child = waiting();
        while (child != null && !child.isAlive()) {
            child.close();
            child = waiting();
        }
        return child == null ? start() : child;
    }

    /** Starts a child that has never seen a submission. */
    Child start() throws Child.NoAnswer {
        synchronized (this) {
            started++;
        }
        return Child.start(limits, sandbox, folder);
    }

    private synchronized Child waiting() {
        return idle.poll();
    }

    /** Takes a child back that has seen no submission. */
    void returnUnused(Child child) {
        keep(child, true);
    }

    /** Takes a child back after a submission in which nothing happened that could harm a later one. */
    void returnClean(Child child) {
        keep(child, reused);
    }

    private void keep(Child child, boolean wanted) {
        synchronized (this) {
            if (wanted && !closed) {
                idle.push(child);
                return;
            }
        }
        child.close();
    }

    /** Returns how many children were started. */
    synchronized int started() {
        return started;
    }

    /** Ends all children that wait. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (Child child = waiting(); child != null; child = waiting()) {
            child.close();
        }
        House.delete(folder);
    }
}
