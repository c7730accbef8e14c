package mm.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mm.lru.Clock;
import mm.lru.ExactLru;
import mm.lru.ReplacementPolicy;
import mm.lru.TwoLists;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for one reference of a Zipf trace, by the three policies and by a {@code LinkedHashMap} in access order.
 *
 * <p>An invocation is the whole trace, from an empty memory on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 2)
public class PolicyBenchmark {
    private long[] trace;

    /** Reads the trace. */
    @Setup
    public void setUp() {
        trace = Traces.read("zipf");
    }

    /** Returns the misses of a policy; a new page is cold where the policy is to judge it by its next use. */
    private static long misses(ReplacementPolicy policy, long[] trace, boolean coldAtFirst) {
        long misses = 0;
        int free = Traces.FRAMES;
        for (long reference : trace) {
            int page = (int) reference;
            if (!policy.touch(page)) {
                misses++;
                if (free == 0) {
                    policy.evict();
                } else {
                    free--;
                }
                policy.insert(page);
                if (coldAtFirst) {
                    policy.cold(page);
                }
            }
        }
        return misses;
    }

    /** Least recently used, by lists in an array. */
    @Benchmark
    @OperationsPerInvocation(Traces.REFERENCES)
    public long exactLru() {
        return Counts.agree("lru", misses(new ExactLru(Traces.PAGES), trace, false));
    }

    /** A hand and a bit a page. */
    @Benchmark
    @OperationsPerInvocation(Traces.REFERENCES)
    public long clock() {
        return Counts.agree("clock", misses(new Clock(Traces.PAGES), trace, true));
    }

    /** Linux's two lists. */
    @Benchmark
    @OperationsPerInvocation(Traces.REFERENCES)
    public long twoLists() {
        return Counts.agree("two-lists", misses(new TwoLists(Traces.PAGES), trace, false));
    }

    /** Least recently used, as one writes it in Java in five lines. */
    @Benchmark
    @OperationsPerInvocation(Traces.REFERENCES)
    public long linkedHashMap() {
        Map<Integer, Boolean> resident = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
                return size() > Traces.FRAMES;
            }
        };
        long misses = 0;
        for (long reference : trace) {
            int page = (int) reference;
            if (resident.get(page) == null) {
                misses++;
                resident.put(page, true);
            }
        }
        return Counts.agree("lru", misses);
    }
}
