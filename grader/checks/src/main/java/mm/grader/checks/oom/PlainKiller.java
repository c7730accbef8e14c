package mm.grader.checks.oom;

import java.util.Comparator;
import java.util.List;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/** A killer that counts pages and wishes, so that what is said of groups is not said of steps 1 and 2. */
final class PlainKiller implements OomKiller {
    @Override
    public long badness(OomTask task, long totalPages) {
        boolean safe = task.oomScoreAdj() == OomTask.OOM_SCORE_ADJ_MIN;
        return safe ? UNKILLABLE : task.rss() + task.oomScoreAdj() * (totalPages / 1000);
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        return (int) badness(task, totalPages);
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        Comparator<OomTask> worse = Comparator.comparingLong(task -> badness(task, totalPages));
        return tasks.stream()
                .filter(task -> badness(task, totalPages) != UNKILLABLE)
                .max(worse.thenComparingInt(tasks::indexOf))
                .orElse(null);
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        return tasks.stream().filter(task -> task.mm() == victim.mm()).toList();
    }
}
