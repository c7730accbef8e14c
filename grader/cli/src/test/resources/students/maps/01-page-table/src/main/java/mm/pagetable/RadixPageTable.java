package mm.pagetable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Todo;

/**
 * A page table that remembers for each level which tables there are: a sorted map from where they begin to their frames.
 * Not begun: step 5.
 */
public final class RadixPageTable implements PageTable {
    private final Geometry geometry;
    private final PhysicalMemory memory;
    private final List<TreeMap<Long, Integer>> tables = new ArrayList<>();

    /** Makes an empty table: the root alone. */
    public RadixPageTable(Geometry geometry, PhysicalMemory memory) {
        this.geometry = geometry;
        this.memory = memory;
        for (int level = 0; level <= geometry.levels(); level++) {
            tables.add(new TreeMap<>());
        }
        // from step 2
        int frame = memory.allocate();
        if (frame == PhysicalMemory.NO_FRAME) {
            throw new IllegalStateException("no frame is free");
        }
        tables.get(geometry.levels()).put(0L, frame);
        // end
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public int root() {
        // from step 2
        return tables.get(geometry.levels()).get(0L);
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.root");
        // end
    }

    @Override
    public long flatEntries() {
        long entries = 1;
        for (int bits : geometry.levelBits()) {
            entries *= 1L << bits;
        }
        return entries;
    }

    @Override
    public boolean isCanonical(long address) {
        int bits = geometry.addressBits();
        if (geometry.pointerBits() <= bits) {
            return address >>> geometry.pointerBits() == 0;
        }
        long above = address >> (bits - 1);
        return above == 0 || above == -1;
    }

    @Override
    public boolean isKernel(long address) {
        return address + Long.MIN_VALUE >= geometry.kernelStart() + Long.MIN_VALUE;
    }

    @Override
    public int index(int level, long address) {
        long below = level == 1 ? Geometry.PAGE_SIZE : span(level - 1);
        return (int) Long.remainderUnsigned(Long.divideUnsigned(address, below), span(level) / below);
    }

    @Override
    public long span(int level) {
        long bytes = Geometry.PAGE_SIZE;
        for (int bits : geometry.levelBits().subList(0, level)) {
            bytes <<= bits;
        }
        return bytes;
    }

    /** Returns the address without the bits that are not translated. */
    private long flat(long address) {
        return address & (span(geometry.levels()) - 1);
    }

    private long address(long flat) {
        boolean isUpper = flat >= span(geometry.levels()) / 2;
        return isUpper && geometry.pointerBits() > geometry.addressBits() ? flat - span(geometry.levels()) : flat;
    }

    private long base(int level, long flat) {
        return flat - (flat % span(level));
    }

    private long entryOf(int frame, int level, long flat) {
        return ((long) frame * Geometry.PAGE_SIZE) + ((long) index(level, flat) * geometry.entryBytes());
    }

    /** Returns the table of a level for an address, which is made if it is missing; null if no frame is free. */
    private Integer need(int level, long flat) {
        Integer frame = tables.get(level).get(base(level, flat));
        if (frame != null) {
            return frame;
        }
        Integer parent = need(level + 1, flat);
        int fresh = parent == null ? PhysicalMemory.NO_FRAME : memory.allocate();
        if (fresh == PhysicalMemory.NO_FRAME) {
            return null;
        }
        memory.store(entryOf(parent, level + 1, flat), geometry.entryBytes(), Pte.of(fresh, Pte.TABLE));
        tables.get(level).put(base(level, flat), fresh);
        return fresh;
    }

    private Integer leafTable(long flat) {
        return tables.get(1).get(base(1, flat));
    }

    @Override
    public boolean map(long address, long pte) {
        // from step 2
        Integer table = need(1, flat(address));
        if (table != null) {
            memory.store(entryOf(table, 1, flat(address)), geometry.entryBytes(), pte);
        }
        return table != null;
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.map");
        // end
    }

    @Override
    public long lookup(long address) {
        // from step 2
        Integer table = leafTable(flat(address));
        return table == null ? 0 : memory.load(entryOf(table, 1, flat(address)), geometry.entryBytes());
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.lookup");
        // end
    }

    @Override
    public long unmap(long address) {
        // from step 2
        long old = lookup(address);
        if (old != 0) {
            memory.store(entryOf(leafTable(flat(address)), 1, flat(address)), geometry.entryBytes(), 0);
        }
        return old;
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.unmap");
        // end
    }

    @Override
    public void walk(long start, long end, Visitor visitor) {
        // from step 3
        if (start == end && start != 0) {
            return;
        }
        long first = flat(start);
        long last = flat(end - 1);
        for (Long base = tables.get(1).ceilingKey(base(1, first));
                base != null && base <= last;
                base = tables.get(1).higherKey(base)) {
            long until = Math.min(last, base + span(1) - 1);
            for (long flat = Math.max(first, base); flat <= until; flat += Geometry.PAGE_SIZE) {
                long pte = lookup(flat);
                if (pte != 0) {
                    visitor.visit(address(flat), pte);
                }
            }
        }
        // before step 3
        // throw new Todo("exercise 01: RadixPageTable.walk");
        // end
    }

    @Override
    public long tableCount(int level) {
        // from step 2
        return tables.get(level).size();
        // before step 2
        // throw new Todo("exercise 01: RadixPageTable.tableCount");
        // end
    }

    @Override
    public boolean copyTables(PageTable source, long start, long end) {
        // from step 4
        boolean isEmpty = start == end && start != 0;
        return isEmpty || copy(source.root(), geometry.levels(), 0, flat(start), flat(end - 1));
        // before step 4
        // throw new Todo("exercise 01: RadixPageTable.copyTables");
        // end
    }

    /** Makes the tables that another one at a level has in a range; it begins at a base. */
    private boolean copy(int other, int level, long base, long first, long last) {
        if (level == 1) {
            return true;
        }
        long step = span(level - 1);
        for (long at = Math.max(base, base(level - 1, first)); at <= Math.min(last, base + span(level) - 1); at += step) {
            long entry = memory.load(entryOf(other, level, at), geometry.entryBytes());
            if (entry != 0 && (need(level - 1, at) == null || !copy(Pte.pfn(entry), level - 1, at, first, last))) {
                return false;
            }
        }
        return true;
    }

    /** Takes a table out of the one above it, and frees it. */
    private void drop(int level, long base) {
        int parent = tables.get(level + 1).get(base(level + 1, base));
        memory.store(entryOf(parent, level + 1, base), geometry.entryBytes(), 0);
        memory.free(tables.get(level).remove(base));
    }

    private void dropAll(int level, long start, long end, long floor, long ceiling) {
        List<Long> overlapping = new ArrayList<>(
                tables.get(level).subMap(base(level, flat(start)), true, flat(end - 1), true).keySet());
        for (long base : overlapping) {
            boolean isLow = Long.compareUnsigned(address(base), floor) < 0;
            boolean isHigh = Long.compareUnsigned(address(base + span(level) - 1), ceiling - 1) > 0;
            if (!isLow && !isHigh) {
                drop(level, base);
            }
        }
    }

    @Override
    public void freeTables(long start, long end, long floor, long ceiling) {
        // from step 4
        if (start == end && start != 0) {
            return;
        }
        for (int level = 1; level < geometry.levels(); level++) {
            dropAll(level, start, end, floor, ceiling);
        }
        // before step 4
        // throw new Todo("exercise 01: RadixPageTable.freeTables");
        // end
    }

    @Override
    public void reclaimTables(long start, long end) {
        // from step 4
        if (start != end || start == 0) {
            dropAll(1, start, end, start, end);
        }
        // before step 4
        // throw new Todo("exercise 01: RadixPageTable.reclaimTables");
        // end
    }

    @Override
    public void destroy() {
        // from step 4
        for (TreeMap<Long, Integer> level : tables) {
            level.values().forEach(memory::free);
            level.clear();
        }
        // before step 4
        // throw new Todo("exercise 01: RadixPageTable.destroy");
        // end
    }
}
