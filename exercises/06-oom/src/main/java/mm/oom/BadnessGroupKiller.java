package mm.oom;

import java.util.List;
import mm.machine.Todo;

/** Charges pages to memory cgroups, and kills in the one that is full. */
public final class BadnessGroupKiller implements GroupOomKiller {
    private final OomKiller killer;

    /**
     * Makes a killer.
     *
     * @param killer whom to ask for the badness
     */
    public BadnessGroupKiller(OomKiller killer) {
        this.killer = killer;
    }

    @Override
    public MemoryGroup charge(MemoryGroup group, long pages) {
        throw new Todo("exercise 06: BadnessGroupKiller.charge");
    }

    @Override
    public void uncharge(MemoryGroup group, long pages) {
        throw new Todo("exercise 06: BadnessGroupKiller.uncharge");
    }

    @Override
    public long totalPages(MemoryGroup group, long swapPages) {
        throw new Todo("exercise 06: BadnessGroupKiller.totalPages");
    }

    @Override
    public GroupTask select(MemoryGroup over, List<GroupTask> tasks, long swapPages) {
        throw new Todo("exercise 06: BadnessGroupKiller.select");
    }

    @Override
    public List<GroupTask> killed(GroupTask victim, MemoryGroup over, List<GroupTask> tasks) {
        throw new Todo("exercise 06: BadnessGroupKiller.killed");
    }
}
