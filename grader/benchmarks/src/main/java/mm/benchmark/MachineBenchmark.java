package mm.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import mm.grader.LoadedParts;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.machine.Watermarks;
import mm.vma.Prot;
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
 * Nanoseconds for one access in a machine of four processes that has memory for half of their pages, a swap area, and
 * the watermarks of the kernel.
 *
 * <p>On the fast path the processes use a part of their pages that fits; the rest is swapped out and stays there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
public class MachineBenchmark {
    private static final int PROCESSES = 4;
    private static final int PAGES = 4096;
    private static final int FRAMES = PROCESSES * PAGES / 2;
    private static final int USED_PAGES = 1500;
    private static final int SLICE = 1000;
    private static final int FAST = 4_000_000;
    private static final int SLOW = 40_000;
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    private final List<Task> tasks = new ArrayList<>();
    private final long[] starts = new long[PROCESSES];
    private final SplittableRandom random = new SplittableRandom(1);
    private Machine machine;

    /** Starts the processes, lets them write to all of their pages, and then use some. */
    @Setup
    public void setUp() {
        PhysicalMemory memory = new PhysicalMemory(FRAMES, Watermarks.forFrames(FRAMES));
        Parts parts = new LoadedParts(MachineBenchmark.class.getClassLoader());
        machine = new Machine(parts, memory, ReclaimOptions.swap(2 * PROCESSES * PAGES));
        for (int i = 0; i < PROCESSES; i++) {
            Task task = machine.exec("process" + i, List.of(), 0);
            tasks.add(task);
            starts[i] = task.mm().mmap(0, PAGES * PAGE, Prot.READ | Prot.WRITE, 0, null, 0);
            for (int page = 0; page < PAGES; page++) {
                require(machine.access(task, starts[i] + page * PAGE, true));
            }
        }
        for (int times = 0; times < 3; times++) {
            for (int i = 0; i < PROCESSES; i++) {
                for (int page = 0; page < USED_PAGES; page++) {
                    require(machine.access(tasks.get(i), starts[i] + page * PAGE, true));
                }
            }
        }
    }

    private static void require(Machine.Outcome outcome) {
        if (outcome != Machine.Outcome.OK) {
            throw new IllegalStateException("an access ended with " + outcome);
        }
    }

    private long faults() {
        return tasks.stream()
                .mapToLong(task -> task.minorFaults() + task.majorFaults())
                .sum();
    }

    /** Accesses at random among the first pages, every fourth a write, a time slice of each process after the other. */
    private void accesses(int count, int pages) {
        for (int done = 0; done < count; done += SLICE) {
            int i = done / SLICE % PROCESSES;
            Task task = tasks.get(i);
            for (int n = 0; n < SLICE; n++) {
                int number = random.nextInt(4 * pages);
                require(machine.access(task, starts[i] + (number >> 2) * PAGE, (number & 3) == 0));
            }
        }
    }

    /** Accesses to pages that are in memory. */
    @Benchmark
    @OperationsPerInvocation(FAST)
    public long fastPath() {
        long before = faults();
        accesses(FAST, USED_PAGES);
        return Counts.agree("fast-path-faults", faults() - before);
    }

    /** Accesses to any page: every second one has to be swapped in. */
    @Benchmark
    @OperationsPerInvocation(SLOW)
    public void swapping() {
        accesses(SLOW, PAGES);
    }
}
