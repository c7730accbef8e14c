package mm.lru;

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
    private static final int INACTIVE = 0;
    private static final int ACTIVE = 1;

    private static final byte RESIDENT = 1;
    private static final byte ON_ACTIVE = 2;
    private static final byte ACCESSED = 4;
    private static final byte REFERENCED = 8;
    private static final byte EVICTED = 16;

    private final PageLinks links;
    private final byte[] bits;
    private final int[] evictedAt;
    private final int[] sizes = new int[2];
    private int clock;

    /** Makes a policy without resident pages. */
    public TwoLists(int pages) {
        links = new PageLinks(pages, 2);
        bits = new byte[pages];
        evictedAt = new int[pages];
    }

    // BEGIN SOLUTION
    // STUB:
    private void add(int list, int page, int flags) {
        links.addYoung(list, page);
        bits[page] = (byte) (RESIDENT | flags | (list == ACTIVE ? ON_ACTIVE : 0));
        sizes[list]++;
    }

    private void takeOut(int page) {
        links.remove(page);
        sizes[(bits[page] & ON_ACTIVE) != 0 ? ACTIVE : INACTIVE]--;
        bits[page] = 0;
    }
    // END SOLUTION

    @Override
    public void insert(int page) {
        // BEGIN SOLUTION
        boolean refault = (bits[page] & EVICTED) != 0 && clock - evictedAt[page] <= sizes[ACTIVE];
        clock += refault ? 1 : 0;
        add(refault ? ACTIVE : INACTIVE, page, ACCESSED);
        // END SOLUTION
    }

    @Override
    public boolean touch(int page) {
        // BEGIN SOLUTION
        if ((bits[page] & RESIDENT) == 0) {
            return false;
        }
        if ((bits[page] & ACCESSED) == 0) {
            bits[page] |= ACCESSED; // as the processor does: an entry that has the bit is not written again
        }
        return true;
        // END SOLUTION
    }

    @Override
    public int evict() {
        // BEGIN SOLUTION
        while (size() > 0) {
            if (sizes[ACTIVE] > sizes[INACTIVE]) {
                shrinkActive();
            }
            int page = links.oldest(INACTIVE);
            int seen = bits[page];
            if ((seen & ACCESSED) == 0) {
                evict(page);
                return page;
            }
            takeOut(page);
            add((seen & REFERENCED) != 0 ? ACTIVE : INACTIVE, page, REFERENCED);
        }
        return NO_PAGE;
        // END SOLUTION
    }

    // BEGIN SOLUTION
    // STUB:
    /** Demotes a batch: {@code shrink_active_list}. */
    private void shrinkActive() {
        for (int n = Math.min(BATCH, sizes[ACTIVE]); n > 0; n--) {
            int page = links.oldest(ACTIVE);
            int seen = bits[page];
            takeOut(page);
            add(INACTIVE, page, seen & REFERENCED);
        }
    }
    // END SOLUTION

    @Override
    public void evict(int page) {
        // BEGIN SOLUTION
        if (contains(page)) {
            takeOut(page);
            bits[page] = EVICTED;
            evictedAt[page] = clock++;
        }
        // END SOLUTION
    }

    @Override
    public void cold(int page) {
        // BEGIN SOLUTION
        if ((bits[page] & ON_ACTIVE) != 0) {
            takeOut(page);
            add(INACTIVE, page, 0);
        }
        bits[page] &= ~(ACCESSED | REFERENCED);
        // END SOLUTION
    }

    @Override
    public void remove(int page) {
        // BEGIN SOLUTION
        if (contains(page)) {
            takeOut(page);
        }
        bits[page] = 0;
        // END SOLUTION
    }

    @Override
    public boolean contains(int page) {
        // BEGIN SOLUTION
        return (bits[page] & RESIDENT) != 0;
        // END SOLUTION
    }

    @Override
    public int size() {
        // BEGIN SOLUTION
        return sizes[ACTIVE] + sizes[INACTIVE];
        // END SOLUTION
    }
}
