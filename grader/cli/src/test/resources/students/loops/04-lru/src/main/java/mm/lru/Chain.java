package mm.lru;

import java.util.Arrays;

/** A list of pages, each of which knows the next younger and the next older one; it has two ends and no head. */
final class Chain {
    private static final int NOBODY = ReplacementPolicy.NO_PAGE;
    private static final int ABSENT = -2;

    private final int[] younger;
    private final int[] older;
    private int youngest = NOBODY;
    private int oldest = NOBODY;
    private int size;

    Chain(int pages) {
        younger = new int[pages];
        older = new int[pages];
        Arrays.fill(younger, ABSENT);
    }

    boolean has(int page) {
        return younger[page] != ABSENT;
    }

    int size() {
        return size;
    }

    int oldest() {
        return oldest;
    }

    void addYoung(int page) {
        older[page] = youngest;
        younger[page] = NOBODY;
        if (youngest == NOBODY) {
            oldest = page;
        } else {
            younger[youngest] = page;
        }
        youngest = page;
        size++;
    }

    void addOld(int page) {
        younger[page] = oldest;
        older[page] = NOBODY;
        if (oldest == NOBODY) {
            youngest = page;
        } else {
            older[oldest] = page;
        }
        oldest = page;
        size++;
    }

    void remove(int page) {
        int above = younger[page];
        int below = older[page];
        if (above == NOBODY) {
            youngest = below;
        } else {
            older[above] = below;
        }
        if (below == NOBODY) {
            oldest = above;
        } else {
            younger[below] = above;
        }
        younger[page] = ABSENT;
        size--;
    }

    /** Takes out the page at the old end; NO_PAGE if there is none. */
    int takeOldest() {
        int page = oldest;
        if (page != NOBODY) {
            remove(page);
        }
        return page;
    }
}
