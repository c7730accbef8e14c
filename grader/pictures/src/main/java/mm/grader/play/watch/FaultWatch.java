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
    private final int owners;
    private final long majors;
    private final int neighbours;

    FaultWatch(PageTables tables, PhysicalMemory memory, LongSupplier majorFaults, int root, Walk walk) {
        this.tables = tables;
        this.memory = memory;
        this.root = root;
        this.walk = walk;
        before = atLeaf(walk.steps()) ? walk.leaf() : 0;
        owners = Pte.inMemory(before) ? memory.mapCount(Pte.pfn(before)) : 0;
        neighbours = walk.write() ? 0 : used(walk.steps());
        this.majorFaults = majorFaults;
        majors = majorFaults.getAsLong();
    }

    private static boolean atLeaf(List<Walk.Step> steps) {
        return !steps.isEmpty() && steps.get(steps.size() - 1).level() == 1;
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
            return new Handling(walk, Handling.Kind.NONE, 0, 0, 0, 0, List.of(), 0, false);
        }
        List<Walk.Step> now = tables.walk(root, walk.address());
        long after = atLeaf(now) ? now.get(now.size() - 1).entry() : 0;
        List<Integer> made = new ArrayList<>();
        for (int i = Math.max(1, walk.steps().size()); i < now.size(); i++) {
            made.add(now.get(i).table());
        }
        int left = Pte.inMemory(before) ? memory.mapCount(Pte.pfn(before)) : 0;
        boolean major = majorFaults.getAsLong() != majors;
        Handling.Kind kind = kind(after, major);
        int more = walk.write() || kind != Handling.Kind.CACHED_PAGE ? 0 : used(now) - neighbours - 1;
        return new Handling(walk, kind, before, after, owners, left, made, more, major);
    }

    private Handling.Kind kind(long after, boolean major) {
        boolean allowed = Pte.has(after, Pte.PRESENT) && (!walk.write() || Pte.has(after, Pte.WRITE));
        if (!allowed || before == after) {
            return Handling.Kind.NONE;
        }
        int pfn = Pte.pfn(after);
        if (before == 0) {
            return pfn == PhysicalMemory.ZERO_FRAME
                    ? Handling.Kind.ZERO_PAGE
                    : memory.isCached(pfn) ? Handling.Kind.CACHED_PAGE : Handling.Kind.FIRST_TOUCH;
        }
        if (Pte.isSwap(before)) {
            return major ? Handling.Kind.SWAP_IN : Handling.Kind.SWAP_CACHE;
        }
        if (!walk.write()) {
            return Handling.Kind.ALLOWED;
        }
        if (Pte.pfn(before) == PhysicalMemory.ZERO_FRAME) {
            return Handling.Kind.ZERO_REPLACED;
        }
        return Pte.pfn(before) != pfn ? Handling.Kind.COPY : Handling.Kind.REUSE;
    }
}
