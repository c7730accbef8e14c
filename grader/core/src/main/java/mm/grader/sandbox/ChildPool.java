package mm.grader.sandbox;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import mm.grader.kit.FileTrees;
import mm.grader.kit.Reference;
import mm.grader.rubric.Rubric;

/**
 * The children that run checks. They start before there is anything to run. A child that has done a submission's checks
 * without any incident may go on to another submission's, if these workers are reused; otherwise each submission has its
 * own. Several threads may share one of these.
 */
public final class ChildPool implements AutoCloseable {
    private final ChildClassPath classPath;
    private final Limits limits;
    private final Sandbox sandbox;
    private final boolean reused;
    private final Path folder = FileTrees.temporary("workers-");
    private final Deque<ChildProcess> idle = new ArrayDeque<>();
    private int started;
    private boolean closed;

    private ChildPool(Rubric rubric, Limits limits, Sandbox sandbox, boolean reused) {
        Reference.requireWhole(); // else a machine would lack a part, and right work would be marked down
        classPath = ChildClassPath.of(rubric);
        this.limits = limits;
        this.sandbox = sandbox;
        this.reused = reused;
    }

    /** Makes workers of which every submission gets its own. */
    public static ChildPool fresh(Rubric rubric, Limits limits, Sandbox sandbox) {
        return new ChildPool(rubric, limits, sandbox, false);
    }

    /** Makes workers that go on from one submission to the next. */
    public static ChildPool reused(Rubric rubric, Limits limits, Sandbox sandbox) {
        return new ChildPool(rubric, limits, sandbox, true);
    }

    /** Returns a child that waits for a submission, or one that has just begun to start. */
    public ChildProcess take() throws ChildProcess.NoAnswer {
        ChildProcess child = waiting();
        while (child != null && !child.isAlive()) {
            child.close();
            child = waiting();
        }
        return child == null ? start() : child;
    }

    /** Starts a child that has never seen a submission. */
    public ChildProcess start() throws ChildProcess.NoAnswer {
        synchronized (this) {
            started++;
        }
        return ChildProcess.start(classPath, limits, sandbox, folder);
    }

    private synchronized ChildProcess waiting() {
        return idle.poll();
    }

    /** Takes a child back that has seen no submission. */
    public void returnUnused(ChildProcess child) {
        keep(child, true);
    }

    /** Takes a child back after a submission in which nothing happened that could harm a later one. */
    public void returnClean(ChildProcess child) {
        keep(child, reused && child.isClean());
    }

    private void keep(ChildProcess child, boolean wanted) {
        synchronized (this) {
            if (wanted && !closed) {
                idle.push(child);
                return;
            }
        }
        child.close();
    }

    /** Returns how many children were started. */
    public synchronized int started() {
        return started;
    }

    /** Ends all children that wait. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (ChildProcess child = waiting(); child != null; child = waiting()) {
            child.close();
        }
        FileTrees.delete(folder);
    }
}
