package mm.lru;

import java.util.Arrays;
import java.util.function.IntConsumer;
import mm.machine.Todo;

/** Linux's two lists, as two chains and an array for each thing that is known of a page. */
public final class TwoLists implements ReplacementPolicy {
    /** Times of eviction that are no times. */
    private static final int NEVER = -1;

    private static final int BY_REQUEST = -2;

    private final Chain inactive;
    private final Chain active;
    private final boolean[] accessed;
    private final boolean[] referenced;
    private final boolean[] workingset;
    private final int[] gone;
    private int clock;
    private int activated;
    private boolean cameBack;

    private int inactiveCounter;
    private int activeCounter;
    private final ReclaimCost cost = new ReclaimCost();

    /** Makes a policy without resident pages. */
    public TwoLists(int pages) {
        inactive = new Chain(pages);
        active = new Chain(pages);
        accessed = new boolean[pages];
        referenced = new boolean[pages];
        workingset = new boolean[pages];
        gone = new int[pages];
        Arrays.fill(gone, NEVER);
    }

    @Override
    public void insert(int page) {
        // from step 3
        boolean isSoon = gone[page] == BY_REQUEST || (gone[page] != NEVER && clock - gone[page] <= activeCounter);
        accessed[page] = true;
        referenced[page] = false;
        gone[page] = NEVER;
        if (isSoon) {
            active.addYoung(page);
            clock++;
            cameBack = true;
            if (workingset[page]) {
                cost.add(1, 0, inactiveCounter + activeCounter);
            }
        } else {
            inactive.addYoung(page);
            workingset[page] = false;
        }
        gatherCounters();
        // before step 3
        // throw new Todo("exercise 04: TwoLists.insert");
        // end
    }

    @Override
    public void gatherCounters() {
        // from step 3
        inactiveCounter = inactive.size();
        activeCounter = active.size();
        // before step 3
        // throw new Todo("exercise 04: TwoLists.gatherCounters");
        // end
    }

    @Override
    public boolean touch(int page) {
        // from step 3
        if (!contains(page)) {
            return false;
        }
        accessed[page] = true;
        return true;
        // before step 3
        // throw new Todo("exercise 04: TwoLists.touch");
        // end
    }

    /** Looks at the oldest inactive page. Returns it if it goes, else NO_PAGE; counts those that become active. */
    private int look() {
        int page = inactive.takeOldest();
        if (!accessed[page]) {
            gone[page] = clock++;
            return page;
        }
        accessed[page] = false;
        if (referenced[page]) {
            active.addYoung(page);
            activated++;
        } else {
            referenced[page] = true;
            inactive.addYoung(page);
        }
        return NO_PAGE;
    }

    private void age(int pages) {
        for (int left = pages; left > 0 && active.size() > 0; left--) {
            deactivate(active.oldest());
        }
    }

    private void deactivate(int page) {
        active.remove(page);
        inactive.addYoung(page);
        accessed[page] = false;
        workingset[page] = true;
    }

    private void tick() {
        clock += activated;
        activated = 0;
    }

    @Override
    public int evict() {
        // from step 3
        int victim = NO_PAGE;
        while (victim == NO_PAGE && size() > 0) {
            if (active.size() > inactive.size()) {
                age(BATCH);
            }
            victim = look();
            tick();
        }
        gatherCounters();
        return victim;
        // before step 3
        // throw new Todo("exercise 04: TwoLists.evict");
        // end
    }

    @Override
    public int reclaim(int wanted, IntConsumer evicted) {
        // from step 4
        boolean mayAge = cameBack || inactiveCounter < activeCounter;
        cameBack = false;
        int count = passes(wanted, mayAge, evicted);
        return count > 0 ? count : passes(wanted, inactiveCounter < activeCounter, evicted);
        // before step 4
        // throw new Todo("exercise 04: TwoLists.reclaim");
        // end
    }

    private int passes(int wanted, boolean mayAge, IntConsumer evicted) {
        int count = 0;
        for (int priority = PRIORITY; priority >= 0 && count < wanted; priority--) {
            int looks = priority == 0 ? inactive.size() : cost.share(inactive.size() >> priority);
            int ages = priority == 0 ? active.size() : cost.share(active.size() >> priority);
            count += pass(wanted, looks, mayAge ? ages : 0, evicted);
            if (inactiveCounter < activeCounter) {
                age(BATCH);
            }
        }
        return count;
    }

    private int pass(int wanted, int mayLook, int mayAge, IntConsumer evicted) {
        int count = 0;
        int looks = mayLook;
        int ages = mayAge;
        while (looks > 0 && count < wanted) {
            int now = Math.min(BATCH, looks);
            looks -= now;
            count += batch(Math.min(now, inactive.size()), evicted);
            age(Math.min(BATCH, ages));
            ages = Math.max(0, ages - BATCH);
        }
        return count;
    }

    private int batch(int looks, IntConsumer evicted) {
        int count = 0;
        for (int i = 0; i < looks; i++) {
            int page = look();
            if (page != NO_PAGE) {
                evicted.accept(page);
                count++;
            }
        }
        tick();
        if (looks > 0) {
            cost.add(count, looks - count, inactiveCounter + activeCounter);
        }
        return count;
    }

    @Override
    public void evict(int page) {
        // from step 3
        if (active.has(page)) {
            deactivate(page);
        }
        if (inactive.has(page)) {
            inactive.remove(page);
            gone[page] = BY_REQUEST;
            gatherCounters();
        }
        // before step 3
        // throw new Todo("exercise 04: TwoLists.evict");
        // end
    }

    @Override
    public void cold(int page) {
        // from step 3
        if (active.has(page)) {
            deactivate(page);
            gatherCounters();
        }
        accessed[page] = false;
        referenced[page] = false;
        // before step 3
        // throw new Todo("exercise 04: TwoLists.cold");
        // end
    }

    @Override
    public void remove(int page) {
        // from step 3
        gone[page] = NEVER;
        workingset[page] = false;
        if (contains(page)) {
            (active.has(page) ? active : inactive).remove(page);
            gatherCounters();
        }
        // before step 3
        // throw new Todo("exercise 04: TwoLists.remove");
        // end
    }

    @Override
    public boolean contains(int page) {
        // from step 3
        return inactive.has(page) || active.has(page);
        // before step 3
        // throw new Todo("exercise 04: TwoLists.contains");
        // end
    }

    @Override
    public int size() {
        // from step 3
        return inactive.size() + active.size();
        // before step 3
        // throw new Todo("exercise 04: TwoLists.size");
        // end
    }
}
