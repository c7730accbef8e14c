package mm.script;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import mm.oom.GroupOomKiller;
import mm.oom.MemoryGroup;

/**
 * What a script of memory cgroups runs on: groups, processes with memory of their own, one area that they share, and one
 * file. Who touches a page first is charged; exercise 06 charges.
 */
final class GroupArena {
    /** How many pages of the file there are. */
    static final int FILE_PAGES = 4095;

    private static final int RECLAIM_PAGES = 32;
    private static final int FIRST_SHIFT = 12;

    final Map<String, MemoryGroup> groups = new LinkedHashMap<>();
    final Map<String, GroupProcess> processes = new HashMap<>();
    private final Map<Integer, GroupPage> shared = new HashMap<>();
    private final Map<Integer, GroupPage> file = new LinkedHashMap<>(); // in the order in which they were read
    private final Map<MemoryGroup, Map<GroupPage.Kind, Long>> counts = new HashMap<>();
    private final GroupOomKiller killer;
    private final Limits limits;

    /** Who says when a group is full, and what is done then. */
    interface Limits {
        /** Charges a page to a group; null if it is charged, else the group that is full. */
        MemoryGroup charge(MemoryGroup group);

        /** Kills, as there is nothing to give back; false if nobody may be killed. */
        boolean kill(MemoryGroup over);
    }

    GroupArena(GroupOomKiller killer, Limits limits) {
        this.killer = killer;
        this.limits = limits;
    }

    long count(MemoryGroup group, GroupPage.Kind kind) {
        return counts.getOrDefault(group, Map.of()).getOrDefault(kind, 0L);
    }

    /** Writes to pages of a process's own memory; false if it dies meanwhile. */
    boolean write(GroupProcess process, int first, int count) {
        for (int i = first; i < first + count; i++) {
            GroupPage old = process.pages.get(i);
            if (old == null || old.users > 1) {
                GroupPage page = touch(process, GroupPage.Kind.ANON);
                if (page == null) {
                    return false;
                }
                release(process.pages.put(i, page));
            }
        }
        return true;
    }

    /** Writes to pages of the shared area; false if the process dies meanwhile. */
    boolean share(GroupProcess process, int first, int count) {
        return touchAll(process, shared, GroupPage.Kind.SHMEM, first, count);
    }

    /** Reads pages of the file; false if the process dies meanwhile. */
    boolean read(GroupProcess process, int first, int count) {
        return touchAll(process, file, GroupPage.Kind.FILE, first, count);
    }

    private boolean touchAll(
            GroupProcess process, Map<Integer, GroupPage> pages, GroupPage.Kind kind, int first, int count) {
        for (int i = first; i < first + count; i++) {
            if (!pages.containsKey(i)) {
                GroupPage page = touch(process, kind);
                if (page == null) {
                    return false;
                }
                pages.put(i, page);
            }
        }
        return true;
    }

    /** Makes a page that is charged to the group of a process; null if the process dies of that. */
    private GroupPage touch(GroupProcess process, GroupPage.Kind kind) {
        MemoryGroup over = limits.charge(process.group);
        while (over != null) {
            if (reclaim(over) == 0 && !limits.kill(over) || !processes.containsKey(process.name)) {
                return null;
            }
            over = limits.charge(process.group);
        }
        count(process.group, kind, 1);
        return new GroupPage(kind, process.group);
    }

    private void count(MemoryGroup group, GroupPage.Kind kind, long pages) {
        for (MemoryGroup each = group; each != null; each = each.parent()) {
            counts.computeIfAbsent(each, any -> new EnumMap<>(GroupPage.Kind.class))
                    .merge(kind, pages, Long::sum);
        }
    }

    private void release(GroupPage page) {
        if (page != null && --page.users == 0) {
            killer.uncharge(page.group, 1);
            count(page.group, page.kind, -1);
        }
    }

    /** Gives pages of a process's own memory back. */
    void drop(GroupProcess process, int first, int count) {
        for (int i = first; i < first + count; i++) {
            release(process.pages.remove(i));
        }
    }

    /** Ends a process, if it lives. */
    void end(String name) {
        GroupProcess process = processes.remove(name);
        if (process != null) {
            process.pages.values().forEach(this::release);
        }
    }

    /** Drops pages of the file from memory. */
    void forget(int first, int count) {
        for (int i = first; i < first + count; i++) {
            release(file.remove(i));
        }
    }

    /** Drops the pages of the file that are charged to a group and those below it. */
    void empty(MemoryGroup group) {
        drop(page -> isIn(page.group, group), Integer.MAX_VALUE);
    }

    /**
     * Sets limits, for which pages are given back.
     *
     * @param force kill, if there are not enough to give back; else the limits stay as they are
     * @return false if they do
     */
    boolean limit(MemoryGroup group, long limit, long swapLimit, boolean force) {
        while (group.charged() > limit + swapLimit) {
            if (reclaim(group) == 0) {
                if (!force) {
                    return false;
                }
                group.setLimits(limit, swapLimit);
                if (!limits.kill(group)) {
                    return true;
                }
            }
        }
        group.setLimits(limit, swapLimit);
        return true;
    }

    /**
     * Drops some pages of the file that are charged to a group or below it: in each pass a larger share of each group's,
     * until there are enough. Others cannot go, as there is no swap, or all are counted in the limit of both.
     *
     * @return how many went
     * @linux mm/vmscan.c get_scan_count
     */
    private int reclaim(MemoryGroup over) {
        int gone = 0;
        for (int shift = FIRST_SHIFT; shift >= 0 && gone < RECLAIM_PAGES; shift--) {
            for (MemoryGroup group : groups.values()) {
                long own = file.values().stream()
                        .filter(page -> page.group == group)
                        .count();
                if (isIn(group, over) && gone < RECLAIM_PAGES) {
                    gone += drop(page -> page.group == group, (int) Math.min(own >> shift, RECLAIM_PAGES));
                }
            }
        }
        return gone;
    }

    private int drop(Predicate<GroupPage> which, int most) {
        int gone = 0;
        for (Iterator<GroupPage> pages = file.values().iterator(); pages.hasNext() && gone < most; ) {
            GroupPage page = pages.next();
            if (which.test(page)) {
                pages.remove();
                release(page);
                gone++;
            }
        }
        return gone;
    }

    /** Tells whether a page of the file is in memory. */
    boolean isCached(int page) {
        return file.containsKey(page);
    }

    static boolean isIn(MemoryGroup group, MemoryGroup above) {
        return group == above || group != null && isIn(group.parent(), above);
    }
}
