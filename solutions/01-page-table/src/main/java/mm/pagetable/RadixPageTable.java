package mm.pagetable;

import mm.machine.PhysicalMemory;
import mm.machine.Pte;

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
    // GIVEN
    private final Geometry geometry;
    private final PhysicalMemory memory;

    private final int levels;
    private final int entryBytes;
    /** Address bits above the translated ones, all equal to the topmost of these; 0 if the pointer has none. */
    private final int signBits;
    /** By level: the lowest address bit of the index, and the mask of the index's bits. */
    private final int[] shift;

    private final int[] mask;
    /** By level: how many tables exist. */
    private final long[] tables;

    private final int root;

    /** Makes an empty table: the root alone. */
    public RadixPageTable(Geometry geometry, PhysicalMemory memory) {
        this.geometry = geometry;
        this.memory = memory;
        // STUB: // The root's frame, and what you want to know of each level once and for all.
        levels = geometry.levels();
        entryBytes = geometry.entryBytes();
        signBits = geometry.pointerBits() > geometry.addressBits() ? Long.SIZE - geometry.addressBits() : 0;
        shift = new int[levels + 1];
        mask = new int[levels + 1];
        tables = new long[levels + 1];
        int bit = Geometry.PAGE_SHIFT;
        for (int level = 1; level <= levels; level++) {
            int bits = geometry.levelBits().get(level - 1);
            shift[level] = bit;
            mask[level] = (1 << bits) - 1;
            bit += bits;
        }
        root = newTable(levels);
        if (root == PhysicalMemory.NO_FRAME) {
            throw new IllegalStateException("no frame is free for the root of a page table");
        }
    }

    // GIVEN
    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public int root() {
        return root;
    }

    @Override
    public long flatEntries() {
        return 1L << geometry.addressBits() - Geometry.PAGE_SHIFT;
    }

    @Override
    public boolean isCanonical(long address) {
        boolean fits = geometry.pointerBits() == Long.SIZE || address >>> geometry.pointerBits() == 0;
        return fits && signExtend(address) == address;
    }

    @Override
    public boolean isKernel(long address) {
        return Long.compareUnsigned(address, geometry.kernelStart()) >= 0;
    }

    @Override
    public int index(int level, long address) {
        return (int) (address >>> shift[level]) & mask[level];
    }

    @Override
    public long span(int level) {
        return mask[level] + 1L << shift[level];
    }

    @Override
    public boolean map(long address, long pte) {
        int table = root;
        for (int level = levels; level > 1; level--) {
            table = below(table, level, index(level, address));
            if (table == PhysicalMemory.NO_FRAME) {
                return false;
            }
        }
        memory.store(slot(table, index(1, address)), entryBytes, pte);
        return true;
    }

    @Override
    public long lookup(long address) {
        int table = leafTable(address);
        return table == PhysicalMemory.NO_FRAME ? 0 : memory.load(slot(table, index(1, address)), entryBytes);
    }

    @Override
    public long unmap(long address) {
        long pte = lookup(address);
        if (pte != 0) {
            memory.store(slot(leafTable(address), index(1, address)), entryBytes, 0);
        }
        return pte;
    }

    @Override
    public void walk(long start, long end, Visitor visitor) {
        walk(root, levels, 0, start, end - 1, visitor); // the end 0 is 2^64: only its last byte can be compared
    }

    @Override
    public long tableCount(int level) {
        return tables[level];
    }

    @Override
    public boolean copyTables(PageTable source, long start, long end) {
        return start == end && end != 0 || copy(source.root(), root, levels, 0, start, end - 1);
    }

    @Override
    public void freeTables(long start, long end, long floor, long ceiling) {
        if (start != end || end == 0) {
            free(root, levels, 0, start, end - 1, floor, ceiling - 1, levels - 1);
        }
    }

    @Override
    public void reclaimTables(long start, long end) {
        free(root, levels, 0, start, end - 1, start, end - 1, 1);
    }

    @Override
    public void destroy() {
        freeTables(0, 0, 0, 0);
        memory.free(root);
        tables[levels]--;
    }

    /** Returns the physical address of an entry. */
    private long slot(int table, int index) {
        return ((long) table << Geometry.PAGE_SHIFT) + (long) index * entryBytes;
    }

    /** Returns the address whose upper bits repeat the topmost translated one. */
    private long signExtend(long address) {
        return address << signBits >> signBits;
    }

    private int newTable(int level) {
        int table = memory.allocate();
        if (table != PhysicalMemory.NO_FRAME) {
            tables[level]++;
        }
        return table;
    }

    /** Returns the table that an entry points to, made if it was missing, or NO_FRAME. */
    private int below(int table, int level, int index) {
        long slot = slot(table, index);
        long entry = memory.load(slot, entryBytes);
        if (entry != 0) {
            return Pte.pfn(entry);
        }
        int below = newTable(level - 1);
        if (below != PhysicalMemory.NO_FRAME) {
            memory.store(slot, entryBytes, Pte.of(below, Pte.TABLE));
        }
        return below;
    }

    /** Returns the level-1 table of an address, or NO_FRAME. */
    private int leafTable(long address) {
        int table = root;
        for (int level = levels; level > 1; level--) {
            long entry = memory.load(slot(table, index(level, address)), entryBytes);
            if (entry == 0) {
                return PhysicalMemory.NO_FRAME;
            }
            table = Pte.pfn(entry);
        }
        return table;
    }

    /**
     * Walks the part of [start, last] that one table spans; base is the table's first address.
     *
     * <pre>
     *  for each entry from that of start to that of last, if it is not 0:
     *      level 1: visit the page
     *      else:    walk the table below, for the part of the range that this entry spans
     * </pre>
     */
    private void walk(int table, int level, long base, long start, long last, Visitor visitor) {
        int end = index(level, last);
        for (int i = index(level, start); i <= end; i++) {
            long entry = memory.load(slot(table, i), entryBytes);
            if (entry == 0) {
                continue;
            }
            long from = signExtend(base + ((long) i << shift[level]));
            long to = from + (1L << shift[level]) - 1;
            if (level == 1) {
                visitor.visit(from, entry);
            } else {
                walk(Pte.pfn(entry), level - 1, from, max(start, from), min(last, to), visitor);
            }
        }
    }

    /** Makes the tables below one table that the source has below its own, for the part [start, last] of what they span. */
    private boolean copy(int source, int table, int level, long base, long start, long last) {
        int end = index(level, last);
        for (int i = index(level, start); i <= end; i++) {
            long entry = memory.load(slot(source, i), entryBytes);
            if (entry == 0) {
                continue;
            }
            int below = below(table, level, i);
            long from = signExtend(base + ((long) i << shift[level]));
            long to = from + (1L << shift[level]) - 1;
            if (below == PhysicalMemory.NO_FRAME
                    || level > 2 && !copy(Pte.pfn(entry), below, level - 1, from, max(start, from), min(last, to))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Frees tables below one table, of the levels up to the given highest: those that overlap [start, last] and lie
     * within [floor, top]. All four are inclusive and unsigned.
     *
     * <pre>
     *  for each entry from that of start to that of last, if it is not 0:
     *      first free tables below the table that it points to
     *      all that the entry spans lies from floor to top? then free that table, too
     * </pre>
     */
    private void free(int table, int level, long base, long start, long last, long floor, long top, int highest) {
        int end = index(level, last);
        for (int i = index(level, start); i <= end; i++) {
            long entry = memory.load(slot(table, i), entryBytes);
            if (entry == 0) {
                continue;
            }
            int below = Pte.pfn(entry);
            long from = signExtend(base + ((long) i << shift[level]));
            long to = from + (1L << shift[level]) - 1;
            if (level > 2) {
                free(below, level - 1, from, max(start, from), min(last, to), floor, top, highest);
            }
            if (level - 1 <= highest && max(from, floor) == from && min(to, top) == to) {
                memory.store(slot(table, i), entryBytes, 0);
                memory.free(below);
                tables[level - 1]--;
            }
        }
    }

    private static long max(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }

    private static long min(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }
}
