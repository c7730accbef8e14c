package mm.machine;

import mm.oom.OomTask;
import mm.vma.MemoryCounters;

/** What the OOM killer is told of a process, and what the kernel's log says of its death. */
final class OomReport {
    private static final int PAGE_KB = 4;

    private OomReport() {}

    static OomTask row(Task task) {
        if (task.mm() == null) {
            return new OomTask(task.pid(), task.name(), -1, 0, 0, 0, 0, task.oomScoreAdj());
        }
        MemoryCounters now = task.mm().counters();
        return new OomTask(
                task.pid(),
                task.name(),
                task.mm().asid(),
                now.vmSize() / PAGE_KB,
                now.vmRss() / PAGE_KB,
                now.vmSwap() / PAGE_KB,
                now.vmPte() / PAGE_KB,
                task.oomScoreAdj());
    }

    /** Words the line of {@code mm/oom_kill.c __oom_kill_process}; everybody is user 0 here. */
    static String line(Task victim) {
        MemoryCounters now = victim.mm().counters();
        return "Out of memory: Killed process " + victim.pid() + " (" + victim.name() + ") total-vm:" + now.vmSize()
                + "kB, anon-rss:" + now.rssAnon() + "kB, file-rss:" + now.rssFile() + "kB, shmem-rss:" + now.rssShmem()
                + "kB, UID:0 pgtables:" + now.vmPte() + "kB oom_score_adj:" + victim.oomScoreAdj();
    }
}
