package mm.grader.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import mm.lru.ReplacementPolicy;

/**
 * The clock with a counter of several bits for each page: a use counts up as far as it goes, the hand counts down, and the
 * first page that it finds at zero goes. With one bit this is the plain clock.
 */
final class CountingClock implements ReplacementPolicy {
    private final int most;
    private final byte[] uses;
    private final boolean[] resident;
    private final Deque<Integer> ring = new ArrayDeque<>();

    CountingClock(int pages, int bits) {
        most = (1 << bits) - 1;
        uses = new byte[pages];
        resident = new boolean[pages];
    }

    @Override
    public void insert(int page) {
        resident[page] = true;
        uses[page] = 1;
        ring.addLast(page);
    }

    @Override
    public boolean touch(int page) {
        if (resident[page]) {
            uses[page] = (byte) Math.min(most, uses[page] + 1);
        }
        return resident[page];
    }

    @Override
    public int evict() {
        while (!ring.isEmpty()) {
            int page = ring.removeFirst();
            if (uses[page] == 0) {
                resident[page] = false;
                return page;
            }
            uses[page]--;
            ring.addLast(page);
        }
        return NO_PAGE;
    }

    @Override
    public void evict(int page) {
        remove(page);
    }

    @Override
    public void cold(int page) {
        uses[page] = 0;
    }

    @Override
    public void remove(int page) {
        if (resident[page]) {
            resident[page] = false;
            ring.remove(page);
        }
    }

    @Override
    public boolean contains(int page) {
        return resident[page];
    }

    @Override
    public int size() {
        return ring.size();
    }
}
