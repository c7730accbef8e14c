package mm.grader.trace;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * Bélády's optimum: the page goes whose next use is the farthest away. No kernel can know it; no policy has fewer faults.
 * Of several pages that are never used again, the one that came first goes.
 *
 * <p>It is told all references beforehand, and then has to be asked for each, in their order, by {@link #touch}.
 */
final class Optimal extends PageQueue {
    private static final int NEVER = Integer.MAX_VALUE;

    private final int[] nextUse;
    /** The resident pages by their next use; those that have none come last, by their arrival. */
    private final TreeMap<Long, Integer> byNextUse = new TreeMap<>();

    private final long[] keys;
    private final long[] arrivals;
    private long arrived;
    private int at = -1;

    Optimal(int[] references, int pages) {
        nextUse = nextUses(references, pages);
        keys = new long[pages];
        arrivals = new long[pages];
    }

    private static int[] nextUses(int[] references, int pages) {
        int[] later = new int[pages];
        Arrays.fill(later, NEVER);
        int[] nextUse = new int[references.length];
        for (int i = references.length - 1; i >= 0; i--) {
            nextUse[i] = later[references[i]];
            later[references[i]] = i;
        }
        return nextUse;
    }

    @Override
    public boolean touch(int page) {
        at++;
        if (!contains(page)) {
            return false;
        }
        byNextUse.remove(keys[page]);
        enter(page);
        return true;
    }

    private void enter(int page) {
        int next = nextUse[at];
        keys[page] = next != NEVER ? next : Long.MAX_VALUE - arrivals[page];
        byNextUse.put(keys[page], page);
    }

    @Override
    public void insert(int page) {
        super.insert(page);
        arrivals[page] = arrived++;
        enter(page);
    }

    @Override
    public void remove(int page) {
        if (contains(page)) {
            super.remove(page);
            byNextUse.remove(keys[page]);
        }
    }

    @Override
    int victim() {
        return byNextUse.lastEntry().getValue();
    }
}
