package mm.mmu;

import java.util.Arrays;

/** One level of the TLB: places with the time of their last use, 0 for a place that is free. */
final class Translations {
    static final int NONE = -1;

    private final TlbShape shape;
    private final long[] pages;
    private final int[] asids;
    private final long[] times;
    final long[] frames;
    final long[] rights;
    private long clock;

    Translations(TlbShape shape) {
        this.shape = shape;
        pages = new long[shape.entries()];
        asids = new int[shape.entries()];
        times = new long[shape.entries()];
        frames = new long[shape.entries()];
        rights = new long[shape.entries()];
    }

    private int first(long page) {
        return (int) (page % shape.sets()) * shape.ways();
    }

    /** Returns the place of a page, which is used now, or NONE. */
    int find(long page, int asid) {
        for (int i = first(page); i < first(page) + shape.ways(); i++) {
            if (times[i] != 0 && pages[i] == page && asids[i] == asid) {
                times[i] = ++clock;
                return i;
            }
        }
        return NONE;
    }

    void put(long page, int asid, long frame, long right) {
        int place = find(page, asid);
        if (place == NONE) {
            place = first(page);
            for (int i = place; i < first(page) + shape.ways(); i++) {
                place = times[i] < times[place] ? i : place;
            }
        }
        pages[place] = page;
        asids[place] = asid;
        frames[place] = frame;
        rights[place] = right;
        times[place] = ++clock;
    }

    /** Forgets the pages of an address space from one on to another, both included. */
    void forget(int asid, long from, long to) {
        for (int i = 0; i < times.length; i++) {
            if (asids[i] == asid && pages[i] >= from && pages[i] <= to) {
                times[i] = 0;
            }
        }
    }

    void forgetAll() {
        Arrays.fill(times, 0);
    }
}
