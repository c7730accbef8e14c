package mm.machine;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mm.oom.GroupOomKiller;
import mm.oom.GroupTask;
import mm.oom.MemoryGroup;

/**
 * The memory cgroups of a machine: a frame that is taken for a process is charged to the process's group until it is free
 * again. Exercise 06 charges, and chooses in a group that is full.
 *
 * <p>Simplified from Linux: page tables are not charged; of files, a full group gives back the pages that nobody maps.
 *
 * @linux mm/memcontrol.c charge_memcg
 */
final class MemoryGroups {
    private final Machine machine;
    private final GroupOomKiller killer;
    private final Map<Task, MemoryGroup> members = new HashMap<>();
    private final MemoryGroup[] charged;
    private MemoryGroup current;
    private MemoryGroup full;

    MemoryGroups(Machine machine, GroupOomKiller killer) {
        this.machine = machine;
        this.killer = killer;
        charged = new MemoryGroup[machine.memory().frames()];
        machine.memory().whenFreed(this::freed);
    }

    private void freed(int pfn) {
        killer.uncharge(charged[pfn], 1);
        charged[pfn] = null;
    }

    /** Puts a process into a group; what it has been charged to stays so. */
    void join(Task task, MemoryGroup group) {
        if (group != null) {
            members.put(task, group);
        }
    }

    /** Returns the group of a process, or null. */
    MemoryGroup of(Task task) {
        return members.get(task);
    }

    void exit(Task task) {
        members.remove(task);
    }

    /** Says for which process frames are taken from now on; null for the kernel itself. */
    void runs(Task task) {
        current = members.get(task);
        full = null;
    }

    /** Charges a frame before it is taken; false if a group is full. */
    boolean charge() {
        full = killer.charge(current, 1);
        return full == null;
    }

    /** Takes note of the frame that was charged, or takes the charge back if there was none. */
    int charged(int pfn) {
        if (pfn == PhysicalMemory.NO_FRAME) {
            killer.uncharge(current, 1);
        } else {
            charged[pfn] = current;
        }
        return pfn;
    }

    /** Takes the frames of a large page; a group in which they have no room is not asked for pages, and nobody is killed. */
    int allocateLarge(PhysicalMemory memory) {
        if (killer.charge(current, PhysicalMemory.LARGE_FRAMES) != null) {
            return PhysicalMemory.NO_FRAME;
        }
        int first = memory.allocateLarge();
        if (first == PhysicalMemory.NO_FRAME) {
            killer.uncharge(current, PhysicalMemory.LARGE_FRAMES);
        } else {
            Arrays.fill(charged, first, first + PhysicalMemory.LARGE_FRAMES, current);
        }
        return first;
    }

    /** Tells whether the last frame was refused as a group is full. */
    boolean isFull() {
        return full != null;
    }

    /** Makes room in the full group: it drops pages of files, or somebody is killed; false if there is nobody. */
    boolean relieve(OutOfMemory outOfMemory, Collection<PageCache> files) {
        int dropped = 0;
        for (PageCache file : files) {
            for (long page : file.unmapped(pfn -> isIn(charged[pfn], full))) {
                file.remove(page);
                dropped++;
            }
        }
        return dropped > 0 || outOfMemory.killIn(full, killer, this::groupTasks);
    }

    /** Returns how many pages of files and of shared memory are charged to a group and to those below it. */
    long filePages(MemoryGroup group) {
        PhysicalMemory memory = machine.memory();
        return IntStream.range(0, charged.length)
                .filter(pfn -> isIn(charged[pfn], group) && memory.isCached(pfn))
                .filter(pfn -> !machine.reclaim().swapper().isCached(pfn))
                .count();
    }

    private List<GroupTask> groupTasks(Collection<Task> tasks) {
        return tasks.stream()
                .map(task -> new GroupTask(OomReport.row(task), of(task)))
                .collect(Collectors.toList());
    }

    /** Tells whether a group is another one or below it. */
    static boolean isIn(MemoryGroup group, MemoryGroup above) {
        return group != null && (group == above || isIn(group.parent(), above));
    }
}
