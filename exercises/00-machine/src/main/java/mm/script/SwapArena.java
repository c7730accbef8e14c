package mm.script;

import java.util.Arrays;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Parts;

/**
 * The pages of one anonymous area, and the replacement policy that says which of them goes next.
 *
 * <p>An operation that evicts pages touches others, too, and the order matters: a page touched before its turn comes is
 * spared, one whose turn came before is gone, and costs a major fault. The kernel reclaims when a new page does not fit
 * the limit any more, somewhere in the middle of the operation; where, it does not say. But it says how many major
 * faults there were: so {@link #access} tries the places one after the other, and keeps the first one that makes as many.
 *
 * @linux mm/memcontrol.c try_charge_memcg
 * @linux mm/internal.h MAX_RECLAIM_RETRIES
 */
final class SwapArena {
    private static final char ABSENT = '.';
    private static final char PRESENT = 'P';
    private static final char SWAPPED = 'S';
    /** What one reclaim gives back at most, as far as recordings show. */
    private static final int MAX_AT_ONCE = 64;

    /** How often Linux tries to reclaim for one charge. */
    private static final int MAX_TRIES = 16;

    private final Parts parts;
    private char[] pages;
    private PolicyHistory policy;

    SwapArena(Parts parts, int count) {
        this.parts = parts;
        pages = new char[count];
        Arrays.fill(pages, ABSENT);
        policy = new PolicyHistory(this::newPolicy);
    }

    private ReplacementPolicy newPolicy() {
        return parts.replacementPolicy(PolicyKind.TWO_LISTS, pages.length);
    }

    int pages() {
        return pages.length;
    }

    void access(int[] range, boolean write, int evicted, int majorFaults) {
        if (evicted > 0) {
            char[] pagesBefore = pages.clone();
            PolicyHistory policyBefore = policy.copy();
            for (int place = 0; place <= range.length; place++) {
                if (tryAccess(range, write, evicted, place) == majorFaults) {
                    return;
                }
                pages = pagesBefore.clone();
                policy = policyBefore.copy();
            }
        }
        tryAccess(range, write, evicted, 0);
    }

    /** Touches the pages; the first eviction is at the given arrival, the next ones when that many have arrived. */
    private int tryAccess(int[] range, boolean write, int evicted, int place) {
        int batches = (evicted + MAX_AT_ONCE - 1) / MAX_AT_ONCE;
        int done = 0;
        int arrivals = 0;
        int next = place;
        int majorFaults = 0;
        for (int page : range) {
            boolean arrives = !policy.contains(page) && (write || pages[page] == SWAPPED);
            if (arrives && arrivals++ >= next && done < batches) {
                next = arrivals - 1 + batch(evicted, batches, done);
                evict(batch(evicted, batches, done++));
            }
            majorFaults += pages[page] == SWAPPED ? 1 : 0;
            arrives |= pages[page] == SWAPPED;
            pages[page] = PRESENT;
            if (arrives) {
                policy.insert(page);
            } else {
                policy.touch(page);
            }
        }
        while (done < batches) {
            evict(batch(evicted, batches, done++));
        }
        return majorFaults;
    }

    /** Cuts the evictions into batches of equal size, to a page. */
    private static int batch(int evicted, int batches, int i) {
        return evicted * (i + 1) / batches - evicted * i / batches;
    }

    void evict(int count) {
        for (int i = 0; i < count; i++) {
            int page = policy.evict();
            if (page != ReplacementPolicy.NO_PAGE) {
                pages[page] = SWAPPED;
            }
        }
    }

    /**
     * Touches pages where it is known when the kernel reclaimed, and how many pages it got.
     *
     * @return the same for the policy, and how many pages had to be brought back
     */
    Reclaims access(int[] range, boolean write, Reclaims linux) {
        Reclaims ours = new Reclaims();
        for (int i = 0; i < range.length; i++) {
            reclaim(i, linux, ours, MAX_TRIES);
            int page = range[i];
            boolean back = pages[page] == SWAPPED;
            boolean arrives = back || (write && !policy.contains(page));
            pages[page] = PRESENT;
            if (arrives) {
                policy.insert(page);
            } else {
                policy.touch(page);
            }
            ours.addMajorFaults(back ? 1 : 0);
        }
        return ours;
    }

    /** Lowers the limit, step by step. */
    Reclaims limit(Reclaims linux) {
        Reclaims ours = new Reclaims();
        for (int step : linux.placesDown()) {
            reclaim(step, linux, ours, 1);
        }
        return ours;
    }

    /**
     * Calls the policy until as many pages are gone as were in Linux, as Linux does until there is room; it gives up when a
     * number of calls were in vain.
     */
    private void reclaim(int place, Reclaims linux, Reclaims ours, int mostInVain) {
        policy.policy().gatherCounters();
        if (!linux.has(place)) {
            return;
        }
        int gone = 0;
        int inVain = 0;
        do {
            int more = policy.reclaim(page -> pages[page] = SWAPPED);
            gone += more;
            inVain += more == 0 ? 1 : 0;
        } while (gone < linux.at(place) && inVain < mostInVain);
        ours.add(place, gone);
    }

    int swapped() {
        int swapped = 0;
        for (char page : pages) {
            swapped += page == SWAPPED ? 1 : 0;
        }
        return swapped;
    }

    void pageOut(int[] range) {
        for (int page : range) {
            if (policy.contains(page)) {
                policy.evict(page);
                pages[page] = SWAPPED;
            }
        }
    }

    void cold(int[] range) {
        for (int page : range) {
            policy.cold(page);
        }
    }

    void drop(int[] range) {
        for (int page : range) {
            policy.remove(page);
            pages[page] = ABSENT;
        }
    }

    String letters() {
        return new String(pages);
    }

    ReplacementPolicy policy() {
        return policy.policy();
    }

    /** Returns the state of all pages as run lengths, for example {@code P100 S20 .5}. */
    String state() {
        StringBuilder runs = new StringBuilder();
        for (int start = 0; start < pages.length; ) {
            int end = start + 1;
            while (end < pages.length && pages[end] == pages[start]) {
                end++;
            }
            runs.append(start == 0 ? "" : " ").append(pages[start]).append(end - start);
            start = end;
        }
        return runs.toString();
    }
}
