package mm.mmu;

import mm.machine.PhysicalMemory;
import mm.machine.Todo;
import mm.pagetable.Geometry;

/**
 * An MMU with a TLB of one or more levels.
 *
 * <pre>
 *  translate:  a TLB level remembers the page, and that suffices for this access?  then a hit
 *              else walk: read one entry a level, from the root down
 *                  not present, or a reserved bit?   fault
 *                  a large page?   then that was the leaf
 *              what all levels together allow does not suffice?   fault
 *              set ACCESSED, and DIRTY in the leaf if this is a write
 *              remember the page in every TLB level
 * </pre>
 */
public final class TlbMmu implements Mmu {
    private final Geometry geometry;
    private final PhysicalMemory memory;

    /** Makes an MMU whose TLB has a level for each shape, the nearest first; it remembers nothing yet. */
    public TlbMmu(Geometry geometry, PhysicalMemory memory, TlbShape... shapes) {
        this.geometry = geometry;
        this.memory = memory;
        // An empty TLB for each shape, and what the walk wants to know of each level of the tables.
    }

    @Override
    public void enableLargePages() {
        throw new Todo("exercise 02: TlbMmu.enableLargePages");
    }

    @Override
    public void activate(int root, int asid) {
        throw new Todo("exercise 02: TlbMmu.activate");
    }

    @Override
    public long translate(long address, int access) {
        throw new Todo("exercise 02: TlbMmu.translate");
    }

    @Override
    public void invalidatePage(int asid, long address) {
        throw new Todo("exercise 02: TlbMmu.invalidatePage");
    }

    @Override
    public void invalidateRange(int asid, long start, long end) {
        throw new Todo("exercise 02: TlbMmu.invalidateRange");
    }

    @Override
    public void invalidateAsid(int asid) {
        throw new Todo("exercise 02: TlbMmu.invalidateAsid");
    }

    @Override
    public void invalidateAll() {
        throw new Todo("exercise 02: TlbMmu.invalidateAll");
    }

    @Override
    public long tlbHits() {
        throw new Todo("exercise 02: TlbMmu.tlbHits");
    }

    @Override
    public long tlbMisses() {
        throw new Todo("exercise 02: TlbMmu.tlbMisses");
    }
}
