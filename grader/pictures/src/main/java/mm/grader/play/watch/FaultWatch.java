package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import mm.grader.picture.Walk;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.PageFault;

/** Compares the entry of a page that faulted before and after the kernel has done something about it. */
final class FaultWatch {
    private static final int ENTRIES = 512;

    private final PageTables tables;
    private final PhysicalMemory memory;
    private final LongSupplier majorFaults;
    private final int root;
    private final Walk walk;
    private final long before;
    private final boolean wasHuge;
    private final int owners;
    private final long majors;
    private final int neighbours;

    FaultWatch(PageTables tables, PhysicalMemory memory, LongSupplier majorFaults, int root, Walk walk) {
        this.tables = tables;
        this.memory = memory;
        this.root = root;
        this.walk = walk;
        before = page(walk.steps());
        wasHuge = isHuge(walk.steps());
        owners = Pte.inMemory(before) ? memory.mapCount(Pte.pfn(before)) : 0;
        neighbours = walk.write() ? 0 : used(walk.steps());
        this.majorFaults = majorFaults;
        majors = majorFaults.getAsLong();
    }

    private static boolean atLeaf(List<Walk.Step> steps) {
        return !steps.isEmpty() && steps.get(steps.size() - 1).level() == 1;
    }

    private static boolean isHuge(List<Walk.Step> steps) {
        return !steps.isEmpty() && steps.get(steps.size() - 1).isLarge();
    }

    /** Returns the entry of the page at the end of a walk; of one in a huge page, that which a split would give. */
    private long page(List<Walk.Step> steps) {
        if (isHuge(steps)) {
            long index = walk.address() >>> PhysicalMemory.PAGE_SHIFT & ENTRIES - 1;
            return (steps.get(steps.size() - 1).entry() & ~Pte.LARGE) + Pte.of(index, 0);
        }
        return atLeaf(steps) ? steps.get(steps.size() - 1).entry() : 0;
    }

    private int used(List<Walk.Step> steps) {
        if (!atLeaf(steps)) {
            return 0;
        }
        int used = 0;
        long table = (long) steps.get(steps.size() - 1).table() << PhysicalMemory.PAGE_SHIFT;
        for (int i = 0; i < ENTRIES; i++) {
            used += memory.load(table + i * 8L, Long.BYTES) == 0 ? 0 : 1;
        }
        return used;
    }

    /** Called when the access is tried again, or over. */
    Handling handled() {
        if (walk.result() == PageFault.GENERAL_PROTECTION) {
            return new Handling(walk, Handling.Kind.NONE, 0, 0, 0, 0, List.of(), 0, false, Handling.Huge.NO);
        }
        List<Walk.Step> now = tables.walk(root, walk.address());
        long after = page(now);
        Handling.Huge huge = isHuge(now) ? Handling.Huge.NOW : wasHuge ? Handling.Huge.SPLIT : Handling.Huge.NO;
        List<Integer> made = new ArrayList<>();
        int first = huge == Handling.Huge.SPLIT ? now.size() : walk.steps().size(); // the table of a split was laid by
        for (int i = Math.max(1, first); i < now.size(); i++) {
            made.add(now.get(i).table());
        }
        int left = Pte.inMemory(before) ? memory.mapCount(Pte.pfn(before)) : 0;
        boolean major = majorFaults.getAsLong() != majors;
        Handling.Kind kind = kind(after, major);
        int more = walk.write() || kind != Handling.Kind.CACHED_PAGE ? 0 : used(now) - neighbours - 1;
        return new Handling(walk, kind, before, after, owners, left, made, more, major, huge);
    }

    /** Tells whether an entry maps the zero page, or a part of the huge one. */
    private static boolean isZero(long pte) {
        return Pte.pfn(pte) == PhysicalMemory.ZERO_FRAME || Pte.has(pte, Pte.SPECIAL);
    }

    private Handling.Kind kind(long after, boolean major) {
        boolean allowed = Pte.has(after, Pte.PRESENT) && (!walk.write() || Pte.has(after, Pte.WRITE));
        if (!allowed || before == after) {
            return Handling.Kind.NONE;
        }
        int pfn = Pte.pfn(after);
        if (before == 0) {
            return isZero(after)
                    ? Handling.Kind.ZERO_PAGE
                    : memory.isCached(pfn) ? Handling.Kind.CACHED_PAGE : Handling.Kind.FIRST_TOUCH;
        }
        if (Pte.isSwap(before)) {
            return major ? Handling.Kind.SWAP_IN : Handling.Kind.SWAP_CACHE;
        }
        if (!walk.write()) {
            return Handling.Kind.ALLOWED;
        }
        if (isZero(before)) {
            return Handling.Kind.ZERO_REPLACED;
        }
        return Pte.pfn(before) != pfn ? Handling.Kind.COPY : Handling.Kind.REUSE;
    }
}
