package mm.mmu;

import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.Geometry;

/**
 * An MMU with a TLB of one or more levels.
 *
 * <pre>
 *  translate:  a TLB level remembers the page, and that suffices for this access?  then a hit
 *              else walk: read one entry a level, from the root down
 *                  not present, or a reserved bit?   fault
 *              what all levels together allow does not suffice?   fault
 *              set ACCESSED, and DIRTY in the leaf if this is a write
 *              remember the page in every TLB level
 * </pre>
 */
public final class TlbMmu implements Mmu {
    private final Geometry geometry;
    private final PhysicalMemory memory;

    // BEGIN SOLUTION
    // STUB:
    /**
     * A right that NX takes away, so that an AND over all levels collects it as it collects the others: bit 63 of an
     * entry is inverted for it.
     */
    private static final long EXEC = Pte.NX;

    private static final long ALL_RIGHTS = Pte.PRESENT | Pte.WRITE | Pte.USER | EXEC;
    private static final long OFFSET_MASK = Geometry.PAGE_SIZE - 1;
    private static final int FRAME_END = 52;

    /** By kind of access: what a remembered translation must have, for a hit. PRESENT is never missing in one. */
    private static final long[] NEEDED = new long[(PageFault.WRITE | PageFault.USER | PageFault.INSTRUCTION) + 1];

    static {
        for (int access = 0; access < NEEDED.length; access++) {
            NEEDED[access] = Pte.PRESENT
                    | ((access & PageFault.WRITE) != 0 ? Pte.WRITE | Pte.DIRTY : 0)
                    | ((access & PageFault.USER) != 0 ? Pte.USER : 0)
                    | ((access & PageFault.INSTRUCTION) != 0 ? EXEC : 0);
        }
    }

    private final Tlb nearest;
    private final int levels;
    private final int entryBytes;
    /** Bits of an address that index a table, which fills a page; and all offsets of entries in it. */
    private final int indexBits;

    private final long tableMask;
    private final int signBits;
    private final long frameMask;
    /** Bits that must be 0 in a leaf, and in the entries above. */
    private final long reserved;

    private final long reservedAbove;

    private long root;
    private int asid;
    private long hits;
    private long misses;
    // END SOLUTION

    /** Makes an MMU whose TLB has a level for each shape, the nearest first; it remembers nothing yet. */
    public TlbMmu(Geometry geometry, PhysicalMemory memory, TlbShape... shapes) {
        this.geometry = geometry;
        this.memory = memory;
        // BEGIN SOLUTION
        // STUB: // An empty TLB for each shape, and what the walk wants to know of each level of the tables.
        Tlb farther = null;
        for (int i = shapes.length - 1; i >= 0; i--) {
            farther = new Tlb(shapes[i], farther);
        }
        nearest = farther;
        levels = geometry.levels();
        entryBytes = geometry.entryBytes();
        indexBits = Geometry.PAGE_SHIFT - Integer.numberOfTrailingZeros(entryBytes);
        tableMask = Geometry.PAGE_SIZE - entryBytes;
        signBits = geometry.pointerBits() > geometry.addressBits() ? Long.SIZE - geometry.addressBits() : 0;
        frameMask = (1L << geometry.physicalBits()) - Geometry.PAGE_SIZE;
        reserved = (1L << FRAME_END) - (1L << geometry.physicalBits());
        reservedAbove = reserved | Pte.LARGE;
        // END SOLUTION
    }

    @Override
    public void activate(int root, int asid) {
        // BEGIN SOLUTION
        if (asid < 0 || asid > MAX_ASID) {
            throw new IllegalArgumentException("an address-space id lies from 0 to " + MAX_ASID + ", not " + asid);
        }
        this.root = (long) root << Geometry.PAGE_SHIFT;
        this.asid = asid;
        // END SOLUTION
    }

    @Override
    public long translate(long address, int access) {
        // BEGIN SOLUTION
        long tag = Tlb.tag(address, asid);
        long translation = nearest.find(tag);
        if ((NEEDED[access] & ~translation) == 0) {
            hits++;
            return translation & frameMask | address & OFFSET_MASK;
        }
        return translateFarther(address, access, tag);
        // END SOLUTION
    }

    @Override
    public void invalidatePage(int asid, long address) {
        // BEGIN SOLUTION
        for (Tlb tlb = nearest; tlb != null; tlb = tlb.farther) {
            tlb.forget(asid, address, address);
        }
        // END SOLUTION
    }

    @Override
    public void invalidateRange(int asid, long start, long end) {
        // BEGIN SOLUTION
        for (Tlb tlb = nearest; tlb != null; tlb = tlb.farther) {
            tlb.forget(asid, start, end - 1);
        }
        // END SOLUTION
    }

    @Override
    public void invalidateAsid(int asid) {
        // BEGIN SOLUTION
        invalidateRange(asid, 0, 0);
        // END SOLUTION
    }

    @Override
    public void invalidateAll() {
        // BEGIN SOLUTION
        for (Tlb tlb = nearest; tlb != null; tlb = tlb.farther) {
            tlb.clear();
        }
        // END SOLUTION
    }

    @Override
    public long tlbHits() {
        // BEGIN SOLUTION
        return hits;
        // END SOLUTION
    }

    @Override
    public long tlbMisses() {
        // BEGIN SOLUTION
        return misses;
        // END SOLUTION
    }

    // BEGIN SOLUTION
    // STUB:
    /** Asks the farther levels for what the nearest does not know, then the tables. */
    private long translateFarther(long address, int access, long tag) {
        for (Tlb tlb = nearest.farther; tlb != null; tlb = tlb.farther) {
            long translation = tlb.find(tag);
            if ((NEEDED[access] & ~translation) == 0) {
                hits++;
                remember(tlb, tag, translation);
                return translation & frameMask | address & OFFSET_MASK;
            }
        }
        if (!isCanonical(address)) {
            return PageFault.GENERAL_PROTECTION;
        }
        misses++;
        return walk(address, access, tag);
    }

    /**
     * Reads the tables, and remembers what they say unless it is a fault.
     *
     * <pre>
     *  63 62        52 51                           12 11    7 6 5 4 3 2 1 0
     * +--+------------+-------------------------------+-----+-+-+-+---+-+-+-+
     * |NX|  ignored   |   frame of the table below    |     |S|D|A|   |U|W|P|   an entry; the frame's bits from
     * +--+------------+-------------------------------+-----+-+-+-+---+-+-+-+   physicalBits on are reserved
     * </pre>
     */
    private long walk(long address, int access, long tag) {
        long rights = ALL_RIGHTS | Pte.ACCESSED;
        long entry = root;
        for (int level = levels; level >= 1; level--) {
            entry = memory.load(slot(entry, level, address), entryBytes);
            if ((entry & Pte.PRESENT) == 0) {
                return PageFault.result(access);
            }
            if ((entry & (level > 1 ? reservedAbove : reserved)) != 0) {
                return PageFault.result(access | PageFault.PRESENT | PageFault.RESERVED);
            }
            rights &= entry ^ EXEC;
        }
        if ((NEEDED[access] & ALL_RIGHTS & ~rights) != 0) {
            return PageFault.result(access | PageFault.PRESENT);
        }
        long used = (access & PageFault.WRITE) != 0 ? Pte.ACCESSED | Pte.DIRTY : Pte.ACCESSED;
        if ((used & ~(entry & (rights | Pte.DIRTY))) != 0) {
            mark(address, used);
        }
        remember(null, tag, (entry | used) & (frameMask | Pte.DIRTY) | rights);
        return entry & frameMask | address & OFFSET_MASK;
    }

    /** Returns where the entry for an address lies in the table that the entry above it points to. */
    private long slot(long above, int level, long address) {
        return above & frameMask | address >>> level * indexBits & tableMask;
    }

    /** Sets bits in the leaf, and ACCESSED in all entries above it, where they are not set. */
    private void mark(long address, long used) {
        long entry = root;
        for (int level = levels; level >= 1; level--) {
            long slot = slot(entry, level, address);
            long bits = level > 1 ? Pte.ACCESSED : used;
            entry = memory.load(slot, entryBytes);
            if (!Pte.has(entry, bits)) {
                memory.store(slot, entryBytes, entry | bits);
            }
        }
    }

    /** Enters a translation in the TLB levels from the nearest up to another; null stands for all. */
    private void remember(Tlb end, long tag, long translation) {
        for (Tlb tlb = nearest; tlb != end; tlb = tlb.farther) {
            tlb.enter(tag, translation);
        }
    }

    private boolean isCanonical(long address) {
        boolean fits = geometry.pointerBits() == Long.SIZE || address >>> geometry.pointerBits() == 0;
        return fits && address << signBits >> signBits == address;
    }
    // END SOLUTION
}
