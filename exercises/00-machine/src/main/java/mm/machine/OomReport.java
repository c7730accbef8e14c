package mm.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import mm.oom.OomTask;
import mm.vma.MemoryCounters;

/** What the OOM killer is told of a process, and what the log of the kernel says of its choice, byte for byte. */
final class OomReport {
    /** What the log says where every process is unkillable. */
    static final String NOBODY = "Out of memory and no killable processes...";

    private OomReport() {}

    /** Returns the row of a process in the table of the killer. */
    static OomTask row(Task task) {
        if (task.isKernelThread()) {
            return new OomTask(task.pid(), task.name(), -1, 0, 0, 0, 0, task.oomScoreAdj());
        }
        MemoryCounters now = task.mm().counters();
        return new OomTask(
                task.pid(),
                task.name(),
                task.mm().asid(),
                pages(now.vmSize()),
                pages(now.vmRss()),
                pages(now.vmSwap()),
                pages(now.vmPte()),
                task.oomScoreAdj());
    }

    private static long pages(long kb) {
        return kb / PhysicalMemory.PAGE_KB;
    }

    /**
     * Returns the table of the tasks that may be killed: all but init and kernel threads.
     *
     * @linux mm/oom_kill.c dump_tasks
     */
    static List<String> table(Collection<Task> tasks) {
        List<String> lines = new ArrayList<>();
        lines.add("Tasks state (memory values in pages):");
        lines.add("[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents"
                + " oom_score_adj name");
        for (Task task : tasks) {
            if (task.pid() != OomTask.INIT && !task.isKernelThread()) {
                lines.add(line(task));
            }
        }
        return lines;
    }

    private static String line(Task task) {
        MemoryCounters now = task.mm().counters();
        return String.format(
                "[%7d] %5d %5d %8d %8d %8d %8d %9d %8d %8d         %5d %s",
                task.pid(),
                task.uid(),
                task.pid(),
                pages(now.vmSize()),
                pages(now.vmRss()),
                pages(now.rssAnon()),
                pages(now.rssFile()),
                pages(now.rssShmem()),
                now.vmPte() * 1024,
                pages(now.vmSwap()),
                task.oomScoreAdj(),
                task.comm());
    }

    /**
     * Returns the line about a victim, to be asked for before it has given its memory back.
     *
     * @param cause what was out of memory
     * @linux mm/oom_kill.c __oom_kill_process
     */
    static String killed(String cause, Task victim) {
        MemoryCounters now = victim.mm().counters();
        return String.format(
                "%s: Killed process %d (%s) total-vm:%dkB, anon-rss:%dkB, file-rss:%dkB, shmem-rss:%dkB,"
                        + " UID:%d pgtables:%dkB oom_score_adj:%d",
                cause,
                victim.pid(),
                victim.comm(),
                now.vmSize(),
                now.rssAnon(),
                now.rssFile(),
                now.rssShmem(),
                victim.uid(),
                now.vmPte(),
                victim.oomScoreAdj());
    }
}
