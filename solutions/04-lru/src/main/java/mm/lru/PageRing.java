// BEGIN SOLUTION
package mm.lru;

import java.util.Arrays;

/**
 * Pages in the order in which they came, in an array that is used round and round.
 *
 * <pre>
 *  ring   | 8 |   |   | 7 | 3 | - | 9 | 4 | 1 |      place[page]   where in the ring a page is
 *               ^       ^ hand: the oldest
 *               young: where the next page goes          -   a gap: a page was taken out of the middle
 *
 *  no place is free?  a new ring, of two places for each page
 * </pre>
 *
 * <p>Making a ring costs a few steps for each page that was added since the last one was made. Unlike links, neighbours in
 * time are neighbours in memory: the hand never waits for a cache line.
 */
final class PageRing {
    private static final int GAP = ReplacementPolicy.NO_PAGE;
    private static final int SMALLEST = 16;

    private int[] ring = new int[SMALLEST];
    private final int[] place;
    private int hand;
    private int young;
    private int used;

    PageRing(int pages) {
        place = new int[pages];
    }

    private int next(int i) {
        return i + 1 == ring.length ? 0 : i + 1;
    }

    /** Puts a page that is not in the ring at the young end. */
    void add(int page) {
        if (used == ring.length) {
            renew();
        }
        ring[young] = page;
        place[page] = young;
        young = next(young);
        used++;
    }

    private void renew() {
        int[] kept = new int[ring.length];
        int pages = 0;
        for (int i = 0; i < ring.length; i++) {
            int page = ring[(hand + i) % ring.length];
            if (page != GAP) {
                place[page] = pages;
                kept[pages++] = page;
            }
        }
        ring = Arrays.copyOf(kept, Math.max(SMALLEST, 2 * pages));
        hand = 0;
        young = pages;
        used = pages;
    }

    /** Takes out the page at the old end, and returns it; {@link ReplacementPolicy#NO_PAGE} if there is none. */
    int takeOldest() {
        int page = GAP;
        while (page == GAP && used > 0) {
            page = ring[hand];
            hand = next(hand);
            used--;
        }
        return page;
    }

    /** Takes out a page from wherever it is. */
    void remove(int page) {
        ring[place[page]] = GAP;
    }
}
// END SOLUTION
