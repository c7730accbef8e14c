package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.demand;
import static mm.vma.HugeCalls.HUGE_PAGE;
import static mm.vma.HugeCalls.MADV_HUGEPAGE;
import static mm.vma.HugeCalls.MADV_NOHUGEPAGE;
import static org.assertj.core.api.Assertions.assertThat;

import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Task;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** Huge pages: 2 MB at the first touch, where a program has asked for them. */
@Graded(exercise = Exercise.BRK_MMAP, step = 13, title = "Huge pages (bonus)", bonus = true)
public class Step13HugeCheck {
    private static final int PAGE = VmaFixture.PAGE;
    private static final int PAGES = PhysicalMemory.LARGE_FRAMES;
    private static final long AREA = VmaFixture.AREA;
    private static final long HUGE_KB = HUGE_PAGE / 1024;
    private static final int FRAMES = 8192;

    @Order(1)
    @Check(
            points = 1,
            hints = {
                "Four things must be true before a fault may give 2 MB at once; if one is not, a small page has to do.",
                "mm/huge_memory.c: do_huge_pmd_anonymous_page, thp_vma_suitable_order. mm/memory.c: __handle_mm_fault asks whether the entry is 0.",
                "docs/03-brk-mmap.md: Huge pages"
            })
    void the_first_touch_of_two_megabytes_brings_all_of_them(Parts parts) {
        VmaFixture lab = advised(parts, 4);
        long tables = lab.counters().vmPte();
        equal(say("step13-huge-check.faults-of-a-write"), lab.faultsOf(at(0) + HUGE_PAGE - PAGE, true), 1);
        equal(say("step13-huge-check.anon-huge-pages"), huge(lab), HUGE_KB);
        equal(say("step13-huge-check.rss"), lab.counters().rssAnon(), HUGE_KB);
        equal(say("step13-huge-check.tables"), lab.counters().vmPte() - tables, 12);
        equal(say("step13-huge-check.faults-beside"), lab.faultsOf(at(0), true), 0);
        lab.machine.store(lab.task, at(0) + 5 * PAGE, 4711);
        equal(say("step13-huge-check.content"), lab.machine.load(lab.task, at(0) + 5 * PAGE), 4711);
        equal(say("step13-huge-check.content-beside"), lab.machine.load(lab.task, at(0) + 6 * PAGE), 0);

        equal(say("step13-huge-check.faults-of-a-read"), lab.faultsOf(at(1) + PAGE, false), 1);
        equal(say("step13-huge-check.rss-of-zeros"), lab.counters().rssAnon(), HUGE_KB);
        equal(say("step13-huge-check.huge-of-zeros"), huge(lab), HUGE_KB);
        equal(say("step13-huge-check.faults-beside"), lab.faultsOf(at(1), false), 0);
        equal(say("step13-huge-check.faults-of-a-write-to-zeros"), lab.faultsOf(at(1), true), 1);
        equal(say("step13-huge-check.anon-huge-pages"), huge(lab), 2 * HUGE_KB);

        long odd = at(6) + PAGE;
        lab.fixed(odd, 2 * PAGES - 2, "rw-");
        demand(say("step13-huge-check.advice"), lab.mm.madvise(odd, 2 * HUGE_PAGE - 2 * PAGE, MADV_HUGEPAGE), "0");
        lab.write(odd);
        lab.write(at(7));
        equal(say("step13-huge-check.huge-if-not-whole"), huge(lab), 2 * HUGE_KB);
        lab.fixed(at(9), PAGES, "rw-");
        lab.write(at(9));
        lab.mm.madvise(at(9), HUGE_PAGE, MADV_HUGEPAGE);
        equal(say("step13-huge-check.faults-where-a-table-is"), lab.faultsOf(at(9) + PAGE, true), 1);
        equal(say("step13-huge-check.huge-where-a-table-is"), huge(lab), 2 * HUGE_KB);
        lab.machine.exit(lab.task);
    }

    /** Returns a process with so many aligned pieces of 2 MB that ask for huge pages. */
    private static VmaFixture advised(Parts parts, int count) {
        VmaFixture lab = new VmaFixture(parts, FRAMES);
        lab.fixed(AREA, count * PAGES, "rw-");
        demand(say("step13-huge-check.advice"), lab.mm.madvise(AREA, count * HUGE_PAGE, MADV_HUGEPAGE), "0");
        return lab;
    }

    private static long at(int number) {
        return AREA + number * HUGE_PAGE;
    }

    private static long huge(VmaFixture lab) {
        return lab.counters().anonHugePages();
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "What is done to all 2 MB is done to the one entry. What is done to a part of them needs 512 entries first.",
                "mm/memory.c: zap_pmd_range. mm/mprotect.c: change_pmd_range. mm/huge_memory.c: vma_adjust_trans_huge, __split_huge_pmd.",
                "docs/03-brk-mmap.md: Huge pages"
            },
            requires = "the_first_touch_of_two_megabytes_brings_all_of_them")
    void a_part_splits_it_and_all_of_it_does_not(Parts parts) {
        VmaFixture lab = advised(parts, 4);
        for (int i = 0; i < 4; i++) {
            lab.write(at(i));
        }
        lab.machine.store(lab.task, at(0) + 7 * PAGE, 4711);
        long tables = lab.counters().vmPte();
        lab.mm.mprotect(at(0), PAGE, Prot.READ);
        equal(say("step13-huge-check.huge-after-a-part"), huge(lab), 3 * HUGE_KB);
        equal(say("step13-huge-check.rss-after-a-split"), lab.counters().rssAnon(), 4 * HUGE_KB);
        equal(say("step13-huge-check.tables-after-a-split"), lab.counters().vmPte(), tables);
        equal(say("step13-huge-check.faults-beside"), lab.faultsOf(at(0) + PAGE, true), 0);
        equal(say("step13-huge-check.content"), lab.machine.load(lab.task, at(0) + 7 * PAGE), 4711);
        equal(say("step13-huge-check.write-to-read-only"), lab.write(at(0)), Machine.Outcome.SIGSEGV);

        lab.mm.mprotect(at(1), HUGE_PAGE, Prot.READ);
        equal(say("step13-huge-check.huge-after-all"), huge(lab), 3 * HUGE_KB);
        equal(say("step13-huge-check.write-to-read-only"), lab.write(at(1)), Machine.Outcome.SIGSEGV);
        lab.mm.mprotect(at(1), HUGE_PAGE, Prot.READ | Prot.WRITE);
        equal(say("step13-huge-check.faults-when-writable-again"), lab.faultsOf(at(1), true), 0);

        lab.mm.madvise(at(2) + HUGE_PAGE / 2, HUGE_PAGE / 2, MemoryDescriptor.MADV_DONTNEED);
        equal(say("step13-huge-check.huge-after-a-part"), huge(lab), 2 * HUGE_KB);
        equal(say("step13-huge-check.rss-after-half"), lab.counters().rssAnon(), 3 * HUGE_KB + HUGE_KB / 2);
        equal(say("step13-huge-check.faults-beside"), lab.faultsOf(at(2), true), 0);

        int free = lab.freeFrames();
        lab.mm.munmap(at(3), HUGE_PAGE);
        equal(say("step13-huge-check.frames-of-all"), lab.freeFrames() - free, PAGES + 1);
        equal(say("step13-huge-check.tables-of-all"), lab.counters().vmPte(), tables - 4);
        lab.mm.madvise(at(1) + PAGE, PAGE, MADV_NOHUGEPAGE);
        equal(say("step13-huge-check.huge-of-two-mappings"), huge(lab), 0);
        lab.mm.munmap(at(0), 3 * HUGE_PAGE);
        equal(say("step13-huge-check.rss-at-the-end"), lab.counters().rssAnon(), 0);
        lab.machine.exit(lab.task);
    }

    @Order(3)
    @Check(
            points = 1,
            hints = {
                "A child gets the same entry and a deposited table of its own. Who writes first may not have 2 MB copied for a byte.",
                "mm/huge_memory.c: copy_huge_pmd, do_huge_pmd_wp_page. mm/memory.c: wp_can_reuse_anon_folio.",
                "docs/03-brk-mmap.md: Huge pages"
            },
            requires = "a_part_splits_it_and_all_of_it_does_not")
    void a_child_shares_it_and_a_write_copies_one_small_page(Parts parts) {
        VmaFixture lab = advised(parts, 3);
        lab.write(at(0));
        lab.write(at(1));
        lab.read(at(2));
        int free = lab.freeFrames();
        Task child = lab.machine.fork(lab.task, "child");
        equal(say("step13-huge-check.huge-of-a-child"), child.mm().counters().anonHugePages(), 2 * HUGE_KB);
        assertThat(free - lab.freeFrames())
                .as(say("step13-huge-check.frames-of-a-fork"))
                .isLessThan(PAGES / 2);
        equal(say("step13-huge-check.faults-of-a-childs-read"), lab.faultsOf(child, at(0), false), 0);
        equal(say("step13-huge-check.faults-of-a-childs-read"), lab.faultsOf(child, at(2), false), 0);

        free = lab.freeFrames();
        equal(say("step13-huge-check.faults-of-a-childs-write"), lab.faultsOf(child, at(0) + PAGE, true), 1);
        equal(say("step13-huge-check.frames-of-a-copy"), free - lab.freeFrames(), 1);
        equal(
                say("step13-huge-check.huge-of-a-child-that-wrote"),
                child.mm().counters().anonHugePages(),
                HUGE_KB);
        equal(say("step13-huge-check.huge-of-the-parent"), huge(lab), 2 * HUGE_KB);
        equal(say("step13-huge-check.faults-of-a-parents-write"), lab.faultsOf(at(0) + PAGE, true), 1);
        equal(say("step13-huge-check.frames-of-two-copies"), free - lab.freeFrames(), 1);
        equal(say("step13-huge-check.huge-of-the-parent-that-wrote"), huge(lab), HUGE_KB);

        lab.machine.exit(child);
        equal(say("step13-huge-check.faults-of-the-last-one"), lab.faultsOf(at(1), true), 1);
        equal(say("step13-huge-check.huge-of-the-last-one"), huge(lab), HUGE_KB);
        equal(say("step13-huge-check.faults-of-the-last-one-beside"), lab.faultsOf(at(1) + PAGE, true), 0);
        lab.machine.exit(lab.task);
    }

    @Order(4)
    @Check(
            points = 1,
            hints = {
                "The advice is a mark of the mapping, and changes no page. No frames for a huge page is no error.",
                "mm/huge_memory.c: hugepage_madvise, and what do_huge_pmd_anonymous_page does with VM_FAULT_FALLBACK.",
                "docs/03-brk-mmap.md: Huge pages"
            },
            requires = "the_first_touch_of_two_megabytes_brings_all_of_them")
    void advice_is_a_mark_and_small_pages_serve_without_room(Parts parts) {
        VmaFixture lab = new VmaFixture(parts, FRAMES);
        lab.fixed(AREA, 3 * PAGES, "rw-");
        lab.mm.madvise(at(1), HUGE_PAGE, MADV_HUGEPAGE);
        equal(say("step13-huge-check.mappings-of-a-mark"), lab.area().size(), 3);
        lab.write(at(0));
        equal(say("step13-huge-check.huge-without-advice"), huge(lab), 0);
        lab.write(at(1));
        equal(say("step13-huge-check.anon-huge-pages"), huge(lab), HUGE_KB);
        lab.mm.madvise(at(0), 3 * HUGE_PAGE, MADV_HUGEPAGE);
        equal(say("step13-huge-check.huge-after-the-advice"), huge(lab), HUGE_KB);
        lab.mm.madvise(at(1), HUGE_PAGE, MADV_NOHUGEPAGE);
        equal(say("step13-huge-check.mappings-of-a-mark"), lab.area().size(), 3);
        equal(say("step13-huge-check.huge-after-the-advice"), huge(lab), HUGE_KB);
        lab.mm.madvise(at(1), HUGE_PAGE, MemoryDescriptor.MADV_DONTNEED);
        lab.write(at(1));
        equal(say("step13-huge-check.huge-without-advice"), huge(lab), 0);
        demand(say("step13-huge-check.odd-advice"), lab.mm.madvise(at(1) + 1, HUGE_PAGE, MADV_HUGEPAGE), "EINVAL");
        demand(say("step13-huge-check.advice-of-a-hole"), lab.mm.madvise(at(3), HUGE_PAGE, MADV_HUGEPAGE), "ENOMEM");

        VmaFixture full = advised(parts, 2);
        leaveInPieces(full);
        equal(say("step13-huge-check.faults-without-frames"), full.faultsOf(at(0), true), 1);
        equal(say("step13-huge-check.huge-without-frames"), huge(full), 0);
        equal(say("step13-huge-check.rss-without-frames"), full.counters().rssAnon(), 4);
        equal(say("step13-huge-check.faults-without-frames"), full.faultsOf(at(1), false), 1);
        same(
                say("step13-huge-check.zero-page-without-frames"),
                Pte.has(full.mm.pageTable().lookup(at(1)), Pte.SPECIAL),
                true);

        VmaFixture tight = advised(parts, 1);
        leaveOneLarge(tight);
        equal(say("step13-huge-check.write-without-a-table"), tight.write(at(0)), Machine.Outcome.OOM);
        equal(say("step13-huge-check.frames-without-a-table"), tight.freeFrames(), PAGES);
    }

    /** Takes all frames but those of one large page: none is left for its tables. */
    private static void leaveOneLarge(VmaFixture lab) {
        PhysicalMemory memory = lab.machine.memory();
        int first = memory.allocateLarge();
        while (memory.allocate() != PhysicalMemory.NO_FRAME) {
            // until there is none
        }
        for (int i = 0; i < PAGES; i++) {
            memory.free(first + i);
        }
    }

    /** Takes one frame of each 512, so that no large page is left, but many small ones. */
    private static void leaveInPieces(VmaFixture lab) {
        PhysicalMemory memory = lab.machine.memory();
        int[] taken = new int[memory.freeFrames()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = memory.allocate();
        }
        for (int pfn : taken) {
            if (pfn % PAGES != PAGES / 2) {
                memory.free(pfn);
            }
        }
    }

    private static void same(String what, Object actual, Object right) {
        assertThat(actual).as(what).isEqualTo(right);
    }

    @Order(5)
    @Check(
            points = 1,
            hints = {
                "The last number of a line is AnonHugePages, VmPTE counts the deposited tables. Some recordings move and lock: step 12 comes first.",
                "mm/huge_memory.c, mm/mremap.c: move_page_tables.",
                "docs/formats.md: huge"
            },
            requires = {
                "a_child_shares_it_and_a_write_copies_one_small_page",
                "advice_is_a_mark_and_small_pages_serve_without_room"
            })
    @Replays("huge")
    void all_recordings_of_huge_pages_agree(Parts parts) {
        RecordingReplay.demandAgreement("huge", parts);
    }
}
