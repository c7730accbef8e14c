package mm.oom;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Charges pages to memory cgroups, and kills in the one that is full. */
public final class BadnessGroupKiller implements GroupOomKiller {
    // GIVEN
    private final OomKiller killer;

    // GIVEN
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
        for (MemoryGroup each = group; each != null; each = each.parent()) {
            if (each.charged() + pages > each.limit() + each.swapLimit()) {
                return each;
            }
        }
        uncharge(group, -pages);
        return null;
    }

    @Override
    public void uncharge(MemoryGroup group, long pages) {
        for (MemoryGroup each = group; each != null; each = each.parent()) {
            each.add(-pages);
        }
    }

    @Override
    public long totalPages(MemoryGroup group, long swapPages) {
        return group.limit() + Math.min(group.swapLimit(), swapPages);
    }

    @Override
    public GroupTask select(MemoryGroup over, List<GroupTask> tasks, long swapPages) {
        List<OomTask> members =
                members(over, tasks).stream().map(GroupTask::task).toList();
        OomTask victim = killer.select(members, totalPages(over, swapPages));
        return tasks.stream()
                .filter(each -> each.task().equals(victim))
                .findFirst()
                .orElse(null);
    }

    @Override
    public List<GroupTask> killed(GroupTask victim, MemoryGroup over, List<GroupTask> tasks) {
        List<OomTask> all = tasks.stream().map(GroupTask::task).toList();
        Set<OomTask> dead = new HashSet<>(killer.killed(victim.task(), all));
        MemoryGroup asOne = null;
        for (MemoryGroup each = victim.group(); each != null; each = each == over ? null : each.parent()) {
            asOne = each.killedAsOne() ? each : asOne;
        }
        for (GroupTask member : asOne == null ? List.<GroupTask>of() : members(asOne, tasks)) {
            if (member.task().oomScoreAdj() != OomTask.OOM_SCORE_ADJ_MIN) {
                dead.addAll(killer.killed(member.task(), all));
            }
        }
        return tasks.stream().filter(each -> dead.contains(each.task())).toList();
    }

    private static List<GroupTask> members(MemoryGroup group, List<GroupTask> tasks) {
        return tasks.stream().filter(each -> isIn(each.group(), group)).toList();
    }

    private static boolean isIn(MemoryGroup group, MemoryGroup above) {
        return group == above || group != null && isIn(group.parent(), above);
    }
}
