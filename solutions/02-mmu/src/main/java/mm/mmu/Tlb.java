package mm.mmu;

import java.util.Arrays;

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

    /** The next level; null if this is the last. */
    final Tlb farther;

    private final int sets;
    /** Numbers in a set: two for each way. */
    private final int width;

    private final long[] entries;

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

    /** Returns where the set of a page begins. */
    private int set(long tag) {
        return ((int) (tag >>> ASID_BITS) & (sets - 1)) * width;
    }

    /** Returns the translation of a page and notes that it was used, or returns 0 if there is none. */
    long find(long tag) {
        int set = set(tag);
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

    /**
     * Remembers a translation of a page that was just looked for: in place of its old one, which {@code find} has put in
     * front, else of the oldest.
     */
    void enter(long tag, long translation) {
        int set = set(tag);
        int replaced = entries[set] == tag ? set : set + width - 2;
        toFront(set, replaced, tag, translation);
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
        long pages = (last >>> ASID_BITS) - (start >>> ASID_BITS) + 1;
        for (long page = 0; page < Math.min(pages, sets); page++) {
            forgetInSet(set(start + (page << ASID_BITS)), asid, start & ~ASID_MASK, last);
        }
    }

    /** Keeps the other ways of a set, in their order; the rest is empty. */
    private void forgetInSet(int set, int asid, long start, long last) {
        int kept = set;
        for (int way = set; way < set + width; way += 2) {
            if (!isIn(entries[way], asid, start, last)) {
                entries[kept] = entries[way];
                entries[kept + 1] = entries[way + 1];
                kept += 2;
            }
        }
        for (int way = kept; way < set + width; way += 2) {
            entries[way] = EMPTY;
        }
    }

    private static boolean isIn(long tag, int asid, long start, long last) {
        long address = tag & ~ASID_MASK;
        return tag == tag(address, asid)
                && Long.compareUnsigned(start, address) <= 0
                && Long.compareUnsigned(address, last) <= 0;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(entries, EMPTY);
    }
}
