package mm.mmu;

import java.util.Arrays;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Todo;
import mm.pagetable.Geometry;

/** An MMU that walks by recursion, and whose TLB notes the time of each use. Not begun: step 5. */
public final class TlbMmu implements Mmu {
    private final Geometry geometry;
    private final PhysicalMemory memory;
    private final Translations[] levels;
    /** How many bits of an address lie within what a table of each level spans. */
    private final int[] spans;

    private int root;
    private int asid;
    private long hits;
    private long misses;

    /** What the walk has found on all levels. */
    private long rights;

    private long frame;
    private boolean dirty;

    /** Makes an MMU whose TLB has a level for each shape, the nearest first; it remembers nothing yet. */
    public TlbMmu(Geometry geometry, PhysicalMemory memory, TlbShape... shapes) {
        this.geometry = geometry;
        this.memory = memory;
        levels = Arrays.stream(shapes).map(Translations::new).toArray(Translations[]::new);
        spans = new int[geometry.levels() + 1];
        spans[0] = Geometry.PAGE_SHIFT;
        for (int level = 1; level < spans.length; level++) {
            spans[level] = spans[level - 1] + geometry.levelBits().get(level - 1);
        }
    }

    @Override
    public void activate(int newRoot, int newAsid) {
        // from step 4
        if (newAsid < 0 || newAsid > MAX_ASID) {
            throw new IllegalArgumentException("no such address-space id: " + newAsid);
        }
        asid = newAsid;
        // end
        root = newRoot;
    }

    @Override
    public long translate(long address, int access) {
        boolean is32 = geometry.pointerBits() == 32;
        long above = is32 ? address >>> 32 : address >> (geometry.addressBits() - 1);
        if (above != 0 && (is32 || above != -1)) {
            return PageFault.GENERAL_PROTECTION;
        }
        long offset = address % Geometry.PAGE_SIZE;
        offset = offset < 0 ? offset + Geometry.PAGE_SIZE : offset;
        // from step 3
        long page = address >>> Geometry.PAGE_SHIFT;
        for (int i = 0; i < levels.length; i++) {
            Translations level = levels[i];
            int place = level.find(page, asid);
            if (place == Translations.NONE) {
                continue;
            }
            if (suffices(level.rights[place], access)) {
                hits++;
                for (int j = 0; j < i; j++) {
                    levels[j].put(page, asid, level.frames[place], level.rights[place]);
                }
                return (level.frames[place] << Geometry.PAGE_SHIFT) + offset;
            }
            break;
        }
        misses++;
        // end
        int asked = access & (PageFault.WRITE | PageFault.USER | PageFault.INSTRUCTION);
        rights = Pte.WRITE | Pte.USER;
        int error = walk(root, geometry.levels(), address, asked);
        if (error != 0) {
            return PageFault.result(asked | (error == NOT_PRESENT ? 0 : error));
        }
        // from step 3
        for (Translations level : levels) {
            level.put(page, asid, frame, rights | (dirty ? Pte.DIRTY : 0));
        }
        // end
        return (frame << Geometry.PAGE_SHIFT) + offset;
    }

    private static final int NOT_PRESENT = 1 << 30;

    /** Walks from a table downwards; on the way back up it sets the bits. Returns why it faults, 0 if it does not. */
    private int walk(long table, int level, long address, int access) {
        long index = (address >>> spans[level - 1]) % (1L << (spans[level] - spans[level - 1]));
        long place = (table << Geometry.PAGE_SHIFT) + (index * geometry.entryBytes());
        long entry = memory.load(place, geometry.entryBytes());
        if (!Pte.has(entry, Pte.PRESENT)) {
            return NOT_PRESENT;
        }
        long number = (entry << 12) >>> 24;
        if (number >>> (geometry.physicalBits() - Geometry.PAGE_SHIFT) != 0
                || (level > 1 && Pte.has(entry, Pte.LARGE))) {
            return PageFault.PRESENT | PageFault.RESERVED;
        }
        // from step 2
        rights &= entry | ~(Pte.WRITE | Pte.USER);
        rights |= entry & Pte.NX;
        // end
        int error = level == 1 ? (allows(rights, access) ? 0 : PageFault.PRESENT) : walk(number, level - 1, address, access);
        // from step 2
        if (error == 0) {
            boolean writes = level == 1 && (access & PageFault.WRITE) != 0;
            long marked = entry | Pte.ACCESSED | (writes ? Pte.DIRTY : 0);
            if (marked != entry) {
                memory.store(place, geometry.entryBytes(), marked);
            }
            dirty = level == 1 ? Pte.has(marked, Pte.DIRTY) : dirty;
        }
        // end
        frame = level == 1 ? number : frame;
        return error;
    }

    private static boolean allows(long rights, int access) {
        return ((access & PageFault.WRITE) == 0 || (rights & Pte.WRITE) != 0)
                && ((access & PageFault.USER) == 0 || (rights & Pte.USER) != 0)
                && ((access & PageFault.INSTRUCTION) == 0 || (rights & Pte.NX) == 0);
    }

    private static boolean suffices(long rights, int access) {
        return allows(rights, access) && ((access & PageFault.WRITE) == 0 || (rights & Pte.DIRTY) != 0);
    }

    private void forget(int space, long first, long last) {
        for (Translations level : levels) {
            level.forget(space, first, last);
        }
    }

    @Override
    public void invalidatePage(int space, long address) {
        // from step 4
        long page = address >>> Geometry.PAGE_SHIFT;
        forget(space, page, page);
        // before step 4
        // throw new Todo("exercise 02: TlbMmu.invalidatePage");
        // end
    }

    @Override
    public void invalidateRange(int space, long start, long end) {
        // from step 4
        if (start == end && start != 0) {
            return;
        }
        forget(space, start >>> Geometry.PAGE_SHIFT, (end - 1) >>> Geometry.PAGE_SHIFT);
        // before step 4
        // throw new Todo("exercise 02: TlbMmu.invalidateRange");
        // end
    }

    @Override
    public void invalidateAsid(int space) {
        // from step 4
        forget(space, 0, Long.MAX_VALUE);
        // before step 4
        // throw new Todo("exercise 02: TlbMmu.invalidateAsid");
        // end
    }

    @Override
    public void invalidateAll() {
        // from step 4
        for (Translations level : levels) {
            level.forgetAll();
        }
        // before step 4
        // throw new Todo("exercise 02: TlbMmu.invalidateAll");
        // end
    }

    @Override
    public long tlbHits() {
        // from step 3
        return hits;
        // before step 3
        // throw new Todo("exercise 02: TlbMmu.tlbHits");
        // end
    }

    @Override
    public long tlbMisses() {
        // from step 3
        return misses;
        // before step 3
        // throw new Todo("exercise 02: TlbMmu.tlbMisses");
        // end
    }
}
