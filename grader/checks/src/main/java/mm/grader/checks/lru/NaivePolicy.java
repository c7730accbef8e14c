package mm.grader.checks.lru;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import mm.lru.PolicyKind;
import mm.lru.ReclaimCost;
import mm.lru.ReplacementPolicy;

/** The three policies as slowly and plainly as possible: lists of numbers, oldest first, and sets. */
final class NaivePolicy implements ReplacementPolicy {
    private final PolicyKind kind;
    private final List<Integer> inactive = new ArrayList<>();
    private final List<Integer> active = new ArrayList<>();
    private final Set<Integer> accessed = new HashSet<>();
    private final Set<Integer> referenced = new HashSet<>();
    private final Map<Integer, Integer> evictedAt = new HashMap<>();
    private final Set<Integer> workingset = new HashSet<>();
    private final ReclaimCost cost = new ReclaimCost();
    private int clock;
    private int countedInactive;
    private int countedActive;
    private boolean cameBack;

    private static final int NEVER_TOO_LATE = Integer.MAX_VALUE / 2;

    NaivePolicy(PolicyKind kind) {
        this.kind = kind;
    }

    @Override
    public void insert(int page) {
        accessed.add(page);
        Integer evicted = evictedAt.remove(page);
        if (kind == PolicyKind.TWO_LISTS && evicted != null && clock - evicted <= countedActive) {
            active.add(page);
            clock++;
            cameBack = true;
            if (workingset.contains(page)) {
                cost.add(1, 0, countedInactive + countedActive);
            }
        } else {
            inactive.add(page);
            workingset.remove(page);
        }
        gatherCounters();
    }

    @Override
    public void gatherCounters() {
        countedInactive = inactive.size();
        countedActive = active.size();
    }

    @Override
    public boolean touch(int page) {
        if (!contains(page)) {
            return false;
        }
        accessed.add(page);
        if (kind == PolicyKind.LRU) {
            inactive.remove((Integer) page);
            inactive.add(page);
        }
        return true;
    }

    @Override
    public int evict() {
        while (size() > 0) {
            if (active.size() > inactive.size()) {
                age(BATCH);
            }
            Integer page = inactive.remove(0);
            if (kind == PolicyKind.LRU || !accessed.remove(page)) {
                noteEvicted(page);
                gatherCounters();
                return page;
            }
            clock += spare(page) ? 1 : 0;
        }
        return NO_PAGE;
    }

    private void noteEvicted(Integer page) {
        accessed.remove(page);
        referenced.remove(page);
        evictedAt.put(page, clock++);
    }

    /** Puts a page that was accessed back into a list; true if it is the active one. */
    private boolean spare(Integer page) {
        boolean second = kind == PolicyKind.TWO_LISTS && !referenced.add(page);
        (second ? active : inactive).add(page);
        return second;
    }

    private void age(int most) {
        for (int n = Math.min(most, active.size()); n > 0; n--) {
            Integer page = active.remove(0);
            accessed.remove(page);
            workingset.add(page);
            inactive.add(page);
        }
    }

    @Override
    public int reclaim(int wanted, IntConsumer evicted) {
        if (kind != PolicyKind.TWO_LISTS) {
            return ReplacementPolicy.super.reclaim(wanted, evicted);
        }
        int gone = 0;
        for (int round = 1; round <= 2 && gone == 0; round++) {
            boolean low = countedInactive < countedActive;
            boolean mayAge = low || cameBack;
            for (int priority = 12; priority >= 0 && gone < wanted; priority--) {
                gone += pass(priority, wanted, mayAge, evicted);
                age(low ? BATCH : 0);
            }
            cameBack = false;
        }
        return gone;
    }

    private int pass(int priority, int wanted, boolean mayAge, IntConsumer evicted) {
        int looks = priority == 0 ? inactive.size() : cost.share(inactive.size() >> priority);
        int ages = priority == 0 ? active.size() : cost.share(active.size() >> priority);
        int gone = 0;
        while (looks > 0 && gone < wanted) {
            int batch = Math.min(looks, BATCH);
            int inBatch = 0;
            int activated = 0;
            for (int i = 0; i < batch; i++) {
                Integer page = inactive.remove(0);
                if (accessed.remove(page)) {
                    activated += spare(page) ? 1 : 0;
                } else {
                    noteEvicted(page);
                    evicted.accept(page);
                    inBatch++;
                }
            }
            clock += activated;
            cost.add(inBatch, batch - inBatch, countedInactive + countedActive);
            gone += inBatch;
            looks -= batch;
            age(mayAge ? Math.min(ages, BATCH) : 0);
            ages = Math.max(0, ages - BATCH);
        }
        return gone;
    }

    @Override
    public void evict(int page) {
        if (contains(page)) {
            if (active.contains(page)) {
                workingset.add(page);
            }
            takeOut(page);
            evictedAt.put(page, NEVER_TOO_LATE);
            gatherCounters();
        }
    }

    @Override
    public void cold(int page) {
        if (!contains(page)) {
            return;
        }
        accessed.remove(page);
        referenced.remove(page);
        if (active.remove((Integer) page)) {
            workingset.add(page);
            inactive.add(page);
            gatherCounters();
        } else if (kind == PolicyKind.LRU) {
            inactive.remove((Integer) page);
            inactive.add(0, page);
        }
    }

    private void takeOut(int page) {
        inactive.remove((Integer) page);
        active.remove((Integer) page);
        accessed.remove(page);
        referenced.remove(page);
    }

    @Override
    public void remove(int page) {
        if (contains(page)) {
            takeOut(page);
            gatherCounters();
        }
        workingset.remove(page);
        evictedAt.remove(page);
    }

    @Override
    public boolean contains(int page) {
        return inactive.contains(page) || active.contains(page);
    }

    @Override
    public int size() {
        return inactive.size() + active.size();
    }
}
