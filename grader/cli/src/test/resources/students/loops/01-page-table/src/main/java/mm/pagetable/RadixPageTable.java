package mm.pagetable;

import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Todo;

/**
 * A page table without recursion: each method goes from the root down again for the next address that may matter.
 * Not begun: step 5.
 */
public final class RadixPageTable implements PageTable {
    private static final long NOTHING = -1;

    private final Geometry geometry;
    private final PhysicalMemory memory;
    private final int levels;
    private final int entryBytes;
    /** Where the bits of each level begin; of the level above the root, all translated bits. */
    private final int[] shift;

    private final long[] counts;
    private final long flatMask;
    private int root = PhysicalMemory.NO_FRAME;

    /** Makes an empty table: the root alone. */
    public RadixPageTable(Geometry geometry, PhysicalMemory memory) {
        this.geometry = geometry;
        this.memory = memory;
        levels = geometry.levels();
        entryBytes = geometry.entryBytes();
        shift = new int[levels + 2];
        counts = new long[levels + 1];
        shift[1] = Geometry.PAGE_SHIFT;
        for (int level = 1; level <= levels; level++) {
            shift[level + 1] = shift[level] + geometry.levelBits().get(level - 1);
        }
        flatMask = (1L << shift[levels + 1]) - 1;
        // from step 2
        root = memory.allocate();
        if (root == PhysicalMemory.NO_FRAME) {
            throw new IllegalStateException("no frame for the root");
        }
        counts[levels] = 1;
        // end
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public int root() {
        // from step 2
        return root;
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.root");
        // end
    }

    @Override
    public long flatEntries() {
        return 1L << (shift[levels + 1] - Geometry.PAGE_SHIFT);
    }

    @Override
    public boolean isCanonical(long address) {
        if (geometry.pointerBits() == shift[levels + 1]) {
            return (address & ~flatMask) == 0;
        }
        return address == signed(address & flatMask);
    }

    @Override
    public boolean isKernel(long address) {
        return Long.compareUnsigned(address, geometry.kernelStart()) >= 0;
    }

    @Override
    public int index(int level, long address) {
        long entries = 1L << geometry.levelBits().get(level - 1);
        return (int) ((address >>> shift[level]) & (entries - 1));
    }

    @Override
    public long span(int level) {
        return 1L << shift[level + 1];
    }

    /** Returns the address as the processor writes it: the bits above the translated ones repeat the topmost. */
    private long signed(long flat) {
        int unused = 64 - shift[levels + 1];
        return geometry.pointerBits() == 64 ? (flat << unused) >> unused : flat;
    }

    private long place(int table, int level, long address) {
        return ((long) table << Geometry.PAGE_SHIFT) + ((long) index(level, address) * entryBytes);
    }

    private long read(long place) {
        return memory.load(place, entryBytes);
    }

    /** Returns where the entry of a level for an address is, or NOTHING if a table above is missing. */
    private long find(int from, int level, long address) {
        int table = from;
        for (int at = levels; at > level; at--) {
            long entry = read(place(table, at, address));
            if (entry == 0) {
                return NOTHING;
            }
            table = Pte.pfn(entry);
        }
        return place(table, level, address);
    }

    /** Makes the tables down to a level; returns the frame of the last, or NO_FRAME. */
    private int make(int level, long address) {
        int table = root;
        for (int at = levels; at > level; at--) {
            long place = place(table, at, address);
            long entry = read(place);
            if (entry == 0) {
                int fresh = memory.allocate();
                if (fresh == PhysicalMemory.NO_FRAME) {
                    return fresh;
                }
                counts[at - 1]++;
                entry = Pte.of(fresh, Pte.TABLE);
                memory.store(place, entryBytes, entry);
            }
            table = Pte.pfn(entry);
        }
        return table;
    }

    @Override
    public boolean map(long address, long pte) {
        // from step 2
        int table = make(1, address);
        if (table == PhysicalMemory.NO_FRAME) {
            return false;
        }
        memory.store(place(table, 1, address), entryBytes, pte);
        return true;
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.map");
        // end
    }

    @Override
    public long lookup(long address) {
        // from step 2
        long place = find(root, 1, address);
        return place == NOTHING ? 0 : read(place);
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.lookup");
        // end
    }

    @Override
    public long unmap(long address) {
        // from step 2
        long place = find(root, 1, address);
        if (place == NOTHING) {
            return 0;
        }
        long old = read(place);
        memory.store(place, entryBytes, 0);
        return old;
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.unmap");
        // end
    }

    private static boolean isEmpty(long start, long end) {
        return start == end && start != 0;
    }

    /**
     * Returns the first flat address from one on whose entry of a level is not 0, in the tables below a root; NOTHING if
     * there is none up to the last.
     */
    private long next(int from, int level, long first, long last) {
        long flat = first;
        while (flat <= last) {
            int table = from;
            int at = levels;
            long entry = read(place(table, at, flat));
            while (at > level && entry != 0) {
                table = Pte.pfn(entry);
                at--;
                entry = read(place(table, at, flat));
            }
            if (entry != 0) {
                return flat;
            }
            flat = ((flat >>> shift[at]) + 1) << shift[at];
        }
        return NOTHING;
    }

    @Override
    public void walk(long start, long end, Visitor visitor) {
        // from step 3
        if (isEmpty(start, end)) {
            return;
        }
        long last = (end - 1) & flatMask;
        long flat = next(root, 1, start & flatMask, last);
        while (flat != NOTHING) {
            visitor.visit(signed(flat), read(find(root, 1, flat)));
            flat = next(root, 1, flat + Geometry.PAGE_SIZE, last);
        }
        // before step 3
        // throw new Todo("exercise 01: RadixPageTable.walk");
        // end
    }

    @Override
    public long tableCount(int level) {
        // from step 2
        return counts[level];
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.tableCount");
        // end
    }

    @Override
    public boolean copyTables(PageTable source, long start, long end) {
        // from step 4
        if (isEmpty(start, end)) {
            return true;
        }
        long last = (end - 1) & flatMask;
        for (int level = levels; level > 1; level--) {
            long flat = next(source.root(), level, start & flatMask, last);
            while (flat != NOTHING) {
                if (make(level - 1, flat) == PhysicalMemory.NO_FRAME) {
                    return false;
                }
                flat = next(source.root(), level, ((flat >>> shift[level]) + 1) << shift[level], last);
            }
        }
        return true;
        // before step 4
        // throw new Todo("exercise 01: RadixPageTable.copyTables");
        // end
    }

    /** Frees the tables of a level that overlap a range and lie within two bounds. */
    private void freeLevel(int level, long start, long end, long floor, long ceiling) {
        long last = (end - 1) & flatMask;
        long flat = next(root, level + 1, start & flatMask, last);
        while (flat != NOTHING) {
            long base = flat & -span(level);
            boolean fits = Long.compareUnsigned(floor, signed(base)) <= 0
                    && Long.compareUnsigned(signed(base + span(level) - 1), ceiling - 1) <= 0;
            if (fits) {
                long place = find(root, level + 1, flat);
                memory.free(Pte.pfn(read(place)));
                memory.store(place, entryBytes, 0);
                counts[level]--;
            }
            flat = next(root, level + 1, base + span(level), last);
        }
    }

    @Override
    public void freeTables(long start, long end, long floor, long ceiling) {
        // from step 4
        if (isEmpty(start, end)) {
            return;
        }
        for (int level = 1; level < levels; level++) {
            freeLevel(level, start, end, floor, ceiling);
        }
        // before step 4
        // throw new Todo("exercise 01: RadixPageTable.freeTables");
        // end
    }

    @Override
    public void reclaimTables(long start, long end) {
        // from step 4
        if (!isEmpty(start, end)) {
            freeLevel(1, start, end, start, end);
        }
        // before step 4
        // throw new Todo("exercise 01: RadixPageTable.reclaimTables");
        // end
    }

    @Override
    public void destroy() {
        // from step 4
        for (int level = 1; level < levels; level++) {
            freeLevel(level, 0, 0, 0, 0);
        }
        memory.free(root);
        counts[levels] = 0;
        // before step 4
        // throw new Todo("exercise 01: RadixPageTable.destroy");
        // end
    }
}
