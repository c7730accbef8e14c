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
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Errno;
import mm.machine.Exercise;
import mm.machine.Machine.Outcome;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.PageFault;
import mm.vma.FaultResult;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** Page faults: the first touch gives the frame. */
@Graded(exercise = Exercise.BRK_MMAP, step = 4, title = "Page faults and first touch")
public class Step4FaultCheck {
    private static final int RW = Prot.READ | Prot.WRITE;

    private static long pteAt(VmaFixture lab, long address) {
        return lab.mm.pageTable().lookup(address);
    }

    @Order(1)
    @Check(
            points = 3,
            hints = {
                "How many faults does each touch take, and when does VmRSS grow?",
                "mm/memory.c do_anonymous_page: a read maps the zero page, a write takes a zeroed frame.",
                "docs/03-brk-mmap.md: First touch"
            })
    void the_first_touch_of_a_page_gives_it_and_the_second_costs_nothing(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 100, "rw-");
        int free = lab.freeFrames();
        equal(say("step4-fault-check.faults-of-the-first-write"), lab.faultsOf(page(3) + 77, true), 1);
        equal(say("step4-fault-check.faults-of-the-second-write"), lab.faultsOf(page(3), true), 0);
        equal(say("step4-fault-check.faults-of-the-first-write-2"), lab.faultsOf(page(4), true), 1);
        equal(say("step4-fault-check.rssanon-in-kb-after-two"), lab.counters().rssAnon(), 8);
        equal(say("step4-fault-check.frames-taken-2-pages-and"), free - lab.freeFrames(), 5);
        equal(say("step4-fault-check.vmpte-in-kb-one-table"), lab.counters().vmPte(), 12);
    }

    @Order(2)
    @Check(
            points = 2,
            hints = {
                "A page that was only read needs no memory: all its bytes are zero, like everybody else's.",
                "mm/memory.c do_anonymous_page maps my_zero_pfn; do_wp_page replaces it at the first write.",
                "docs/03-brk-mmap.md: The zero page"
            })
    void a_read_maps_the_zero_page_and_a_write_replaces_it(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 4, "rw-");
        equal(say("step4-fault-check.faults-of-the-first-read"), lab.faultsOf(page(0), false), 1);
        equal(say("step4-fault-check.faults-of-reading-the-next"), lab.faultsOf(page(1), false), 1);
        equal(say("step4-fault-check.frame-behind-a-page-that"), Pte.pfn(pteAt(lab, page(0))), 0);
        equal(say("step4-fault-check.vmrss-in-kb-the-zero"), lab.counters().vmRss(), 0);
        equal(say("step4-fault-check.faults-of-the-first-write"), lab.faultsOf(page(0), true), 1);
        equal(say("step2-swapper-check.rssanon-in-kb"), lab.counters().rssAnon(), 4);
        equal(say("step4-fault-check.the-page-beside-it-is"), Pte.pfn(pteAt(lab, page(1))), 0);
        equal(
                say("step4-fault-check.handlefault-of-a-read"),
                lab.mm.handleFault(page(2), PageFault.USER),
                FaultResult.MINOR);
        equal(say("step4-fault-check.faults-of-reading-the-next"), lab.faultsOf(page(3), false), 1);
        lab.mm.handleFault(page(3), PageFault.USER | PageFault.WRITE | PageFault.PRESENT);
        lab.machine.memory().store((long) Pte.pfn(pteAt(lab, page(3))) << 12, 8, 4711);
        equal(
                say("step4-fault-check.what-is-read-where-a-frame-replaced-the-zero-page"),
                lab.machine.load(lab.task, page(3)),
                4711);
        equal(
                say("step4-fault-check.handlefault-of-a-write-to"),
                lab.mm.handleFault(page(2), PageFault.USER | PageFault.WRITE | PageFault.PRESENT),
                FaultResult.MINOR);
        equal(
                say("step4-fault-check.handlefault-of-a-write-to-2"),
                lab.mm.handleFault(page(2), PageFault.USER | PageFault.WRITE | PageFault.PRESENT),
                FaultResult.MINOR);
    }

    @Order(3)
    @Check(
            points = 1,
            hints = {
                "First find the VMA, then ask whether it allows the access.",
                "arch/x86/mm/fault.c access_error: a write needs VM_WRITE, a fetch VM_EXEC, a read any right.",
                "docs/03-brk-mmap.md: SIGSEGV"
            })
    void an_access_that_no_mapping_allows_is_a_segmentation_fault(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.pages("r--", "---", "-wx");
        equal(say("step4-fault-check.write-to-r"), lab.write(page(0)), Outcome.SIGSEGV);
        equal(say("step4-fault-check.read-of-r"), lab.read(page(0)), Outcome.OK);
        equal(say("step4-fault-check.write-to-r-that-was"), lab.write(page(0)), Outcome.SIGSEGV);
        equal(say("step4-fault-check.read-of"), lab.read(page(1)), Outcome.SIGSEGV);
        equal(say("step4-fault-check.read-of-wx-which-x86"), lab.read(page(2)), Outcome.OK);
        equal(say("step4-fault-check.read-behind-the-last-mapping"), lab.read(page(3)), Outcome.SIGSEGV);
        equal(say("step4-fault-check.read-through-a-null-pointer"), lab.read(0), Outcome.SIGSEGV);
        int fetch = PageFault.USER | PageFault.INSTRUCTION;
        equal(say("step4-fault-check.fetch-from-r"), lab.mm.handleFault(page(0), fetch), FaultResult.SIGSEGV);
        equal(say("step4-fault-check.fetch-from-wx"), lab.mm.handleFault(page(2), fetch), FaultResult.MINOR);
        assertThat(Pte.has(pteAt(lab, page(2)), Pte.NX))
                .as(say("step4-fault-check.is-nx-set-in-an"))
                .isFalse();
        assertThat(Pte.has(pteAt(lab, page(0)), Pte.NX))
                .as(say("step4-fault-check.is-nx-set-in-an-2"))
                .isTrue();
        lab.fixed(page(5), 1, "rw-");
        lab.fixed(page(6), 1, "-w-");
        equal(say("step4-fault-check.write-to-rw"), lab.write(page(5)), Outcome.OK);
        assertThat(Pte.has(pteAt(lab, page(5)), Pte.NX))
                .as(say("step4-fault-check.is-nx-set-in-a-written"))
                .isTrue();
        equal(say("step4-fault-check.read-of-w"), lab.read(page(6)), Outcome.OK);
    }

    @Order(4)
    @Check(
            points = 3,
            hints = {
                "The TLB remembers a translation until it is told otherwise. Who tells it?",
                "mm/mprotect.c change_protection and mm/memory.c unmap_page_range end with a TLB flush.",
                "docs/03-brk-mmap.md: The TLB must be told"
            })
    void unmapped_and_protected_pages_are_forgotten_by_the_tlb_and_frames_come_back(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 8, "rw-");
        long free = framesAndTables(lab);
        lab.fill(page(0), 8);
        demand(say("step4-fault-check.mprotect-r-of-page-0"), lab.mm.mprotect(page(0), PAGE, Prot.READ), "0");
        assertThat(Pte.has(pteAt(lab, page(0)), Pte.DIRTY))
                .as(say("step4-fault-check.is-the-page-still-dirty"))
                .isTrue();
        assertThat(Pte.has(pteAt(lab, page(0)), Pte.ACCESSED))
                .as(say("step4-fault-check.is-the-page-still-accessed"))
                .isTrue();
        equal(say("step4-fault-check.write-to-a-page-that"), lab.write(page(0)), Outcome.SIGSEGV);
        equal(say("step4-fault-check.faults-of-reading-it-the"), lab.faultsOf(page(0), false), 0);
        demand(say("step4-fault-check.mprotect-of-page-0"), lab.mm.mprotect(page(0), PAGE, Prot.NONE), "0");
        equal(say("step4-fault-check.read-of-a-page-that"), lab.read(page(0)), Outcome.SIGSEGV);
        demand(say("step4-fault-check.mprotect-rw-of-page-0"), lab.mm.mprotect(page(0), PAGE, RW), "0");
        equal(say("step4-fault-check.faults-of-writing-to-it"), lab.faultsOf(page(0), true), 0);
        demand(say("step4-fault-check.munmap-of-page-1"), lab.mm.munmap(page(1), PAGE), "0");
        equal(say("step4-fault-check.read-of-an-unmapped-page"), lab.read(page(1)), Outcome.SIGSEGV);
        equal(say("step2-swapper-check.rssanon-in-kb"), lab.counters().rssAnon(), 28);
        lab.fixed(page(2), 2, "rw-");
        equal(say("step4-fault-check.faults-of-reading-a-page"), lab.faultsOf(page(2), false), 1);
        demand(say("step4-fault-check.munmap-of-the-rest"), lab.mm.munmap(page(0), 8 * PAGE), "0");
        equal(say("step4-fault-check.free-frames-when-all-is"), framesAndTables(lab), free);
    }

    /** Returns how many frames are free or hold page tables: when tables go is the next step's. */
    private static long framesAndTables(VmaFixture lab) {
        return lab.freeFrames() + (lab.counters().vmPte() / PhysicalMemory.PAGE_KB);
    }

    @Order(5)
    @Check(
            points = 2,
            hints = {
                "MADV_DONTNEED drops pages but keeps the mapping; MAP_POPULATE touches all pages at once.",
                "mm/madvise.c madvise_dontneed_single_vma; mm/gup.c populate_vma_page_range.",
                "docs/03-brk-mmap.md: Dropping and filling"
            })
    void dontneed_drops_pages_and_populate_brings_them(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        int flags = MapFlag.PRIVATE | MapFlag.FIXED | MapFlag.POPULATE;
        demand("populate", lab.mm.mmap(page(0), 8 * PAGE, RW, flags), "0x10000000");
        equal(
                say("step4-fault-check.rssanon-in-kb-after-populate"),
                lab.counters().rssAnon(),
                32);
        equal(say("step4-fault-check.faults-of-a-populated-page"), lab.faultsOf(page(7), true), 0);
        demand(say("step4-fault-check.populate-of-r"), lab.mm.mmap(page(8), 2 * PAGE, Prot.READ, flags), "0x10008000");
        equal(say("step4-fault-check.rssanon-in-kb-read-only"), lab.counters().rssAnon(), 32);
        int dontneed = MemoryDescriptor.MADV_DONTNEED;
        demand(say("step4-fault-check.dontneed-of-3-pages"), lab.mm.madvise(page(0), 2 * PAGE + 1, dontneed), "0");
        equal(
                say("step4-fault-check.rssanon-in-kb-after-dontneed"),
                lab.counters().rssAnon(),
                20);
        equal(say("step4-fault-check.faults-of-the-next-read"), lab.faultsOf(page(0), false), 1);
        demand(say("step4-fault-check.dontneed-over-a-hole"), lab.mm.madvise(page(7), 9 * PAGE, dontneed), "ENOMEM");
        equal(
                say("step4-fault-check.what-was-mapped-is-dropped"),
                lab.counters().rssAnon(),
                16);
        demand(say("step4-fault-check.dontneed-of-0-bytes"), lab.mm.madvise(page(0), 0, dontneed), "0");
        demand(say("step4-fault-check.dontneed-inside-a-page"), lab.mm.madvise(page(0) + 8, PAGE, dontneed), "EINVAL");
        demand(say("step4-fault-check.dontneed-of-2-64-1"), lab.mm.madvise(page(0), -1, dontneed), "EINVAL");
        demand(
                say("step4-fault-check.dontneed-that-begins-again-at"),
                lab.mm.madvise(page(0), -PAGE, dontneed),
                "EINVAL");
        demand(
                say("step4-fault-check.dontneed-of-all-above"),
                lab.mm.madvise(page(0), Long.MAX_VALUE, dontneed),
                "ENOMEM");
        equal(say("step4-fault-check.rssanon-in-kb-after-all"), lab.counters().rssAnon(), 0);
        demand(say("step4-fault-check.unknown-advice"), lab.mm.madvise(page(0), PAGE, 4711), "EINVAL");
        demand(
                say("step4-fault-check.dontneed-of-0-bytes-inside-a-page"),
                lab.mm.madvise(page(0) + 8, 0, dontneed),
                "EINVAL");
        demand(say("step4-fault-check.unknown-advice-of-0-bytes"), lab.mm.madvise(page(0), 0, 4711), "EINVAL");
        VmaFixture own = VmaFixture.withKernelsOwn(parts);
        own.filled(page(-1), 1);
        demand(
                say("step4-fault-check.dontneed-that-meets-vvar"),
                own.mm.madvise(page(-1), 2 * PAGE, dontneed),
                "EINVAL");
        equal(
                say("step4-fault-check.the-page-before-vvar-is-dropped"),
                own.counters().rssAnon(),
                0);
        demand(say("step4-fault-check.dontneed-of-vdso"), own.mm.madvise(page(4), 2 * PAGE, dontneed), "0");
        MemoryDescriptor kernels = VmaFixture.withVvar(parts).mm();
        demand(say("step4-fault-check.dontneed-of-vvar-which-is"), kernels.madvise(page(0), PAGE, dontneed), "EINVAL");
        demand(
                say("step4-fault-check.dontneed-of-a-hole-before"),
                kernels.madvise(page(-2), 2 * PAGE, dontneed),
                "ENOMEM");
    }

    @Order(6)
    @Check(
            points = 1,
            hints = {
                "When allocateFrame has nothing left, or map returns false, say OOM and leave everything as it was.",
                "mm/memory.c do_anonymous_page returns VM_FAULT_OOM.",
                "docs/03-brk-mmap.md: No memory left"
            })
    void a_machine_without_frames_answers_oom_and_loses_none(Parts parts) {
        VmaFixture lab = new VmaFixture(parts, 64);
        lab.fixed(page(0), 200, "rw-");
        int free = lab.freeFrames();
        long all = framesAndTables(lab);
        int written = 0;
        while (lab.write(page(written)) == Outcome.OK) {
            written++;
        }
        equal(say("step4-fault-check.write-when-no-frame-is"), lab.write(page(written)), Outcome.OOM);
        equal(say("step4-fault-check.pages-written-all-frames-but"), written, free - 3);
        demand("munmap", lab.mm.munmap(page(0), 200 * PAGE), "0");
        equal(say("step4-fault-check.free-frames-after-munmap-less"), framesAndTables(lab), all);
        demandOom(new VmaFixture(parts, 64), MapFlag.PRIVATE, PageFault.USER | PageFault.WRITE);
        demandOom(new VmaFixture(parts, 64), MapFlag.PRIVATE, PageFault.USER);
        demandOom(new VmaFixture(parts, 64), MapFlag.SHARED, PageFault.USER | PageFault.WRITE);
    }

    /** Faults with less and less memory, until what is left suffices: a frame must never be lost on the way. */
    private static void demandOom(VmaFixture lab, int sharing, int errorCode) {
        long far = 1L << 40;
        long all = framesAndTables(lab);
        demand("mmap", lab.mm.mmap(far, PAGE, RW, sharing | MapFlag.FIXED), Errno.show(far));
        List<Integer> frames = new ArrayList<>();
        for (int pfn = lab.machine.memory().allocate();
                pfn > 0;
                pfn = lab.machine.memory().allocate()) {
            frames.add(pfn);
        }
        FaultResult result = lab.mm.handleFault(far, errorCode);
        for (int given = 0; result == FaultResult.OOM && given < 8; given++) {
            lab.machine.memory().free(frames.remove(frames.size() - 1));
            result = lab.mm.handleFault(far, errorCode);
        }
        equal(say("step4-fault-check.fault-when-there-are-frames"), result, FaultResult.MINOR);
        assertThat(frames)
                .as(say("step4-fault-check.frames-that-were-not-needed"))
                .hasSizeGreaterThan(0);
        frames.forEach(lab.machine.memory()::free);
        demand("munmap", lab.mm.munmap(far, PAGE), "0");
        equal(say("step4-fault-check.free-frames-at-the-end", sharing, errorCode), framesAndTables(lab), all);
    }

    @Order(7)
    @Check(
            points = 1,
            hints = {
                "Files and shared memory: the object has the page; look there first. A read also maps its neighbours.",
                "mm/memory.c do_fault, do_fault_around, do_cow_fault, do_shared_fault.",
                "docs/03-brk-mmap.md: Files and shared memory"
            })
    void pages_of_files_come_from_the_page_cache(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        PageCache file = lab.machine.openFile("data.txt");
        int flags = MapFlag.PRIVATE | MapFlag.FIXED;
        demand(
                say("step4-fault-check.mmap-of-a-file"),
                lab.mm.mmap(page(0), 40 * PAGE, RW, flags, file, 100),
                "0x10000000");
        equal(say("step4-fault-check.faults-of-the-first-read"), lab.faultsOf(page(0), false), 1);
        equal(say("step4-fault-check.major-faults-the-page-had"), lab.task.majorFaults(), 1);
        assertThat(file.find(100))
                .as(say("step4-fault-check.frame-of-page-100-in"))
                .isPositive();
        equal(say("step4-fault-check.rssfile-in-kb"), lab.counters().rssFile(), 4);
        equal(say("step4-fault-check.faults-of-a-write-private"), lab.faultsOf(page(0), true), 1);
        equal(say("step4-fault-check.rssfile-in-kb-after-the"), lab.counters().rssFile(), 0);
        equal(say("step4-fault-check.rssanon-in-kb-after-the"), lab.counters().rssAnon(), 4);
        equal(say("step4-fault-check.faults-of-a-write-to"), lab.faultsOf(page(5), true), 1);
        equal(say("step2-swapper-check.rssanon-in-kb"), lab.counters().rssAnon(), 8);
        demand(
                say("step4-fault-check.mmap-of-it-again"),
                lab.mm.mmap(page(50), 40 * PAGE, Prot.READ, flags, file, 98),
                "0x10032000");
        equal(say("step4-fault-check.faults-of-reading-page-105"), lab.faultsOf(page(50 + 7), false), 1);
        equal(say("step4-fault-check.major-faults-100-and-105"), lab.task.majorFaults(), 2);
        equal(say("step4-fault-check.rssfile-in-kb-page-105"), lab.counters().rssFile(), 8);
        demandFaultAround(new VmaFixture(parts));
    }

    private static void demandFaultAround(VmaFixture lab) {
        PageCache file = lab.machine.openFile("whole");
        int flags = MapFlag.SHARED | MapFlag.FIXED;
        demand(
                say("step4-fault-check.mmap-of-a-file"),
                lab.mm.mmap(page(0), 48 * PAGE, RW, flags, file, 0),
                "0x10000000");
        lab.fill(page(0), 48);
        demand(
                say("step4-fault-check.mmap-of-it-again"),
                lab.mm.mmap(page(64), 48 * PAGE, RW, flags, file, 0),
                "0x10040000");
        long before = lab.counters().rssFile();
        equal(
                say("step4-fault-check.read-of-page-21-which"),
                lab.mm.handleFault(page(64 + 21), PageFault.USER),
                FaultResult.MINOR);
        equal(say("step4-fault-check.growth-of-rssfile-in-kb"), lab.counters().rssFile() - before, 64);
        assertThat(Pte.inMemory(pteAt(lab, page(64 + 15))) || Pte.inMemory(pteAt(lab, page(64 + 32))))
                .as(say("step4-fault-check.are-pages-beyond-the-group"))
                .isFalse();
        equal(say("step4-fault-check.growth-from-the-start-of-the-vma"), growth(lab, file, page(128 + 8)), 64);
        equal(say("step4-fault-check.growth-in-one-table"), growth(lab, file, page(512 - 8)), 32);
    }

    /** Maps 48 pages of a file that are there, and returns by how much a read of the first lets RssFile grow. */
    private static long growth(VmaFixture lab, PageCache file, long address) {
        demand(
                say("step4-fault-check.mmap-of-it-again"),
                lab.mm.mmap(address, 48 * PAGE, RW, MapFlag.SHARED | MapFlag.FIXED, file, 0),
                "0x" + Long.toHexString(address));
        long before = lab.counters().rssFile();
        equal(
                say("step4-fault-check.read-of-the-first"),
                lab.mm.handleFault(address, PageFault.USER),
                FaultResult.MINOR);
        return lab.counters().rssFile() - before;
    }

    @Order(8)
    @Replays("faults")
    @Check(
            points = 2,
            hints = {
                "Read the first line that differs: how many faults, and was the page there before?",
                "mm/memory.c handle_pte_fault.",
                "docs/03-brk-mmap.md: Reading a recording"
            })
    void every_line_of_the_faults_recordings_agrees(Parts parts) {
        RecordingReplay.demandAgreement("faults", parts);
    }

    @Order(9)
    @Check(
            points = 1,
            hints = {
                "A VMA gets its anon_vma at its first written page. Whose may it take, so that the two can join one day?",
                "mm/vma.c anon_vma_compatible: the neighbour's, if the two could merge but for their rights.",
                "docs/03-brk-mmap.md: Merging"
            })
    void neighbours_that_were_written_to_can_join(Parts parts) {
        demandWritten(parts, say("step4-fault-check.the-upper-one-first"), 2, 0);
        demandWritten(parts, say("step4-fault-check.the-lower-one-first"), 0, 2);
        VmaFixture three = new VmaFixture(parts);
        three.fixed(page(0), 1, "rw-");
        three.fixed(page(2), 1, "rw-");
        three.fixed(page(1), 1, "rwx");
        three.fill(page(0), 1);
        three.fill(page(2), 1);
        three.fill(page(1), 1);
        demand("mprotect", three.mm.mprotect(page(1), PAGE, RW), "0");
        list(
                say("step4-fault-check.the-anon-vma-of-the-upper-one"),
                three.area(),
                List.of(line(0, 1, "rw-p"), line(1, 3, "rw-p")));
    }

    /** Two neighbours that were written to can become one: the second got the first one's anon_vma. */
    private static void demandWritten(Parts parts, String order, int first, int second) {
        VmaFixture lab = new VmaFixture(parts).fixed(page(0), 2, "rw-").fixed(page(2), 2, "rwx");
        lab.fill(page(first), 1);
        lab.fill(page(second), 1);
        demand(say("step4-fault-check.mprotect-rw-of-the-upper"), lab.mm.mprotect(page(2), 2 * PAGE, RW), "0");
        list(say("step4-fault-check.neighbours-that-were-written-to", order), lab.area(), List.of(line(0, 4, "rw-p")));
        VmaFixture apart = new VmaFixture(parts);
        apart.fixed(page(first), 2, "rw-");
        apart.fill(page(first), 1);
        apart.fixed(page(second), 2, "r--");
        demand(say("step4-fault-check.mprotect-rw-of-a-neighbour"), apart.mm.mprotect(page(second), 2 * PAGE, RW), "0");
        list(say("step4-fault-check.one-written-one-not"), apart.area(), List.of(line(0, 4, "rw-p")));
    }
}
