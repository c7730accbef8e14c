package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.lru.ReplacementPolicy;

/**
 * The two lists by the letter of {@link ReplacementPolicy}, slow and plain: what a policy that was told the same must hold.
 * Of the other policies it knows one list: in order of last use, or of arrival.
 */
public final class PolicyModel {
    private final boolean twoLists;
    private final boolean moves;
    private final Map<Integer, Bits> inactive = new LinkedHashMap<>();
    private final Map<Integer, Bits> active = new LinkedHashMap<>();
    private final Map<Integer, Integer> evictedAt = new HashMap<>();
    private int clock;
    private int looked;
    private int spared;
    private int activated;
    private int demoted;

    /** The two bits of a page. */
    private static final class Bits {
        private boolean accessed;
        private boolean referenced;
    }

    /** One page of a list, with its bits. */
    public record Page(int number, boolean accessed, boolean referenced) {}

    /**
     * What became of pages that eviction looked at.
     *
     * @param looked how many were asked
     * @param spared had been used, and got a second chance
     * @param activated had been used again, and went to the active list
     * @param demoted went from the active list to the inactive one
     */
    public record Looks(int looked, int spared, int activated, int demoted) {}

    PolicyModel(String className) {
        twoLists = className.equals("TwoLists");
        moves = className.equals("ExactLru");
    }

    /** Tells whether there is an active list. */
    public boolean twoLists() {
        return twoLists;
    }

    void insert(int page) {
        Bits bits = new Bits();
        bits.accessed = true;
        Integer evicted = evictedAt.remove(page);
        boolean refault = twoLists && evicted != null && clock - evicted <= active.size();
        clock += refault ? 1 : 0;
        (refault ? active : inactive).put(page, bits);
    }

    void touch(int page) {
        Bits bits = inactive.getOrDefault(page, active.get(page));
        if (bits != null) {
            bits.accessed = true;
            if (moves) {
                inactive.remove(page);
                inactive.put(page, bits);
            }
        }
    }

    /** Does what an eviction does to the lists before the victim goes, and returns the victim. */
    int choose() {
        while (!inactive.isEmpty() || !active.isEmpty()) {
            if (active.size() > inactive.size()) {
                demote();
            }
            int page = inactive.keySet().iterator().next();
            Bits bits = inactive.get(page);
            looked++;
            if (moves || !bits.accessed) {
                return page;
            }
            inactive.remove(page);
            bits.accessed = false;
            if (bits.referenced && twoLists) {
                active.put(page, bits);
                activated++;
            } else {
                spared++;
                bits.referenced = twoLists;
                inactive.put(page, bits);
            }
        }
        return ReplacementPolicy.NO_PAGE;
    }

    private void demote() {
        for (int i = Math.min(ReplacementPolicy.BATCH, active.size()); i > 0; i--) {
            int page = active.keySet().iterator().next();
            Bits bits = active.remove(page);
            bits.accessed = false;
            inactive.put(page, bits);
            demoted++;
        }
    }

    Looks takeLooks() {
        Looks looks = new Looks(looked, spared, activated, demoted);
        looked = spared = activated = demoted = 0;
        return looks;
    }

    /** Takes a page out that was evicted; false if it was not there. */
    boolean evicted(int page) {
        boolean there = inactive.remove(page) != null || active.remove(page) != null;
        if (there) {
            evictedAt.put(page, clock++);
        }
        return there;
    }

    void cold(int page) {
        Bits bits = active.remove(page);
        if (bits != null) {
            inactive.put(page, bits);
        }
        bits = inactive.get(page);
        if (bits != null) {
            bits.accessed = false;
            bits.referenced = false;
        }
    }

    void remove(int page) {
        inactive.remove(page);
        active.remove(page);
        evictedAt.remove(page);
    }

    /** Returns the pages of a list, the oldest first. */
    public List<Page> list(boolean ofActive) {
        List<Page> pages = new ArrayList<>();
        (ofActive ? active : inactive)
                .forEach((page, bits) -> pages.add(new Page(page, bits.accessed, bits.referenced)));
        return pages;
    }
}
