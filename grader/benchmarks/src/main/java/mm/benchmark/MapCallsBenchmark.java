package mm.benchmark;

import java.util.List;
import java.util.concurrent.TimeUnit;
import mm.grader.LoadedParts;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for one call of munmap, mmap or mprotect among many mappings.
 *
 * <pre>
 *  mappings of four pages each, every second one writable, so that no two can merge; again and again:
 *      munmap one at random; mmap as much, without an address; mprotect its second page to nothing, and back
 * </pre>
 *
 * {@code vmas.c} does the same with a sorted array, and with the kernel that it runs on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
public class MapCallsBenchmark {
    private static final int ROUNDS = 100_000;
    private static final int CALLS = 4 * ROUNDS;
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long LENGTH = 4 * PAGE;
    private static final int FRAMES = 5_000;

    /** How many mappings there are. */
    @Param({"1000", "65000"})
    int vmas;

    private MemoryDescriptor mm;
    private long[] addresses;
    private long random;

    private static int prot(int i) {
        return i % 2 == 0 ? Prot.READ : Prot.READ | Prot.WRITE;
    }

    /** Makes the mappings. */
    @Setup
    public void setUp() {
        Parts parts = new LoadedParts(MapCallsBenchmark.class.getClassLoader());
        mm = new Machine(parts, new PhysicalMemory(FRAMES))
                .exec("benchmark", List.of(), 0)
                .mm();
        addresses = new long[vmas];
        for (int i = 0; i < vmas; i++) {
            addresses[i] = mm.mmap(0, LENGTH, prot(i), 0, null, 0);
        }
    }

    /** Returns a number below the mappings' count, by a generator that C has in one line as well. */
    private int next() {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return (int) ((random >>> 33) % vmas);
    }

    private static void succeed(long result) {
        if (result < 0) {
            throw new IllegalStateException("a call failed: " + result);
        }
    }

    /** Calls munmap, mmap, mprotect and mprotect. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long calls() {
        random = 1;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int i = next();
            succeed(mm.munmap(addresses[i], LENGTH));
            addresses[i] = mm.mmap(0, LENGTH, prot(i), 0, null, 0);
            succeed(addresses[i]);
            succeed(mm.mprotect(addresses[i] + PAGE, PAGE, Prot.NONE));
            succeed(mm.mprotect(addresses[i] + PAGE, PAGE, prot(i)));
            sum += MemoryDescriptor.MMAP_BASE - addresses[i];
        }
        return Counts.agree("mmap-" + vmas, sum);
    }
}
