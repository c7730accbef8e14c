package mm.grader.checks.swap;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.machine.BlockDevice;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Reclaim;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.machine.Watermarks;
import mm.swap.SwapArea;
import mm.swap.Swapper;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.Prot;

/** A machine that can swap, with one process and one anonymous area. */
public final class SwapFixture {
    static final int PAGE = PhysicalMemory.PAGE_SIZE;
    static final long AREA = 0x1000_0000L;
    private static final long HEAP = 0x50_0000L;
    private static final List<Mapping> PROGRAM = List.of(new Mapping(HEAP, HEAP + PAGE, "rw-p", "[heap]"));

    /** The machine. */
    public final Machine machine;
    /** The first process. */
    public final Task task;
    /** The reclaim of the machine. */
    public final Reclaim reclaim;
    /** The swapper under test. */
    public final Swapper swapper;
    /** The swap area. */
    public final SwapArea area;
    /** The swap device. */
    public final BlockDevice device;

    /** Makes a machine with Linux's choices. */
    public SwapFixture(Parts parts, int frames, int slots) {
        this(parts, frames, ReclaimOptions.swap(slots));
    }

    /** Makes a machine. */
    public SwapFixture(Parts parts, int frames, ReclaimOptions options) {
        this(parts, new PhysicalMemory(frames, new Watermarks(4, 8, 12)), options);
    }

    /** Makes a machine with a memory. */
    public SwapFixture(Parts parts, PhysicalMemory memory, ReclaimOptions options) {
        machine = new Machine(parts, memory, options);
        task = process("pool");
        reclaim = machine.reclaim();
        swapper = reclaim.swapper();
        area = reclaim.area();
        device = reclaim.device();
    }

    /** Starts a process with 64 MB mapped at {@link #AREA}. */
    public Task process(String name) {
        Task started = machine.exec(name, PROGRAM, HEAP + PAGE);
        long result = started.mm().mmap(AREA, 64 << 20, Prot.READ | Prot.WRITE, MapFlag.PRIVATE | MapFlag.FIXED);
        assertThat(Errno.show(result)).as(say("swap-fixture.mmap-of-64-mb")).isEqualTo(Errno.show(AREA));
        return started;
    }

    /** Returns the address of a page of the area. */
    public static long address(int page) {
        return AREA + (long) page * PAGE;
    }

    void store(Task who, int page, long value) {
        Machine.Outcome outcome = machine.store(who, address(page), value);
        if (outcome != Machine.Outcome.OK) {
            assertThat(outcome)
                    .as(say("swap-fixture.write-to-page-of-process", page, who.name()))
                    .isEqualTo(Machine.Outcome.OK);
        }
    }

    /** Writes one after the other from a first value to as many pages of a process, from page 0 on. */
    void storePages(Task who, int pages, long first) {
        for (int page = 0; page < pages; page++) {
            store(who, page, first + page);
        }
    }

    void demandContent(Task who, int page, long value) {
        long content = machine.load(who, address(page));
        if (content != value) {
            assertThat(content)
                    .as(say("swap-fixture.content-of-page-of-process", page, who.name()))
                    .isEqualTo(value);
        }
    }

    long pte(Task who, int page) {
        return who.mm().pageTable().lookup(address(page));
    }

    int pfn(Task who, int page) {
        return Pte.pfn(pte(who, page));
    }

    int slot(Task who, int page) {
        assertThat(Pte.isSwap(pte(who, page)))
                .as(say("swap-fixture.entry-of-page-of-process", page, who.name()))
                .isTrue();
        return (int) Pte.swapOffset(pte(who, page));
    }

    boolean swapOut(Task who, int page) {
        int pfn = pfn(who, page);
        return swapper.swapOut(pfn, reclaim.mappers(pfn));
    }

    /** Swaps out a page, which must work. */
    void mustSwapOut(Task who, int page) {
        assertThat(swapOut(who, page))
                .as(say("swap-fixture.swapout-of-page", page))
                .isTrue();
    }

    /** Swaps out as many pages of a process, from page 0 on, which must work. */
    void mustSwapOutPages(Task who, int pages) {
        for (int page = 0; page < pages; page++) {
            mustSwapOut(who, page);
        }
    }
}
