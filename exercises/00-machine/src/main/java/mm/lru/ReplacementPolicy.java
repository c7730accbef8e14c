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
 * <p>Each policy is O(1) per operation, {@code evict} on average over many operations, and makes no object for a page or a
 * call (a larger array now and then is fine).
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
 * once before). An inserted page enters the inactive list, accessed.
 * <ul>
 *   <li><b>To look</b> at a page is to decide about the oldest inactive one. Not accessed: it is evicted. Accessed: it
 *       loses accessed; with referenced, it goes to the young end of the active list; without, it gets referenced and goes
 *       to the young end of the inactive list (its second chance).
 *   <li><b>To age</b> n pages is to move the n oldest active pages (or all, if there are fewer) to the young end of the
 *       inactive list, oldest first. They lose accessed and keep referenced.
 *   <li><b>{@link #evict()}</b>: until a page is evicted, age {@link #BATCH} pages if the active list is longer than the
 *       inactive one, then look at one page.
 *   <li><b>Coming back.</b> A page that comes back soon after it was evicted was evicted too early. A clock counts the
 *       pages that looks evicted or made active. An {@code insert} at which {@code clock - time <= active}, where time is
 *       the clock right before the page went and active the number of active pages, enters the <i>active</i> list, and
 *       advances the clock by one. So does every {@code insert} of a page that {@link #evict(int)} took out: it is judged
 *       by the lists of the whole machine, which are longer than all that went since. {@link #remove} makes the policy
 *       forget the page.
 * </ul>
 *
 * <p><b>{@link #reclaim}</b> is how Linux itself goes about it, a memory cgroup at a time. It works by looking and ageing, too:
 * <ol>
 *   <li>A <b>pass</b> of priority p may look at {@code share(inactive >> p)} pages and age {@code share(active >> p)}, by
 *       the lengths when it begins; at priority 0, at all of them. What {@code share} is, {@link ReclaimCost} says.
 *   <li>It goes in batches: look at 32 pages or as many as it still may; then, if ageing is allowed, age 32 or as
 *       many as it still may. It ends when it may not look at any more, or when it has evicted as many pages as are wanted.
 *   <li>After every pass, 32 pages are aged if the inactive list is shorter than the active one.
 *   <li>Passes are made with priorities 12, 11 and so on to 0, until all of them together have evicted enough.
 *   <li>Ageing within passes is allowed if the inactive list is shorter than the active one, or if some page has come back
 *       to the active list since the last call.
 *   <li>If no page went at all, all passes are made once more; by then, no page has come back since.
 * </ol>
 *
 * <p>Three details. The pages that a batch makes active advance the clock when the batch is over. Lists are compared by
 * <b>counters</b>, in 3, in 5 and in {@code clock - time <= active}: they are brought up to date by
 * {@link #gatherCounters}, and at the end of every other method that moves a page, but not by {@code reclaim}. And
 * {@link ReclaimCost#add} is told what each batch <b>cost</b>, and the sum of both counters; also the return of a page
 * that came back soon and is marked <i>workingset</i>, as it was active before: ageing marks it, and so do {@link #cold}
 * and {@link #evict(int)} an active page. It keeps the mark while it is evicted, and loses it if it comes back late.
 *
 * <p>An implementation has the constructor {@code (int pages)}. Methods given a number outside of the range may throw
 * any exception.
 *
 * <p>Simplified from Linux: one pair of lists for all memory (Linux has a pair for anonymous and one for file pages, of
 * each memory cgroup on each node), no large folios, no per-CPU batches on the way to the lists, no
 * multi-generational LRU.
 *
 * @linux mm/vmscan.c do_try_to_free_pages
 * @linux mm/vmscan.c shrink_lruvec
 * @linux mm/vmscan.c get_scan_count
 * @linux mm/vmscan.c shrink_inactive_list
 * @linux mm/vmscan.c shrink_active_list
 * @linux mm/vmscan.c folio_check_references
 * @linux mm/workingset.c workingset_refault
 */
public interface ReplacementPolicy {
    /** What {@link #evict()} returns when no page is resident. */
    int NO_PAGE = -1;

    /**
     * How many pages are looked at, or moved from the active to the inactive list, at a time.
     *
     * @linux include/linux/swap.h SWAP_CLUSTER_MAX
     */
    int BATCH = 32;

    /**
     * The priority of the first pass of {@link #reclaim}: it looks at one page of 4096.
     *
     * @linux include/linux/mmzone.h DEF_PRIORITY
     */
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

    /**
     * Brings the counters up to date by which {@code TwoLists} compares its lists. Linux does that every two seconds, or when
     * somebody reads them after many changes.
     *
     * @linux mm/memcontrol.c mem_cgroup_flush_stats_ratelimited
     */
    default void gatherCounters() {}

    /**
     * Makes room in one call: evicts at least so many pages, if it can. {@code TwoLists} evicts more than is wanted, by its
     * passes; the other policies evict one page after the other.
     *
     * @param wanted at least 1; Linux wants {@link #BATCH} at least
     * @param evicted is called with each page, in the order in which they go
     * @return how many went
     * @linux mm/vmscan.c try_to_free_mem_cgroup_pages
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
     * <p>{@code TwoLists} remembers it, but its clock does not count it.
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
