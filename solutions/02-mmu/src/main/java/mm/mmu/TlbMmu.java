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
 *                  a large page?   then that was the leaf
 *              what all levels together allow does not suffice?   fault
 *              set ACCESSED, and DIRTY in the leaf if this is a write
 *              remember the page in every TLB level
 * </pre>
 */
public final class TlbMmu implements Mmu {
    // GIVEN
    private final Geometry geometry;
    private final PhysicalMemory memory;

    /**
     * The right to fetch instructions. WRITE and USER give a right, and an access needs it on every level: so an AND over
     * the entries collects it. NX takes a right away. Inverted, bit 63 gives it, and the same AND collects it, too.
     */
    private static final long EXEC = Pte.NX;

    private static final long ALL_RIGHTS = Pte.PRESENT | Pte.WRITE | Pte.USER | EXEC;
    private static final long OFFSET_MASK = Geometry.PAGE_SIZE - 1;
    private static final int LARGE_LEVEL = 2;
    private static final long LARGE_OFFSET_MASK = (1L << 21) - 1;
    private static final int FRAME_END = 52;

    /** By kind of access: the rights that it needs on every level. PRESENT tells a translation from none. */
    private static final long[] NEEDED = new long[(PageFault.WRITE | PageFault.USER | PageFault.INSTRUCTION) + 1];

    static {
        for (int access = 0; access < NEEDED.length; access++) {
            NEEDED[access] = Pte.PRESENT
                    | ((access & PageFault.WRITE) != 0 ? Pte.WRITE : 0)
                    | ((access & PageFault.USER) != 0 ? Pte.USER : 0)
                    | ((access & PageFault.INSTRUCTION) != 0 ? EXEC : 0);
        }
    }

    private final Tlb nearest;
    private final int levels;
    private final int entryBytes;
    /** Bits of an address that index a table, which fills a page; and the mask of the place of an entry in its page. */
    private final int indexBits;

    private final long tableMask;
    /** Bits above the translated ones, which repeat the topmost of these; 0 if the pointer has none. */
    private final int signBits;

    private final long frameMask;
    /** Bits that must be 0 in a leaf, and in the entries above. */
    private final long reserved;

    private final long reservedAbove;
    /** Whether LARGE in an entry of level 2 is a leaf. */
    private boolean largePages;

    /** The address of the root table, and whose it is. */
    private long root;

    private int asid;
    private long hits;
    private long misses;

    /** Makes an MMU whose TLB has a level for each shape, the nearest first; it remembers nothing yet. */
    public TlbMmu(Geometry geometry, PhysicalMemory memory, TlbShape... shapes) {
        this.geometry = geometry;
        this.memory = memory;
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
    }

    @Override
    public void enableLargePages() {
        largePages = entryBytes == Long.BYTES;
    }

    @Override
    public void activate(int root, int asid) {
        if (asid < 0 || asid > MAX_ASID) {
            throw new IllegalArgumentException("an address-space id lies from 0 to " + MAX_ASID + ", not " + asid);
        }
        this.root = (long) root << Geometry.PAGE_SHIFT;
        this.asid = asid;
    }

    @Override
    public long translate(long address, int access) {
        long tag = Tlb.tag(address, asid);
        long translation = nearest.find(tag);
        if (suffices(translation, access)) {
            hits++;
            return physical(translation, address);
        }
        return translateFarther(address, access, tag);
    }

    @Override
    public void invalidatePage(int asid, long address) {
        for (Tlb tlb = nearest; tlb != null; tlb = tlb.farther) {
            tlb.forget(asid, address, address);
        }
    }

    @Override
    public void invalidateRange(int asid, long start, long end) {
        for (Tlb tlb = nearest; tlb != null; tlb = tlb.farther) {
            tlb.forget(asid, start, end - 1);
        }
    }

    @Override
    public void invalidateAsid(int asid) {
        invalidateRange(asid, 0, 0);
    }

    @Override
    public void invalidateAll() {
        for (Tlb tlb = nearest; tlb != null; tlb = tlb.farther) {
            tlb.clear();
        }
    }

    @Override
    public long tlbHits() {
        return hits;
    }

    @Override
    public long tlbMisses() {
        return misses;
    }

    /** Tells whether a remembered translation answers an access; 0, which is none, answers nothing. */
    private static boolean suffices(long translation, int access) {
        boolean allowed = (NEEDED[access] & ~translation) == 0;
        boolean marked = (access & PageFault.WRITE) == 0 || (translation & Pte.DIRTY) != 0;
        return allowed && marked;
    }

    /** The same for that of a large page, which has LARGE in place of PRESENT: no search for a small page accepts it. */
    private static boolean sufficesLarge(long translation, int access) {
        return (translation & Pte.LARGE) != 0 && suffices(translation | Pte.PRESENT, access);
    }

    private long physical(long entry, long address) {
        return (entry & frameMask) | (address & OFFSET_MASK);
    }

    private long physicalLarge(long entry, long address) {
        return (entry & frameMask) | (address & LARGE_OFFSET_MASK);
    }

    /** Asks the farther levels for what the nearest does not know, each level for a large page, too; then the tables. */
    private long translateFarther(long address, int access, long tag) {
        for (Tlb tlb = nearest; tlb != null; tlb = tlb.farther) {
            long translation = tlb == nearest ? 0 : tlb.find(tag);
            if (suffices(translation, access)) {
                hits++;
                remember(tlb, tag, translation);
                return physical(translation, address);
            }
            long large = tlb.findLarge(address, asid);
            if (sufficesLarge(large, access)) {
                hits++;
                rememberLarge(tlb, address, large);
                return physicalLarge(large, address);
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
        long common = ALL_RIGHTS | Pte.ACCESSED; // what the entries of all levels have
        long entry = root;
        int leaf = 1;
        for (int level = levels; level >= leaf; level--) {
            entry = memory.load(slot(entry, level, address), entryBytes);
            if ((entry & Pte.PRESENT) == 0) {
                return PageFault.result(access);
            }
            if ((entry & (level > 1 ? reservedAbove : reserved)) != 0) {
                if (!isLargePage(entry, level)) {
                    return PageFault.result(access | PageFault.PRESENT | PageFault.RESERVED);
                }
                leaf = level;
            }
            common &= entry ^ EXEC;
        }
        boolean allowed = (NEEDED[access] & ~common) == 0;
        if (!allowed) {
            return PageFault.result(access | PageFault.PRESENT);
        }
        long used = (access & PageFault.WRITE) != 0 ? Pte.ACCESSED | Pte.DIRTY : Pte.ACCESSED;
        boolean marked = Pte.has(entry, used) && Pte.has(common, Pte.ACCESSED);
        if (!marked) {
            mark(address, used, leaf);
        }
        long frameAndDirty = (entry | used) & (frameMask | Pte.DIRTY);
        if (leaf == LARGE_LEVEL) {
            rememberLarge(null, address, frameAndDirty | common & ~Pte.PRESENT | Pte.LARGE);
            return physicalLarge(entry, address);
        }
        remember(null, tag, frameAndDirty | common);
        return physical(entry, address);
    }

    /** Tells whether an entry that has LARGE or reserved bits is a large page, and nothing is wrong with it. */
    private boolean isLargePage(long entry, int level) {
        long inFrame = LARGE_OFFSET_MASK & ~OFFSET_MASK;
        return largePages && level == LARGE_LEVEL && (entry & (reservedAbove | inFrame)) == Pte.LARGE;
    }

    /**
     * Returns where the entry for an address lies in the table that the entry above it points to. The index of a level
     * begins at bit 12 + (level - 1) * indexBits; times entryBytes, which is 2^(12 - indexBits), at bit level * indexBits.
     */
    private long slot(long above, int level, long address) {
        return (above & frameMask) | ((address >>> (level * indexBits)) & tableMask);
    }

    /** Sets bits in the leaf, and ACCESSED in all entries above it, where they are not set. */
    private void mark(long address, long used, int leaf) {
        long entry = root;
        for (int level = levels; level >= leaf; level--) {
            long slot = slot(entry, level, address);
            long bits = level > leaf ? Pte.ACCESSED : used;
            entry = memory.load(slot, entryBytes);
            if (!Pte.has(entry, bits)) {
                memory.store(slot, entryBytes, entry | bits);
            }
        }
    }

    /** Enters a translation in the TLB levels from the nearest up to another, which has it already; null for all. */
    private void remember(Tlb end, long tag, long translation) {
        for (Tlb tlb = nearest; tlb != end; tlb = tlb.farther) {
            tlb.enter(tag, translation);
        }
    }

    private void rememberLarge(Tlb end, long address, long translation) {
        for (Tlb tlb = nearest; tlb != end; tlb = tlb.farther) {
            tlb.enterLarge(address, asid, translation);
        }
    }

    private boolean isCanonical(long address) {
        boolean fitsPointer = geometry.pointerBits() == Long.SIZE || (address >>> geometry.pointerBits()) == 0;
        return fitsPointer && (address << signBits) >> signBits == address;
    }
}
