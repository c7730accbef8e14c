package mm.lru;

import java.util.function.IntConsumer;
import mm.machine.Todo;

/** Linux's two lists, as two queues and one number of state for each page. */
public final class TwoLists implements ReplacementPolicy {
    private static final int ACCESSED = 1;
    private static final int REFERENCED = 2;
    private static final int WORKINGSET = 4;
    private static final int REMEMBERED = 8;
    private static final int ASKED_FOR = 16;

    private final Queue probation;
    private final Queue active;
    private final byte[] state;
    private final int[] time;
    private int clock;

    private final ReclaimCost cost = new ReclaimCost();
    private int countedProbation;
    private int countedActive;
    private boolean hasReturned;

    /** What a pass of reclaim has done so far. */
    private int gone;

    private IntConsumer listener;

    /** Makes a policy without resident pages. */
    public TwoLists(int pages) {
        probation = new Queue(pages);
        active = new Queue(pages);
        state = new byte[pages];
        time = new int[pages];
    }

    private boolean is(int page, int bits) {
        return (state[page] & bits) != 0;
    }

    private void set(int page, int bits) {
        state[page] |= (byte) bits;
    }

    private void clear(int page, int bits) {
        state[page] &= (byte) ~bits;
    }

    @Override
    public void insert(int page) {
        // from step 3
        boolean returns = is(page, REMEMBERED) && (is(page, ASKED_FOR) || clock - time[page] <= countedActive);
        clear(page, REMEMBERED | ASKED_FOR | REFERENCED);
        set(page, ACCESSED);
        if (!returns) {
            clear(page, WORKINGSET);
            probation.addLast(page);
            gatherCounters();
            return;
        }
        if (is(page, WORKINGSET)) {
            cost.add(1, 0, countedProbation + countedActive);
        }
        hasReturned = true;
        clock++;
        active.addLast(page);
        gatherCounters();
        // before step 3
        // throw new Todo("exercise 04: TwoLists.insert");
        // end
    }

    @Override
    public void gatherCounters() {
        // from step 3
        countedProbation = probation.size();
        countedActive = active.size();
        // before step 3
        // throw new Todo("exercise 04: TwoLists.gatherCounters");
        // end
    }

    @Override
    public boolean touch(int page) {
        // from step 3
        if (contains(page)) {
            set(page, ACCESSED);
        }
        return contains(page);
        // before step 3
        // throw new Todo("exercise 04: TwoLists.touch");
        // end
    }

    /** Decides about the first page on probation. Returns 1 if it became active, 0 if not; a victim is told of. */
    private int decide() {
        int page = probation.removeFirst();
        if (!is(page, ACCESSED)) {
            set(page, REMEMBERED);
            time[page] = clock;
            clock++;
            gone++;
            listener.accept(page);
            return 0;
        }
        clear(page, ACCESSED);
        if (is(page, REFERENCED)) {
            active.addLast(page);
            return 1;
        }
        set(page, REFERENCED);
        probation.addLast(page);
        return 0;
    }

    private void age(int count) {
        for (int i = 0; i < count && active.size() > 0; i++) {
            int page = active.removeFirst();
            clear(page, ACCESSED);
            set(page, WORKINGSET);
            probation.addLast(page);
        }
    }

    private int victim;

    private void note(int page) {
        victim = page;
    }

    private final IntConsumer noting = this::note;

    @Override
    public int evict() {
        // from step 3
        victim = NO_PAGE;
        listener = noting;
        while (victim == NO_PAGE && size() > 0) {
            if (active.size() > probation.size()) {
                age(BATCH);
            }
            int promoted = decide();
            clock += promoted;
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
        listener = evicted;
        boolean isShort = countedProbation < countedActive;
        boolean ages = isShort || hasReturned;
        hasReturned = false;
        for (int round = 0; round < 2; round++) {
            int sum = 0;
            for (int priority = PRIORITY; priority >= 0 && sum < wanted; priority--) {
                gone = 0;
                pass(priority, wanted, ages);
                sum += gone;
                age(isShort ? BATCH : 0);
            }
            if (sum > 0) {
                return sum;
            }
            ages = isShort;
        }
        return 0;
        // before step 4
        // throw new Todo("exercise 04: TwoLists.reclaim");
        // end
    }

    private static int part(int all, int priority, ReclaimCost cost) {
        return priority == 0 ? all : cost.share(all >> priority);
    }

    private void pass(int priority, int wanted, boolean ages) {
        int looks = part(probation.size(), priority, cost);
        int moves = ages ? part(active.size(), priority, cost) : 0;
        while (looks > 0 && gone < wanted) {
            int before = gone;
            int count = 0;
            int promoted = 0;
            for (; count < Math.min(BATCH, looks) && probation.size() > 0; count++) {
                promoted += decide();
            }
            clock += promoted;
            if (count > 0) {
                cost.add(gone - before, count - (gone - before), countedProbation + countedActive);
            }
            looks -= Math.min(BATCH, looks);
            int moved = Math.min(BATCH, moves);
            age(moved);
            moves -= moved;
        }
    }

    @Override
    public void evict(int page) {
        // from step 3
        if (!contains(page)) {
            return;
        }
        if (active.has(page)) {
            set(page, WORKINGSET);
        }
        probation.remove(page);
        active.remove(page);
        set(page, REMEMBERED | ASKED_FOR);
        gatherCounters();
        // before step 3
        // throw new Todo("exercise 04: TwoLists.evict");
        // end
    }

    @Override
    public void cold(int page) {
        // from step 3
        if (!contains(page)) {
            return;
        }
        clear(page, ACCESSED | REFERENCED);
        if (active.has(page)) {
            active.remove(page);
            set(page, WORKINGSET);
            probation.addLast(page);
            gatherCounters();
        }
        // before step 3
        // throw new Todo("exercise 04: TwoLists.cold");
        // end
    }

    @Override
    public void remove(int page) {
        // from step 3
        state[page] = 0;
        if (contains(page)) {
            probation.remove(page);
            active.remove(page);
            gatherCounters();
        }
        // before step 3
        // throw new Todo("exercise 04: TwoLists.remove");
        // end
    }

    @Override
    public boolean contains(int page) {
        // from step 3
        return probation.has(page) || active.has(page);
        // before step 3
        // throw new Todo("exercise 04: TwoLists.contains");
        // end
    }

    @Override
    public int size() {
        // from step 3
        return probation.size() + active.size();
        // before step 3
        // throw new Todo("exercise 04: TwoLists.size");
        // end
    }
}
