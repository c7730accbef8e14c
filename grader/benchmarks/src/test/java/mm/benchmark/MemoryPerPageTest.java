package mm.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbMmu;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.pagetable.RadixPageTable;
import org.junit.jupiter.api.Test;

/** What a mapped page and a translation cost, counted instead of measured. */
class MemoryPerPageTest {
    private static final long FLAGS = Pte.PRESENT | Pte.WRITE | Pte.USER;
    private static final int MILLION = 1 << 20;
    /** What the first calls may allocate: classes being linked, not objects for pages. */
    private static final long SLACK = 1 << 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void a_million_dense_pages_take_their_tables_and_nothing_else() {
        PhysicalMemory memory = new PhysicalMemory(3000);
        PageTable table = new RadixPageTable(Geometry.X86_64, memory);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (long page = 0; page < MILLION; page++) {
            assertThatMapped(table, page * Geometry.PAGE_SIZE, page);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        int tables = 2048 + 4 + 1; // 4 GB: of 2 MB, of 1 GB, of 512 GB
        assertThat(memory.frames() - 1 - memory.freeFrames()).isEqualTo(tables + 1);
        assertThat(allocated)
                .as("bytes of heap: the frames' contents, 8.2 bytes a page")
                .isLessThan((tables + 1) * 4200L + SLACK);
        table.destroy();
        assertThat(memory.freeFrames()).isEqualTo(memory.frames() - 1);
    }

    private static void assertThatMapped(PageTable table, long address, long pfn) {
        if (!table.map(address, Pte.of(pfn, FLAGS))) {
            throw new AssertionError("no frame for a table at page " + pfn);
        }
    }

    @Test
    void sparse_pages_take_a_leaf_table_each() {
        PhysicalMemory memory = new PhysicalMemory(6000);
        PageTable table = new RadixPageTable(Geometry.X86_64, memory);
        for (long page = 0; page < 5120; page++) {
            assertThatMapped(table, page << 21, page);
        }
        assertThat(memory.frames() - 1 - memory.freeFrames()).isEqualTo(5120 + 10 + 1 + 1);
    }

    @Test
    void translating_leaves_no_garbage() {
        PhysicalMemory memory = new PhysicalMemory(100);
        PageTable table = new RadixPageTable(Geometry.X86_64, memory);
        Mmu mmu = new TlbMmu(Geometry.X86_64, memory, TlbShape.L1, TlbShape.L2);
        mmu.activate(table.root(), 1);
        for (long page = 0; page < 4096; page++) {
            assertThatMapped(table, page * Geometry.PAGE_SIZE, page);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = 0;
        for (int i = 0; i < 2 * MILLION; i++) {
            sum += mmu.translate((i * 7L & 8191) * Geometry.PAGE_SIZE, PageFault.USER); // hits, walks and faults
            if ((i & 1023) == 0) {
                mmu.invalidateRange(1, 0, 1 << 20);
            }
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated by 2 million translations (sum " + sum + ")")
                .isLessThan(SLACK);
    }
}
