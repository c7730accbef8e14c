package mm.mmu;

import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Todo;
import mm.pagetable.Geometry;

/** An MMU whose sets are rows of arrays, the entry used last in front. Not begun: step 5. */
public final class TlbMmu implements Mmu {
    private static final long FRAME = 0x000f_ffff_ffff_f000L;
    private static final long RIGHTS = Pte.WRITE | Pte.USER | Pte.NX | Pte.DIRTY;
    private static final int ASID_BITS = 12;

    private final Geometry geometry;
    private final PhysicalMemory memory;
    private final long reserved;
    private long root;
    private int asid;

    private final int[] sets;
    private final int[] ways;
    /** For each level of the TLB: what each place remembers, and how many places of each set are in use. */
    private final long[][] tags;

    private final long[][] leaves;
    private final int[][] used;
    private long hits;
    private long misses;

    /** Makes an MMU whose TLB has a level for each shape, the nearest first; it remembers nothing yet. */
    public TlbMmu(Geometry geometry, PhysicalMemory memory, TlbShape... shapes) {
        this.geometry = geometry;
        this.memory = memory;
        reserved = FRAME & -(1L << geometry.physicalBits());
        sets = new int[shapes.length];
        ways = new int[shapes.length];
        tags = new long[shapes.length][];
        leaves = new long[shapes.length][];
        used = new int[shapes.length][];
        for (int i = 0; i < shapes.length; i++) {
            sets[i] = shapes[i].sets();
            ways[i] = shapes[i].ways();
            tags[i] = new long[shapes[i].entries()];
            leaves[i] = new long[shapes[i].entries()];
            used[i] = new int[sets[i]];
        }
    }

    @Override
    public void activate(int newRoot, int newAsid) {
        // from step 4
        if (newAsid < 0 || newAsid > MAX_ASID) {
            throw new IllegalArgumentException("there is no address space " + newAsid);
        }
        asid = newAsid;
        // end
        root = newRoot;
    }

    private boolean isCanonical(long address) {
        int bits = geometry.addressBits();
        if (geometry.pointerBits() == 32) {
            return address >>> 32 == 0;
        }
        return address << (64 - bits) >> (64 - bits) == address;
    }

    @Override
    public long translate(long address, int access) {
        if (!isCanonical(address)) {
            return PageFault.GENERAL_PROTECTION;
        }
        // from step 3
        long tag = tag(asid, address);
        for (int level = 0; level < sets.length; level++) {
            int place = find(level, tag);
            if (place >= 0) {
                long leaf = leaves[level][place];
                toFront(level, place);
                if (isAllowed(leaf, access) && ((access & PageFault.WRITE) == 0 || (leaf & Pte.DIRTY) != 0)) {
                    hits++;
                    for (int nearer = 0; nearer < level; nearer++) {
                        enter(nearer, tag, leaf);
                    }
                    return (leaf & FRAME) | (address & (Geometry.PAGE_SIZE - 1));
                }
                break;
            }
        }
        misses++;
        // end
        return walk(address, access);
    }

    private long fault(int access, int more) {
        return PageFault.result((access & (PageFault.WRITE | PageFault.USER | PageFault.INSTRUCTION)) | more);
    }

    private static boolean isAllowed(long rights, int access) {
        return ((access & PageFault.WRITE) == 0 || (rights & Pte.WRITE) != 0)
                && ((access & PageFault.USER) == 0 || (rights & Pte.USER) != 0)
                && ((access & PageFault.INSTRUCTION) == 0 || (rights & Pte.NX) == 0);
    }

    private long place(long table, int shift, int bits, long address) {
        return table + (((address >>> shift) & ((1L << bits) - 1)) * geometry.entryBytes());
    }

    private long walk(long address, int access) {
        long rights = Pte.WRITE | Pte.USER;
        long table = root << Geometry.PAGE_SHIFT;
        int shift = geometry.addressBits();
        long entry = 0;
        for (int level = geometry.levels(); level >= 1; level--) {
            int bits = geometry.levelBits().get(level - 1);
            shift -= bits;
            entry = memory.load(place(table, shift, bits, address), geometry.entryBytes());
            if ((entry & Pte.PRESENT) == 0) {
                return fault(access, 0);
            }
            if ((entry & reserved) != 0 || (level > 1 && (entry & Pte.LARGE) != 0)) {
                return fault(access, PageFault.PRESENT | PageFault.RESERVED);
            }
            rights = (rights & entry & (Pte.WRITE | Pte.USER)) | ((rights | entry) & Pte.NX);
            table = entry & FRAME;
        }
        // from step 2
        if (!isAllowed(rights, access)) {
            return fault(access, PageFault.PRESENT);
        }
        long leaf = mark(address, access);
        // end
        // from step 3
        remember(address, (leaf & (FRAME | Pte.DIRTY)) | rights);
        // end
        return table | (address & (Geometry.PAGE_SIZE - 1));
    }

    /** Goes down once more, and sets the bits that say the entries were used. Returns the leaf. */
    private long mark(long address, int access) {
        long table = root << Geometry.PAGE_SHIFT;
        int shift = geometry.addressBits();
        long entry = 0;
        for (int level = geometry.levels(); level >= 1; level--) {
            int bits = geometry.levelBits().get(level - 1);
            shift -= bits;
            long place = place(table, shift, bits, address);
            entry = memory.load(place, geometry.entryBytes());
            long marked = entry | Pte.ACCESSED;
            if (level == 1 && (access & PageFault.WRITE) != 0) {
                marked |= Pte.DIRTY;
            }
            if (marked != entry) {
                memory.store(place, geometry.entryBytes(), marked);
            }
            table = entry & FRAME;
            entry = marked;
        }
        return entry;
    }

    private static long tag(int space, long address) {
        // from step 4
        return (address >>> Geometry.PAGE_SHIFT << ASID_BITS) | space;
        // before step 4
        // return address >>> Geometry.PAGE_SHIFT << ASID_BITS;
        // end
    }

    private int set(int level, long tag) {
        return (int) ((tag >>> ASID_BITS) & (sets[level] - 1));
    }

    private int find(int level, long tag) {
        int set = set(level, tag);
        int first = set * ways[level];
        for (int place = first; place < first + used[level][set]; place++) {
            if (tags[level][place] == tag) {
                return place;
            }
        }
        return -1;
    }

    private void toFront(int level, int place) {
        int first = place / ways[level] * ways[level];
        long tag = tags[level][place];
        long leaf = leaves[level][place];
        System.arraycopy(tags[level], first, tags[level], first + 1, place - first);
        System.arraycopy(leaves[level], first, leaves[level], first + 1, place - first);
        tags[level][first] = tag;
        leaves[level][first] = leaf;
    }

    private void enter(int level, long tag, long leaf) {
        int place = find(level, tag);
        int set = set(level, tag);
        if (place < 0) {
            if (used[level][set] < ways[level]) {
                used[level][set]++;
            }
            place = (set * ways[level]) + used[level][set] - 1;
        }
        tags[level][place] = tag;
        leaves[level][place] = leaf;
        toFront(level, place);
    }

    private void remember(long address, long leaf) {
        for (int level = 0; level < sets.length; level++) {
            enter(level, tag(asid, address), leaf & (FRAME | RIGHTS));
        }
    }

    private void remove(int level, int place) {
        int set = place / ways[level];
        int after = (set * ways[level]) + used[level][set] - place - 1;
        System.arraycopy(tags[level], place + 1, tags[level], place, after);
        System.arraycopy(leaves[level], place + 1, leaves[level], place, after);
        used[level][set]--;
    }

    /** Forgets what an address space has from one page to another, both included. */
    private void forget(int space, long first, long last) {
        for (int level = 0; level < sets.length; level++) {
            for (int set = 0; set < sets[level]; set++) {
                for (int i = used[level][set] - 1; i >= 0; i--) {
                    int place = (set * ways[level]) + i;
                    long page = tags[level][place] >>> ASID_BITS;
                    if ((tags[level][place] & MAX_ASID) == space && page >= first && page <= last) {
                        remove(level, place);
                    }
                }
            }
        }
    }

    @Override
    public void invalidatePage(int space, long address) {
        // from step 4
        long page = address >>> Geometry.PAGE_SHIFT;
        for (int level = 0; level < sets.length; level++) {
            int place = find(level, tag(space, page << Geometry.PAGE_SHIFT));
            if (place >= 0) {
                remove(level, place);
            }
        }
        // before step 4
        // throw new Todo("exercise 02: TlbMmu.invalidatePage");
        // end
    }

    @Override
    public void invalidateRange(int space, long start, long end) {
        // from step 4
        if (start != end || start == 0) {
            forget(space, start >>> Geometry.PAGE_SHIFT, (end - 1) >>> Geometry.PAGE_SHIFT);
        }
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
        for (int[] level : used) {
            java.util.Arrays.fill(level, 0);
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
