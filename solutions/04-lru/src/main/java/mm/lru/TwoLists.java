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
    // GIVEN
    private static final byte RESIDENT = 1;
    private static final byte ON_ACTIVE = 2;
    private static final byte ACCESSED = 4;
    private static final byte REFERENCED = 8;
    private static final byte EVICTED = 16;

    // STUB: private static final int INACTIVE = 0;
    // STUB: private static final int ACTIVE = 1;
    // STUB: private final PageLinks links;
    // STUB: private final int[] sizes = new int[2];
    private final PageRing inactive;
    private final PageRing active;

    // GIVEN
    private final byte[] bits;
    private final int[] evictedAt;
    private int clock;

    /** Makes a policy without resident pages. */
    public TwoLists(int pages) {
        bits = new byte[pages];
        evictedAt = new int[pages];
        // STUB: links = new PageLinks(pages, 2);
        int[] place = new int[pages];
        inactive = new PageRing(place);
        active = new PageRing(place);
    }

    private void add(PageRing list, int page, int flags) {
        list.add(page);
        bits[page] = (byte) (RESIDENT | flags | (list == active ? ON_ACTIVE : 0));
    }

    private void takeOut(int page) {
        ((bits[page] & ON_ACTIVE) != 0 ? active : inactive).remove(page);
    }

    @Override
    public void insert(int page) {
        boolean refault = (bits[page] & EVICTED) != 0 && clock - evictedAt[page] <= active.size();
        clock += refault ? 1 : 0;
        add(refault ? active : inactive, page, ACCESSED);
    }

    @Override
    public boolean touch(int page) {
        if ((bits[page] & RESIDENT) == 0) {
            return false;
        }
        if ((bits[page] & ACCESSED) == 0) {
            bits[page] |= ACCESSED; // as the processor does: an entry that has the bit is not written again
        }
        return true;
    }

    @Override
    public int evict() {
        while (size() > 0) {
            if (active.size() > inactive.size()) {
                shrinkActive();
            }
            int page = inactive.takeOldest();
            int seen = bits[page];
            if ((seen & ACCESSED) == 0) {
                noteEvicted(page);
                return page;
            }
            add((seen & REFERENCED) != 0 ? active : inactive, page, REFERENCED);
        }
        return NO_PAGE;
    }

    private void noteEvicted(int page) {
        bits[page] = EVICTED;
        evictedAt[page] = clock++;
    }

    /** Demotes a batch: {@code shrink_active_list}. */
    private void shrinkActive() {
        for (int n = Math.min(BATCH, active.size()); n > 0; n--) {
            int page = active.takeOldest();
            add(inactive, page, bits[page] & REFERENCED);
        }
    }

    @Override
    public void evict(int page) {
        if (contains(page)) {
            takeOut(page);
            noteEvicted(page);
        }
    }

    @Override
    public void cold(int page) {
        if ((bits[page] & ON_ACTIVE) != 0) {
            takeOut(page);
            add(inactive, page, 0);
        }
        bits[page] &= ~(ACCESSED | REFERENCED);
    }

    @Override
    public void remove(int page) {
        if (contains(page)) {
            takeOut(page);
        }
        bits[page] = 0;
    }

    @Override
    public boolean contains(int page) {
        return (bits[page] & RESIDENT) != 0;
    }

    @Override
    public int size() {
        return active.size() + inactive.size();
    }
}
