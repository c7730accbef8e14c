package mm.grader.fuzz;

import java.util.List;
import java.util.Random;

/** Random choices from a seed: the same seed gives the same choices on every machine and Java version. */
final class Dice {
    static final long PAGE = 4096;

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** A number from 0 to n - 1. */
    int below(int n) {
        return random.nextInt(n);
    }

    /** A number from low to high, both included. */
    long between(long low, long high) {
        return low + (long) (random.nextDouble() * (high - low + 1));
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    /** An index, chosen with the given weights. */
    int weighted(int... weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int left = below(total);
        int i = 0;
        while (left >= weights[i]) {
            left -= weights[i++];
        }
        return i;
    }
}
