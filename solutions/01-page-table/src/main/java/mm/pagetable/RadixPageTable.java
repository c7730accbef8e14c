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

    /** The address of no entry: a table on the way is missing, or a large page ends it. */
    private static final long NO_SLOT = -1;

    private static final long IN_LARGE = -2;
    /** A large page in place of a table. */
    private static final int LARGE = -2;

    private final int levels;
    private final int entryBytes;
    private final int root;
    /** By level: the lowest address bit of the index, and the mask of the bits of the index. */
    private final int[] shift;

    private final int[] mask;
    /** By level: how many tables exist. */
    private final long[] tables;

    private final Deposits deposits;

    /** Makes an empty table: the root alone. */
    public RadixPageTable(Geometry geometry, PhysicalMemory memory) {
        this.geometry = geometry;
        this.memory = memory;
        // STUB: // The root's frame, and what you want to know of each level once and for all.
        levels = geometry.levels();
        entryBytes = geometry.entryBytes();
        shift = new int[levels + 1];
        mask = new int[levels + 1];
        tables = new long[levels + 1];
        deposits = new Deposits(memory);
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
        return 1L << (geometry.addressBits() - Geometry.PAGE_SHIFT);
    }

    @Override
    public boolean isCanonical(long address) {
        boolean fitsPointer = geometry.pointerBits() == Long.SIZE || (address >>> geometry.pointerBits()) == 0;
        return fitsPointer && signExtend(address) == address;
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
        return (mask[level] + 1L) << shift[level];
    }

    @Override
    public boolean map(long address, long pte) {
        long slot = smallSlot(address, true);
        if (slot != NO_SLOT) {
            memory.store(slot, entryBytes, pte);
        }
        return slot != NO_SLOT;
    }

    @Override
    public long lookup(long address) {
        long slot = slotOf(1, address, false);
        if (slot == IN_LARGE) {
            return smallEntry(lookupLarge(address), index(1, address));
        }
        return slot == NO_SLOT ? 0 : memory.load(slot, entryBytes);
    }

    @Override
    public long unmap(long address) {
        long slot = smallSlot(address, false);
        long pte = slot == NO_SLOT ? 0 : memory.load(slot, entryBytes);
        if (pte != 0) {
            memory.store(slot, entryBytes, 0);
        }
        return pte;
    }

    @Override
    public void walk(long start, long end, Visitor visitor) {
        walk(root, levels, Span.of(start, end), visitor);
    }

    @Override
    public long tableCount(int level) {
        return tables[level];
    }

    @Override
    public boolean copyTables(PageTable source, long start, long end) {
        Span span = Span.of(start, end);
        return span.isEmpty() || copy(source.root(), root, levels, span);
    }

    @Override
    public void freeTables(long start, long end, long floor, long ceiling) {
        Span span = Span.of(start, end);
        if (!span.isEmpty()) {
            free(root, levels, span, Span.of(floor, ceiling), levels - 1);
        }
    }

    @Override
    public void reclaimTables(long start, long end) {
        Span span = Span.of(start, end);
        free(root, levels, span, span, 1);
    }

    @Override
    public void destroy() {
        freeTables(0, 0, 0, 0);
        memory.free(root);
        tables[levels]--;
    }

    @Override
    public boolean mapLarge(long address, long pte) {
        if (entryBytes != Long.BYTES) {
            throw new UnsupportedOperationException(geometry.name() + " has no large pages");
        }
        long slot = slotOf(LARGE_LEVEL, address, true);
        if (slot != NO_SLOT && memory.load(slot, entryBytes) != 0) {
            throw new IllegalStateException("the level-2 entry is in use at 0x" + Long.toHexString(address));
        }
        int deposit = slot == NO_SLOT ? PhysicalMemory.NO_FRAME : newTable(1);
        if (deposit == PhysicalMemory.NO_FRAME) {
            return false;
        }
        deposits.add(deposit);
        memory.store(slot, entryBytes, pte);
        return true;
    }

    @Override
    public boolean hasRoomForLarge(long address) {
        long slot = slotOf(LARGE_LEVEL, address, false);
        return entryBytes == Long.BYTES && (slot == NO_SLOT || memory.load(slot, entryBytes) == 0);
    }

    @Override
    public long lookupLarge(long address) {
        long slot = slotOf(LARGE_LEVEL, address, false);
        long entry = slot == NO_SLOT ? 0 : memory.load(slot, entryBytes);
        return Pte.has(entry, Pte.LARGE) ? entry : 0;
    }

    @Override
    public void setLarge(long address, long pte) {
        if (lookupLarge(address) == 0) {
            throw new IllegalStateException("no large page at 0x" + Long.toHexString(address));
        }
        memory.store(slotOf(LARGE_LEVEL, address, false), entryBytes, pte);
    }

    @Override
    public long unmapLarge(long address) {
        long entry = lookupLarge(address);
        if (entry != 0) {
            memory.store(slotOf(LARGE_LEVEL, address, false), entryBytes, 0);
            memory.free(deposits.take());
            tables[1]--;
        }
        return entry;
    }

    @Override
    public void splitLarge(long address) {
        long entry = lookupLarge(address);
        if (entry != 0) {
            int table = deposits.take();
            for (int i = 0; i <= mask[1]; i++) {
                memory.store(slot(table, i), entryBytes, smallEntry(entry, i));
            }
            memory.store(slotOf(LARGE_LEVEL, address, false), entryBytes, Pte.of(table, Pte.TABLE));
        }
    }

    /**
     * Walks down to the entry of an address in a table of a level, as the processor does; see the picture above.
     *
     * @param create whether tables that are missing on the way are made
     * @return the entry's physical address; NO_SLOT if a table is missing, or no frame was free for it; IN_LARGE if an entry
     *     on the way is a large page
     */
    private long slotOf(int lowest, long address, boolean create) {
        int table = root;
        for (int level = levels; level > lowest; level--) {
            table = below(slot(table, index(level, address)), level - 1, create);
            if (table < 0) {
                return table == LARGE ? IN_LARGE : NO_SLOT;
            }
        }
        return slot(table, index(lowest, address));
    }

    /** Returns the address of the level-1 entry of an address, or NO_SLOT, like slotOf; there must not be a large page. */
    private long smallSlot(long address, boolean create) {
        long slot = slotOf(1, address, create);
        if (slot == IN_LARGE) {
            throw new IllegalStateException("a large page, to be split first, at 0x" + Long.toHexString(address));
        }
        return slot;
    }

    /** Returns the level-1 entry that a page of a large page gets when that is split. */
    private static long smallEntry(long large, int index) {
        return Pte.of(Pte.pfn(large) + index, Pte.flags(large) & ~Pte.LARGE);
    }

    /** Returns the physical address of an entry. */
    private long slot(int table, int index) {
        return ((long) table << Geometry.PAGE_SHIFT) + (long) index * entryBytes;
    }

    private int newTable(int level) {
        int table = memory.allocate();
        if (table != PhysicalMemory.NO_FRAME) {
            tables[level]++;
        }
        return table;
    }

    /** Returns the table that the entry in a slot points to, or LARGE; if it is 0, makes a table, or returns NO_FRAME. */
    private int below(long slot, int level, boolean create) {
        long entry = memory.load(slot, entryBytes);
        if (entry != 0) {
            return Pte.has(entry, Pte.LARGE) ? LARGE : Pte.pfn(entry);
        }
        int table = create ? newTable(level) : PhysicalMemory.NO_FRAME;
        if (table != PhysicalMemory.NO_FRAME) {
            memory.store(slot, entryBytes, Pte.of(table, Pte.TABLE));
        }
        return table;
    }

    /** Returns the address whose upper bits repeat the topmost translated one; where the pointer has no more, itself. */
    private long signExtend(long address) {
        int above = geometry.pointerBits() > geometry.addressBits() ? Long.SIZE - geometry.addressBits() : 0;
        return (address << above) >> above;
    }

    /** Returns what an entry spans, in that table of a level which holds the start of a range or lies above it. */
    private Span spanOf(int level, int index, Span range) {
        long tableStart = range.first() & -span(level);
        long start = signExtend(tableStart + ((long) index << shift[level]));
        return Span.of(start, start + (1L << shift[level]));
    }

    /**
     * Walks the part of a range that one table spans ({@code walk_pte_range} and those above it).
     *
     * <pre>
     *  for each entry from that of the first address to that of the last, if it is not 0:
     *      level 1:    visit the page
     *      large page: visit it
     *      else:       walk the table below, for the part of the range that this entry spans
     * </pre>
     */
    private void walk(int table, int level, Span range, Visitor visitor) {
        int end = index(level, range.last());
        for (int i = index(level, range.first()); i <= end; i++) {
            long entry = memory.load(slot(table, i), entryBytes);
            if (entry == 0) {
                continue;
            }
            Span spanned = spanOf(level, i, range);
            if (level == 1) {
                visitor.visit(spanned.first(), entry);
            } else if (Pte.has(entry, Pte.LARGE)) {
                visitLarge(spanned, range, entry, visitor);
            } else {
                walk(Pte.pfn(entry), level - 1, spanned.and(range), visitor);
            }
        }
    }

    /** Visits a large page; if not all of it lies in the range, the pages that do. */
    private void visitLarge(Span spanned, Span range, long entry, Visitor visitor) {
        if (range.covers(spanned)) {
            visitor.visitLarge(spanned.first(), entry);
            return;
        }
        Span part = spanned.and(range);
        int end = index(1, part.last());
        for (int i = index(1, part.first()); i <= end; i++) {
            visitor.visit(spanned.first() + ((long) i << Geometry.PAGE_SHIFT), smallEntry(entry, i));
        }
    }

    /** Makes the tables below one table that the source has below its own, for the part of a range that they span. */
    private boolean copy(int source, int table, int level, Span range) {
        int end = index(level, range.last());
        for (int i = index(level, range.first()); i <= end; i++) {
            long entry = memory.load(slot(source, i), entryBytes);
            if (entry == 0 || Pte.has(entry, Pte.LARGE)) {
                continue;
            }
            int below = below(slot(table, i), level - 1, true);
            if (below == PhysicalMemory.NO_FRAME) {
                return false;
            }
            if (level > 2
                    && !copy(
                            Pte.pfn(entry),
                            below,
                            level - 1,
                            spanOf(level, i, range).and(range))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Frees tables below one table, of the levels up to the given highest ({@code free_pgd_range}).
     *
     * <pre>
     *  for each entry from that of the first address to that of the last, if it points to a table:
     *      first free tables below the table that it points to
     *      all that the entry spans lies within the bounds? then free that table, too
     * </pre>
     */
    private void free(int table, int level, Span range, Span bounds, int highest) {
        int end = index(level, range.last());
        for (int i = index(level, range.first()); i <= end; i++) {
            long slot = slot(table, i);
            long entry = memory.load(slot, entryBytes);
            if (entry == 0 || Pte.has(entry, Pte.LARGE)) {
                continue;
            }
            Span spanned = spanOf(level, i, range);
            if (level > 2) {
                free(Pte.pfn(entry), level - 1, spanned.and(range), bounds, highest);
            }
            if (level - 1 <= highest && bounds.covers(spanned)) {
                memory.store(slot, entryBytes, 0);
                memory.free(Pte.pfn(entry));
                tables[level - 1]--;
            }
        }
    }
}
