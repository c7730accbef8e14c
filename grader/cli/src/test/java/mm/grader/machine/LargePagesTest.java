package mm.grader.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import mm.machine.Kernel;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Processor;
import mm.machine.Pte;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.mmu.TlbShape;
import mm.oom.MemoryGroup;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.pagetable.TableMove;
import mm.vma.FaultResult;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Test;

/** What the given machine does with large pages: gives out their frames, moves their entries, splits them for reclaim. */
final class LargePagesTest {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final int LARGE = PhysicalMemory.LARGE_FRAMES;
    private static final long SIZE = LARGE * PAGE;
    private static final long AREA = 0x4000_0000;
    private static final int FRAMES = 2048;
    private static final long FLAGS = Pte.PRESENT | Pte.WRITE | Pte.USER | Pte.LARGE;

    private final Parts parts = new LoadedParts(KitHome.reference());
    private final PhysicalMemory memory = new PhysicalMemory(FRAMES);
    private Kernel kernel;

    private static Task exec(Machine machine) {
        return machine.exec("lab", List.of(new Mapping(0x50_0000, 0x50_1000, "rw-p", "[heap]")), 0x50_1000);
    }

    private int mapLarge(Machine machine, Task task) {
        MemoryDescriptor mm = task.mm();
        mm.mmap(AREA, SIZE, Prot.READ | Prot.WRITE, MapFlag.PRIVATE | MapFlag.FIXED);
        int first = machine.allocateLargeFrame();
        assertThat(mm.pageTable().mapLarge(AREA, Pte.of(first, FLAGS))).isTrue();
        for (int i = 0; i < LARGE; i++) {
            machine.addRmap(first + i, mm, AREA + i * PAGE);
        }
        return first;
    }

    @Test
    void a_program_reads_and_writes_through_one_entry() {
        Machine machine = new Machine(parts, memory);
        Task task = exec(machine);
        int first = mapLarge(machine, task);
        for (int i = 0; i < LARGE; i += 73) {
            assertThat(machine.store(task, AREA + i * PAGE + 8, i)).isEqualTo(Machine.Outcome.OK);
            assertThat(memory.load((first + i) * PAGE + 8, Long.BYTES)).isEqualTo(i);
        }
        assertThat(task.minorFaults()).isZero();
        assertThat(Pte.has(task.mm().pageTable().lookupLarge(AREA), Pte.DIRTY)).isTrue();
    }

    @Test
    void an_mmu_without_large_pages_is_named_and_no_page_table_blamed() {
        Machine machine = new Machine(parts.watching(LargePagesTest::withoutLargePages), memory);
        Task task = exec(machine);
        task.mm().mmap(AREA, SIZE, Prot.READ | Prot.WRITE, MapFlag.PRIVATE | MapFlag.FIXED);
        task.mm().madvise(AREA, SIZE, MemoryDescriptor.MADV_HUGEPAGE);
        assertThatThrownBy(() -> machine.access(task, AREA, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does the MMU know large pages (exercise 02, step 5)?");
    }

    private static Object withoutLargePages(Class<?> contract, Exercise exercise, Object part) {
        if (exercise != Exercise.MMU) {
            return part;
        }
        return Proxy.newProxyInstance(
                contract.getClassLoader(),
                new Class<?>[] {contract},
                (proxy, method, arguments) ->
                        method.getName().equals("enableLargePages") ? null : method.invoke(part, arguments));
    }

    @Test
    void reclaim_splits_a_large_page_and_loses_nothing() {
        Machine machine = new Machine(parts, memory, ReclaimOptions.swap(2 * FRAMES));
        Task task = exec(machine);
        mapLarge(machine, task);
        for (int i = 0; i < LARGE; i++) {
            machine.store(task, AREA + i * PAGE, i + 1L);
        }
        long other = AREA + 4 * SIZE;
        task.mm().mmap(other, FRAMES * PAGE, Prot.READ | Prot.WRITE, MapFlag.PRIVATE | MapFlag.FIXED);
        for (int i = 0; i < FRAMES; i++) {
            assertThat(machine.store(task, other + i * PAGE, -i)).isEqualTo(Machine.Outcome.OK);
        }
        PageTable table = task.mm().pageTable();
        assertThat(table.lookupLarge(AREA)).isZero();
        assertThat(Pte.isSwap(table.lookup(AREA))).isTrue();
        for (int i = 0; i < LARGE; i++) {
            assertThat(machine.load(task, AREA + i * PAGE)).isEqualTo(i + 1);
        }
    }

    @Test
    void a_look_for_what_was_used_clears_the_one_accessed_bit_that_all_pages_have() {
        Machine machine = new Machine(parts, memory, ReclaimOptions.swap(2 * FRAMES));
        Task task = exec(machine);
        mapLarge(machine, task);
        machine.store(task, AREA, 1);
        assertThat(Pte.has(task.mm().pageTable().lookup(AREA + PAGE), Pte.ACCESSED))
                .isTrue();
        long other = AREA + 4 * SIZE;
        int pages = memory.freeFrames();
        task.mm().mmap(other, pages * PAGE, Prot.READ | Prot.WRITE, MapFlag.PRIVATE | MapFlag.FIXED);
        for (int i = 0; i < pages; i++) {
            machine.store(task, other + i * PAGE, 1);
        }
        assertThat(Pte.has(task.mm().pageTable().lookup(AREA + PAGE), Pte.ACCESSED))
                .isFalse();
        assertThat(machine.reclaim().directReclaims()).isPositive();
    }

    /** Parts in which a page fault asks for a large page, and does nothing else. */
    private Parts asking(IntConsumer asked) {
        return parts.watching((contract, exercise, part) -> contract != MemoryDescriptor.class
                ? part
                : Proxy.newProxyInstance(
                        contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                            if (method.getName().equals("handleFault")) {
                                asked.accept(kernel.allocateLargeFrame());
                                return FaultResult.SIGSEGV;
                            }
                            return method.invoke(part, arguments);
                        }));
    }

    @Test
    void a_group_pays_for_all_of_a_large_page_or_gets_none() {
        List<Integer> frames = new ArrayList<>();
        Machine machine = new Machine(asking(frames::add), memory, ReclaimOptions.swap(FRAMES));
        kernel = machine;
        Task task = exec(machine);
        MemoryGroup group = new MemoryGroup("web", null);
        machine.join(task, group);
        for (long limit : new long[] {LARGE - 1, LARGE, 2 * LARGE - 1}) {
            group.setLimits(limit, 0);
            assertThat(machine.access(task, 0x50_0000, true)).isEqualTo(Machine.Outcome.SIGSEGV);
        }
        assertThat(frames).containsExactly(PhysicalMemory.NO_FRAME, LARGE, PhysicalMemory.NO_FRAME);
        assertThat(group.charged()).isEqualTo(LARGE);
        for (int pfn = LARGE; pfn < 2 * LARGE; pfn++) {
            memory.free(pfn);
        }
        assertThat(group.charged()).isZero();
    }

    @Test
    void a_32_bit_machine_has_no_large_pages() {
        Processor processor = new Processor(Geometry.X86_32, TlbShape.L1);
        assertThat(new Machine(parts, processor, memory, ReclaimOptions.NONE).allocateLargeFrame())
                .isEqualTo(PhysicalMemory.NO_FRAME);
        assertThat(new Machine(parts, memory).allocateLargeFrame()).isEqualTo(LARGE);
    }

    @Test
    void a_large_page_moves_whole_and_its_deposit_with_it() {
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        long pte = Pte.of(LARGE, FLAGS);
        table.mapLarge(AREA, pte);
        int free = memory.freeFrames();
        assertThat(new TableMove(table, memory).move(AREA, AREA + 3 * SIZE, SIZE))
                .isTrue();
        assertThat(table.lookupLarge(AREA)).isZero();
        assertThat(table.lookupLarge(AREA + 3 * SIZE)).isEqualTo(pte);
        assertThat(memory.freeFrames()).isEqualTo(free);
        table.splitLarge(AREA + 3 * SIZE);
        assertThat(table.lookup(AREA + 3 * SIZE + 7 * PAGE)).isEqualTo(Pte.of(LARGE + 7, FLAGS & ~Pte.LARGE));
        assertThat(table.tableCount(1)).isEqualTo(1);
    }

    @Test
    void a_large_page_of_which_a_part_moves_is_split() {
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        table.mapLarge(AREA, Pte.of(LARGE, FLAGS));
        long to = AREA + 9 * SIZE + PAGE;
        assertThat(new TableMove(table, memory).move(AREA, to, SIZE)).isTrue();
        List<Long> pages = new ArrayList<>();
        table.walk(0, 0, (address, pte) -> {
            assertThat(address).isEqualTo(to + (Pte.pfn(pte) - LARGE) * PAGE);
            assertThat(Pte.flags(pte)).isEqualTo(FLAGS & ~Pte.LARGE);
            pages.add(address);
        });
        assertThat(pages).hasSize(LARGE);
        assertThat(table.tableCount(1)).isEqualTo(3);
    }

    @Test
    void large_pages_move_with_the_1_gb_that_they_lie_in() {
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        table.mapLarge(AREA + 5 * SIZE, Pte.of(LARGE, FLAGS));
        long to = AREA + 16 * table.span(2);
        assertThat(new TableMove(table, memory).move(AREA, to, table.span(2))).isTrue();
        assertThat(table.lookupLarge(to + 5 * SIZE)).isEqualTo(Pte.of(LARGE, FLAGS));
        assertThat(table.unmapLarge(to + 5 * SIZE)).isEqualTo(Pte.of(LARGE, FLAGS));
        assertThat(table.tableCount(1)).isZero();
    }
}
