package mm.grader.checks.lru;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import mm.lru.ReplacementPolicy;

/**
 * Page numbers in the order in which a program uses them, and how many faults they cost.
 *
 * @param pages one more than the largest number
 * @param references the numbers
 */
record Trace(int pages, int[] references) {
    /** The string of the textbooks. */
    static final Trace TEXTBOOK = of(7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1);

    /** The string with which Bélády showed that FIFO may get worse with more memory. */
    static final Trace BELADY = of(1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5);

    private static Trace of(int... references) {
        return new Trace(8, references);
    }

    /** Makes a trace in which few pages are used often: three of four references go to a fifth of the pages. */
    static Trace skewed(Random random, int pages, int length) {
        int[] references = new int[length];
        for (int i = 0; i < length; i++) {
            references[i] = random.nextInt(random.nextInt(4) == 0 ? pages : 1 + pages / 5);
        }
        return new Trace(pages, references);
    }

    /** Runs the trace with so many frames, and returns the number of faults. */
    int faults(ReplacementPolicy policy, int frames) {
        int faults = 0;
        for (int page : references) {
            if (!policy.touch(page)) {
                faults++;
                if (policy.size() == frames) {
                    policy.evict();
                }
                policy.insert(page);
            }
        }
        return faults;
    }

    /** Returns the faults of first in, first out. */
    int fifoFaults(int frames) {
        Queue<Integer> queue = new ArrayDeque<>();
        int faults = 0;
        for (int page : references) {
            if (!queue.contains(page)) {
                faults++;
                if (queue.size() == frames) {
                    queue.remove();
                }
                queue.add(page);
            }
        }
        return faults;
    }

    /** Returns the fewest faults there can be: Bélády's rule evicts the page that is needed again last. */
    int optimum(int frames) {
        Set<Integer> resident = new HashSet<>();
        int faults = 0;
        for (int now = 0; now < references.length; now++) {
            if (resident.contains(references[now])) {
                continue;
            }
            faults++;
            if (resident.size() == frames) {
                resident.remove(neededLast(resident, now));
            }
            resident.add(references[now]);
        }
        return faults;
    }

    private Integer neededLast(Set<Integer> resident, int now) {
        List<Integer> candidates = new ArrayList<>(resident);
        for (int i = now + 1; i < references.length && candidates.size() > 1; i++) {
            candidates.remove((Integer) references[i]);
        }
        return candidates.get(0);
    }
}
