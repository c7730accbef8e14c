package mm.oom;

/**
 * A memory cgroup: what the pages of its processes, and of all groups below it, may come to. A page is charged to the
 * group of the process that touched it first, and to every group above that one, until it is given back; it stays there
 * when others use it, too, and when the process moves to another group.
 *
 * <p>All sizes are pages.
 *
 * @linux include/linux/memcontrol.h mem_cgroup
 */
public final class MemoryGroup {
    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE / 4;

    private final String name;
    private final MemoryGroup parent;
    private long limit = UNLIMITED;
    private long swapLimit;
    private boolean killedAsOne;
    private long charged;

    /**
     * Makes a group without a limit, that may not swap.
     *
     * @param parent the group above it; null if there is none that counts
     */
    public MemoryGroup(String name, MemoryGroup parent) {
        this.name = name;
        this.parent = parent;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the group above it; null if there is none that counts. */
    public MemoryGroup parent() {
        return parent;
    }

    /** Returns how many pages may be in memory: {@code memory.max}, or {@code memory.limit_in_bytes} of version 1. */
    public long limit() {
        return limit;
    }

    /**
     * Returns how many pages may be in swap besides: {@code memory.swap.max}, or what
     * {@code memory.memsw.limit_in_bytes} of version 1 has above the limit. 0 if the group may not swap at all.
     */
    public long swapLimit() {
        return swapLimit;
    }

    /** Sets both limits. */
    public void setLimits(long limit, long swapLimit) {
        this.limit = limit;
        this.swapLimit = swapLimit;
    }

    /** Tells whether its processes die together: {@code memory.oom.group}, of version 2. */
    public boolean killedAsOne() {
        return killedAsOne;
    }

    /** Sets whether its processes die together. */
    public void setKilledAsOne(boolean killedAsOne) {
        this.killedAsOne = killedAsOne;
    }

    /** Returns how many pages are charged to it, in memory and in swap, those of the groups below it among them. */
    public long charged() {
        return charged;
    }

    /** Counts pages; a negative number takes them away. The groups above it are not told. */
    public void add(long pages) {
        charged += pages;
    }

    /** Returns its name below that of the group above it, what is charged to it, and its limits if it has any. */
    @Override
    public String toString() {
        String limits = limit == UNLIMITED ? "" : " of " + limit + (swapLimit == 0 ? "" : " + " + swapLimit);
        return (parent == null ? "" : parent.name + "/") + name + " (" + charged + limits + ")";
    }
}
