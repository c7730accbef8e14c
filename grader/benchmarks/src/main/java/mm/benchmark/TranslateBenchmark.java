package mm.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds for one translation, by the MMU and by a {@code HashMap<Long, Long>} from page to frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TranslateBenchmark {
    private static final int ACCESSES = 1 << 14;
    private static final long START = 0x7f00_0000_0000L;
    private static final int ACCESS = PageFault.USER | PageFault.WRITE;

    /** Pages in use: the first TLB level holds 64, the second 1024. */
    @Param({"48", "768", "65536"})
    int pages;

    private final long[] addresses = new long[ACCESSES];
    private final Map<Long, Long> map = new HashMap<>();
    private Mmu mmu;

    /** Maps the pages, and chooses addresses at random. */
    @Setup
    public void setUp() {
        PhysicalMemory memory = new PhysicalMemory(1000);
        PageTable table = new RadixPageTable(Geometry.X86_64, memory);
        mmu = new TlbMmu(Geometry.X86_64, memory, TlbShape.L1, TlbShape.L2);
        mmu.activate(table.root(), 1);
        for (int page = 0; page < pages; page++) {
            long address = START + (long) page * Geometry.PAGE_SIZE;
            table.map(address, Pte.of(page + 1, Pte.PRESENT | Pte.WRITE | Pte.USER));
            map.put(address >>> Geometry.PAGE_SHIFT, page + 1L);
        }
        Random random = new Random(1);
        for (int i = 0; i < ACCESSES; i++) {
            addresses[i] = START + random.nextInt(pages) * (long) Geometry.PAGE_SIZE + random.nextInt(4096);
        }
    }

    /** Translates by TLB and walk. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long mmu() {
        long sum = 0;
        for (long address : addresses) {
            sum += mmu.translate(address, ACCESS);
        }
        return sum;
    }

    /** Translates by a hash map, without any check of rights. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long hashMap() {
        long sum = 0;
        for (long address : addresses) {
            long pfn = map.get(address >>> Geometry.PAGE_SHIFT);
            sum += pfn << Geometry.PAGE_SHIFT | address & Geometry.PAGE_SIZE - 1;
        }
        return sum;
    }
}
