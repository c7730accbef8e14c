package mm.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.TlbMmu;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.pagetable.RadixPageTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Milliseconds for all translations of a trace, by the MMU (two levels of TLB, four of tables) and by a {@code
 * HashMap<Long, Long>} from page to frame, which checks no rights.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4)
@Measurement(iterations = 4)
public class TranslateBenchmark {
    /** Translations that a method's call makes: a short call is compiled as a program's own would be. */
    private static final int CHUNK = 10_000;

    /** Frames for the tables; the pages' own are numbers only. */
    private static final int FRAMES = 10_000;

    /** The file of addresses. */
    @Param({"lackey", "uniform"})
    String trace;

    private long[] elements;

    /** Reads the addresses. */
    @Setup
    public void setUp() {
        elements = Traces.read(trace);
    }

    /** The MMU and its tables; all pages mapped, to frames in their order. */
    @State(Scope.Thread)
    public static class Machine {
        private Mmu mmu;
        private long missesBefore;
        private int passes;

        /** Maps the pages. */
        @Setup
        public void setUp(TranslateBenchmark benchmark) {
            PhysicalMemory memory = new PhysicalMemory(FRAMES);
            PageTable table = new RadixPageTable(Geometry.X86_64, memory);
            mmu = new TlbMmu(Geometry.X86_64, memory, TlbShape.L1, TlbShape.L2);
            mmu.activate(table.root(), 1);
            long pfn = 0;
            for (long page : Traces.pages(benchmark.elements)) {
                table.map(page << Geometry.PAGE_SHIFT, Pte.of(++pfn, Pte.PRESENT | Pte.WRITE | Pte.USER));
            }
        }
    }

    /** The same pages and frames. */
    @State(Scope.Thread)
    public static class Frames {
        private final Map<Long, Long> map = new HashMap<>();

        /** Fills the map. */
        @Setup
        public void setUp(TranslateBenchmark benchmark) {
            long pfn = 0;
            for (long page : Traces.pages(benchmark.elements)) {
                map.put(page, ++pfn);
            }
        }
    }

    /** Translates by TLB and walk. */
    @Benchmark
    public long mmu(Machine machine) {
        long sum = 0;
        for (int i = 0; i < elements.length; i += CHUNK) {
            sum += translate(machine.mmu, i, Math.min(i + CHUNK, elements.length));
        }
        machine.passes++;
        if (machine.passes > 1) {
            Counts.agree("walks-" + trace, machine.mmu.tlbMisses() - machine.missesBefore);
        }
        machine.missesBefore = machine.mmu.tlbMisses();
        return Counts.agree("sum-" + trace, sum);
    }

    private long translate(Mmu mmu, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += mmu.translate(Traces.address(elements[i]), Traces.access(elements[i]));
        }
        return sum;
    }

    /** Translates by a hash map. */
    @Benchmark
    public long hashMap(Frames frames) {
        long sum = 0;
        for (int i = 0; i < elements.length; i += CHUNK) {
            sum += lookUp(frames.map, i, Math.min(i + CHUNK, elements.length));
        }
        return Counts.agree("sum-" + trace, sum);
    }

    private long lookUp(Map<Long, Long> map, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            long address = Traces.address(elements[i]);
            long pfn = map.get(address >>> Geometry.PAGE_SHIFT);
            sum += pfn << Geometry.PAGE_SHIFT | (address & Geometry.PAGE_SIZE - 1);
        }
        return sum;
    }
}
