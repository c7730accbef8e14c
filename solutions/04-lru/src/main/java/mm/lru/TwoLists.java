package mm.lru;

import java.util.function.IntConsumer;

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
    // GIVEN
    private static final int INACTIVE = 0;
    private static final int ACTIVE = 1;
    private static final byte RESIDENT = 1;
    private static final byte ON_ACTIVE = 2;
    private static final byte ACCESSED = 4;
    private static final byte REFERENCED = 8;
    private static final byte WORKINGSET = 16;
    private static final byte EVICTED = 32;
    private static final byte PAGED_OUT = 64;

    // GIVEN
    private final PageLinks links;
    private final int[] sizes = new int[2];
    private final byte[] bits;
    private final int[] evictedAt;
    private int clock;

    // GIVEN
    private final int[] counted = new int[2];
    private final ReclaimCost cost = new ReclaimCost();
    private boolean refaulted;

    // GIVEN
    /** Makes a policy without resident pages. */
    public TwoLists(int pages) {
        links = new PageLinks(pages, 2);
        bits = new byte[pages];
        evictedAt = new int[pages];
    }

    @Override
    public void insert(int page) {
        if (returnsSoon(page)) {
            clock++;
            refaulted = true;
            int workingset = bits[page] & WORKINGSET;
            if (workingset != 0) {
                cost.add(1, 0, counted[INACTIVE] + counted[ACTIVE]);
            }
            add(ACTIVE, page, ACCESSED | workingset);
        } else {
            add(INACTIVE, page, ACCESSED);
        }
        gatherCounters();
    }

    /** Tells whether an evicted page would still be here if the active ones had made room: {@code workingset_test_recent}. */
    private boolean returnsSoon(int page) {
        boolean evicted = (bits[page] & EVICTED) != 0;
        boolean pagedOut = (bits[page] & PAGED_OUT) != 0;
        return pagedOut || (evicted && clock - evictedAt[page] <= counted[ACTIVE]);
    }

    private void add(int list, int page, int flags) {
        links.addYoung(list, page);
        sizes[list]++;
        bits[page] = (byte) (RESIDENT | flags | (list == ACTIVE ? ON_ACTIVE : 0));
    }

    private void takeOut(int page) {
        links.remove(page);
        sizes[isActive(page) ? ACTIVE : INACTIVE]--;
    }

    private boolean isActive(int page) {
        return (bits[page] & ON_ACTIVE) != 0;
    }

    @Override
    public void gatherCounters() {
        counted[INACTIVE] = sizes[INACTIVE];
        counted[ACTIVE] = sizes[ACTIVE];
    }

    @Override
    public boolean touch(int page) {
        if (!contains(page)) {
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
            if (sizes[ACTIVE] > sizes[INACTIVE]) {
                age(BATCH);
            }
            int page = links.oldest(INACTIVE);
            if (!look(page)) {
                gatherCounters();
                return page;
            }
            clock += isActive(page) ? 1 : 0;
        }
        return NO_PAGE;
    }

    /** Decides about the oldest inactive page: false if it was evicted ({@code folio_check_references}). */
    private boolean look(int page) {
        int seen = bits[page];
        takeOut(page);
        if ((seen & ACCESSED) == 0) {
            bits[page] = (byte) (EVICTED | (seen & WORKINGSET));
            evictedAt[page] = clock++;
            return false;
        }
        add((seen & REFERENCED) != 0 ? ACTIVE : INACTIVE, page, REFERENCED | (seen & WORKINGSET));
        return true;
    }

    /** Sends the oldest active pages back: {@code shrink_active_list}. */
    private void age(int most) {
        for (int n = Math.min(most, sizes[ACTIVE]); n > 0; n--) {
            int page = links.oldest(ACTIVE);
            takeOut(page);
            add(INACTIVE, page, (bits[page] & REFERENCED) | WORKINGSET);
        }
    }

    @Override
    public int reclaim(int wanted, IntConsumer evicted) {
        int gone = passes(wanted, inactiveIsLow() || refaulted, evicted);
        refaulted = false;
        return gone > 0 ? gone : passes(wanted, inactiveIsLow(), evicted);
    }

    private boolean inactiveIsLow() {
        return counted[INACTIVE] < counted[ACTIVE];
    }

    /** Makes passes until enough pages are gone: {@code do_try_to_free_pages}. */
    private int passes(int wanted, boolean mayAge, IntConsumer evicted) {
        int gone = 0;
        for (int priority = PRIORITY; priority >= 0 && gone < wanted; priority--) {
            gone += pass(priority, wanted, mayAge, evicted);
            if (inactiveIsLow()) {
                age(BATCH);
            }
        }
        return gone;
    }

    /** Goes over a part of both lists, batch by batch: {@code shrink_lruvec}. */
    private int pass(int priority, int wanted, boolean mayAge, IntConsumer evicted) {
        int toLookAt = part(INACTIVE, priority);
        int toAge = part(ACTIVE, priority);
        int gone = 0;
        while (toLookAt > 0 && gone < wanted) {
            gone += lookAtOldest(Math.min(BATCH, toLookAt), evicted);
            toLookAt -= BATCH;
            if (mayAge && toAge > 0) {
                age(Math.min(BATCH, toAge));
                toAge -= BATCH;
            }
        }
        return gone;
    }

    private int part(int list, int priority) {
        return priority == 0 ? sizes[list] : cost.share(sizes[list] >> priority);
    }

    /** Looks at a batch of inactive pages: {@code shrink_inactive_list}. */
    private int lookAtOldest(int batch, IntConsumer evicted) {
        int kept = 0;
        int activated = 0;
        for (int i = 0; i < batch; i++) {
            int page = links.oldest(INACTIVE);
            if (look(page)) {
                kept++;
                activated += isActive(page) ? 1 : 0;
            } else {
                evicted.accept(page);
            }
        }
        clock += activated;
        cost.add(batch - kept, kept, counted[INACTIVE] + counted[ACTIVE]);
        return batch - kept;
    }

    @Override
    public void evict(int page) {
        if (contains(page)) {
            takeOut(page);
            boolean workingset = isActive(page) || (bits[page] & WORKINGSET) != 0;
            bits[page] = (byte) (PAGED_OUT | (workingset ? WORKINGSET : 0));
            gatherCounters();
        }
    }

    @Override
    public void cold(int page) {
        if (isActive(page)) {
            takeOut(page);
            add(INACTIVE, page, WORKINGSET);
            gatherCounters();
        }
        bits[page] &= ~(ACCESSED | REFERENCED);
    }

    @Override
    public void remove(int page) {
        if (contains(page)) {
            takeOut(page);
            gatherCounters();
        }
        bits[page] = 0;
    }

    @Override
    public boolean contains(int page) {
        return (bits[page] & RESIDENT) != 0;
    }

    @Override
    public int size() {
        return sizes[INACTIVE] + sizes[ACTIVE];
    }
}
