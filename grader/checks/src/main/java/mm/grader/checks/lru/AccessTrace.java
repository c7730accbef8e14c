package mm.grader.checks.lru;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
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
 * @param uses the same, where each is to know which calls it came to; or none
 */
record AccessTrace(int pages, int[] references, List<AccessTrace.Use> uses) {
    /** The string of the textbooks. */
    static final AccessTrace TEXTBOOK = of(7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1);

    /** The string with which Bélády showed that FIFO may get worse with more memory. */
    static final AccessTrace BELADY = of(1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5);

    private static AccessTrace of(int... references) {
        return new AccessTrace(8, references, List.of());
    }

    /** Makes a trace in which few pages are used often: three of four references go to a fifth of the pages. */
    static AccessTrace skewed(Random random, int pages, int length) {
        int[] references = new int[length];
        for (int i = 0; i < length; i++) {
            references[i] = random.nextInt(random.nextInt(4) == 0 ? pages : 1 + pages / 5);
        }
        return new AccessTrace(pages, references, List.of());
    }

    /** A reference, and the calls that it came to when it was played last. */
    static final class Use {
        private final int page;
        private String calls;

        Use(int page) {
            this.page = page;
            calls = "touch(" + page + ")";
        }

        @Override
        public String toString() {
            return calls;
        }
    }

    private static AccessTrace of(int pages, List<Use> uses) {
        return new AccessTrace(pages, uses.stream().mapToInt(use -> use.page).toArray(), uses);
    }

    /** Demands something of the trace, and if it does not hold, of the fewest references for which it does not. */
    void demand(Consumer<AccessTrace> check) {
        FailureMinimizer.play(
                IntStream.of(references).mapToObj(Use::new).toList(), some -> check.accept(of(pages, some)));
    }

    /** Runs the trace with a number of frames, and returns how many faults it took. */
    int faults(ReplacementPolicy policy, int frames) {
        int faults = 0;
        for (int i = 0; i < references.length; i++) {
            int page = references[i];
            String calls = "touch(" + page + ")";
            if (!policy.touch(page)) {
                faults++;
                if (policy.size() == frames) {
                    policy.evict();
                    calls += ", evict()";
                }
                policy.insert(page);
                calls += ", insert(" + page + ")";
            }
            if (!uses.isEmpty()) {
                uses.get(i).calls = calls;
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
