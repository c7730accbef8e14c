package mm.mmu;

import java.util.Arrays;
import mm.machine.Pte;

/**
 * One level of the TLB: sets of a few entries, each set in the order of last use.
 *
 * <pre>
 *  63                                            12 11          0
 * +------------------------------------------------+-------------+
 * |           virtual page number                  |    asid     |   tag
 * +------------------------------------------------+-------------+
 * |           frame, and the rights around it as TlbMmu has them |   translation
 * +--------------------------------------------------------------+
 *
 *  a large page:  the number of its first page, bit 62 inverted: no canonical address;  its translation has LARGE
 *
 *  a set:   | newest | 2nd | 3rd | oldest |      what is used or comes in goes to the front: those before it move on
 * </pre>
 *
 * <p>Tag and translation of a way lie side by side in one array of numbers. Most searches end at the newest. Empty ways
 * are the oldest.
 */
final class Tlb {
    /** No page's tag: the address is canonical in no geometry. */
    private static final long EMPTY = Long.MIN_VALUE;

    private static final int ASID_BITS = 12;
    private static final long ASID_MASK = (1L << ASID_BITS) - 1;
    private static final int LARGE_SHIFT = 21;
    private static final long LARGE_SIZE = 1L << LARGE_SHIFT;
    private static final long LARGE_MARK = 1L << 62;

    /** The next level; null if this is the last. */
    final Tlb farther;

    private final int sets;
    /** Numbers in a set: two for each way. */
    private final int width;

    private final long[] entries;
    /** Whether a large page ever came in. */
    private boolean hasLarge;

    /** Makes an empty level in front of another one. */
    Tlb(TlbShape shape, Tlb farther) {
        this.farther = farther;
        sets = shape.sets();
        width = 2 * shape.ways();
        entries = new long[2 * shape.entries()];
        clear();
    }

    static long tag(long address, int asid) {
        return (address & ~ASID_MASK) | asid;
    }

    private static long largeTag(long address, int asid) {
        return (address & -LARGE_SIZE | asid) ^ LARGE_MARK;
    }

    /** Returns where the set of a page, or of a large page, begins. */
    private int set(long number) {
        return ((int) number & (sets - 1)) * width;
    }

    /** Returns the translation of a page and notes that it was used, or returns 0 if there is none. */
    long find(long tag) {
        return find(set(tag >>> ASID_BITS), tag);
    }

    /** Returns the translation of the large page of an address, in the same way. */
    long findLarge(long address, int asid) {
        return hasLarge ? find(set(address >>> LARGE_SHIFT), largeTag(address, asid)) : 0;
    }

    private long find(int set, long tag) {
        if (entries[set] == tag) {
            return entries[set + 1];
        }
        for (int way = set + 2; way < set + width; way += 2) {
            if (entries[way] == tag) {
                toFront(set, way, tag, entries[way + 1]);
                return entries[set + 1];
            }
        }
        return 0;
    }

    /** Remembers a translation of a page: in place of its old one, else of the oldest. */
    void enter(long tag, long translation) {
        enter(set(tag >>> ASID_BITS), tag, translation);
    }

    /** Remembers a translation of the large page of an address, in the same way. */
    void enterLarge(long address, int asid, long translation) {
        hasLarge = true;
        enter(set(address >>> LARGE_SHIFT), largeTag(address, asid), translation);
    }

    private void enter(int set, long tag, long translation) {
        int way = set;
        while (entries[way] != tag && way < set + width - 2) {
            way += 2;
        }
        toFront(set, way, tag, translation);
    }

    /** Moves the ways in front of one a place on, and fills the front. */
    private void toFront(int set, int way, long tag, long translation) {
        for (int to = way; to > set; to -= 2) {
            entries[to] = entries[to - 2];
            entries[to + 1] = entries[to - 1];
        }
        entries[set] = tag;
        entries[set + 1] = translation;
    }

    /** Forgets the pages of one address space from the page of start to that of last: visits only their sets. */
    void forget(int asid, long start, long last) {
        forgetInSets(ASID_BITS, asid, start & ~ASID_MASK, last);
        if (hasLarge) {
            forgetInSets(LARGE_SHIFT, asid, start & ~ASID_MASK, last);
        }
    }

    /** Visits the sets of the pages, or of the large pages, in a range. */
    private void forgetInSets(int shift, int asid, long start, long last) {
        long pages = (last >>> shift) - (start >>> shift) + 1;
        for (long page = 0; page < Math.min(pages, sets); page++) {
            forgetInSet(set((start >>> shift) + page), asid, start, last);
        }
    }

    /** Keeps the other ways of a set, in their order; the rest is empty. */
    private void forgetInSet(int set, int asid, long start, long last) {
        int kept = set;
        for (int way = set; way < set + width; way += 2) {
            if (!isIn(entries[way], entries[way + 1], asid, start, last)) {
                entries[kept] = entries[way];
                entries[kept + 1] = entries[way + 1];
                kept += 2;
            }
        }
        Arrays.fill(entries, kept, set + width, EMPTY);
    }

    private static boolean isIn(long tag, long translation, int asid, long start, long last) {
        boolean large = (translation & Pte.LARGE) != 0;
        long address = (large ? tag ^ LARGE_MARK : tag) & ~ASID_MASK;
        long end = address + (large ? LARGE_SIZE : ASID_MASK + 1) - 1;
        return (tag & ASID_MASK) == asid
                && tag != EMPTY
                && Long.compareUnsigned(start, end) <= 0
                && Long.compareUnsigned(address, last) <= 0;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(entries, EMPTY);
    }
}
