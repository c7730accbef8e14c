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
    // GIVEN
    private static final int RING = 0;
    private static final byte RESIDENT = 1;
    private static final byte ACCESSED = 2;

    // GIVEN
    private final PageLinks links;
    private final byte[] bits;
    private int size;

    // GIVEN
    /** Makes a policy without resident pages. */
    public Clock(int pages) {
        links = new PageLinks(pages, 1);
        bits = new byte[pages];
    }

    @Override
    public void insert(int page) {
        links.addYoung(RING, page);
        bits[page] = RESIDENT | ACCESSED;
        size++;
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
        int page = links.oldest(RING);
        while (page != NO_PAGE && (bits[page] & ACCESSED) != 0) {
            bits[page] = RESIDENT;
            links.remove(page);
            links.addYoung(RING, page);
            page = links.oldest(RING);
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
            links.remove(page);
            bits[page] = 0;
            size--;
        }
    }

    @Override
    public boolean contains(int page) {
        return bits[page] != 0;
    }

    @Override
    public int size() {
        return size;
    }
}
