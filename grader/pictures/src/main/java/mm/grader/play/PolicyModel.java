package mm.grader.play;

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
final class PolicyModel {
    private final boolean twoLists;
    private final boolean moves;
    private final Map<Integer, Bits> inactive = new LinkedHashMap<>();
    private final Map<Integer, Bits> active = new LinkedHashMap<>();
    private final Map<Integer, Integer> evictedAt = new HashMap<>();
    private int clock;

    /** The two bits of a page. */
    private static final class Bits {
        private boolean accessed;
        private boolean referenced;
    }

    /** One page of a list, with its bits. */
    record Page(int number, boolean accessed, boolean referenced) {}

    PolicyModel(String className) {
        twoLists = className.equals("TwoLists");
        moves = className.equals("ExactLru");
    }

    boolean twoLists() {
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
            if (moves || !bits.accessed) {
                return page;
            }
            inactive.remove(page);
            bits.accessed = false;
            if (bits.referenced && twoLists) {
                active.put(page, bits);
            } else {
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
        }
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

    List<Page> list(boolean ofActive) {
        List<Page> pages = new ArrayList<>();
        (ofActive ? active : inactive)
                .forEach((page, bits) -> pages.add(new Page(page, bits.accessed, bits.referenced)));
        return pages;
    }
}
