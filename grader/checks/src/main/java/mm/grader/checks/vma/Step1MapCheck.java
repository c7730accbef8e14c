package mm.grader.checks.vma;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.AREA;
import static mm.grader.checks.vma.VmaFixture.PAGE;
import static mm.grader.checks.vma.VmaFixture.demand;
import static mm.grader.checks.vma.VmaFixture.line;
import static mm.grader.checks.vma.VmaFixture.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.Returned;
import mm.machine.Errno;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** mmap and munmap: a list of areas, and nothing else. */
@Graded(exercise = Exercise.BRK_MMAP, step = 1, title = "mmap and munmap")
public class Step1MapCheck {
    private static final long HUGE = 2L << 20;
    private static final int RW = Prot.READ | Prot.WRITE;
    private static final int FIXED = MapFlag.PRIVATE | MapFlag.FIXED;

    @Order(1)
    @Check(
            points = 3,
            hints = {
                "Where does the second mapping go when the first lies right below MMAP_BASE?",
                "Linux searches from the top down for the first gap that is large enough and uses its upper end: mm/vma.c"
                        + " unmapped_area_topdown.",
                "docs/03-brk-mmap.md: Where a mapping goes"
            })
    void mmap_without_an_address_takes_the_upper_end_of_the_highest_gap(Parts parts, Random random) {
        VmaFixture lab = new VmaFixture(parts);
        long first = lab.anywhere(4, "r--");
        assertThat(first)
                .as(say("step1-map-check.first-mapping-of-4-pages"))
                .isEqualTo(MemoryDescriptor.MMAP_BASE - 4 * PAGE);
        long second = lab.anywhere(2, "rw-");
        assertThat(second).as(say("step1-map-check.second-mapping-of-2-pages")).isEqualTo(first - 2 * PAGE);
        demand(say("step1-map-check.munmap-of-the-first-mapping"), lab.mm.munmap(first, 4 * PAGE), "0");
        assertThat(lab.anywhere(5, "r-x"))
                .as(say("step1-map-check.5-pages-do-not-fit"))
                .isEqualTo(second - 5 * PAGE);
        assertThat(lab.anywhere(3, "r-x"))
                .as(say("step1-map-check.3-pages-fit-into-the"))
                .isEqualTo(MemoryDescriptor.MMAP_BASE - 3 * PAGE);
        Gaps.play(parts, random, 3000);
        demandHugePages(parts);
    }

    /** Private memory without a hint that could be huge pages lies on a border of theirs, if there is room. */
    private static void demandHugePages(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        long border = (MemoryDescriptor.MMAP_BASE - 8 * HUGE) & -HUGE;
        lab.fixed(border, (int) ((MemoryDescriptor.MMAP_BASE - border) / PAGE), "---");
        demand(
                say("step1-map-check.2-mb-below-a-border"),
                lab.mm.mmap(0, HUGE, RW, MapFlag.PRIVATE),
                Errno.show(border - HUGE));
        long low = lab.anywhere(1, "r--");
        demand(say("step1-map-check.2-mb-shared"), lab.mm.mmap(0, HUGE, RW, MapFlag.SHARED), Errno.show(low - HUGE));
        demand(
                say("step1-map-check.2-mb-with-an-occupied-hint"),
                lab.mm.mmap(border, HUGE, RW, MapFlag.PRIVATE),
                Errno.show(low - 2 * HUGE));
        VmaFixture full = new VmaFixture(parts);
        full.mm.mmap(VmaFixture.HEAP_END, MemoryDescriptor.MMAP_BASE - VmaFixture.HEAP_END, Prot.NONE, FIXED);
        demand(
                say("step1-map-check.2-mb-without-room-for-4"),
                full.mm.mmap(0, HUGE, RW, MapFlag.PRIVATE),
                Errno.show(0x40_0000 - HUGE));
    }

    @Order(2)
    @Check(
            points = 2,
            hints = {
                "A hint is a wish: what if something is there already? What if it is not page-aligned?",
                "mm/mmap.c round_hint_to_min rounds the hint down; arch/x86/kernel/sys_x86_64.c"
                        + " arch_get_unmapped_area_topdown takes it only if the whole range is free.",
                "docs/03-brk-mmap.md: Where a mapping goes"
            })
    void a_free_hint_is_honoured_and_an_occupied_one_is_ignored(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        demand(
                say("step1-map-check.mmap-with-a-hint-inside"),
                lab.mm.mmap(AREA + 5, 2 * PAGE, RW, MapFlag.PRIVATE),
                "0x10000000");
        long high = MemoryDescriptor.MMAP_BASE - 2 * PAGE;
        demand(
                say("step1-map-check.mmap-with-a-hint-whose"),
                lab.mm.mmap(page(-1), 2 * PAGE, Prot.READ, MapFlag.PRIVATE),
                "0x" + Long.toHexString(high));
        demand(
                say("step1-map-check.mmap-with-a-hint-too"),
                lab.mm.mmap(PAGE + 1, PAGE, Prot.READ, MapFlag.PRIVATE),
                "0x10000");
        String below = "0x" + Long.toHexString(high - PAGE);
        demand(say("step1-map-check.mmap-with-hint-1-which"), lab.mm.mmap(1, PAGE, Prot.READ, MapFlag.PRIVATE), below);
        long kernel = 0xffff_ffff_8000_0000L;
        below = "0x" + Long.toHexString(high - 2 * PAGE);
        demand(say("step1-map-check.mmap-with-a-hint-in"), lab.mm.mmap(kernel, PAGE, RW, MapFlag.PRIVATE), below);
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "MAP_FIXED takes the place of what is there; MAP_FIXED_NOREPLACE refuses.",
                "mm/vma.c __mmap_prepare unmaps the range before it maps; mm/mmap.c do_mmap answers EEXIST.",
                "docs/03-brk-mmap.md: Fixed addresses"
            })
    void a_fixed_mapping_replaces_what_is_there_and_noreplace_refuses(Parts parts) {
        VmaFixture lab = new VmaFixture(parts).fixed(page(0), 8, "rw-").fixed(page(2), 3, "r--");
        list(
                say("step1-map-check.the-map-after-3-read"),
                lab.area(),
                List.of(line(0, 2, "rw-p"), line(2, 5, "r--p"), line(5, 8, "rw-p")));
        int noreplace = MapFlag.PRIVATE | MapFlag.FIXED_NOREPLACE;
        demand(
                say("step1-map-check.fixed-noreplace-over-it"),
                lab.mm.mmap(page(7), 2 * PAGE, Prot.EXEC, noreplace),
                "EEXIST");
        demand(
                say("step1-map-check.fixed-noreplace-beside-it"),
                lab.mm.mmap(page(8), PAGE, Prot.EXEC, noreplace),
                "0x10008000");
        assertThat(lab.area())
                .as(say("step1-map-check.the-map-with-the-new"))
                .hasSize(4)
                .last()
                .isEqualTo(line(8, 9, "--xp"));
        VmaFixture own = VmaFixture.withKernelsOwn(parts);
        demand(say("step1-map-check.fixed-mmap-over-a-part"), own.mm.mmap(page(5), PAGE, RW, FIXED), "EINVAL");
        demand(
                say("step1-map-check.fixed-mmap-over-the-whole"),
                own.mm.mmap(page(4), 2 * PAGE, RW, FIXED),
                Errno.show(page(4)));
        list(say("demand.the-map"), own.area(), List.of(line(0, 4, "r--p", "[vvar]"), line(4, 6, "rw-p")));
    }

    @Order(4)
    @Check(
            points = 2,
            hints = {
                "One VMA in, two VMAs out: what lies below the hole, and what lies above it.",
                "mm/vma.c __split_vma splits at the start and at the end of the range; whole VMAs between just go.",
                "docs/03-brk-mmap.md: Splitting"
            })
    void munmap_in_the_middle_leaves_the_two_ends(Parts parts) {
        VmaFixture lab = new VmaFixture(parts).fixed(page(0), 10, "rw-").fixed(page(12), 2, "r--");
        demand(say("step1-map-check.munmap-of-pages-3-to"), lab.mm.munmap(page(3), 3 * PAGE), "0");
        demand(say("step1-map-check.munmap-from-page-8-over"), lab.mm.munmap(page(8), 5 * PAGE), "0");
        list(say("demand.the-map"), lab.area(), List.of(line(0, 3, "rw-p"), line(6, 8, "rw-p"), line(13, 14, "r--p")));
        demand(say("step5-limit-check.munmap-of-a-hole"), lab.mm.munmap(page(20), PAGE), "0");
        demand(say("step1-map-check.munmap-of-one-byte-frees"), lab.mm.munmap(page(13), 1), "0");
        list(say("demand.the-map"), lab.area(), List.of(line(0, 3, "rw-p"), line(6, 8, "rw-p")));
    }

    @Order(5)
    @Check(
            points = 2,
            hints = {
                "Length 0, an address inside a page, a range that leaves the user's addresses: which error, in which order?",
                "mm/mmap.c do_mmap and mm/vma.c do_vmi_munmap test their arguments before they touch anything.",
                "docs/03-brk-mmap.md: What is refused"
            })
    void bad_arguments_are_refused_with_the_kernels_errors(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 1, "rw-");
        demand(say("step1-map-check.mmap-of-0-bytes"), lab.mm.mmap(0, 0, RW, MapFlag.PRIVATE), "EINVAL");
        demand(say("step1-map-check.fixed-mmap-inside-a-page"), lab.mm.mmap(page(1) + 1, PAGE, RW, FIXED), "EINVAL");
        demand(say("step1-map-check.fixed-mmap-at-address-0"), lab.mm.mmap(0, PAGE, RW, FIXED), "EPERM");
        demand(say("step1-map-check.mmap-of-more-than-there"), lab.mm.mmap(0, 1L << 47, RW, MapFlag.PRIVATE), "ENOMEM");
        demand(say("step1-map-check.mmap-of-2-64-1"), lab.mm.mmap(0, -1, RW, MapFlag.PRIVATE), "ENOMEM");
        demand(
                say("step1-map-check.fixed-mmap-beyond-the-end"),
                lab.mm.mmap(MemoryDescriptor.TASK_SIZE, PAGE, RW, FIXED),
                "ENOMEM");
        demand(say("step1-map-check.fixed-mmap-in-the-kernel"), lab.mm.mmap(-1L << 47, PAGE, RW, FIXED), "ENOMEM");
        demand(
                say("step1-map-check.fixed-inside-a-page-below-the-lowest"),
                lab.mm.mmap(PAGE + 1, PAGE, RW, FIXED),
                "EINVAL");
        demand(
                say("step1-map-check.fixed-inside-a-page-beyond-the-end"),
                lab.mm.mmap(MemoryDescriptor.TASK_SIZE - PAGE + 1, 2 * PAGE, RW, FIXED),
                "ENOMEM");
        demand(say("step1-map-check.munmap-of-0-bytes"), lab.mm.munmap(page(0), 0), "EINVAL");
        demand(say("step1-map-check.munmap-inside-a-page"), lab.mm.munmap(page(0) + 1, PAGE), "EINVAL");
        demand(say("step1-map-check.munmap-beyond-the-end"), lab.mm.munmap(MemoryDescriptor.TASK_SIZE, PAGE), "EINVAL");
        demand(say("step1-map-check.fixed-mmap-of-2-64"), lab.mm.mmap(page(1), -1, RW, FIXED), "ENOMEM");
        demand(
                say("step1-map-check.munmap-of-more-than-there"),
                lab.mm.munmap(PAGE, MemoryDescriptor.TASK_SIZE),
                "EINVAL");
        list(say("step1-map-check.nothing-was-changed"), lab.area(), List.of(line(0, 1, "rw-p")));
        long last = MemoryDescriptor.TASK_SIZE - PAGE;
        demand(
                say("step1-map-check.fixed-mmap-of-all-there"),
                lab.mm.mmap(0, MemoryDescriptor.TASK_SIZE, RW, FIXED),
                "EPERM");
        demand(say("step1-map-check.munmap-of-the-last-page"), lab.mm.munmap(last, PAGE), "0");
        demand(say("step1-map-check.fixed-mmap-of-the-last"), lab.mm.mmap(last, PAGE, RW, FIXED), Errno.show(last));
        demand(say("step1-map-check.munmap-of-all-there-is"), lab.mm.munmap(0, MemoryDescriptor.TASK_SIZE), "0");
        assertThat(Returned.list(lab.mm.maps(), Mapping.class))
                .as(say("step1-map-check.all-is-unmapped"))
                .isEmpty();
        demand(
                say("step1-map-check.mmap-where-nothing-is-mapped"),
                lab.mm.mmap(0, PAGE, RW, MapFlag.PRIVATE),
                Errno.show(MemoryDescriptor.MMAP_BASE - PAGE));
        demand(say("step1-map-check.munmap-of-it"), lab.mm.munmap(MemoryDescriptor.MMAP_BASE - PAGE, PAGE), "0");
        lab.fixed(page(0), 1, "rw-");
        lab.fixed(page(2), 1, "rw-");
        demand(say("step1-map-check.munmap-of-the-second-of"), lab.mm.munmap(page(2), PAGE), "0");
        list(say("step1-map-check.the-first-one-stays"), lab.area(), List.of(line(0, 1, "rw-p")));
        demand(say("step1-map-check.munmap-of-that-too"), lab.mm.munmap(page(0), PAGE), "0");
        demand(
                say("step1-map-check.mmap-with-the-last-page"),
                lab.mm.mmap(last, PAGE, RW, MapFlag.PRIVATE),
                Errno.show(last));
        long top = MemoryDescriptor.MMAP_BASE - PAGE;
        demand(
                say("step1-map-check.mmap-with-a-hint-beyond"),
                lab.mm.mmap(MemoryDescriptor.TASK_SIZE, PAGE, RW, MapFlag.PRIVATE),
                Errno.show(top));
        long rest = top - MemoryDescriptor.MMAP_MIN_ADDRESS;
        demand(say("step1-map-check.mmap-of-all-that-is"), lab.mm.mmap(0, rest, Prot.NONE, MapFlag.PRIVATE), "0x10000");
        demand(say("step1-map-check.mmap-of-a-page-more"), lab.mm.mmap(0, PAGE, Prot.NONE, MapFlag.PRIVATE), "ENOMEM");
        demand(say("step1-map-check.munmap-of-a-page-in"), lab.mm.munmap(page(5), PAGE), "0");
        demand(
                say("step1-map-check.mmap-of-a-page-which"),
                lab.mm.mmap(0, PAGE, RW, MapFlag.PRIVATE),
                Errno.show(page(5)));
        demandWhole(parts);
    }

    /** The kernel's own mappings go as a whole or not at all. */
    private static void demandWhole(Parts parts) {
        VmaFixture own = VmaFixture.withKernelsOwn(parts);
        demand(say("step1-map-check.munmap-of-the-first-page"), own.mm.munmap(page(0), PAGE), "EINVAL");
        demand(say("step1-map-check.munmap-of-the-last-page-2"), own.mm.munmap(page(3), PAGE), "EINVAL");
        demand(say("step1-map-check.munmap-from-within-vvar-to"), own.mm.munmap(page(3), 2 * PAGE), "EINVAL");
        list(
                say("step2-protect-check.what-cannot-be-split"),
                own.area(),
                List.of(line(0, 4, "r--p", "[vvar]"), line(4, 6, "r-xp", "[vdso]")));
        demand(say("step1-map-check.munmap-of-the-whole-vvar"), own.mm.munmap(page(0), 4 * PAGE), "0");
        list(say("step1-map-check.what-is-left-when-vvar"), own.area(), List.of(line(4, 6, "r-xp", "[vdso]")));
        VmaFixture split = VmaFixture.withKernelsOwn(parts);
        split.fixed(page(-2), 2, "rw-");
        demand(say("step1-map-check.munmap-into-the-kernels-own"), split.mm.munmap(page(-1), 2 * PAGE), "EINVAL");
        list(
                say("step1-map-check.what-it-began-in-stays-split"),
                split.area().subList(0, 2),
                List.of(line(-2, -1, "rw-p"), line(-1, 0, "rw-p")));
    }

    @Order(6)
    @Check(
            points = 3,
            hints = {
                "What does VmSize count, and what does VmRSS count? mmap writes down a promise, no more.",
                "mm/vma.c mmap_region allocates no page; mm/memory.c do_anonymous_page does, at the first touch.",
                "docs/03-brk-mmap.md: A promise, not memory"
            })
    void mmap_takes_no_frame(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        long size = lab.counters().vmSize();
        int free = lab.freeFrames();
        lab.fixed(page(0), 1 << 18, "rw-");
        assertThat(lab.counters().vmSize() - size)
                .as(say("step1-map-check.growth-of-vmsize-in-kb"))
                .isEqualTo(1 << 20);
        assertThat(lab.counters().vmRss())
                .as(say("step1-map-check.vmrss-in-kb-an-untouched"))
                .isZero();
        assertThat(lab.freeFrames())
                .as(say("step1-map-check.free-frames-there-are-only"))
                .isEqualTo(free);
        demand(say("step1-map-check.munmap-of-the-first-half"), lab.mm.munmap(page(0), 1L << 29), "0");
        assertThat(lab.counters().vmSize() - size)
                .as(say("step1-map-check.growth-of-vmsize-in-kb-2"))
                .isEqualTo(1 << 19);
        lab.fixed(page(1 << 18), 4, "r--");
        lab.fixed(page(1 << 18), 2, "r--");
        assertThat(lab.counters().vmSize() - size)
                .as(say("step1-map-check.growth-of-vmsize-in-kb-3"))
                .isEqualTo((1 << 19) + 16);
    }
}
