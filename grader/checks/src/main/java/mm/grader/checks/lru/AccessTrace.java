package mm.grader.checks.lru;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mm.grader.FailureMinimizer;
import mm.lru.ReplacementPolicy;

/**
 * Page numbers in the order in which a program uses them, and how many faults they cost.
 *
 * @param pages one more than the largest number
 * @param references the numbers
 */
record AccessTrace(int pages, int[] references) {
    /** The string of the textbooks. */
    static final AccessTrace TEXTBOOK = of(7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1);

    /** The string with which Bélády showed that FIFO may get worse with more memory. */
    static final AccessTrace BELADY = of(1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5);

    private static AccessTrace of(int... references) {
        return new AccessTrace(8, references);
    }

    /** Makes a trace in which few pages are used often: three of four references go to a fifth of the pages. */
    static AccessTrace skewed(Random random, int pages, int length) {
        int[] references = new int[length];
        for (int i = 0; i < length; i++) {
            references[i] = random.nextInt(random.nextInt(4) == 0 ? pages : 1 + pages / 5);
        }
        return new AccessTrace(pages, references);
    }

    /** A reference, for people. */
    private record Use(int page) {
        @Override
        public String toString() {
            return "use(" + page + ")";
        }
    }

    /** Demands something of the trace, and if it does not hold, of the fewest references for which it does not. */
    void demand(Consumer<AccessTrace> check) {
        FailureMinimizer.play(IntStream.of(references).mapToObj(Use::new).toList(), some -> {
            check.accept(
                    new AccessTrace(pages, some.stream().mapToInt(Use::page).toArray()));
        });
    }

    /** Runs the trace with a number of frames, and returns how many faults it took. */
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
        int[] nextUse = nextUse();
        Map<Integer, Integer> resident = new HashMap<>(); // from a page to the place where it is needed again
        int faults = 0;
        for (int now = 0; now < references.length; now++) {
            if (!resident.containsKey(references[now])) {
                faults++;
                if (resident.size() == frames) {
                    resident.remove(Collections.max(resident.entrySet(), Map.Entry.comparingByValue())
                            .getKey());
                }
            }
            resident.put(references[now], nextUse[now]);
        }
        return faults;
    }

    private int[] nextUse() {
        int[] nextUse = new int[references.length];
        Map<Integer, Integer> places = new HashMap<>();
        for (int now = references.length - 1; now >= 0; now--) {
            nextUse[now] = places.getOrDefault(references[now], Integer.MAX_VALUE);
            places.put(references[now], now);
        }
        return nextUse;
    }
}
