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
 *                +- second chance +                  ageing: 32 at a time|
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
    private final byte[] bits;
    private final int[] evictedAt;
    private final int[] sizes = new int[2];
    private final int[] counted = new int[2];
    private final ReclaimCost cost = new ReclaimCost();
    private int clock;
    private boolean refaulted;

    /** Makes a policy without resident pages. */
    public TwoLists(int pages) {
        links = new PageLinks(pages, 2);
        bits = new byte[pages];
        evictedAt = new int[pages];
    }

    @Override
    public void insert(int page) {
        int before = bits[page];
        boolean soon =
                (before & PAGED_OUT) != 0 || (before & EVICTED) != 0 && clock - evictedAt[page] <= counted[ACTIVE];
        if (soon) {
            clock++;
            refaulted = true;
            if ((before & WORKINGSET) != 0) {
                cost.add(1, 0, counted[INACTIVE] + counted[ACTIVE]);
            }
        }
        add(page, soon ? ACTIVE : INACTIVE, ACCESSED | (soon ? before & WORKINGSET : 0));
        count();
    }

    private void add(int page, int list, int flags) {
        links.addYoung(list, page);
        sizes[list]++;
        bits[page] = (byte) (RESIDENT | flags | (list == ACTIVE ? ON_ACTIVE : 0));
    }

    private void takeOut(int page) {
        links.remove(page);
        sizes[listOf(page)]--;
    }

    private int listOf(int page) {
        return (bits[page] & ON_ACTIVE) != 0 ? ACTIVE : INACTIVE;
    }

    /** Gathers the counters, by which the lists are compared until the next time. */
    private void count() {
        counted[INACTIVE] = sizes[INACTIVE];
        counted[ACTIVE] = sizes[ACTIVE];
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
            if (sizes[ACTIVE] > sizes[INACTIVE]) {
                age(BATCH);
            }
            int page = links.oldest(INACTIVE);
            Look look = look(page);
            if (look == Look.EVICTED) {
                count();
                return page;
            }
            clock += look == Look.ACTIVATED ? 1 : 0;
        }
        return NO_PAGE;
    }

    private enum Look {
        KEPT,
        ACTIVATED,
        EVICTED
    }

    /** Decides about one inactive page, and where it goes: {@code folio_check_references}. */
    private Look look(int page) {
        takeOut(page);
        int seen = bits[page];
        if ((seen & ACCESSED) == 0) {
            bits[page] = (byte) (EVICTED | seen & WORKINGSET);
            evictedAt[page] = clock++;
            return Look.EVICTED;
        }
        boolean again = (seen & REFERENCED) != 0;
        add(page, again ? ACTIVE : INACTIVE, REFERENCED | seen & WORKINGSET);
        return again ? Look.ACTIVATED : Look.KEPT;
    }

    /** Sends the oldest active pages back: {@code shrink_active_list}. */
    private void age(int most) {
        for (int n = Math.min(most, sizes[ACTIVE]); n > 0; n--) {
            int page = links.oldest(ACTIVE);
            takeOut(page);
            add(page, INACTIVE, bits[page] & REFERENCED | WORKINGSET);
        }
    }

    @Override
    public int reclaim(int wanted, IntConsumer evicted) {
        count();
        boolean low = counted[INACTIVE] < counted[ACTIVE];
        int total = round(wanted, low || refaulted, evicted);
        refaulted = false;
        if (total == 0) {
            total = round(wanted, low, evicted);
        }
        return total > 0 ? total : round(wanted, true, evicted);
    }

    /** Passes of falling priority, until enough pages are gone: {@code do_try_to_free_pages}. */
    private int round(int wanted, boolean mayAge, IntConsumer evicted) {
        int total = 0;
        for (int priority = PRIORITY; priority >= 0 && total < wanted; priority--) {
            total += pass(priority, wanted, mayAge, evicted);
            if (counted[INACTIVE] < counted[ACTIVE]) {
                age(BATCH);
            }
        }
        return total;
    }

    /** One pass over a part of both lists, in batches: {@code shrink_lruvec}. */
    private int pass(int priority, int wanted, boolean mayAge, IntConsumer evicted) {
        int toLookAt = part(INACTIVE, priority);
        int toAge = part(ACTIVE, priority);
        int gone = 0;
        while (toLookAt > 0 && gone < wanted) {
            int looks = Math.min(BATCH, toLookAt);
            toLookAt -= looks;
            gone += lookAtOldest(looks, evicted);
            int ages = Math.min(BATCH, toAge);
            toAge -= ages;
            if (mayAge) {
                age(ages);
            }
        }
        return gone;
    }

    private int part(int list, int priority) {
        return priority == 0 ? sizes[list] : cost.share(sizes[list] >> priority);
    }

    /** Looks at some of the oldest inactive pages: {@code shrink_inactive_list}. */
    private int lookAtOldest(int looks, IntConsumer evicted) {
        int gone = 0;
        int activated = 0;
        for (int i = 0; i < looks; i++) {
            int page = links.oldest(INACTIVE);
            switch (look(page)) {
                case EVICTED -> {
                    gone++;
                    evicted.accept(page);
                }
                case ACTIVATED -> activated++;
                default -> {}
            }
        }
        clock += activated;
        cost.add(gone, looks - gone, counted[INACTIVE] + counted[ACTIVE]);
        return gone;
    }

    @Override
    public void evict(int page) {
        if (contains(page)) {
            takeOut(page);
            boolean worked = (bits[page] & (WORKINGSET | ON_ACTIVE)) != 0;
            bits[page] = (byte) (PAGED_OUT | (worked ? WORKINGSET : 0));
            count();
        }
    }

    @Override
    public void cold(int page) {
        if ((bits[page] & ON_ACTIVE) != 0) {
            takeOut(page);
            add(page, INACTIVE, WORKINGSET);
            count();
        }
        bits[page] &= ~(ACCESSED | REFERENCED);
    }

    @Override
    public void remove(int page) {
        if (contains(page)) {
            takeOut(page);
            count();
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
