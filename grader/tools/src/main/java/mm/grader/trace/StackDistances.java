package mm.grader.trace;

import java.util.Arrays;

/**
 * The faults of exact LRU for every size of memory, from one pass over the trace (Mattson and others, 1970).
 *
 * <p>The stack distance of a reference is how many different pages were used since the page's last use, itself included:
 * the smallest memory in which it is a hit. A tree of partial sums (Fenwick) over time has a 1 at the last use of each
 * page, so a distance is a sum, in O(log n). When time runs out of room, the pages are numbered anew from the oldest use.
 */
public final class StackDistances {
    private int[] lastUse = new int[1 << 10];
    private long[] hits = new long[1 << 10];
    private int[] sums = new int[1 << 13];
    private int[] pageAt = new int[1 << 13];
    private int pages;
    private int now;
    private long references;

    /** Makes an empty curve. */
    public StackDistances() {}

    /** Takes the next reference; new pages must come with ascending numbers. */
    public void reference(int page) {
        references++;
        if (now + 1 >= sums.length) {
            renumber();
        }
        now++;
        if (page == pages) {
            if (pages + 1 >= lastUse.length) {
                lastUse = Arrays.copyOf(lastUse, 2 * lastUse.length);
                hits = Arrays.copyOf(hits, 2 * hits.length);
            }
            pages++;
        } else {
            hits[pages - sum(lastUse[page]) + 1]++;
            add(lastUse[page], -1);
            pageAt[lastUse[page]] = -1;
        }
        lastUse[page] = now;
        pageAt[now] = page;
        add(now, 1);
    }

    /** Takes the last reference some more times: its page is the last that was used, at the smallest distance. */
    public void again(int times) {
        references += times;
        hits[1] += times;
    }

    private void add(int time, int value) {
        for (int i = time; i < sums.length; i += i & -i) {
            sums[i] += value;
        }
    }

    private int sum(int time) {
        int sum = 0;
        for (int i = time; i > 0; i -= i & -i) {
            sum += sums[i];
        }
        return sum;
    }

    private void renumber() {
        int[] old = pageAt;
        int length = Math.max(sums.length, Integer.highestOneBit(pages + 1) << 3);
        sums = new int[length];
        pageAt = new int[length];
        int last = now;
        now = 0;
        for (int time = 1; time <= last; time++) {
            int page = old[time];
            if (page >= 0) {
                lastUse[page] = ++now;
                pageAt[now] = page;
                add(now, 1);
            }
        }
    }

    /** Returns the number of different pages. */
    public int pages() {
        return pages;
    }

    /** Returns the number of references. */
    public long references() {
        return references;
    }

    /** Returns how many faults a number of frames takes. */
    public long faults(int frames) {
        long faults = references;
        for (int distance = 1; distance <= Math.min(frames, pages); distance++) {
            faults -= hits[distance];
        }
        return faults;
    }
}
