package mm.grader.trace;

import java.util.Arrays;
import java.util.Random;
import mm.lru.ReplacementPolicy;

/** Any page goes, each with the same probability; which one follows from a seed. */
final class RandomPolicy implements ReplacementPolicy {
    private static final int ABSENT = -1;

    private final Random random;
    private final int[] places;
    private final int[] pages;
    private int size;

    RandomPolicy(int pages, long seed) {
        random = new Random(seed);
        places = new int[pages];
        Arrays.fill(places, ABSENT);
        this.pages = new int[pages];
    }

    @Override
    public void insert(int page) {
        places[page] = size;
        pages[size++] = page;
    }

    @Override
    public boolean touch(int page) {
        return contains(page);
    }

    @Override
    public int evict() {
        if (size == 0) {
            return NO_PAGE;
        }
        int page = pages[random.nextInt(size)];
        remove(page);
        return page;
    }

    @Override
    public void evict(int page) {
        remove(page);
    }

    @Override
    public void cold(int page) {}

    @Override
    public void remove(int page) {
        if (contains(page)) {
            int last = pages[--size];
            pages[places[page]] = last;
            places[last] = places[page];
            places[page] = ABSENT;
        }
    }

    @Override
    public boolean contains(int page) {
        return places[page] != ABSENT;
    }

    @Override
    public int size() {
        return size;
    }
}
