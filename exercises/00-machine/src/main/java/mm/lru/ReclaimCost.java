package mm.lru;

/**
 * What reclaiming anonymous pages cost lately, and so how large their share of the next pass is; the rest of it is for
 * file pages.
 *
 * <p>The cost counts 32 for each page written to swap or brought back from there too soon, and 1 for each page that was
 * looked at for nothing. So that recent costs weigh more than old ones, it is halved whenever it exceeds a quarter of all
 * pages. The share is a half while nothing has cost anything, and comes closer to a third the more it has cost: the cost
 * of file pages stays 0 here, as there are none in the same memory. With {@code vm.swappiness} 100 both kinds count alike; swapping to a
 * compressed device in memory is as cheap as reading a file.
 *
 * @linux mm/swap.c lru_note_cost_unlock_irq
 * @linux mm/vmscan.c calculate_pressure_balance
 */
public final class ReclaimCost {
    /** How much weight anonymous pages have, of 200 for both kinds. */
    public static final int SWAPPINESS = 100;

    private static final int BOTH_KINDS = 200;
    private static final int OF_ONE_WRITE = ReplacementPolicy.BATCH;

    private long cost;

    /**
     * Adds the cost of one batch of pages.
     *
     * @param moved how many were written to swap, or read from there too soon
     * @param kept how many were looked at, and stay in memory
     * @param pages the number of all pages in both lists, as last counted
     */
    public void add(int moved, int kept, int pages) {
        cost += (long) moved * OF_ONE_WRITE + kept;
        if (cost > pages / 4) {
            cost /= 2;
        }
    }

    @Override
    public String toString() {
        return "" + cost;
    }

    /** Returns the share of anonymous pages in so many, rounded down. */
    public int share(int pages) {
        long both = 3 * cost + 1;
        long anonymous = SWAPPINESS * both / (2 * cost + 1);
        long file = (BOTH_KINDS - SWAPPINESS) * both / (cost + 1);
        return (int) (pages * anonymous / (anonymous + file));
    }
}
