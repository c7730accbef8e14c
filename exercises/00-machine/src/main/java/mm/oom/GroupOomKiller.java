package mm.oom;

import java.util.List;

/**
 * What happens at the limit of a memory cgroup: a container's memory is used up, while the machine has plenty. A page
 * that would bring a group above its limit is not charged; the kernel gives pages of that group back, and if there are
 * none to give, it kills in that group.
 *
 * <p>The choice is the one of {@link OomKiller}, with two differences: only members count, and they compete for what
 * their group may have. So {@code oom_score_adj} weighs less in a small group than on the whole machine.
 *
 * <p>An implementation has the constructor {@code (OomKiller)}: whom to ask for the badness.
 *
 * <p>All sizes are pages of 4096 bytes.
 *
 * <p>Simplified from Linux: pages are charged one by one (Linux takes 64 at a time from the counter, and each processor
 * keeps the rest), memory and swap have one count, and nothing is protected ({@code memory.min}, {@code memory.low})
 * or slowed down ({@code memory.high}).
 *
 * @linux mm/memcontrol.c mem_cgroup_out_of_memory
 */
public interface GroupOomKiller {
    /**
     * Charges pages to a group and to every group above it, or to none of them: the whole path must have room. A group
     * has room up to its limit and its swap limit together, and may be exactly full.
     *
     * @param group whom to charge; null charges nobody
     * @return null if the pages are charged; else the group that has no room, from the bottom up the first one
     * @linux mm/page_counter.c page_counter_try_charge
     */
    MemoryGroup charge(MemoryGroup group, long pages);

    /**
     * Takes a charge back, from the group and every group above it.
     *
     * @param group who was charged; null if nobody was
     * @linux mm/page_counter.c page_counter_uncharge
     */
    void uncharge(MemoryGroup group, long pages);

    /**
     * Returns what the members of a group compete for: its limit, and of its swap limit no more than there is swap.
     *
     * @param swapPages the size of the machine's swap areas
     * @linux mm/memcontrol.c mem_cgroup_get_max
     */
    long totalPages(MemoryGroup group, long swapPages);

    /**
     * Chooses among the processes in a group and in the groups below it as {@link OomKiller#select} does.
     *
     * @param over the group that has no room
     * @param tasks processes of this and other groups, in the order of the kernel's list
     * @return the victim, or null if the group has nobody who may be killed
     * @linux mm/memcontrol.c mem_cgroup_scan_tasks
     */
    GroupTask select(MemoryGroup over, List<GroupTask> tasks, long swapPages);

    /**
     * Returns all who must die with a victim: every process that shares its memory, in whatever group; and if a group
     * from the victim's up to the one that has no room is {@link MemoryGroup#killedAsOne}, all members of the highest
     * such group and of the groups below it, save those with an {@code oom_score_adj} of -1000, and each with those that
     * share its memory. Groups above the one that has no room are not asked.
     *
     * @return in the order of the list, each once, the victim among them
     * @linux mm/memcontrol.c mem_cgroup_get_oom_group
     * @linux mm/oom_kill.c oom_kill_process
     */
    List<GroupTask> killed(GroupTask victim, MemoryGroup over, List<GroupTask> tasks);
}
