package mm.lru;

/**
 * Pages in the order in which they came, in an array that is used round and round.
 *
 * <pre>
 *  ring   | 8 |   |   | 7 | 3 | - | 9 | 4 | 1 |      place[page]   where in the ring a page is
 *               ^       ^ hand: the oldest
 *               young: where the next page goes          -   a gap: a page was taken out of the middle
 *
 *  no place is free?            a new ring, of two places for each page
 *  once round, and some are?    a new ring, of as many places as pages
 * </pre>
 *
 * <p>Making a ring costs a few steps for each page that was added since the last one was made. Unlike links, neighbours in
 * time are neighbours in memory: the hand never waits for a cache line.
 */
final class PageRing {
    private static final int GAP = ReplacementPolicy.NO_PAGE;
    private static final int SMALLEST = 16;

    private final int[] place;
    private int[] ring = new int[SMALLEST];
    private int hand;
    private int used;
    private int size;

    /** Makes an empty ring for pages whose numbers are below a number. */
    PageRing(int pages) {
        place = new int[pages];
    }

    int size() {
        return size;
    }

    /** Puts a page that is in no ring at the young end. */
    void add(int page) {
        if (used == ring.length) {
            renew(Math.max(SMALLEST, 2 * size));
        }
        put(page);
        size++;
        if (hand + used == ring.length && hand > 0) {
            renew(size);
        }
    }

    private void put(int page) {
        int young = hand + used < ring.length ? hand + used : hand + used - ring.length;
        ring[young] = page;
        place[page] = young;
        used++;
    }

    private void renew(int places) {
        int[] pages = new int[size];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = ring[hand];
            advance();
        }
        ring = new int[places];
        hand = 0;
        for (int page : pages) {
            put(page);
        }
    }

    /** Moves the hand to the next page, over gaps. */
    private void advance() {
        do {
            hand = hand + 1 == ring.length ? 0 : hand + 1;
            used--;
        } while (used > 0 && ring[hand] == GAP);
    }

    /** Returns the page at the old end; {@link ReplacementPolicy#NO_PAGE} if there is none. */
    int oldest() {
        return size == 0 ? ReplacementPolicy.NO_PAGE : ring[hand];
    }

    /** Moves the page at the old end to the young end; in a full ring these are one place, and the page stays there. */
    void spareOldest() {
        if (used < ring.length) {
            put(ring[hand]);
        } else {
            used++;
        }
        advance();
    }

    /** Takes out a page from wherever it is. */
    void remove(int page) {
        size--;
        if (place[page] == hand) {
            advance();
        } else {
            ring[place[page]] = GAP;
        }
    }
}
