package mm.pagetable;

import mm.machine.PhysicalMemory;
import mm.machine.Todo;

/**
 * A page table as the processor reads it: a tree of frames, with nothing of it outside of physical memory.
 *
 * <pre>
 *  63          48 47      39 38      30 29      21 20      12 11          0
 * +--------------+----------+----------+----------+----------+-------------+
 * |  sign of 47  |  PGD 4   |  PUD 3   |  PMD 2   |  PTE 1   |   offset    |   x86-64
 * +--------------+----------+----------+----------+----------+-------------+
 *                 shift 39   shift 30   shift 21   shift 12
 *
 *  lookup:  table = root
 *           for level = top down to 2:
 *               entry = table[index(level, address)]
 *               no entry? then no page.  table = the frame in the entry
 *           the answer is table[index(1, address)]
 * </pre>
 */
public final class RadixPageTable implements PageTable {
    private final Geometry geometry;
    private final PhysicalMemory memory;

    /** Makes an empty table: the root alone. */
    public RadixPageTable(Geometry geometry, PhysicalMemory memory) {
        this.geometry = geometry;
        this.memory = memory;
        // The root's frame, and what you want to know of each level once and for all.
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public int root() {
        throw new Todo("exercise 01: RadixPageTable.root");
    }

    @Override
    public long flatEntries() {
        throw new Todo("exercise 01: RadixPageTable.flatEntries");
    }

    @Override
    public boolean isCanonical(long address) {
        throw new Todo("exercise 01: RadixPageTable.isCanonical");
    }

    @Override
    public boolean isKernel(long address) {
        throw new Todo("exercise 01: RadixPageTable.isKernel");
    }

    @Override
    public int index(int level, long address) {
        throw new Todo("exercise 01: RadixPageTable.index");
    }

    @Override
    public long span(int level) {
        throw new Todo("exercise 01: RadixPageTable.span");
    }

    @Override
    public boolean map(long address, long pte) {
        throw new Todo("exercise 01: RadixPageTable.map");
    }

    @Override
    public long lookup(long address) {
        throw new Todo("exercise 01: RadixPageTable.lookup");
    }

    @Override
    public long unmap(long address) {
        throw new Todo("exercise 01: RadixPageTable.unmap");
    }

    @Override
    public void walk(long start, long end, Visitor visitor) {
        throw new Todo("exercise 01: RadixPageTable.walk");
    }

    @Override
    public long tableCount(int level) {
        throw new Todo("exercise 01: RadixPageTable.tableCount");
    }

    @Override
    public boolean copyTables(PageTable source, long start, long end) {
        throw new Todo("exercise 01: RadixPageTable.copyTables");
    }

    @Override
    public void freeTables(long start, long end, long floor, long ceiling) {
        throw new Todo("exercise 01: RadixPageTable.freeTables");
    }

    @Override
    public void reclaimTables(long start, long end) {
        throw new Todo("exercise 01: RadixPageTable.reclaimTables");
    }

    @Override
    public void destroy() {
        throw new Todo("exercise 01: RadixPageTable.destroy");
    }

    @Override
    public boolean mapLarge(long address, long pte) {
        throw new Todo("exercise 01: RadixPageTable.mapLarge");
    }

    @Override
    public boolean hasRoomForLarge(long address) {
        throw new Todo("exercise 01: RadixPageTable.hasRoomForLarge");
    }

    @Override
    public long lookupLarge(long address) {
        throw new Todo("exercise 01: RadixPageTable.lookupLarge");
    }

    @Override
    public void setLarge(long address, long pte) {
        throw new Todo("exercise 01: RadixPageTable.setLarge");
    }

    @Override
    public long unmapLarge(long address) {
        throw new Todo("exercise 01: RadixPageTable.unmapLarge");
    }

    @Override
    public void splitLarge(long address) {
        throw new Todo("exercise 01: RadixPageTable.splitLarge");
    }
}
