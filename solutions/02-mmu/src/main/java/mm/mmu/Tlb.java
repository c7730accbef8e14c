package mm.mmu;

import java.util.Arrays;

/**
 * One level of the TLB: sets of a few entries, each set a ring in the order of last use.
 *
 * <pre>
 *  63                                            12 11          0
 * +------------------------------------------------+-------------+
 * |           virtual page number                  |    asid     |   tag
 * +------------------------------------------------+-------------+
 * |           frame, and the rights around it as TlbMmu has them |   translation
 * +--------------------------------------------------------------+
 *
 *  a set:   | 2nd | 3rd | 4th | newest |      what comes in goes one to the left, and replaces the 4th
 * </pre>
 *
 * <p>Tag and translation of a way lie side by side. Most searches end at the newest, and a page that comes in moves no
 * other. Empty ways are the oldest. All of it are numbers in two arrays; no objects.
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
    /** By set: where its newest way is. */
    private final int[] newest;

    Tlb(TlbShape shape, Tlb farther) {
        this.farther = farther;
        sets = shape.sets();
        width = 2 * shape.ways();
        entries = new long[2 * shape.entries()];
        newest = new int[sets];
        Arrays.setAll(newest, set -> set * width);
        clear();
    }

    static long tag(long address, int asid) {
        return address & ~ASID_MASK | asid;
    }

    private int set(long tag) {
        return (int) (tag >>> ASID_BITS) & sets - 1;
    }

    /** Returns the translation of a page and notes that it was used, or returns 0 if there is none. */
    long find(long tag) {
        int set = set(tag);
        int way = newest[set];
        return entries[way] == tag ? entries[way + 1] : search(set, tag);
    }

    private long search(int set, long tag) {
        int first = set * width;
        for (int way = first; way != first + width; way += 2) {
            if (entries[way] == tag) {
                long translation = entries[way + 1];
                toFront(set, way, tag, translation);
                return translation;
            }
        }
        return 0;
    }

    private void toFront(int set, int way, long tag, long translation) {
        int to = way;
        while (to != newest[set]) {
            int from = newer(set, to);
            entries[to] = entries[from];
            entries[to + 1] = entries[from + 1];
            to = from;
        }
        entries[to] = tag;
        entries[to + 1] = translation;
    }

    private int newer(int set, int way) {
        return way == set * width ? way + width - 2 : way - 2;
    }

    private int older(int set, int way) {
        return way + 2 == (set + 1) * width ? way + 2 - width : way + 2;
    }

    /**
     * Remembers a translation of a page that was just looked for: in place of its old one, which {@code find} has put in
     * front, else of the oldest.
     */
    void enter(long tag, long translation) {
        int set = set(tag);
        int way = newest[set];
        if (entries[way] != tag) {
            way = newer(set, way);
            newest[set] = way;
        }
        entries[way] = tag;
        entries[way + 1] = translation;
    }

    /** Forgets the pages of one address space from the page of start to that of last: visits only their sets. */
    void forget(int asid, long start, long last) {
        long pages = (last >>> ASID_BITS) - (start >>> ASID_BITS) + 1;
        for (long page = 0; page < Math.min(pages, sets); page++) {
            forgetInSet(set(start + (page << ASID_BITS)), asid, start & ~ASID_MASK, last);
        }
    }

    private void forgetInSet(int set, int asid, long start, long last) {
        int way = newest[set];
        do {
            while (isIn(entries[way], asid, start, last)) {
                drop(set, way);
            }
            way = older(set, way);
        } while (way != newest[set]);
    }

    private static boolean isIn(long tag, int asid, long start, long last) {
        long address = tag & ~ASID_MASK;
        return tag != EMPTY
                && tag == tag(address, asid)
                && Long.compareUnsigned(start, address) <= 0
                && Long.compareUnsigned(address, last) <= 0;
    }

    /** Moves all that are older one way up, and leaves the oldest empty. */
    private void drop(int set, int way) {
        int to = way;
        for (int from = older(set, to); from != newest[set]; from = older(set, to)) {
            entries[to] = entries[from];
            entries[to + 1] = entries[from + 1];
            to = from;
        }
        entries[to] = EMPTY;
    }

    void clear() {
        Arrays.fill(entries, EMPTY);
    }
}
