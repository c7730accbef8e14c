package mm.lru;

/**
 * A hand that goes round over the pages, and one bit for each.
 *
 * <p>The hand is at the old end of a {@link PageRing}; a page that it spares gets a second chance and is then at the young
 * end, which the hand comes to last.
 *
 * <pre>
 * touch:  accessed[page] = true            (in a real machine the processor does this, during the walk)
 * evict:  while accessed[page at the hand]
 *             accessed[page at the hand] = false, and the hand goes on
 *         the page at the hand
 * </pre>
 */
public final class Clock implements ReplacementPolicy {
    // GIVEN
    private static final byte RESIDENT = 1;
    private static final byte ACCESSED = 2;

    // GIVEN
    private final PageRing ring;
    private final byte[] bits;

    // GIVEN
    /** Makes a policy without resident pages. */
    public Clock(int pages) {
        ring = new PageRing(pages);
        bits = new byte[pages];
    }

    @Override
    public void insert(int page) {
        ring.add(page);
        bits[page] = RESIDENT | ACCESSED;
    }

    @Override
    public boolean touch(int page) {
        if (bits[page] == 0) {
            return false;
        }
        bits[page] = RESIDENT | ACCESSED;
        return true;
    }

    @Override
    public int evict() {
        int page = ring.oldest();
        while (page != NO_PAGE && (bits[page] & ACCESSED) != 0) {
            bits[page] = RESIDENT;
            ring.spareOldest();
            page = ring.oldest();
        }
        if (page != NO_PAGE) {
            remove(page);
        }
        return page;
    }

    @Override
    public void evict(int page) {
        remove(page);
    }

    @Override
    public void cold(int page) {
        bits[page] &= RESIDENT;
    }

    @Override
    public void remove(int page) {
        if (bits[page] != 0) {
            ring.remove(page);
            bits[page] = 0;
        }
    }

    @Override
    public boolean contains(int page) {
        return bits[page] != 0;
    }

    @Override
    public int size() {
        return ring.size();
    }
}
