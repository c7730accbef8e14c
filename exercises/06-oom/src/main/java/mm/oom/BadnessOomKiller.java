package mm.oom;

import java.util.List;
import mm.machine.Todo;

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
    private static final int THOUSAND = 1000;

    /** Makes a killer. */
    public BadnessOomKiller() {}

    @Override
    public long badness(OomTask task, long totalPages) {
        throw new Todo("exercise 06: BadnessOomKiller.badness");
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        throw new Todo("exercise 06: BadnessOomKiller.oomScore");
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        throw new Todo("exercise 06: BadnessOomKiller.select");
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        throw new Todo("exercise 06: BadnessOomKiller.killed");
    }
}
