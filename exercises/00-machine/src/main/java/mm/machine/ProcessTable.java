package mm.machine;

import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import mm.text.ArgumentError;
import mm.text.StateError;

/**
 * The processes that live, by their ids.
 *
 * <p>Ids are given out in ascending order, each one after the last; after the greatest it goes on from
 * {@value #RESERVED}, with what is free there.
 *
 * @linux kernel/pid.c alloc_pid
 */
final class ProcessTable {
    /** One more than the greatest process id ({@code /proc/sys/kernel/pid_max}). */
    static final int PID_MAX = 32768;

    private static final int RESERVED = 300;

    private final TreeMap<Integer, Task> tasks = new TreeMap<>();
    private int last;
    private long started;

    /** Returns the id that the next process gets. */
    int nextPid() {
        int pid = last + 1;
        for (int tries = 0; tries < PID_MAX; tries++, pid++) {
            if (pid == PID_MAX) {
                pid = RESERVED;
            }
            if (!tasks.containsKey(pid)) {
                return pid;
            }
        }
        throw new StateError("pid.all-in-use", PID_MAX);
    }

    /**
     * Checks an id that the caller wants.
     *
     * @throws IllegalArgumentException if it is taken, or is not one
     */
    void requireFree(int pid) {
        if (pid < 1 || pid >= PID_MAX) {
            throw new ArgumentError("pid.out-of-range", PID_MAX - 1, pid);
        }
        if (tasks.containsKey(pid)) {
            throw new ArgumentError("pid.in-use", pid);
        }
    }

    Task add(Task task) {
        requireFree(task.pid());
        tasks.put(task.pid(), task);
        last = task.pid();
        started++;
        return task;
    }

    void remove(Task task) {
        tasks.remove(task.pid());
    }

    boolean contains(Task task) {
        return tasks.get(task.pid()) == task;
    }

    /** Returns a process by its id, or null. */
    Task get(int pid) {
        return tasks.get(pid);
    }

    /** Returns the processes by ascending id. */
    Collection<Task> all() {
        return Collections.unmodifiableCollection(tasks.values());
    }

    /** Returns the id that was given out last. */
    int lastPid() {
        return last;
    }

    /** Returns how many processes were ever started. */
    long started() {
        return started;
    }
}
