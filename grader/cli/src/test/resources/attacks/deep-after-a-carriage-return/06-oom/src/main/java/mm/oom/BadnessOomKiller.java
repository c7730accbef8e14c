package mm.oom;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class BadnessOomKiller implements OomKiller {
    public BadnessOomKiller() {}

    @Override
    public long badness(OomTask task, long totalPages) {
        return task.rss() + task.swapents() + task.pageTables() + task.oomScoreAdj() * (totalPages / 1000);
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        return 0;
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        return null;
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        return List.of();
    }
}
