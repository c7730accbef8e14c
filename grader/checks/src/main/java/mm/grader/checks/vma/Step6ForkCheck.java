package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.PAGE;
import static mm.grader.checks.vma.VmaFixture.demand;
import static mm.grader.checks.vma.VmaFixture.line;
import static mm.grader.checks.vma.VmaFixture.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.grader.Returned;
import mm.machine.Exercise;
import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Task;
import mm.mmu.PageFault;
import mm.vma.FaultResult;
import mm.vma.Limit;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** fork shares all pages, and copies one only when somebody writes to it. */
@Graded(exercise = Exercise.BRK_MMAP, step = 6, title = "fork and copy-on-write")
public class Step6ForkCheck {
    private static final int RW = Prot.READ | Prot.WRITE;

    private static int pfn(Task task, long address) {
        return Pte.pfn(task.mm().pageTable().lookup(address));
    }

    @Order(1)
    @Check(
            points = 3,
            hints = {
                "\"fork doubles memory\": how many frames does a child cost that only reads?",
                "mm/memory.c copy_present_ptes: both tables get the same frame, write-protected.",
                "docs/03-brk-mmap.md: fork copies tables, not pages"
            })
    void fork_costs_page_tables_but_no_page(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.filled(page(0), 500);
        int free = lab.freeFrames();
        Task child = lab.machine.fork(lab.task, "child");
        equal(say("step6-fork-check.frames-that-fork-took-a"), free - lab.freeFrames(), 4);
        equal(
                say("step6-fork-check.rssanon-of-the-child-in"),
                child.mm().counters().rssAnon(),
                2000);
        assertThat(Returned.list(child.mm().maps(), Mapping.class))
                .as(say("step6-fork-check.the-child-s-map"))
                .isEqualTo(Returned.list(lab.mm.maps(), Mapping.class));
        equal(say("step6-fork-check.faults-of-the-child-s"), lab.faultsOf(child, page(7), false), 0);
        equal(say("step6-fork-check.frame-behind-the-child-s"), pfn(child, page(7)), pfn(lab.task, page(7)));
        lab.machine.exit(child);
        equal(say("step6-fork-check.free-frames-after-the-child"), lab.freeFrames(), free);
        equal(say("step6-fork-check.rssanon-of-the-parent-in"), lab.counters().rssAnon(), 2000);
        VmaFixture reader = new VmaFixture(parts);
        equal(say("step6-fork-check.read-below-the-stack"), reader.read(VmaFixture.STACK - PAGE), Machine.Outcome.OK);
        equal(
                say("step6-fork-check.vmpte-of-the-child-in"),
                reader.mm.fork(9).counters().vmPte(),
                12);
        for (int frames = 0; frames < 5; frames++) {
            demandUnchangedByFailedFork(parts, frames);
        }
        demandInheritedLimits(new VmaFixture(parts));
        demandInheritedAnonVmas(parts);
    }

    private static void demandInheritedAnonVmas(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.filled(page(0), 1);
        MemoryDescriptor child = lab.machine.fork(lab.task, "child").mm();
        demand("mmap", child.mmap(page(1), PAGE, RW, MapFlag.PRIVATE | MapFlag.FIXED), "0x10001000");
        demand("mmap", child.mmap(page(-1), PAGE, RW, MapFlag.PRIVATE | MapFlag.FIXED), "0xffff000");
        list(
                say("step6-fork-check.new-memory-beside-an-inherited-area"),
                VmaFixture.area(child),
                List.of(line(-1, 0, "rw-p"), line(0, 1, "rw-p"), line(1, 2, "rw-p")));
        VmaFixture split = new VmaFixture(parts);
        split.filled(page(0), 2);
        demand("mprotect", split.mm.mprotect(page(1), PAGE, Prot.READ), "0");
        MemoryDescriptor heir = split.machine.fork(split.task, "heir").mm();
        demand("mprotect", split.mm.mprotect(page(1), PAGE, RW), "0");
        demand("mprotect", heir.mprotect(page(1), PAGE, RW), "0");
        list(say("step6-fork-check.two-halves-of-the-parent"), split.area(), List.of(line(0, 2, "rw-p")));
        list(
                say("step6-fork-check.two-halves-of-the-child"),
                VmaFixture.area(heir),
                List.of(line(0, 1, "rw-p"), line(1, 2, "rw-p")));
    }

    private static void demandInheritedLimits(VmaFixture lab) {
        lab.mm.setLimit(Limit.AS, lab.counters().vmSize() << 10);
        MemoryDescriptor child = lab.mm.fork(9);
        demand(say("step6-fork-check.a-page-in-the-child"), child.mmap(0, PAGE, Prot.READ, MapFlag.PRIVATE), "ENOMEM");
    }

    /** Two mappings far apart: with a few frames, a fork copies the tables of one and has none for the other. */
    private static void demandUnchangedByFailedFork(Parts parts, int frames) {
        VmaFixture lab = new VmaFixture(parts, 64);
        lab.fixed(page(0), 1, "rw-");
        lab.fixed(page(5120), 1, "rw-");
        lab.fill(page(0), 1);
        lab.fill(page(5120), 1);
        PhysicalMemory memory = lab.machine.memory();
        List<Integer> taken = new ArrayList<>();
        for (int pfn = memory.allocate(); pfn != PhysicalMemory.NO_FRAME; pfn = memory.allocate()) {
            taken.add(pfn);
        }
        taken.subList(0, frames).forEach(memory::free);
        int free = lab.freeFrames();
        String where = " " + say("step6-fork-check.after-a-fork-for-which", frames);
        assertThat(lab.mm.fork(9)).as(say("step6-fork-check.the-child", where)).isNull();
        equal(say("step6-fork-check.free-frames", where), lab.freeFrames(), free);
        assertThat(memory.isExclusive(pfn(lab.task, page(0))))
                .as(say("step6-fork-check.is-the-parent-s-first", where))
                .isTrue();
        assertThat(Pte.has(lab.mm.pageTable().lookup(page(0)), Pte.WRITE))
                .as(say("step6-fork-check.may-the-parent-write-to", where))
                .isTrue();
        equal(say("step6-fork-check.faults-of-the-parent-s", where), lab.faultsOf(page(0), true), 0);
    }

    @Order(2)
    @Check(
            points = 3,
            hints = {
                "Who pays for a write after fork: the first writer copies, the last owner just writes on.",
                "mm/memory.c do_wp_page and wp_can_reuse_anon_folio; fork clears PageAnonExclusive on both sides.",
                "docs/03-brk-mmap.md: Copy on write"
            })
    void the_first_writer_copies_and_the_last_owner_does_not(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.filled(page(0), 2);
        PhysicalMemory memory = lab.machine.memory();
        int frame = pfn(lab.task, page(0));
        memory.store((long) frame << 12, 8, 4711);
        Task child = lab.machine.fork(lab.task, "child");
        assertThat(Pte.has(
                        lab.mm.pageTable().lookup(page(0))
                                & child.mm().pageTable().lookup(page(0)),
                        Pte.DIRTY))
                .as(say("step6-fork-check.are-both-entries-still-dirty"))
                .isTrue();
        int free = lab.freeFrames();
        equal(say("step6-fork-check.faults-of-the-child-s-2"), lab.faultsOf(child, page(0), true), 1);
        int copy = pfn(child, page(0));
        assertThat(copy)
                .as(say("step6-fork-check.frame-of-the-child-after", frame))
                .isNotEqualTo(frame);
        equal(say("step6-fork-check.what-the-copied-page-holds"), memory.load((long) copy << 12, 8), 4711);
        equal(say("step6-fork-check.faults-of-the-parent-s-2"), lab.faultsOf(page(0), true), 1);
        equal(say("step6-fork-check.frame-of-the-parent-the"), pfn(lab.task, page(0)), frame);
        assertThat(memory.isExclusive(frame))
                .as(say("step6-fork-check.is-the-frame-exclusive-when"))
                .isTrue();
        equal(say("step6-fork-check.frames-taken-by-both-writes"), free - lab.freeFrames(), 1);
        lab.machine.exit(child);
        equal(say("step6-fork-check.faults-of-a-write-after"), lab.faultsOf(page(1), true), 1);
        assertThat(free - lab.freeFrames())
                .as(say("step6-fork-check.frames-taken-in-the-end"))
                .isNegative();
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "What the parent's TLB remembers from before fork is wrong after it.",
                "kernel/fork.c dup_mmap ends with flush_tlb_mm of the parent.",
                "docs/03-brk-mmap.md: The TLB must be told"
            })
    void the_parent_cannot_write_through_a_stale_translation(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.filled(page(0), 1);
        Task child = lab.machine.fork(lab.task, "child");
        assertThat(Pte.has(lab.mm.pageTable().lookup(page(0)), Pte.WRITE))
                .as(say("step6-fork-check.may-the-parent-s-entry"))
                .isFalse();
        equal(say("step6-fork-check.faults-of-the-parent-s-5"), lab.faultsOf(page(0), false), 0);
        lab.mm.handleFault(page(0), PageFault.USER | PageFault.WRITE | PageFault.PRESENT);
        lab.machine.memory().store((long) pfn(lab.task, page(0)) << 12, 8, 4711);
        equal(say("step6-fork-check.what-is-read-from-the-copy"), lab.machine.load(lab.task, page(0)), 4711);
        lab = new VmaFixture(parts);
        lab.filled(page(0), 1);
        child = lab.machine.fork(lab.task, "child");
        equal(say("step6-fork-check.faults-of-the-parent-s-3"), lab.faultsOf(page(0), true), 1);
        assertThat(pfn(lab.task, page(0)))
                .as(say("step6-fork-check.frame-of-the-parent"))
                .isNotEqualTo(pfn(child, page(0)));
        demand(say("step6-fork-check.mprotect-r-rw"), lab.mm.mprotect(page(0), PAGE, Prot.READ), "0");
        demand(say("step6-fork-check.mprotect-r-rw"), lab.mm.mprotect(page(0), PAGE, RW), "0");
        equal(say("step6-fork-check.faults-after-mprotect-of-a"), lab.faultsOf(page(0), true), 0);
        demand(say("step6-fork-check.mprotect-by-the-child"), child.mm().mprotect(page(0), PAGE, Prot.READ), "0");
        demand(say("step6-fork-check.mprotect-by-the-child"), child.mm().mprotect(page(0), PAGE, RW), "0");
        equal(say("step6-fork-check.faults-after-mprotect-of-a-2"), lab.faultsOf(child, page(0), true), 1);
    }

    @Order(4)
    @Check(
            points = 2,
            hints = {
                "Which tables does fork copy? Only of VMAs that were ever written in. What about shared memory?",
                "mm/memory.c vma_needs_copy looks at anon_vma; shared pages come by faults, from the object.",
                "docs/03-brk-mmap.md: fork copies tables, not pages"
            })
    void shared_memory_stays_shared_and_unwritten_areas_are_not_copied(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        int shared = MapFlag.SHARED | MapFlag.FIXED;
        demand(
                say("step6-fork-check.mmap-of-shared-memory"),
                lab.mm.mmap(page(0), 20 * PAGE, RW, shared),
                "0x10000000");
        lab.fixed(page(30), 4, "rw-");
        lab.fill(page(0), 3);
        equal(say("step6-fork-check.faults-of-reading-private-memory"), lab.faultsOf(page(30), false), 1);
        equal(say("step6-fork-check.rssshmem-in-kb"), lab.counters().rssShmem(), 12);
        Task child = lab.machine.fork(lab.task, "child");
        equal(
                say("step6-fork-check.vmrss-of-the-child-in"),
                child.mm().counters().vmRss(),
                0);
        equal(say("step6-fork-check.faults-of-the-child-s"), lab.faultsOf(child, page(30), false), 1);
        equal(say("step6-fork-check.faults-of-the-child-s-3"), lab.faultsOf(child, page(5), true), 1);
        equal(say("step6-fork-check.faults-of-the-parent-s-4"), lab.faultsOf(page(4), false), 1);
        equal(say("step6-fork-check.the-child-s-page-mapped"), pfn(lab.task, page(5)), pfn(child, page(5)));
        equal(say("step6-fork-check.faults-of-the-child-s-4"), lab.faultsOf(child, page(1), true), 1);
        equal(say("step6-fork-check.the-parent-s-frame"), pfn(child, page(1)), pfn(lab.task, page(1)));
        lab.filled(page(5120), 1);
        demand("dontneed", lab.mm.madvise(page(5120), PAGE, MemoryDescriptor.MADV_DONTNEED), "0");
        Task second = lab.machine.fork(lab.task, "second");
        equal(
                say("step6-fork-check.vmpte-of-another-child-in"),
                second.mm().counters().vmPte(),
                12);
        lab.machine.exit(second);
        int free = lab.freeFrames();
        demand(say("step6-fork-check.munmap-by-the-parent"), lab.mm.munmap(page(0), 20 * PAGE), "0");
        equal(say("step6-fork-check.faults-of-the-child-the"), lab.faultsOf(child, page(2), false), 1);
        demand(say("step6-fork-check.munmap-by-the-child"), child.mm().munmap(page(0), 20 * PAGE), "0");
        assertThat(lab.freeFrames() - free)
                .as(say("step6-fork-check.frames-that-came-back-5"))
                .isGreaterThan(4);
    }

    @Order(5)
    @Check(
            points = 1,
            hints = {
                "An entry that is neither empty nor in memory is a swap entry: what must happen to its slot?",
                "mm/memory.c do_swap_page, swap_free, swap_duplicate (in copy_nonpresent_pte), zap_nonpresent_ptes.",
                "docs/03-brk-mmap.md: Pages that are swapped out"
            })
    void a_swapped_page_comes_back_and_its_slot_is_counted(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        SwapKernel kernel = new SwapKernel(lab.machine);
        MemoryDescriptor mm = parts.memoryDescriptor(kernel, 9);
        demand("mmap", mm.mmap(page(0), 4 * PAGE, RW, MapFlag.PRIVATE | MapFlag.FIXED), "0x10000000");
        int write = PageFault.USER | PageFault.WRITE;
        for (int i = 0; i < 4; i++) {
            equal(say("step6-fork-check.first-write"), mm.handleFault(page(i), write), FaultResult.MINOR);
            int pfn = Pte.pfn(mm.pageTable().unmap(page(i)));
            mm.pageTable().map(page(i), Pte.swap(1, i)); // as reclaim leaves it
            mm.pageReclaimed(page(i), pfn);
            lab.machine.removeRmap(pfn, mm, page(i));
        }
        demandCounted(say("step6-fork-check.of-four-pages-in-the"), mm, 0, 16);
        kernel.empty = true;
        equal(say("step6-fork-check.fault-on-a-page-in"), mm.handleFault(page(0), write), FaultResult.OOM);
        demandCounted(say("step4-free-check.after-that"), mm, 0, 16);
        kernel.empty = false;
        kernel.calls.clear();
        kernel.order.clear();
        kernel.entry = () -> mm.pageTable().lookup(page(0));
        equal(say("step6-fork-check.fault-on-a-page-in-2"), mm.handleFault(page(0), write), FaultResult.MAJOR);
        list(say("step6-fork-check.what-the-kernel-was-asked"), kernel.calls, List.of("swapIn", "swapFree"));
        list(say("step6-fork-check.in-which-order"), kernel.order, List.of("addRmap", "swapFree"));
        assertThat(Pte.has(mm.pageTable().lookup(page(0)), Pte.PRESENT | Pte.WRITE | Pte.USER))
                .as(say("step6-fork-check.the-page-can-be-written"))
                .isTrue();
        assertThat(lab.machine.memory().isExclusive(Pte.pfn(mm.pageTable().lookup(page(0)))))
                .as(say("step6-fork-check.is-its-frame-exclusive"))
                .isTrue();
        demandCounted(say("step6-fork-check.when-one-has-come-back"), mm, 4, 12);
        kernel.major = false;
        kernel.exclusive = false;
        equal(say("step6-fork-check.from-the-swap-cache"), mm.handleFault(page(1), PageFault.USER), FaultResult.MINOR);
        assertThat(Pte.has(mm.pageTable().lookup(page(1)), Pte.WRITE))
                .as(say("step6-fork-check.can-a-page-that-is"))
                .isFalse();
        assertThat(lab.machine.memory().isExclusive(Pte.pfn(mm.pageTable().lookup(page(1)))))
                .as(say("step6-fork-check.is-the-frame-exclusive-of-a-page"))
                .isFalse();
        demandCounted(say("step6-fork-check.when-two-have-come-back"), mm, 8, 8);
        kernel.calls.clear();
        MemoryDescriptor child = mm.fork(10);
        list(say("step6-fork-check.fork-with-two-pages-in"), kernel.calls, List.of("swapDuplicate", "swapDuplicate"));
        demandCounted(say("step6-fork-check.of-the-child"), child, 8, 8);
        kernel.calls.clear();
        demand("munmap", mm.munmap(page(0), 4 * PAGE), "0");
        list(say("step6-fork-check.munmap-with-two-pages-in"), kernel.calls, List.of("swapFree", "swapFree"));
        demandCounted(say("step6-fork-check.after-munmap"), mm, 0, 0);
        child.exit();
        assertThat(kernel.calls)
                .as(say("step6-fork-check.and-the-child-s-exit"))
                .hasSize(4);
        demandFileReclaimed(new VmaFixture(parts));
    }

    private static void demandFileReclaimed(VmaFixture lab) {
        PageCache file = lab.machine.openFile("data");
        lab.mm.mmap(page(0), PAGE, Prot.READ, MapFlag.PRIVATE | MapFlag.FIXED, file, 0);
        lab.faultsOf(page(0), false);
        lab.mm.pageReclaimed(page(0), Pte.pfn(lab.mm.pageTable().unmap(page(0))));
        equal(
                say("step6-fork-check.rssfile-of-a-page-that-reclaim-took"),
                lab.counters().rssFile(),
                0);
        equal(
                say("step6-fork-check.rssanon-of-a-page-that-reclaim-took"),
                lab.counters().rssAnon(),
                0);
    }

    private static void demandCounted(String when, MemoryDescriptor mm, long rssAnon, long vmSwap) {
        equal(say("step6-fork-check.rssanon-in-kb", when), mm.counters().rssAnon(), rssAnon);
        equal(say("step6-fork-check.vmswap-in-kb", when), mm.counters().vmSwap(), vmSwap);
    }

    @Order(6)
    @Check(
            points = 2,
            hints = {
                "A frame is lost, or freed twice: which path forgets to count? Follow one page from fork to exit.",
                "mm/rmap.c: every entry that maps a page counts in its mapcount.",
                "docs/03-brk-mmap.md: Counting"
            },
            requires = {"fork_costs_page_tables_but_no_page", "the_first_writer_copies_and_the_last_owner_does_not"})
    void a_hundred_thousand_random_operations_lose_no_frame(Parts parts, Random random) {
        RandomProcesses.play(parts, random, 100_000);
    }

    @Order(7)
    @Replays({"cow", "small"})
    @Check(
            points = 3,
            hints = {
                "The last word of an answer says what became of the page: zero, new, copied or same.",
                "mm/memory.c do_wp_page, copy_page_range, do_fault_around.",
                "docs/03-brk-mmap.md: Reading a recording"
            },
            requires = "the_first_writer_copies_and_the_last_owner_does_not")
    void every_line_of_the_cow_recordings_agrees(Parts parts) {
        RecordingReplay.demandAgreement("cow", parts);
        RecordingReplay.demandAgreement("small", parts);
    }
}
