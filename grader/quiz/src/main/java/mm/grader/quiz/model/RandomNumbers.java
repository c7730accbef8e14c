package mm.grader.quiz.model;

import java.util.ArrayList;
import java.util.List;

/** Random numbers that are the same for ever, on every machine: SplitMix64. */
public final class RandomNumbers {
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;
    private long state;

    /** Makes the numbers of a seed. */
    public RandomNumbers(long seed) {
        state = seed;
    }

    /** Mixes a seed with a number to another seed. */
    public static long mix(long seed, long number) {
        return new RandomNumbers(seed * 31 + number + GOLDEN).next();
    }

    /** Mixes a seed with a name to another seed. */
    public static long mix(long seed, String name) {
        return mix(seed, name.hashCode());
    }

    /** Returns 64 random bits. */
    public long next() {
        long z = state += GOLDEN;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }

    /** Returns a number from 0 to bound - 1. */
    public int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** Returns a number from first to last. */
    public int from(int first, int last) {
        return first + below(last - first + 1);
    }

    /** Returns true once in so many times. */
    public boolean oneIn(int times) {
        return below(times) == 0;
    }

    /** Returns one of some values. */
    @SafeVarargs
    public final <T> T of(T... values) {
        return values[below(values.length)];
    }

    /** Returns one of some values. */
    public <T> T of(List<T> values) {
        return values.get(below(values.size()));
    }

    /** Returns the values in a random order. */
    public <T> List<T> shuffled(List<T> values) {
        List<T> mixed = new ArrayList<>(values);
        for (int i = mixed.size() - 1; i > 0; i--) {
            mixed.set(i, mixed.set(below(i + 1), mixed.get(i)));
        }
        return mixed;
    }
}
