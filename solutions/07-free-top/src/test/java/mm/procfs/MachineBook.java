package mm.procfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.machine.Task;

/**
 * Who owns what on a machine, kept by plain rules: every process has pages with values, a piece of shared memory that
 * its children share, and all have one file.
 */
final class MachineBook {
    /** Pages of each of the three areas. */
    static final int PRIVATE = 60;

    static final int SHARED = 12;
    static final int FILE = 12;

    /** A page that is not mapped. */
    static final long GONE = -1;

    final Map<Integer, Process> processes = new TreeMap<>();
    final long[] file = new long[FILE];
    int slab;

    /** A process as the book has it. */
    static final class Process {
        final Task task;
        final long[] values;
        final long[] shared;

        private Process(Task task, long[] values, long[] shared) {
            this.task = task;
            this.values = values;
            this.shared = shared;
        }

        /** Returns how many of its private pages are mapped. */
        long mapped() {
            return Arrays.stream(values).filter(value -> value != GONE).count();
        }
    }

    void start(Task task) {
        processes.put(task.pid(), new Process(task, new long[PRIVATE], new long[SHARED]));
    }

    void fork(Process parent, Task child) {
        processes.put(child.pid(), new Process(child, parent.values.clone(), parent.shared));
    }

    /** Returns the processes in the order of their ids. */
    List<Process> all() {
        return new ArrayList<>(processes.values());
    }
}
