package mm.machine;

import mm.text.ArgumentError;
import mm.vma.MemoryDescriptor;

/**
 * One process: an address space, a name, an owner, and what it has cost so far ({@code task_struct}).
 *
 * @linux include/linux/sched.h task_struct
 */
public final class Task {
    /** The user id of root. */
    public static final int ROOT = 0;

    /** The most characters of a name that the kernel keeps. */
    private static final int COMM = 15;

    private final int pid;
    private final int uid;
    private final String name;
    private final MemoryDescriptor mm;
    private int oomScoreAdj;
    private long minorFaults;
    private long majorFaults;
    private long startTicks;
    private long ticks;
    private boolean running;

    /**
     * Makes a process of root.
     *
     * @param pid process id, from 1
     * @param name the name of the command
     * @param mm its address space; null for a kernel thread
     */
    public Task(int pid, String name, MemoryDescriptor mm) {
        this(pid, ROOT, name, mm);
    }

    /** Makes a process of a user, by the id of the user. */
    public Task(int pid, int uid, String name, MemoryDescriptor mm) {
        this.pid = pid;
        this.uid = uid;
        this.name = name;
        this.mm = mm;
    }

    /** Returns the process id. */
    public int pid() {
        return pid;
    }

    /** Returns the id of the user whose process it is. */
    public int uid() {
        return uid;
    }

    /** Returns the name of the command. */
    public String name() {
        return name;
    }

    /** Returns what the kernel keeps of the name: its first 15 characters. */
    public String comm() {
        return name.length() > COMM ? name.substring(0, COMM) : name;
    }

    /** Returns the address space, or null for a kernel thread. */
    public MemoryDescriptor mm() {
        return mm;
    }

    /** Tells whether this is a kernel thread, which has no memory of its own. */
    public boolean isKernelThread() {
        return mm == null;
    }

    /** Returns what was written to {@code /proc/PID/oom_score_adj}: -1000 (never killed) to 1000. */
    public int oomScoreAdj() {
        return oomScoreAdj;
    }

    /** Sets {@code oom_score_adj}. */
    public void setOomScoreAdj(int oomScoreAdj) {
        if (oomScoreAdj < -1000 || oomScoreAdj > 1000) {
            throw new ArgumentError("oom-score-adj.out-of-range", oomScoreAdj);
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

    /** Returns when it was started, in hundredths of a second since boot. */
    public long startTicks() {
        return startTicks;
    }

    /** Sets when it was started. */
    public void setStartTicks(long startTicks) {
        this.startTicks = startTicks;
    }

    /** Returns the processor time that it has used, in hundredths of a second. */
    public long ticks() {
        return ticks;
    }

    /** Counts processor time that it has used. */
    public void compute(long moreTicks) {
        ticks += moreTicks;
    }

    /** Tells whether it is on the processor (state R), or asleep (S). */
    public boolean isRunning() {
        return running;
    }

    /** Sets whether it is on the processor. */
    public void setRunning(boolean running) {
        this.running = running;
    }
}
