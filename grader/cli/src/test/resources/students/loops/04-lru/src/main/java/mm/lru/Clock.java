package mm.lru;

import mm.machine.Todo;

/** The hand is at the old end of a chain: what it spares is linked at the young end. */
public final class Clock implements ReplacementPolicy {
    private final Chain chain;
    private final boolean[] used;

    /** Makes a policy without resident pages. */
    public Clock(int pages) {
        chain = new Chain(pages);
        used = new boolean[pages];
    }

    @Override
    public void insert(int page) {
        // from step 2
        chain.addYoung(page);
        used[page] = true;
        // before step 2
        // throw new Todo("exercise 04: Clock.insert");
        // end
    }

    @Override
    public boolean touch(int page) {
        // from step 2
        boolean isHere = chain.has(page);
        used[page] |= isHere;
        return isHere;
        // before step 2
        // throw new Todo("exercise 04: Clock.touch");
        // end
    }

    @Override
    public int evict() {
        // from step 2
        while (chain.size() > 0 && used[chain.oldest()]) {
            int page = chain.takeOldest();
            used[page] = false;
            chain.addYoung(page);
        }
        return chain.takeOldest();
        // before step 2
        // throw new Todo("exercise 04: Clock.evict");
        // end
    }

    @Override
    public void evict(int page) {
        // from step 2
        remove(page);
        // before step 2
        // throw new Todo("exercise 04: Clock.evict");
        // end
    }

    @Override
    public void cold(int page) {
        // from step 2
        used[page] = false;
        // before step 2
        // throw new Todo("exercise 04: Clock.cold");
        // end
    }

    @Override
    public void remove(int page) {
        // from step 2
        if (chain.has(page)) {
            chain.remove(page);
        }
        // before step 2
        // throw new Todo("exercise 04: Clock.remove");
        // end
    }

    @Override
    public boolean contains(int page) {
        // from step 2
        return chain.has(page);
        // before step 2
        // throw new Todo("exercise 04: Clock.contains");
        // end
    }

    @Override
    public int size() {
        // from step 2
        return chain.size();
        // before step 2
        // throw new Todo("exercise 04: Clock.size");
        // end
    }
}
