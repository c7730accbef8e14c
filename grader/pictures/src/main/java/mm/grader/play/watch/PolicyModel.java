package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.lru.ReclaimCost;
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
    private final Set<Integer> workingset = new HashSet<>();
    private final ReclaimCost cost = new ReclaimCost();
    private int clock;
    private int countedInactive;
    private int countedActive;
    private boolean cameBack;
    private int looked;
    private int spared;
    private int activated;
    private int demoted;

    /**
     * What became of pages that eviction looked at.
     *
     * @param looked how many were asked
     * @param spared had been used, and got a second chance
     * @param activated had been used again, and went to the active list
     * @param demoted went from the active list to the inactive one
     */
    public record Looks(int looked, int spared, int activated, int demoted) {}

    /** The two bits of a page. */
    private static final class Bits {
        private boolean accessed;
        private boolean referenced;
    }

    /** What a look at a page comes to. */
    private enum Look {
        KEPT,
        ACTIVATED,
        EVICTED
    }

    /** One page of a list, with its bits. */
    public record Page(int number, boolean accessed, boolean referenced) {}

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
        boolean soon = twoLists && evicted != null && clock - evicted <= countedActive;
        if (soon) {
            clock++;
            cameBack = true;
            if (workingset.contains(page)) {
                cost.add(1, 0, countedInactive + countedActive);
            }
        } else {
            workingset.remove(page);
        }
        (soon ? active : inactive).put(page, bits);
        gatherCounters();
    }

    void gatherCounters() {
        countedInactive = inactive.size();
        countedActive = active.size();
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

    /** Evicts a page, and returns which. */
    int evict() {
        while (!inactive.isEmpty() || !active.isEmpty()) {
            if (active.size() > inactive.size()) {
                age(ReplacementPolicy.BATCH);
            }
            int page = inactive.keySet().iterator().next();
            Look look = look(page);
            clock += look == Look.ACTIVATED ? 1 : 0;
            if (look == Look.EVICTED) {
                gatherCounters();
                return page;
            }
        }
        return ReplacementPolicy.NO_PAGE;
    }

    private Look look(int page) {
        Bits bits = inactive.remove(page);
        looked++;
        if (moves || !bits.accessed) {
            evictedAt.put(page, clock++);
            return Look.EVICTED;
        }
        boolean again = bits.referenced && twoLists;
        bits.accessed = false;
        bits.referenced = twoLists;
        (again ? active : inactive).put(page, bits);
        activated += again ? 1 : 0;
        spared += again ? 0 : 1;
        return again ? Look.ACTIVATED : Look.KEPT;
    }

    private void age(int most) {
        for (int i = Math.min(most, active.size()); i > 0; i--) {
            int page = active.keySet().iterator().next();
            Bits bits = active.remove(page);
            bits.accessed = false;
            workingset.add(page);
            inactive.put(page, bits);
            demoted++;
        }
    }

    Looks takeLooks() {
        Looks looks = new Looks(looked, spared, activated, demoted);
        looked = 0;
        spared = 0;
        activated = 0;
        demoted = 0;
        return looks;
    }

    /** Makes room by one call, and returns the pages that went, in their order. */
    List<Integer> reclaim(int wanted) {
        List<Integer> gone = new ArrayList<>();
        if (!twoLists) {
            for (int page = evict(); page != ReplacementPolicy.NO_PAGE; page = evict()) {
                gone.add(page);
                if (gone.size() == wanted) {
                    break;
                }
            }
            return gone;
        }
        for (int round = 1; round <= 2 && gone.isEmpty(); round++) {
            boolean low = countedInactive < countedActive;
            boolean mayAge = low || cameBack;
            for (int priority = ReplacementPolicy.PRIORITY; priority >= 0 && gone.size() < wanted; priority--) {
                pass(priority, wanted, mayAge, gone);
                age(low ? ReplacementPolicy.BATCH : 0);
            }
            cameBack = false;
        }
        return gone;
    }

    private void pass(int priority, int wanted, boolean mayAge, List<Integer> gone) {
        int looks = part(inactive.size(), priority);
        int ages = part(active.size(), priority);
        int before = gone.size();
        while (looks > 0 && gone.size() - before < wanted) {
            int batch = Math.min(looks, ReplacementPolicy.BATCH);
            int evicted = lookAt(batch, gone);
            cost.add(evicted, batch - evicted, countedInactive + countedActive);
            looks -= batch;
            age(mayAge ? Math.min(ages, ReplacementPolicy.BATCH) : 0);
            ages = Math.max(0, ages - ReplacementPolicy.BATCH);
        }
    }

    private int part(int length, int priority) {
        return priority == 0 ? length : cost.share(length >> priority);
    }

    private int lookAt(int batch, List<Integer> gone) {
        int evicted = 0;
        int activated = 0;
        for (int i = 0; i < batch; i++) {
            int page = inactive.keySet().iterator().next();
            switch (look(page)) {
                case EVICTED -> {
                    gone.add(page);
                    evicted++;
                }
                case ACTIVATED -> activated++;
                default -> {}
            }
        }
        clock += activated;
        return evicted;
    }

    /** Takes a page out because somebody asked for that; false if it was not there. */
    boolean evict(int page) {
        if (active.remove(page) != null) {
            workingset.add(page);
        } else if (inactive.remove(page) == null) {
            return false;
        }
        evictedAt.put(page, Integer.MAX_VALUE / 2); // it is never late
        gatherCounters();
        return true;
    }

    void cold(int page) {
        Bits bits = active.remove(page);
        if (bits != null) {
            inactive.put(page, bits);
            workingset.add(page);
            gatherCounters();
        }
        bits = inactive.get(page);
        if (bits != null) {
            bits.accessed = false;
            bits.referenced = false;
        }
    }

    void remove(int page) {
        if (inactive.remove(page) != null || active.remove(page) != null) {
            gatherCounters();
        }
        evictedAt.remove(page);
        workingset.remove(page);
    }

    /** Returns the pages of a list, the oldest first. */
    public List<Page> list(boolean ofActive) {
        List<Page> pages = new ArrayList<>();
        (ofActive ? active : inactive)
                .forEach((page, bits) -> pages.add(new Page(page, bits.accessed, bits.referenced)));
        return pages;
    }
}
