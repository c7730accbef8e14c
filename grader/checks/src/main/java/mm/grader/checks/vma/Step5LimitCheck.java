package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.HEAP;
import static mm.grader.checks.vma.VmaFixture.HEAP_END;
import static mm.grader.checks.vma.VmaFixture.PAGE;
import static mm.grader.checks.vma.VmaFixture.STACK;
import static mm.grader.checks.vma.VmaFixture.STACK_TOP;
import static mm.grader.checks.vma.VmaFixture.demand;
import static mm.grader.checks.vma.VmaFixture.page;

import java.util.List;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.grader.Returned;
import mm.machine.Exercise;
import mm.machine.Machine.Outcome;
import mm.machine.Parts;
import mm.mmu.PageFault;
import mm.vma.FaultResult;
import mm.vma.Limit;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** The stack grows down by faults, and limits say how far everything may grow. */
@Graded(exercise = Exercise.BRK_MMAP, step = 5, title = "Stack growth, limits, and the recordings")
public class Step5LimitCheck {
    private static final int RW = Prot.READ | Prot.WRITE;
    private static final int FIXED = MapFlag.PRIVATE | MapFlag.FIXED;

    @Order(1)
    @Check(
            points = 3,
            hints = {
                "A fault below a VMA that grows downwards is no error: move its start.",
                "mm/vma.c expand_downwards and acct_stack_growth.",
                "docs/03-brk-mmap.md: The stack"
            })
    void the_stack_grows_down_to_the_touched_page_up_to_8_mb(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        equal(say("step5-limit-check.faults-of-a-write-100"), lab.faultsOf(STACK - 100 * PAGE, true), 1);
        equal(say("step5-limit-check.vmstk-in-kb-4-pages"), lab.counters().vmStk(), 416);
        equal(say("step5-limit-check.rssanon-in-kb-one-page"), lab.counters().rssAnon(), 4);
        equal(say("step5-limit-check.read-just-below-8-mb"), lab.read(STACK_TOP - (8 << 20) - 1), Outcome.SIGSEGV);
        equal(say("step5-limit-check.read-of-the-8-mb"), lab.read(STACK_TOP - (8 << 20)), Outcome.OK);
        equal(say("step5-limit-check.vmstk-in-kb"), lab.counters().vmStk(), 8 << 10);
        lab.mm.setLimit(Limit.STACK, 16 << 20);
        equal(say("step5-limit-check.read-at-12-mb-limit"), lab.read(STACK_TOP - (12 << 20)), Outcome.OK);
        long lowest = MemoryDescriptor.MMAP_MIN_ADDRESS;
        VmaFixture low = new VmaFixture(
                parts,
                List.of(
                        new Mapping(lowest + PAGE, lowest + 2 * PAGE, "rw-p", "[stack]"),
                        new Mapping(HEAP, HEAP_END, "rw-p", "[heap]")));
        equal(say("step5-limit-check.read-of-the-lowest-page"), low.read(lowest), Outcome.OK);
        equal(say("step5-limit-check.read-below-the-lowest-page"), low.read(lowest - PAGE), Outcome.SIGSEGV);
        VmaFixture fetched = new VmaFixture(parts);
        equal(
                say("step5-limit-check.fetch-below-the-stack"),
                fetched.mm.handleFault(STACK - PAGE, PageFault.USER | PageFault.INSTRUCTION),
                FaultResult.SIGSEGV);
        equal(
                say("step5-limit-check.vmstk-in-kb-after-the-fetch"),
                fetched.counters().vmStk(),
                20);
    }

    @Order(2)
    @Check(
            points = 2,
            hints = {
                "Between a stack and what lies below it, 256 pages stay free; what nobody can touch may be nearer.",
                "mm/mmap.c stack_guard_gap, checked in mm/vma.c expand_downwards.",
                "docs/03-brk-mmap.md: The stack"
            },
            requires = "the_stack_grows_down_to_the_touched_page_up_to_8_mb")
    void the_stack_keeps_away_from_what_lies_below(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        long below = STACK - 1000 * PAGE;
        lab.fixed(below, 1, "r--");
        equal(say("step5-limit-check.255-pages-above-a-mapping"), lab.write(below + 256 * PAGE), Outcome.SIGSEGV);
        equal(say("step5-limit-check.256-pages-above-a-mapping"), lab.write(below + 257 * PAGE), Outcome.OK);
        demand("mprotect ---", lab.mm.mprotect(below, PAGE, Prot.NONE), "0");
        equal(say("step5-limit-check.right-above-a-mapping-that"), lab.write(below + PAGE), Outcome.OK);
        VmaFixture other = new VmaFixture(parts);
        demand(
                say("step5-limit-check.mmap-with-a-hint-in"),
                other.mm.mmap(STACK - 256 * PAGE, PAGE, RW, MapFlag.PRIVATE),
                "0x7ffff7ffe000");
        demand(
                say("step5-limit-check.mmap-with-a-hint-below"),
                other.mm.mmap(STACK - 257 * PAGE, PAGE, RW, MapFlag.PRIVATE),
                "0x" + Long.toHexString(STACK - 257 * PAGE));
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "Which pages count for RLIMIT_AS, which for RLIMIT_DATA? What does FIXED replace?",
                "mm/vma.c may_expand_vm and __mmap_prepare; mm/mprotect.c mprotect_fixup.",
                "docs/03-brk-mmap.md: Limits"
            })
    void limits_bound_all_pages_and_data_pages(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 10, "rw-");
        lab.mm.setLimit(Limit.AS, (lab.counters().vmSize() << 10) + 2 * PAGE + 17);
        demand(
                say("step5-limit-check.3-pages-where-2-are"),
                lab.mm.mmap(0, 3 * PAGE, Prot.READ, MapFlag.PRIVATE),
                "ENOMEM");
        demand(
                say("step5-limit-check.12-pages-over-10"),
                lab.mm.mmap(page(0), 12 * PAGE, Prot.READ, FIXED),
                "0x10000000");
        demand(say("step5-limit-check.one-more"), lab.mm.mmap(0, 1, Prot.NONE, MapFlag.PRIVATE), "ENOMEM");
        equal(say("step5-limit-check.a-stack-page-more"), lab.write(STACK - 1), Outcome.SIGSEGV);
        lab.mm.setLimit(Limit.AS, Limit.INFINITY);
        lab.mm.setLimit(Limit.DATA, (lab.counters().vmData() << 10) + 2 * PAGE);
        demand(say("step5-limit-check.3-data-pages"), lab.mm.mmap(0, 3 * PAGE, RW, MapFlag.PRIVATE), "ENOMEM");
        demand(
                say("step5-limit-check.3-shared-pages"),
                lab.mm.mmap(page(20), 3 * PAGE, RW, MapFlag.SHARED | MapFlag.FIXED),
                "0x10014000");
        demand(say("step5-limit-check.mprotect-rw-of-3-pages"), lab.mm.mprotect(page(0), 3 * PAGE, RW), "ENOMEM");
        demand(say("step5-limit-check.mprotect-rw-of-2-pages"), lab.mm.mprotect(page(0), 2 * PAGE, RW), "0");
        demand(
                say("step5-limit-check.mprotect-r-x-of-3"),
                lab.mm.mprotect(page(0), 3 * PAGE, Prot.READ | Prot.EXEC),
                "0");
        lab.fixed(page(40), 3, "---");
        lab.mm.setLimit(Limit.DATA, lab.counters().vmData() << 10);
        demand(say("step5-limit-check.mprotect-r-of-3-pages"), lab.mm.mprotect(page(40), 3 * PAGE, Prot.READ), "0");
        equal(say("step5-limit-check.a-stack-page-is-no-data"), lab.write(STACK - 1), Outcome.OK);
        demandMapCount(new VmaFixture(parts));
    }

    /** As many VMAs as there may be, and one more. */
    private static void demandMapCount(VmaFixture lab) {
        lab.fixed(page(0), 3, "rw-");
        lab.fixed(page(10), 3, "rw-");
        int count = Returned.list(lab.mm.maps(), Mapping.class).size();
        for (int i = 0; count < MemoryDescriptor.MAX_MAP_COUNT - 1; i++, count++) {
            lab.fixed(page(100 + 2 * i), 1, "rw-");
        }
        demand(say("step5-limit-check.munmap-that-makes-mapping-65530"), lab.mm.munmap(page(1), PAGE), "0");
        demand(say("step5-limit-check.munmap-that-would-make-one"), lab.mm.munmap(page(11), PAGE), "ENOMEM");
        demand(say("step5-limit-check.mprotect-in-the-middle"), lab.mm.mprotect(page(11), PAGE, Prot.READ), "ENOMEM");
        demand(
                say("step5-limit-check.mprotect-at-the-lower-end"),
                lab.mm.mprotect(page(10), PAGE, Prot.READ),
                "ENOMEM");
        demand(
                say("step5-limit-check.mprotect-at-the-upper-end"),
                lab.mm.mprotect(page(12), PAGE, Prot.READ),
                "ENOMEM");
        demand(say("step5-limit-check.mprotect-of-all-of-it"), lab.mm.mprotect(page(10), 3 * PAGE, Prot.READ), "0");
        demand(say("step5-limit-check.munmap-at-the-lower-end"), lab.mm.munmap(page(10), PAGE), "0");
        demand(say("step5-limit-check.munmap-at-the-upper-end"), lab.mm.munmap(page(12), PAGE), "0");
        demand(say("step5-limit-check.munmap-of-a-hole"), lab.mm.munmap(page(50), PAGE), "0");
        demand(say("step5-limit-check.brk-with-as-many-as"), lab.mm.brk(VmaFixture.HEAP_END + PAGE), "0x503000");
        lab.fixed(page(20), 1, "rw-");
        demand(say("step5-limit-check.mmap-of-one-too-many"), lab.mm.mmap(page(22), PAGE, RW, FIXED), "ENOMEM");
        demand(say("step5-limit-check.brk-with-one-too-many"), lab.mm.brk(VmaFixture.HEAP_END + 2 * PAGE), "0x503000");
        demand(
                say("step5-limit-check.brk-within-the-page-with"),
                lab.mm.brk(VmaFixture.HEAP_END + PAGE - 16),
                "0x502ff0");
    }

    @Order(4)
    @Check(
            points = 2,
            hints = {
                "Too many tables? Then mmap or brk made some. Too few? Then an untouched neighbour should have kept one.",
                "mm/memory.c free_pgtables: a table goes only when no VMA overlaps what it spans.",
                "docs/03-brk-mmap.md: Who keeps a page table"
            })
    void page_tables_live_as_long_as_a_mapping_overlaps_them(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        int spanned = 512;
        long table = 1L << 40; // where a table of each level begins
        lab.fixed(table, 2 * spanned, "rw-");
        lab.fill(table, 1);
        lab.fill(table + (long) spanned * PAGE, 1);
        equal(say("step5-limit-check.vmpte-in-kb-2-tables"), lab.counters().vmPte(), 16);
        demand(say("step5-limit-check.munmap-of-all-but-an"), lab.mm.munmap(table, (2L * spanned - 1) * PAGE), "0");
        equal(say("step5-limit-check.vmpte-in-kb-the-untouched"), lab.counters().vmPte(), 12);
        demand(
                say("step5-limit-check.munmap-of-that-page"),
                lab.mm.munmap(table + (2L * spanned - 1) * PAGE, PAGE),
                "0");
        equal(say("step5-limit-check.vmpte-in-kb"), lab.counters().vmPte(), 0);
        lab.filled(table - PAGE, spanned + 2);
        equal(say("step5-limit-check.vmpte-in-kb-3-of"), lab.counters().vmPte(), 28);
        lab.mm.madvise(table - PAGE, (spanned + 2L) * PAGE, MemoryDescriptor.MADV_DONTNEED);
        equal(
                say("step5-limit-check.vmpte-in-kb-dontneed-frees"),
                lab.counters().vmPte(),
                24);
        VmaFixture heap = new VmaFixture(parts);
        long above = HEAP_END + ((long) spanned * PAGE);
        heap.mm.brk(above + PAGE);
        heap.fill(above, 1);
        long tables = heap.counters().vmPte();
        heap.mm.brk(HEAP_END);
        equal(
                say("step5-limit-check.vmpte-in-kb-after-brk-down"),
                tables - heap.counters().vmPte(),
                4);
    }

    @Order(5)
    @Replays("status")
    @Check(
            points = 2,
            hints = {
                "Which of the six counters differs: VmSize VmRSS RssAnon VmPTE VmData VmStk?",
                "fs/proc/task_mmu.c task_mem shows them; FORMATS in docs/formats.md explains each rule.",
                "docs/03-brk-mmap.md: Reading a recording"
            },
            requires = "page_tables_live_as_long_as_a_mapping_overlaps_them")
    void every_line_of_the_status_recordings_agrees(Parts parts) {
        RecordingReplay.demandAgreement("status", parts);
    }

    @Order(6)
    @Replays("stack")
    @Check(
            points = 1,
            hints = {
                "A stack with a hole is two stacks: each piece grows for itself, and each has its own size.",
                "mm/vma.c expand_downwards.",
                "docs/03-brk-mmap.md: The stack"
            },
            requires = "the_stack_grows_down_to_the_touched_page_up_to_8_mb")
    void every_line_of_the_stack_recordings_agrees(Parts parts) {
        RecordingReplay.demandAgreement("stack", parts);
    }

    @Order(7)
    @Replays("limits")
    @Check(
            points = 2,
            hints = {
                "Which limit is it, and what would the call add to which count?",
                "mm/vma.c may_expand_vm; include/linux/mm.h check_data_rlimit.",
                "docs/03-brk-mmap.md: Limits"
            },
            requires = "limits_bound_all_pages_and_data_pages")
    void every_line_of_the_limits_recordings_agrees(Parts parts) {
        RecordingReplay.demandAgreement("limits", parts);
    }
}
