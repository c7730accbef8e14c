package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.AREA;
import static mm.grader.checks.vma.VmaFixture.PAGE;
import static mm.grader.checks.vma.VmaFixture.demand;
import static mm.grader.checks.vma.VmaFixture.line;
import static mm.grader.checks.vma.VmaFixture.page;
import static mm.vma.RemapFlag.FIXED;
import static mm.vma.RemapFlag.MAYMOVE;
import static org.assertj.core.api.Assertions.assertThat;

import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.Pte;
import mm.machine.Task;
import mm.vma.Limit;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** Mappings that are moved, resized and locked. */
@Graded(exercise = Exercise.BRK_MMAP, step = 12, title = "mremap and mlock (bonus)", bonus = true)
public class Step12RemapCheck {
    private static final int BOTH = Prot.READ | Prot.WRITE;
    private static final int MOVE = MAYMOVE | FIXED;
    /** So many pages as one table of level 1 maps. */
    private static final int TABLE = 512;

    @Order(1)
    @Check(
            points = 1,
            hints = {
                "What is cheapest comes first: cut off the end, or add pages at the end if nothing is in the way.",
                "mm/mremap.c: check_mremap_params, check_prep_vma, then mremap_at with its three cases.",
                "docs/08-promises.md: Moved, not copied"
            })
    void a_mapping_shrinks_and_grows_where_it_lies(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.filled(AREA, 4);
        demand(say("step12-remap-check.shrink"), lab.mm.mremap(AREA, 4 * PAGE, 2 * PAGE, 0, 0), hex(AREA));
        equal(say("step12-remap-check.read-behind-the-new-end"), lab.read(page(2)), Machine.Outcome.SIGSEGV);
        lab.fixed(page(5), 1, "rw-");
        demand(say("step12-remap-check.grow"), lab.mm.mremap(AREA, 2 * PAGE, 5 * PAGE, 0, 0), hex(AREA));
        same(say("step12-remap-check.map-after-growing"), lab.area().toString(), "[" + line(0, 6, "rw-p") + "]");
        equal(say("step12-remap-check.faults-of-an-old-page"), lab.faultsOf(AREA, true), 0);
        equal(say("step12-remap-check.faults-of-a-new-page"), lab.faultsOf(page(4), true), 1);
        lab.fixed(page(6), 1, "r--");
        demand(say("step12-remap-check.no-room"), lab.mm.mremap(AREA, 6 * PAGE, 7 * PAGE, 0, 0), "ENOMEM");
        demand(say("step12-remap-check.not-to-the-end"), lab.mm.mremap(AREA, 2 * PAGE, 3 * PAGE, 0, 0), "ENOMEM");
        demand(say("step12-remap-check.beyond-the-vma"), lab.mm.mremap(AREA, 7 * PAGE, 8 * PAGE, 0, 0), "EFAULT");
        demand(say("step12-remap-check.of-a-hole"), lab.mm.mremap(page(9), PAGE, PAGE, 0, 0), "EFAULT");
        demand(say("step12-remap-check.unknown-flag"), lab.mm.mremap(AREA, PAGE, PAGE, 8, 0), "EINVAL");
        demand(say("step12-remap-check.odd-address"), lab.mm.mremap(AREA + 8, PAGE, PAGE, 0, 0), "EINVAL");
        demand(say("step12-remap-check.to-nothing"), lab.mm.mremap(AREA, PAGE, 0, MAYMOVE, 0), "EINVAL");
        demand(say("step12-remap-check.of-nothing"), lab.mm.mremap(AREA, 0, PAGE, MAYMOVE, 0), "EINVAL");
        demand(
                say("step12-remap-check.fixed-without-maymove"),
                lab.mm.mremap(AREA, PAGE, PAGE, FIXED, page(20)),
                "EINVAL");
        demand(say("step12-remap-check.onto-itself"), lab.mm.mremap(AREA, 2 * PAGE, 2 * PAGE, MOVE, page(1)), "EINVAL");
        lab.mm.setLimit(Limit.AS, lab.counters().vmSize() * 1024);
        demand(say("step12-remap-check.limited"), lab.mm.mremap(page(6), PAGE, 2 * PAGE, 0, 0), "ENOMEM");
        same(
                say("step12-remap-check.map-after-refusals"),
                lab.area().toString(),
                "[" + line(0, 6, "rw-p") + ", " + line(6, 7, "r--p") + "]");
        lab.mm.setLimit(Limit.AS, Long.MAX_VALUE);
        lab.mm.mmap(page(20), 2 * PAGE, BOTH, MapFlag.PRIVATE | MapFlag.FIXED | MapFlag.LOCKED);
        lab.mm.mremap(page(20), 2 * PAGE, 3 * PAGE, 0, 0);
        equal(say("step12-remap-check.faults-of-what-grew"), lab.faultsOf(page(22), true), 0);
        RemapDemands.promises(parts);
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "A move is a new VMA, the entries of the old one, and then an unmapping that finds no page any more.",
                "mm/mremap.c: mremap_to, remap_move, move_vma. mm/vma.c: copy_vma, which says what number a page keeps.",
                "docs/08-promises.md: Moved, not copied"
            })
    void a_mapping_moves_with_its_pages(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.filled(AREA, 6);
        lab.machine.store(lab.task, page(1), 4711);
        lab.fixed(page(20), 4, "r--");
        int free = lab.freeFrames();
        demand(
                say("step12-remap-check.move"),
                lab.mm.mremap(page(1), 2 * PAGE, 2 * PAGE, MOVE, page(21)),
                hex(page(21)));
        equal(say("step12-remap-check.frames-of-a-move"), lab.freeFrames(), free);
        equal(say("step12-remap-check.faults-after-a-move"), lab.faultsOf(page(22), true), 0);
        equal(say("step12-remap-check.content-after-a-move"), lab.machine.load(lab.task, page(21)), 4711);
        equal(say("step12-remap-check.read-at-the-old-place"), lab.read(page(1)), Machine.Outcome.SIGSEGV);
        String parted = "[" + line(0, 1, "rw-p") + ", " + line(3, 6, "rw-p") + ", " + line(20, 21, "r--p") + ", "
                + line(21, 23, "rw-p") + ", " + line(23, 24, "r--p") + "]";
        same(say("step12-remap-check.map-after-a-move"), lab.area().toString(), parted);
        lab.fixed(page(23), 1, "rw-");
        lab.mm.mremap(page(21), 2 * PAGE, 2 * PAGE, MOVE, page(1));
        String back = "[" + line(0, 6, "rw-p") + ", " + line(20, 21, "r--p") + ", " + line(23, 24, "rw-p") + "]";
        same(say("step12-remap-check.map-after-moving-back"), lab.area().toString(), back);
        lab.mm.mremap(AREA, PAGE, PAGE, MOVE, page(22));
        equal(say("step12-remap-check.map-beside-a-stranger"), lab.area().size(), 4);
        lab.mm.mremap(page(20), 4 * PAGE, 4 * PAGE, MOVE, page(30));
        String several = "[" + line(1, 6, "rw-p") + ", " + line(30, 31, "r--p") + ", " + line(32, 33, "rw-p") + ", "
                + line(33, 34, "rw-p") + "]";
        same(say("step12-remap-check.map-after-moving-several"), lab.area().toString(), several);
        long moved = lab.mm.mremap(page(1), 5 * PAGE, 6 * PAGE, MAYMOVE, 0);
        equal(say("step12-remap-check.in-place-if-it-can"), moved, page(1));
        lab.mm.mremap(page(32), PAGE, 2 * PAGE, MAYMOVE, 0);
        equal(say("step12-remap-check.map-after-moving-away"), lab.area().size(), 3);
        lab.mm.mmap(page(40), 2 * PAGE, BOTH, MapFlag.SHARED | MapFlag.FIXED);
        lab.machine.store(lab.task, page(41), 12);
        demand(say("step12-remap-check.double"), lab.mm.mremap(page(41), 0, PAGE, MOVE, page(50)), hex(page(50)));
        equal(say("step12-remap-check.content-of-the-double"), lab.machine.load(lab.task, page(50)), 12);
        RemapDemands.places(parts);
        RemapDemands.reverseMap(parts);
    }

    @Order(3)
    @Check(
            points = 1,
            hints = {
                "Where a range has all that a page table maps, the entry that points to the table is all that has to change.",
                "mm/mremap.c: move_page_tables, move_normal_pmd; given here as mm.pagetable.TableMove.",
                "docs/08-promises.md: Moved, not copied"
            },
            requires = "a_mapping_moves_with_its_pages")
    void tables_move_whole_and_without_a_frame_nothing_moves(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.filled(AREA, TABLE);
        long neighbour = AREA + 3L * TABLE * PAGE;
        lab.filled(neighbour, 1);
        long tables = lab.counters().vmPte();
        RemapDemands.useUp(lab.machine.memory());
        demand(
                say("step12-remap-check.move-without-a-frame"),
                lab.mm.mremap(AREA, (long) TABLE * PAGE, (long) TABLE * PAGE, MOVE, page(TABLE)),
                hex(page(TABLE)));
        equal(say("step12-remap-check.tables-after-a-move"), lab.counters().vmPte(), tables);
        equal(say("step12-remap-check.faults-after-a-move"), lab.faultsOf(page(TABLE + 7), true), 0);
        long size = lab.counters().vmSize();
        demand(
                say("step12-remap-check.move-that-needs-a-table"),
                lab.mm.mremap(page(TABLE), 8L * PAGE, 8L * PAGE, MOVE, page(4 * TABLE - 4)),
                "ENOMEM");
        equal(say("step12-remap-check.size-after-that"), lab.counters().vmSize(), size);
        equal(say("step12-remap-check.faults-after-that"), lab.faultsOf(page(TABLE + 7), true), 0);
        lab.machine.exit(lab.task);
    }

    @Order(4)
    @Check(
            points = 1,
            hints = {
                "Locked is a mark of the mapping. The pages come in as if each were touched; the limit counts them all.",
                "mm/mlock.c: do_mlock, apply_vma_lock_flags, mlock_fixup. mm/gup.c: populate_vma_page_range.",
                "docs/08-promises.md: Locked, given back, left out"
            })
    void locked_pages_come_in_and_advice_leaves_marks(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(AREA, 8, "rw-");
        demand(say("step12-remap-check.mlock"), lab.mm.mlock(page(2) + 5, PAGE), "0");
        equal(say("step12-remap-check.locked"), lab.counters().vmLck(), 8);
        equal(say("step12-remap-check.rss-of-locked"), lab.counters().rssAnon(), 8);
        equal(say("step12-remap-check.locked-is-a-mark"), lab.area().size(), 3);
        same(say("step12-remap-check.is-locked"), lab.mm.isLocked(page(3)), true);
        same(say("step12-remap-check.is-not-locked"), lab.mm.isLocked(page(4)), false);
        demand(say("step12-remap-check.dontneed-of-locked"), advise(lab, MemoryDescriptor.MADV_DONTNEED, 2), "EINVAL");
        lab.mm.setLimit(Limit.MEMLOCK, 4 * PAGE);
        demand(say("step12-remap-check.mlock-of-what-is-locked"), lab.mm.mlock(AREA, 4 * PAGE), "0");
        equal(say("step12-remap-check.locked-once"), lab.counters().vmLck(), 16);
        demand(say("step12-remap-check.mlock-beyond-the-limit"), lab.mm.mlock(AREA, 5 * PAGE), "ENOMEM");
        demand(
                say("step12-remap-check.map-locked-beyond-the-limit"),
                lab.mm.mmap(page(20), PAGE, BOTH, MapFlag.PRIVATE | MapFlag.FIXED | MapFlag.LOCKED),
                "EAGAIN");
        Task child = lab.machine.fork(lab.task, "child");
        equal(say("step12-remap-check.locked-of-a-child"), child.mm().counters().vmLck(), 0);
        demand(say("step12-remap-check.munlock"), lab.mm.munlock(AREA, 8 * PAGE), "0");
        equal(say("step12-remap-check.locked-after-munlock"), lab.counters().vmLck(), 0);
        equal(say("step12-remap-check.rss-after-munlock"), lab.counters().rssAnon(), 16);
        equal(say("step12-remap-check.map-after-munlock"), lab.area().size(), 1);
        lab.mm.mmap(page(20), 2 * PAGE, BOTH, MapFlag.PRIVATE | MapFlag.FIXED | MapFlag.LOCKED);
        lab.mm.mmap(page(30), PAGE, 0, MapFlag.PRIVATE | MapFlag.FIXED);
        demand(say("step12-remap-check.mlock-without-rights"), lab.mm.mlock(page(30), PAGE), "ENOMEM");
        demand(say("step12-remap-check.mlock-of-a-hole"), lab.mm.mlock(page(40), PAGE), "ENOMEM");
        lab.mm.setLimit(Limit.MEMLOCK, 0);
        demand(say("step12-remap-check.mlock-with-limit-0"), lab.mm.mlock(AREA, 0), "EPERM");
        demandAdvice(lab);
        demandStack(lab);
        RemapDemands.locked(parts);
        RemapDemands.stack(parts);
    }

    private static void demandAdvice(VmaFixture lab) {
        lab.filled(page(50), 3);
        demand(say("step12-remap-check.free"), advise(lab, MemoryDescriptor.MADV_FREE, 50), "0");
        int pfn = Pte.pfn(lab.mm.pageTable().lookup(page(50)));
        same(say("step12-remap-check.is-lazily-free"), lab.machine.memory().isLazyFree(pfn), true);
        same(say("step12-remap-check.dirty-after-free"), isDirty(lab, page(50)), false);
        equal(say("step12-remap-check.faults-after-free"), lab.faultsOf(page(50), true), 0);
        same(say("step12-remap-check.dirty-after-a-write"), isDirty(lab, page(50)), true);
        demand(say("step12-remap-check.free-of-locked"), advise(lab, MemoryDescriptor.MADV_FREE, 20), "EINVAL");
        advise(lab, MemoryDescriptor.MADV_DONTFORK, 51);
        Task child = lab.machine.fork(lab.task, "child");
        equal(
                say("step12-remap-check.read-of-what-was-not-forked"),
                lab.machine.access(child, page(51), false),
                Machine.Outcome.SIGSEGV);
        equal(say("step12-remap-check.faults-of-what-was-not-forked"), lab.faultsOf(page(51), true), 0);
        advise(lab, MemoryDescriptor.MADV_DOFORK, 51);
        same(say("step12-remap-check.map-after-dofork"), lab.area().contains(line(50, 53, "rw-p")), true);
    }

    private static boolean isDirty(VmaFixture lab, long address) {
        return Pte.has(lab.mm.pageTable().lookup(address), Pte.DIRTY);
    }

    private static void demandStack(VmaFixture lab) {
        long size = lab.counters().vmStk();
        lab.mm.mmap(page(600), PAGE, BOTH, MapFlag.PRIVATE | MapFlag.FIXED | MapFlag.GROWSDOWN);
        equal(say("step12-remap-check.write-below-a-stack"), lab.write(page(598)), Machine.Outcome.OK);
        equal(say("step12-remap-check.stack-after-growing"), lab.counters().vmStk() - size, 12);
    }

    private static void same(String what, Object actual, Object right) {
        assertThat(actual).as(what).isEqualTo(right);
    }

    @Order(5)
    @Check(
            points = 1,
            hints = {
                "The numbers after the bar are those of cow, and VmLck. The first line that differs says which call it is about.",
                "mm/mremap.c, mm/mlock.c, mm/madvise.c, mm/vma.c: expand_downwards.",
                "docs/formats.md: remap"
            },
            requires = {"a_mapping_moves_with_its_pages", "locked_pages_come_in_and_advice_leaves_marks"})
    @Replays("remap")
    void all_recordings_of_moved_mappings_agree(Parts parts) {
        RecordingReplay.demandAgreement("remap", parts);
    }

    private static long advise(VmaFixture lab, int advice, int at) {
        return lab.mm.madvise(page(at), PAGE, advice);
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
