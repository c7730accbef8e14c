package mm.lru;

import java.util.BitSet;
import mm.machine.Todo;

/** A clock as a queue: the hand is in front. */
public final class Clock implements ReplacementPolicy {
    private final Queue queue;
    private final BitSet accessed = new BitSet();

    /** Makes a policy without resident pages. */
    public Clock(int pages) {
        queue = new Queue(pages);
        accessed.set(0, pages, false);
    }

    @Override
    public void insert(int page) {
        // from step 2
        accessed.set(page);
        queue.addLast(page);
        // before step 2
        // throw new Todo("exercise 04: Clock.insert");
        // end
    }

    @Override
    public boolean touch(int page) {
        // from step 2
        if (queue.has(page)) {
            accessed.set(page);
        }
        return queue.has(page);
        // before step 2
        // throw new Todo("exercise 04: Clock.touch");
        // end
    }

    @Override
    public int evict() {
        // from step 2
        int page = queue.removeFirst();
        while (page != NO_PAGE && accessed.get(page)) {
            accessed.clear(page);
            queue.addLast(page);
            page = queue.removeFirst();
        }
        return page;
        // before step 2
        // throw new Todo("exercise 04: Clock.evict");
        // end
    }

    @Override
    public void evict(int page) {
        // from step 2
        queue.remove(page);
        // before step 2
        // throw new Todo("exercise 04: Clock.evict");
        // end
    }

    @Override
    public void cold(int page) {
        // from step 2
        accessed.clear(page);
        // before step 2
        // throw new Todo("exercise 04: Clock.cold");
        // end
    }

    @Override
    public void remove(int page) {
        // from step 2
        queue.remove(page);
        // before step 2
        // throw new Todo("exercise 04: Clock.remove");
        // end
    }

    @Override
    public boolean contains(int page) {
        // from step 2
        return queue.has(page);
        // before step 2
        // throw new Todo("exercise 04: Clock.contains");
        // end
    }

    @Override
    public int size() {
        // from step 2
        return queue.size();
        // before step 2
        // throw new Todo("exercise 04: Clock.size");
        // end
    }
}
