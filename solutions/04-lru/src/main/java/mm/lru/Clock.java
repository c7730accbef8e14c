package mm.lru;

/**
 * A hand that goes round over the pages, and one bit for each.
 *
 * <p>The ring is a list: the hand stands at the old end, and the page it spares moves to the young end, which is the
 * place that the hand comes to last.
 *
 * <pre>
 * touch:  accessed[page] = true            (in a real machine the processor does this, during the walk)
 * evict:  while accessed[page at the hand]
 *             accessed[page at the hand] = false, and the hand goes on
 *         the page at the hand
 * </pre>
 */
public final class Clock implements ReplacementPolicy {
    private static final byte RESIDENT = 1;
    private static final byte ACCESSED = 2;

    // BEGIN SOLUTION
    // STUB: private static final int RING = 0;
    // STUB: private final PageLinks links;
    private final PageRing ring;
    // END SOLUTION
    private final byte[] bits;
    // BEGIN SOLUTION
    // STUB: private int size;
    // END SOLUTION

    /** Makes a policy without resident pages. */
    public Clock(int pages) {
        // BEGIN SOLUTION
        // STUB: links = new PageLinks(pages, 1);
        ring = new PageRing(new int[pages]);
        // END SOLUTION
        bits = new byte[pages];
    }

    @Override
    public void insert(int page) {
        // BEGIN SOLUTION
        ring.add(page);
        bits[page] = RESIDENT | ACCESSED;
        // END SOLUTION
    }

    @Override
    public boolean touch(int page) {
        // BEGIN SOLUTION
        if (bits[page] == 0) {
            return false;
        }
        bits[page] = RESIDENT | ACCESSED;
        return true;
        // END SOLUTION
    }

    @Override
    public int evict() {
        // BEGIN SOLUTION
        int page = ring.oldest();
        while (page != NO_PAGE && (bits[page] & ACCESSED) != 0) {
            bits[page] = RESIDENT;
            ring.spareOldest();
            page = ring.oldest();
        }
        if (page != NO_PAGE) {
            bits[page] = 0;
            ring.takeOldest();
        }
        return page;
        // END SOLUTION
    }

    @Override
    public void evict(int page) {
        // BEGIN SOLUTION
        remove(page);
        // END SOLUTION
    }

    @Override
    public void cold(int page) {
        // BEGIN SOLUTION
        bits[page] &= RESIDENT;
        // END SOLUTION
    }

    @Override
    public void remove(int page) {
        // BEGIN SOLUTION
        if (bits[page] != 0) {
            ring.remove(page);
            bits[page] = 0;
        }
        // END SOLUTION
    }

    @Override
    public boolean contains(int page) {
        // BEGIN SOLUTION
        return bits[page] != 0;
        // END SOLUTION
    }

    @Override
    public int size() {
        // BEGIN SOLUTION
        return ring.size();
        // END SOLUTION
    }
}
