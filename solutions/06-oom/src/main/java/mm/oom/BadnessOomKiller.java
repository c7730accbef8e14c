package mm.oom;

import java.util.List;

/**
 * Chooses whom to kill as {@code mm/oom_kill.c} does.
 *
 * <pre>
 * badness = rss + swapents + pageTables + oomScoreAdj * (totalPages / 1000)
 * score   = (1000 + badness * 1000 / totalPages) * 2 / 3
 * victim  = the greatest badness; the last one among equals
 * </pre>
 */
public final class BadnessOomKiller implements OomKiller {
    // GIVEN
    private static final int THOUSAND = 1000;

    /** Makes a killer. */
    public BadnessOomKiller() {}

    @Override
    public long badness(OomTask task, long totalPages) {
        if (task.pid() == OomTask.INIT || task.isKernelThread() || task.oomScoreAdj() == OomTask.OOM_SCORE_ADJ_MIN) {
            return UNKILLABLE;
        }
        return task.rss() + task.swapents() + task.pageTables() + task.oomScoreAdj() * (totalPages / THOUSAND);
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        long badness = badness(task, totalPages);
        return badness == UNKILLABLE ? 0 : (int) ((THOUSAND + badness * THOUSAND / totalPages) * 2 / 3);
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        OomTask chosen = null;
        long worst = UNKILLABLE;
        for (OomTask task : tasks) {
            long badness = badness(task, totalPages);
            if (badness != UNKILLABLE && badness >= worst) {
                chosen = task;
                worst = badness;
            }
        }
        return chosen;
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        return tasks.stream()
                .filter(task -> task.mm() == victim.mm() && task.pid() != OomTask.INIT)
                .toList();
    }
}
