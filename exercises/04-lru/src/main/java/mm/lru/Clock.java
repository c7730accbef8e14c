package mm.lru;

import mm.machine.Todo;

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
    private static final byte RESIDENT = 1;
    private static final byte ACCESSED = 2;

    private final PageRing ring;
    private final byte[] bits;

    /** Makes a policy without resident pages. */
    public Clock(int pages) {
        ring = new PageRing(pages);
        bits = new byte[pages];
    }

    @Override
    public void insert(int page) {
        throw new Todo("exercise 04: Clock.insert");
    }

    @Override
    public boolean touch(int page) {
        throw new Todo("exercise 04: Clock.touch");
    }

    @Override
    public int evict() {
        throw new Todo("exercise 04: Clock.evict");
    }

    @Override
    public void evict(int page) {
        throw new Todo("exercise 04: Clock.evict");
    }

    @Override
    public void cold(int page) {
        throw new Todo("exercise 04: Clock.cold");
    }

    @Override
    public void remove(int page) {
        throw new Todo("exercise 04: Clock.remove");
    }

    @Override
    public boolean contains(int page) {
        throw new Todo("exercise 04: Clock.contains");
    }

    @Override
    public int size() {
        throw new Todo("exercise 04: Clock.size");
    }
}
