package mm.oom;

import java.util.List;

/**
 * The last resort: memory is used up and nothing can be reclaimed, so a process must die. Which one?
 *
 * <p>The one whose death gives back the most, corrected by what its owner has set ({@code oom_score_adj}). Not the one
 * that asked for the most: address space that was never touched ({@code totalVm}) costs nothing and counts nothing. Not
 * the one that happened to allocate last. Neither age nor user plays a part (age did until 2.6.36, being root until
 * 4.17, and many texts still say so).
 *
 * <p>All sizes are pages. {@code totalPages} is what the processes compete for: memory and swap together, or the limit
 * of the memory cgroup. Divisions are those of C: towards zero.
 *
 * <p>An implementation has a constructor without parameters.
 *
 * <p>Simplified from Linux: no memory policies and cpusets, no victim that is already dying, no {@code vfork} in
 * progress.
 *
 * @linux mm/oom_kill.c out_of_memory
 */
public interface OomKiller {
    /** The badness of a task that must not be killed. */
    long UNKILLABLE = Long.MIN_VALUE;

    /**
     * Returns how many pages the death of a task would give back, plus {@code oom_score_adj} thousandths of
     * {@code totalPages}, where {@code totalPages / 1000} is divided first. It may be negative.
     *
     * @return {@link #UNKILLABLE} for init, for kernel threads, and for tasks with an {@code oom_score_adj} of -1000
     * @linux mm/oom_kill.c oom_badness
     */
    long badness(OomTask task, long totalPages);

    /**
     * Returns what {@code /proc/PID/oom_score} shows: 0 for an unkillable task, else two thirds of 1000 plus the
     * badness in thousandths of {@code totalPages}; each division separately, towards zero. So an idle process whose
     * owner has set nothing shows 666.
     *
     * @linux fs/proc/base.c proc_oom_score
     */
    int oomScore(OomTask task, long totalPages);

    /**
     * Chooses the task with the greatest badness; among equals the last in the list.
     *
     * @param tasks in the order of the kernel's task list
     * @return the victim, or null if every task is unkillable
     * @linux mm/oom_kill.c oom_evaluate_task
     */
    OomTask select(List<OomTask> tasks, long totalPages);

    /**
     * Returns all tasks that must die so that the victim's memory comes free: every one that shares its address space,
     * also one with an {@code oom_score_adj} of -1000, but never init.
     *
     * @return in the order of the list, the victim among them
     * @linux mm/oom_kill.c __oom_kill_process
     */
    List<OomTask> killed(OomTask victim, List<OomTask> tasks);
}
