package mm.oom;

/**
 * What the OOM killer sees of one process. All sizes are in pages.
 *
 * @param pid process id; 1 is init
 * @param name the name of the command
 * @param mm a number for the address space: tasks with the same number share their memory ({@code CLONE_VM}); negative
 *     for a kernel thread, which has none
 * @param totalVm VmSize: what was asked for
 * @param rss pages in memory
 * @param swapents pages in the swap area
 * @param pageTables page-table pages
 * @param oomScoreAdj what was written to {@code /proc/PID/oom_score_adj}: -1000 (never killed) to 1000
 * @linux mm/oom_kill.c dump_task
 */
public record OomTask(
        int pid, String name, int mm, long totalVm, long rss, long swapents, long pageTables, int oomScoreAdj) {
    /** The process id of init. */
    public static final int INIT = 1;

    /** The least {@code oom_score_adj}: the process is never killed. */
    public static final int OOM_SCORE_ADJ_MIN = -1000;

    /** Tells whether this is a kernel thread. */
    public boolean isKernelThread() {
        return mm < 0;
    }
}
