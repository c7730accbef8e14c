package mm.grader.checks.vma;

import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.HEAP;
import static mm.grader.checks.vma.VmaFixture.HEAP_END;
import static mm.grader.checks.vma.VmaFixture.PAGE;
import static mm.grader.checks.vma.VmaFixture.demand;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.grader.Returned;
import mm.machine.Errno;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.vma.Limit;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** The heap and its end. */
@Graded(exercise = Exercise.BRK_MMAP, step = 3, title = "brk: the heap grows up")
public class Step3HeapCheck {
    private static void demandBrk(VmaFixture lab, String what, long newBrk, long linux) {
        assertThat(Errno.show(lab.mm.brk(newBrk))).as(what).isEqualTo(Errno.show(linux));
    }

    private static String heap(VmaFixture lab) {
        return Returned.list(lab.mm.maps(), Mapping.class).stream()
                .filter(mapping -> mapping.name().equals("[heap]"))
                .map(Mapping::toString)
                .reduce("", (a, b) -> a + b);
    }

    @Order(1)
    @Check(
            points = 3,
            hints = {
                "The break is a byte address; mappings come in pages. Which page does the break lie in?",
                "mm/mmap.c brk: both the old and the new break are rounded up to pages before they are compared.",
                "docs/03-brk-mmap.md: The break"
            })
    void the_break_moves_by_bytes_and_the_heap_by_pages(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        demandBrk(lab, say("step3-heap-check.brk-0-asks-for-the"), 0, HEAP_END);
        demandBrk(lab, say("step3-heap-check.brk-one-byte-up"), HEAP_END + 1, HEAP_END + 1);
        assertThat(heap(lab)).as(say("step3-heap-check.a-page-more")).isEqualTo("00500000-00503000 rw-p [heap]");
        demandBrk(lab, say("step3-heap-check.brk-to-the-end-of"), HEAP_END + PAGE, HEAP_END + PAGE);
        assertThat(heap(lab)).as(say("step3-heap-check.no-page-more")).isEqualTo("00500000-00503000 rw-p [heap]");
        demandBrk(lab, say("step3-heap-check.brk-down-into-the-first"), HEAP + 1, HEAP + 1);
        assertThat(heap(lab)).as(say("step3-heap-check.one-page-left")).isEqualTo("00500000-00501000 rw-p [heap]");
        lab.fixed(HEAP - PAGE, 2, "rw-");
        demandBrk(lab, say("step3-heap-check.brk-up-again"), HEAP + 5 * PAGE, HEAP + 5 * PAGE);
        assertThat(heap(lab)).as(say("step3-heap-check.one-vma-not-two-it")).isEqualTo("004ff000-00505000 rw-p [heap]");
    }

    @Order(2)
    @Check(
            points = 2,
            hints = {
                "brk never returns an error: what does it return when it fails?",
                "mm/mmap.c brk: below start_brk, or with less than a free page before the next mapping, the old break is"
                        + " returned.",
                "docs/03-brk-mmap.md: The break"
            },
            requires = "the_break_moves_by_bytes_and_the_heap_by_pages")
    void a_break_that_cannot_be_is_answered_with_the_old_one(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        demandBrk(lab, say("step3-heap-check.brk-below-the-heap"), HEAP - 1, HEAP_END);
        lab.fixed(HEAP_END + 4 * PAGE, 1, "r--");
        demandBrk(lab, say("step3-heap-check.brk-into-a-mapping"), HEAP_END + 4 * PAGE + 1, HEAP_END);
        demandBrk(lab, say("step3-heap-check.brk-right-up-to-a"), HEAP_END + 4 * PAGE, HEAP_END);
        demandBrk(lab, say("step3-heap-check.brk-with-one-page-between"), HEAP_END + 3 * PAGE, HEAP_END + 3 * PAGE);
        demandBrk(lab, say("step3-heap-check.brk-down-to-the-very"), HEAP, HEAP);
        demandBrk(lab, say("step3-heap-check.brk-up-from-nothing"), HEAP + 10, HEAP + 10);
        lab.mm.munmap(HEAP, PAGE);
        demandBrk(lab, say("step3-heap-check.brk-down-where-the-heap"), HEAP, HEAP + 10);
        demand(
                say("step3-heap-check.mprotect-of-the-mapping-above"),
                lab.mm.mprotect(HEAP_END + 4 * PAGE, PAGE, Prot.READ),
                "0");
        long gap = HEAP_END + 4 * PAGE;
        long stack = gap + MemoryDescriptor.STACK_GUARD_PAGES * (long) PAGE;
        VmaFixture near = new VmaFixture(
                parts,
                List.of(
                        new Mapping(HEAP, HEAP_END, "rw-p", "[heap]"),
                        new Mapping(stack, stack + PAGE, "rw-p", "[stack]")));
        demandBrk(near, say("step3-heap-check.brk-up-to-the-gap"), gap, HEAP_END);
        demandBrk(near, say("step3-heap-check.brk-with-one-page-up"), gap - PAGE, gap - PAGE);
        VmaFixture gone = new VmaFixture(parts);
        gone.mm.munmap(HEAP, 2 * PAGE);
        gone.fixed(HEAP_END, 1, "rw-");
        demandBrk(gone, say("step3-heap-check.brk-down-where-nothing-is"), HEAP, HEAP_END);
        VmaFixture below = new VmaFixture(parts);
        demandBrk(below, say("step3-heap-check.brk-down-to-the-very"), HEAP, HEAP);
        below.fixed(HEAP - PAGE, 1, "rw-");
        demandBrk(below, say("step3-heap-check.brk-up-with-a-mapping"), HEAP + PAGE, HEAP + PAGE);
        assertThat(heap(below))
                .as(say("step3-heap-check.the-heap-does-not-join"))
                .isEqualTo("00500000-00501000 rw-p [heap]");
        VmaFixture mixed = new VmaFixture(parts);
        mixed.mm.mprotect(HEAP_END - PAGE, PAGE, Prot.READ);
        demandBrk(mixed, say("step3-heap-check.brk-up-behind-a-read"), HEAP_END + PAGE, HEAP_END + PAGE);
        assertThat(heap(mixed))
                .as(say("step3-heap-check.behind-other-rights-the-heap"))
                .isEqualTo("00500000-00501000 rw-p [heap]00501000-00502000 r--p [heap]00502000-00503000 rw-p [heap]");
        demandBrk(mixed, say("step3-heap-check.brk-down-again"), HEAP_END, HEAP_END);
        assertThat(heap(mixed))
                .as(say("step3-heap-check.and-ends"))
                .isEqualTo("00500000-00501000 rw-p [heap]00501000-00502000 r--p [heap]");
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "RLIMIT_DATA bounds heap and image data together, and all private writable pages together.",
                "include/linux/mm.h check_data_rlimit; mm/vma.c may_expand_vm.",
                "docs/03-brk-mmap.md: Limits"
            },
            requires = "the_break_moves_by_bytes_and_the_heap_by_pages")
    void the_heap_respects_the_data_limit(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.mm.setLimit(Limit.DATA, 4 * PAGE);
        demandBrk(lab, say("step3-heap-check.one-page-more-1-of"), HEAP_END + PAGE, HEAP_END + PAGE);
        demandBrk(lab, say("step3-heap-check.two-pages-more"), HEAP_END + PAGE + 1, HEAP_END + PAGE);
        lab.mm.mprotect(HEAP, 3 * PAGE, Prot.READ);
        demandBrk(lab, say("step3-heap-check.read-only-heap-is-no"), HEAP_END + PAGE + 1, HEAP_END + PAGE);
        demandBrk(lab, say("step3-heap-check.brk-down-below-the-limit"), HEAP_END, HEAP_END);
        lab.mm.setLimit(Limit.DATA, 2 * PAGE);
        demandBrk(lab, say("step3-heap-check.brk-a-byte-down-which"), HEAP_END - 1, HEAP_END);
        demandBrk(lab, say("step3-heap-check.brk-down-to-what-the"), HEAP + PAGE, HEAP + PAGE);
        VmaFixture bytes = new VmaFixture(parts);
        bytes.mm.brk(HEAP + PAGE + 100);
        bytes.mm.setLimit(Limit.DATA, 2 * PAGE + 2000);
        long most = HEAP + PAGE + 2000; // the image has a page of data
        demandBrk(bytes, say("step3-heap-check.brk-within-its-page-up-to"), most, most);
        demandBrk(bytes, say("step3-heap-check.brk-within-its-page-beyond"), most + 1, most);
    }

    @Order(4)
    @Replays("layout")
    @Check(
            points = 4,
            hints = {
                "Read the first line that differs: what is the map there, and what does the operation touch?",
                "All rules are in MemoryDescriptor's Javadoc; Linux's own are in mm/vma.c.",
                "docs/03-brk-mmap.md: Reading a recording"
            },
            requires = "a_new_mapping_joins_its_equal_neighbours")
    void every_line_of_the_layout_recordings_agrees(Parts parts) {
        RecordingReplay.demandAgreement("layout", parts);
    }
}
