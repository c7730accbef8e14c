package mm.lru;

import mm.machine.Todo;

/**
 * Linux's active and inactive lists, with a second chance by the accessed bit.
 *
 * <pre>
 *               touched once more after its second chance
 *            +--------------------------------------------+
 *            |                                            v
 *   insert -> inactive: young ... old -> evict         active: young ... old
 *                ^                |                                      |
 *                |   accessed:    |                                      |
 *                +- second chance +         active longer: 32 at a time  |
 *                +-------------------------------------------------------+
 * </pre>
 */
public final class TwoLists implements ReplacementPolicy {
    private static final byte RESIDENT = 1;
    private static final byte ON_ACTIVE = 2;
    private static final byte ACCESSED = 4;
    private static final byte REFERENCED = 8;
    private static final byte EVICTED = 16;

    private static final int INACTIVE = 0;
    private static final int ACTIVE = 1;
    private final PageLinks links;
    private final int[] sizes = new int[2];

    private final byte[] bits;
    private final int[] evictedAt;
    private int clock;

    /** Makes a policy without resident pages. */
    public TwoLists(int pages) {
        bits = new byte[pages];
        evictedAt = new int[pages];
        links = new PageLinks(pages, 2);
    }

    @Override
    public void insert(int page) {
        throw new Todo("exercise 04: TwoLists.insert");
    }

    @Override
    public boolean touch(int page) {
        throw new Todo("exercise 04: TwoLists.touch");
    }

    @Override
    public int evict() {
        throw new Todo("exercise 04: TwoLists.evict");
    }

    @Override
    public void evict(int page) {
        throw new Todo("exercise 04: TwoLists.evict");
    }

    @Override
    public void cold(int page) {
        throw new Todo("exercise 04: TwoLists.cold");
    }

    @Override
    public void remove(int page) {
        throw new Todo("exercise 04: TwoLists.remove");
    }

    @Override
    public boolean contains(int page) {
        throw new Todo("exercise 04: TwoLists.contains");
    }

    @Override
    public int size() {
        throw new Todo("exercise 04: TwoLists.size");
    }
}
