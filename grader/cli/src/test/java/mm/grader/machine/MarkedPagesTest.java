package mm.grader.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import mm.vma.RemapFlag;
import org.junit.jupiter.api.Test;

/** What reclaim does with pages that are locked, were freed lazily, or have moved. */
final class MarkedPagesTest {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long AREA = 0x1000_0000;
    private static final long OTHER = 0x1010_0000;
    private static final int PAGES = 16;
    private static final int FRAMES = 96;

    private final Machine machine = new Machine(
            new LoadedParts(KitHome.reference()), new PhysicalMemory(FRAMES), ReclaimOptions.swap(2 * FRAMES));
    private final Task task =
            machine.exec("lab", List.of(new Mapping(0x50_0000, 0x50_1000, "rw-p", "[heap]")), 0x50_1000);
    private final MemoryDescriptor mm = task.mm();

    MarkedPagesTest() {
        fill(AREA, PAGES);
    }

    private void fill(long start, int pages) {
        mm.mmap(start, pages * PAGE, Prot.READ | Prot.WRITE, MapFlag.PRIVATE | MapFlag.FIXED);
        for (int i = 0; i < pages; i++) {
            assertThat(machine.store(task, start + i * PAGE, i + 1L)).isEqualTo(Machine.Outcome.OK);
        }
    }

    /** Fills more memory than there is beside the first pages. */
    private void press() {
        fill(OTHER, FRAMES);
    }

    private long inMemory(long start) {
        long count = 0;
        for (int i = 0; i < PAGES; i++) {
            count += Pte.inMemory(mm.pageTable().lookup(start + i * PAGE)) ? 1 : 0;
        }
        return count;
    }

    @Test
    void without_a_mark_pages_are_swapped_out() {
        press();
        assertThat(inMemory(AREA)).isLessThan(PAGES);
        assertThat(machine.load(task, AREA)).isEqualTo(1);
    }

    @Test
    void locked_pages_stay_and_unlocked_ones_may_go() {
        mm.mlock(AREA, PAGES * PAGE);
        press();
        assertThat(inMemory(AREA)).isEqualTo(PAGES);
        mm.munlock(AREA, PAGES * PAGE);
        press();
        assertThat(inMemory(AREA)).isLessThan(PAGES);
    }

    @Test
    void pages_freed_lazily_are_dropped_and_those_written_since_are_kept() {
        mm.madvise(AREA, PAGES * PAGE, MemoryDescriptor.MADV_FREE);
        machine.store(task, AREA, 99);
        press();
        assertThat(machine.load(task, AREA)).isEqualTo(99);
        for (int i = 1; i < PAGES; i++) {
            assertThat(Pte.isSwap(mm.pageTable().lookup(AREA + i * PAGE))).isFalse();
            assertThat(machine.load(task, AREA + i * PAGE)).isIn(0L, i + 1L);
        }
        assertThat(machine.load(task, AREA + PAGE)).isZero();
    }

    @Test
    void a_page_that_has_moved_is_found_by_its_new_address() {
        mm.mremap(AREA, PAGES * PAGE, PAGES * PAGE, RemapFlag.MAYMOVE | RemapFlag.FIXED, AREA + 0x4_0000);
        press();
        assertThat(inMemory(AREA + 0x4_0000)).isLessThan(PAGES);
        assertThat(machine.load(task, AREA + 0x4_0000 + PAGE)).isEqualTo(2);
        press();
        machine.exit(task);
        assertThat(machine.memory().freeFrames()).isEqualTo(FRAMES - 1);
    }

    @Test
    void a_swapped_page_moves_as_well() {
        press();
        mm.mremap(AREA, PAGES * PAGE, PAGES * PAGE, RemapFlag.MAYMOVE | RemapFlag.FIXED, AREA + 0x4_0000);
        assertThat(machine.load(task, AREA + 0x4_0000 + 3 * PAGE)).isEqualTo(4);
    }
}
