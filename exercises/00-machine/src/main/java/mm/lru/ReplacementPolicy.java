package mm.lru;

import java.util.function.IntConsumer;

/**
 * Page replacement: when a frame is needed and none is free, whose page must go?
 *
 * <p>Pages are small dense numbers from 0 to {@code pages - 1}, so that an implementation needs arrays and no map. What
 * a number stands for is the caller's business: a page of a trace, or a frame of the machine. A page is <b>resident</b>
 * from {@link #insert} until it is evicted or removed. The policy does not know how many frames there are: whoever has
 * no frame left calls {@link #evict()} first and {@link #insert} then.
 *
 * <p>Each policy is O(1) per operation, {@code evict} on average over many operations, and makes no garbage.
 *
 * <dl>
 *   <dt>{@code ExactLru}
 *   <dd>evicts the page whose last use (insert or touch) is the longest ago. No hardware can afford it: every memory
 *       access would have to move a list element.
 *   <dt>{@code Clock}
 *   <dd>the hardware sets a bit at each use (touch), and a hand goes round over the pages in the order in which they
 *       were inserted: a page with its bit set loses the bit and is spared, the first one without is evicted. An
 *       inserted page goes where the hand is, so it is the last one the hand comes to; its bit is set, since it was
 *       inserted because somebody used it.
 *   <dt>{@code TwoLists}
 *   <dd>Linux's: an inactive list on probation and an active list. Spelled out below.
 * </dl>
 *
 * <p><b>TwoLists.</b> Every resident page is in one of the two lists, ordered by arrival in it, and has two bits:
 * <i>accessed</i> (set by touch, as the hardware does) and <i>referenced</i> (a mark that it was seen accessed
 * once before). An inserted page enters the inactive list, accessed. To evict:
 * <ol>
 *   <li>If the active list is longer than the inactive one, its {@link #BATCH} oldest pages (or all, if it has fewer) go
 *       to the young end of the inactive list, oldest first. They lose accessed and keep referenced.
 *   <li>The oldest inactive page is looked at. Not accessed: it loses referenced and is evicted. Accessed: it loses
 *       accessed; with referenced, it goes to the young end of the active list; without, it gets referenced and
 *       goes to the young end of the inactive list (its second chance). Then again from 1.
 * </ol>
 *
 * <p>A page that comes back soon after it was evicted was evicted too early: {@code TwoLists} keeps a clock of its
 * evictions, remembers for each evicted page its clock time, and an {@code insert} of that page within no more
 * evictions than there are active pages ({@code clock - time <= active}) enters the <i>active</i> list. Such an
 * activation advances the clock, too. {@link #remove} makes it forget the page.
 *
 * <p>An implementation has the constructor {@code (int pages)}. Methods given a number outside of the range may throw
 * any exception.
 *
 * <p>Simplified from Linux: one pair of lists for all memory (Linux has a pair for anonymous and one for file pages, of
 * each memory cgroup on each node), no large folios, no per-CPU batches on the way to the lists, no
 * multi-generational LRU.
 *
 * @linux mm/vmscan.c shrink_inactive_list
 * @linux mm/vmscan.c shrink_active_list
 * @linux mm/vmscan.c folio_check_references
 * @linux mm/workingset.c workingset_refault
 */
public interface ReplacementPolicy {
    /** What {@link #evict()} returns when no page is resident. */
    int NO_PAGE = -1;

    /** How many pages move from the active to the inactive list at a time. */
    int BATCH = 32;

    /** The priority of the first pass of {@link #reclaim}: it looks at one page of 4096. */
    int PRIORITY = 12;

    /**
     * Takes in a page that is not resident, and was just used.
     *
     * @linux mm/swap.c folio_add_lru
     */
    void insert(int page);

    /**
     * Notes a use of the page.
     *
     * @return whether the page is resident; if not, nothing was done
     */
    boolean touch(int page);

    /**
     * Chooses a page, and takes it out. What the policy wants to remember of it, it may.
     *
     * @return the page, or {@link #NO_PAGE} if none is resident
     */
    int evict();

    /** Brings the counters of the lists up to date, by which {@code TwoLists} compares their lengths. */
    default void gatherCounters() {}

    /**
     * Reclaims: evicts at least so many pages if it can, all in one call.
     *
     * @param evicted is told each page, in the order in which they go
     * @return how many went
     */
    default int reclaim(int wanted, IntConsumer evicted) {
        int gone = 0;
        for (int page = 0; gone < wanted && page != NO_PAGE; ) {
            page = evict();
            if (page != NO_PAGE) {
                evicted.accept(page);
                gone++;
            }
        }
        return gone;
    }

    /**
     * Takes a certain page out because somebody asked for that ({@code MADV_PAGEOUT}); nothing if it is not resident.
     *
     * <p>It counts as an eviction, and {@code TwoLists} remembers it as one.
     *
     * @linux mm/vmscan.c reclaim_pages
     */
    void evict(int page);

    /**
     * Makes the page look as if it had not been used for long ({@code MADV_COLD}); nothing if it is not resident.
     * {@code ExactLru} makes it the next victim; {@code Clock} clears its bit; {@code TwoLists} clears both bits, and an
     * active page moves to the young end of the inactive list.
     *
     * @linux mm/swap.c folio_deactivate
     */
    void cold(int page);

    /** Takes a page out whose content is gone for good, and forgets all about it, also if it is not resident. */
    void remove(int page);

    /** Tells whether the page is resident. */
    boolean contains(int page);

    /** Returns the number of resident pages. */
    int size();
}
