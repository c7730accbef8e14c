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
 * <p>A set holds its ways side by side, the one used last in front and the empty ones at the end: so the least
 * recently used is the last, and a search may stop at the first empty one. Two arrays of {@code long}, no objects.
 */
final class Tlb {
    /** No page's tag: the address is canonical in no geometry. */
    private static final long EMPTY = Long.MIN_VALUE;

    private static final int ASID_BITS = 12;
    private static final long ASID_MASK = (1L << ASID_BITS) - 1;

    private final int sets;
    private final int ways;
    private final long[] tags;
    private final long[] translations;

    Tlb(TlbShape shape) {
        sets = shape.sets();
        ways = shape.ways();
        tags = new long[shape.entries()];
        translations = new long[shape.entries()];
        clear();
    }

    static long tag(long address, int asid) {
        return address & ~ASID_MASK | asid;
    }

    /** Returns the place of the first way of a page's set. */
    private int set(long tag) {
        return ((int) (tag >>> ASID_BITS) & sets - 1) * ways;
    }

    /** Returns the translation of a page and notes that it was used, or returns 0 if there is none. */
    long find(long tag) {
        int set = set(tag);
        for (int way = set; way < set + ways; way++) {
            if (tags[way] == tag) {
                long translation = translations[way];
                if (way != set) {
                    toFront(set, way, tag, translation);
                }
                return translation;
            }
        }
        return 0;
    }

    /** Remembers a translation, in place of the page's old one, or an empty way, or the least recently used one. */
    void enter(long tag, long translation) {
        int set = set(tag);
        int way = set;
        while (way < set + ways - 1 && tags[way] != tag && tags[way] != EMPTY) {
            way++;
        }
        toFront(set, way, tag, translation);
    }

    /** Overwrites one way of a set, and puts it in front of the others. */
    private void toFront(int set, int way, long tag, long translation) {
        for (int i = way; i > set; i--) {
            tags[i] = tags[i - 1];
            translations[i] = translations[i - 1];
        }
        tags[set] = tag;
        translations[set] = translation;
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
        for (int way = set; way < set + ways; way++) {
            long address = tags[way] & ~ASID_MASK;
            boolean goes = tags[way] == tag(address, asid)
                    && Long.compareUnsigned(start, address) <= 0
                    && Long.compareUnsigned(address, last) <= 0;
            if (!goes) {
                tags[kept] = tags[way];
                translations[kept++] = translations[way];
            }
        }
        Arrays.fill(tags, kept, set + ways, EMPTY);
        Arrays.fill(translations, kept, set + ways, 0);
    }

    void clear() {
        Arrays.fill(tags, EMPTY);
        Arrays.fill(translations, 0);
    }
}
// END SOLUTION
