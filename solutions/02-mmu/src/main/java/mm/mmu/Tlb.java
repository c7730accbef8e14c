// BEGIN SOLUTION
package mm.mmu;

import java.util.Arrays;

/**
 * One level of the TLB: sets of a few entries, each set ordered by last use.
 *
 * <pre>
 *  63                                            12 11          0
 * +------------------------------------------------+-------------+
 * |           virtual page number                  |    asid     |   tag
 * +------------------------------------------------+-------------+
 * |           frame, and the rights around it as TlbMmu has them |   translation
 * +--------------------------------------------------------------+
 * </pre>
 *
 * <p>A set holds its ways side by side, tag and translation in turn, the one used last in front and the empty ones at
 * the end: so the least recently used is the last, and most searches end at the first. One array of {@code long}, where a
 * set of four is one line of the processor's cache; no objects.
 */
final class Tlb {
    /** No page's tag: the address is canonical in no geometry. */
    private static final long EMPTY = Long.MIN_VALUE;

    private static final int ASID_BITS = 12;
    private static final long ASID_MASK = (1L << ASID_BITS) - 1;

    private final int sets;
    /** Numbers in a set: two for each way. */
    private final int width;

    private final long[] entries;

    Tlb(TlbShape shape) {
        sets = shape.sets();
        width = 2 * shape.ways();
        entries = new long[2 * shape.entries()];
        clear();
    }

    static long tag(long address, int asid) {
        return address & ~ASID_MASK | asid;
    }

    /** Returns the place of the first way of a page's set. */
    private int set(long tag) {
        return ((int) (tag >>> ASID_BITS) & sets - 1) * width;
    }

    /** Returns the translation of a page and notes that it was used, or returns 0 if there is none. */
    long find(long tag) {
        int set = set(tag);
        if (entries[set] == tag) {
            return entries[set + 1];
        }
        for (int way = set + 2; way < set + width; way += 2) {
            if (entries[way] == tag) {
                long translation = entries[way + 1];
                toFront(set, way, tag, translation);
                return translation;
            }
        }
        return 0;
    }

    /**
     * Remembers a translation of a page that was just looked for: in place of its old one, which {@code find} has put in
     * front, else of the last way, which is empty or the least recently used.
     */
    void enter(long tag, long translation) {
        int set = set(tag);
        int last = set + width - 2;
        toFront(set, entries[set] == tag ? set : last, tag, translation);
    }

    /** Overwrites one way of a set, and puts it in front of the others. */
    private void toFront(int set, int way, long tag, long translation) {
        for (int i = way; i > set; i -= 2) {
            entries[i] = entries[i - 2];
            entries[i + 1] = entries[i - 1];
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

    private void forgetInSet(int set, int asid, long start, long last) {
        int kept = set;
        for (int way = set; way < set + width; way += 2) {
            long tag = entries[way];
            long address = tag & ~ASID_MASK;
            boolean goes = tag == tag(address, asid)
                    && Long.compareUnsigned(start, address) <= 0
                    && Long.compareUnsigned(address, last) <= 0;
            if (!goes) {
                entries[kept] = tag;
                entries[kept + 1] = entries[way + 1];
                kept += 2;
            }
        }
        Arrays.fill(entries, kept, set + width, EMPTY);
    }

    void clear() {
        Arrays.fill(entries, EMPTY);
    }
}
// END SOLUTION
