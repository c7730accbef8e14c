package mm.lru;

import java.util.function.IntConsumer;
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
 *                +- second chance +                   ageing             |
 *                +-------------------------------------------------------+
 * </pre>
 */
public final class TwoLists implements ReplacementPolicy {
    private static final int INACTIVE = 0;
    private static final int ACTIVE = 1;
    private static final byte RESIDENT = 1;
    private static final byte ON_ACTIVE = 2;
    private static final byte ACCESSED = 4;
    private static final byte REFERENCED = 8;
    private static final byte WORKINGSET = 16;
    private static final byte EVICTED = 32;
    private static final byte PAGED_OUT = 64;

    private final PageLinks links;
    private final int[] sizes = new int[2];
    private final byte[] bits;
    private final int[] evictedAt;
    private int clock;

    private final int[] counted = new int[2];
    private final ReclaimCost cost = new ReclaimCost();
    private boolean refaulted;

    /** Makes a policy without resident pages. */
    public TwoLists(int pages) {
        links = new PageLinks(pages, 2);
        bits = new byte[pages];
        evictedAt = new int[pages];
    }

    @Override
    public void insert(int page) {
        throw new Todo("exercise 04: TwoLists.insert");
    }

    @Override
    public void gatherCounters() {
        throw new Todo("exercise 04: TwoLists.gatherCounters");
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
    public int reclaim(int wanted, IntConsumer evicted) {
        throw new Todo("exercise 04: TwoLists.reclaim");
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
