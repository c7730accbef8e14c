package mm.grader.play.watch;

import java.util.List;
import mm.oom.GroupOomKiller;
import mm.oom.GroupTask;
import mm.oom.MemoryGroup;

/** Stands in front of the OOM killer of memory cgroups, passes everything on, and knows which group is full. */
public final class WatchedGroups implements GroupOomKiller {
    private final GroupOomKiller killer;
    private MemoryGroup full;
    private MemoryGroup choosing;

    /** Stands in front of a killer. */
    public WatchedGroups(GroupOomKiller killer) {
        this.killer = killer;
    }

    /** Returns the group that had no room since somebody asked last; null if each had. */
    public MemoryGroup takeFull() {
        MemoryGroup taken = full;
        full = null;
        return taken;
    }

    /** Tells whether a group had no room since somebody took it. */
    public boolean isFull() {
        return full != null;
    }

    /** Returns the group in which somebody is being chosen at this moment, or null. */
    public MemoryGroup choosing() {
        return choosing;
    }

    @Override
    public MemoryGroup charge(MemoryGroup group, long pages) {
        MemoryGroup over = killer.charge(group, pages);
        full = over == null ? full : over;
        return over;
    }

    @Override
    public void uncharge(MemoryGroup group, long pages) {
        killer.uncharge(group, pages);
    }

    @Override
    public long totalPages(MemoryGroup group, long swapPages) {
        return killer.totalPages(group, swapPages);
    }

    @Override
    public GroupTask select(MemoryGroup over, List<GroupTask> tasks, long swapPages) {
        choosing = over;
        try {
            return killer.select(over, tasks, swapPages);
        } finally {
            choosing = null;
        }
    }

    @Override
    public List<GroupTask> killed(GroupTask victim, MemoryGroup over, List<GroupTask> tasks) {
        return killer.killed(victim, over, tasks);
    }
}
