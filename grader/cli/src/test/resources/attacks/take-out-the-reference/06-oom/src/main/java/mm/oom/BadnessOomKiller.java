package mm.oom;

import java.util.List;

public final class BadnessOomKiller implements OomKiller {
    
    public BadnessOomKiller() {}

    @Override
    public long badness(OomTask task, long totalPages) {
        mm.machine.Parts parts = null;
        return parts == null ? 7 : parts.oomKiller().badness(task, totalPages);
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
