package mm.machine;

import mm.vma.MemoryDescriptor;

/**
 * One process: an address space, a name, and what it has cost so far ({@code task_struct}).
 *
 * @linux include/linux/sched.h task_struct
 */
public final class Task {
    private final int pid;
    private final String name;
    private final MemoryDescriptor mm;
    private int oomScoreAdj;
    private long minorFaults;
    private long majorFaults;

    /**
     * Makes a process.
     *
     * @param pid process id, from 1
     * @param name the command's name, as {@code comm}
     * @param mm its address space; null for a kernel thread
     */
    public Task(int pid, String name, MemoryDescriptor mm) {
        this.pid = pid;
        this.name = name;
        this.mm = mm;
    }

    /** Returns the process id. */
    public int pid() {
        return pid;
    }

    /** Returns the command's name. */
    public String name() {
        return name;
    }

    /** Returns the address space, or null for a kernel thread. */
    public MemoryDescriptor mm() {
        return mm;
    }

    /** Returns what was written to {@code /proc/PID/oom_score_adj}: -1000 (never killed) to 1000. */
    public int oomScoreAdj() {
        return oomScoreAdj;
    }

    /** Sets {@code oom_score_adj}. */
    public void setOomScoreAdj(int oomScoreAdj) {
        if (oomScoreAdj < -1000 || oomScoreAdj > 1000) {
            throw new IllegalArgumentException("oom_score_adj lies from -1000 to 1000, not " + oomScoreAdj);
        }
        this.oomScoreAdj = oomScoreAdj;
    }

    /** Returns the number of faults handled without input or output ({@code ru_minflt}). */
    public long minorFaults() {
        return minorFaults;
    }

    /** Returns the number of faults that read from a device ({@code ru_majflt}). */
    public long majorFaults() {
        return majorFaults;
    }

    void countFault(boolean major) {
        if (major) {
            majorFaults++;
        } else {
            minorFaults++;
        }
    }
}
