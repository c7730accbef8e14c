package mm.oom;

import java.util.ArrayList;
import java.util.List;
import mm.machine.Todo;

/** Chooses whom to kill, by plain loops. Not begun: step 5. */
public final class BadnessOomKiller implements OomKiller {
    /** Makes a killer. */
    public BadnessOomKiller() {}

    private static boolean isSafe(OomTask task) {
        if (task.pid() == OomTask.INIT || task.isKernelThread()) {
            return true;
        }
        return task.oomScoreAdj() == OomTask.OOM_SCORE_ADJ_MIN;
    }

    @Override
    public long badness(OomTask task, long totalPages) {
        if (isSafe(task)) {
            return UNKILLABLE;
        }
        long pages = task.rss();
        pages += task.swapents();
        pages += task.pageTables();
        return pages + (totalPages / 1000 * task.oomScoreAdj());
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        if (isSafe(task)) {
            return 0;
        }
        long thousandths = badness(task, totalPages) * 1000 / totalPages;
        return (int) ((1000 + thousandths) * 2 / 3);
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        // from step 2
        OomTask worst = null;
        for (OomTask task : tasks) {
            if (isSafe(task)) {
                continue;
            }
            if (worst == null || badness(task, totalPages) >= badness(worst, totalPages)) {
                worst = task;
            }
        }
        return worst;
        // before step 2
        // throw new Todo("exercise 06: BadnessOomKiller.select");
        // end
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        // from step 2
        List<OomTask> dead = new ArrayList<>();
        for (OomTask task : tasks) {
            if (task.mm() == victim.mm() && task.pid() != OomTask.INIT) {
                dead.add(task);
            }
        }
        return dead;
        // before step 2
        // throw new Todo("exercise 06: BadnessOomKiller.killed");
        // end
    }
}
