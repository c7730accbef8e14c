package mm.grader.checks.vma;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.PAGE;
import static mm.grader.checks.vma.VmaFixture.demand;
import static mm.grader.checks.vma.VmaFixture.line;
import static mm.grader.checks.vma.VmaFixture.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** mprotect, and neighbours that become one. */
@Graded(exercise = Exercise.BRK_MMAP, step = 2, title = "mprotect and merging")
public class Step2ProtectCheck {
    private static final int RW = Prot.READ | Prot.WRITE;

    @Order(1)
    @Check(
            points = 3,
            hints = {
                "Split at both ends of the range, then change what lies between. VmData moves with the rights.",
                "mm/mprotect.c mprotect_fixup.",
                "docs/03-brk-mmap.md: Changing rights"
            })
    void mprotect_splits_a_mapping_at_the_ends_of_its_range(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 8, "rw-");
        long data = lab.counters().vmData();
        demand(
                say("step2-protect-check.mprotect-r-of-pages-2"),
                lab.mm.mprotect(page(2), 3 * PAGE - 1, Prot.READ),
                "0");
        list(say("demand.the-map"), lab.area(), List.of(line(0, 2, "rw-p"), line(2, 5, "r--p"), line(5, 8, "rw-p")));
        assertThat(lab.counters().vmData() - data)
                .as(say("step2-protect-check.change-of-vmdata-in-kb"))
                .isEqualTo(-12);
        demand(say("step2-protect-check.mprotect-of-the-last-page"), lab.mm.mprotect(page(7), PAGE, Prot.NONE), "0");
        assertThat(lab.area()).as(say("demand.the-map")).last().isEqualTo(line(7, 8, "---p"));
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "What is already changed when mprotect meets a hole?",
                "mm/mprotect.c do_mprotect_pkey goes from VMA to VMA and stops at the first hole with ENOMEM.",
                "docs/03-brk-mmap.md: Changing rights"
            })
    void mprotect_over_a_hole_changes_all_before_it_and_fails(Parts parts) {
        VmaFixture lab = new VmaFixture(parts).fixed(page(0), 2, "rw-").fixed(page(3), 2, "rw-");
        demand(
                say("step2-protect-check.mprotect-over-a-hole"),
                lab.mm.mprotect(page(1), 3 * PAGE, Prot.READ),
                "ENOMEM");
        list(say("demand.the-map"), lab.area(), List.of(line(0, 1, "rw-p"), line(1, 2, "r--p"), line(3, 5, "rw-p")));
        demand(
                say("step2-protect-check.mprotect-that-begins-in-a"),
                lab.mm.mprotect(page(2), 2 * PAGE, Prot.READ),
                "ENOMEM");
        assertThat(lab.area())
                .as(say("step2-protect-check.nothing-more-has-changed"))
                .last()
                .isEqualTo(line(3, 5, "rw-p"));
        demand(say("step2-protect-check.mprotect-of-0-bytes"), lab.mm.mprotect(page(2), 0, Prot.READ), "0");
        demand(say("step2-protect-check.mprotect-of-2-64-1"), lab.mm.mprotect(page(3), -1, Prot.READ), "ENOMEM");
        demand(
                say("step2-protect-check.mprotect-of-all-above"),
                lab.mm.mprotect(page(4), Long.MAX_VALUE, Prot.READ),
                "ENOMEM");
        assertThat(lab.area())
                .as(say("step2-protect-check.the-last-page-is-changed"))
                .last()
                .isEqualTo(line(4, 5, "r--p"));
        demand(
                say("step2-protect-check.mprotect-inside-a-page"),
                lab.mm.mprotect(page(0) + 1, PAGE, Prot.READ),
                "EINVAL");
        demand(
                say("step2-protect-check.mprotect-of-0-bytes-inside-a-page"),
                lab.mm.mprotect(page(0) + 1, 0, Prot.READ),
                "EINVAL");
        MemoryDescriptor kernels = VmaFixture.withVvar(parts).mm();
        demand(say("step2-protect-check.mprotect-rw-of-vvar-which"), kernels.mprotect(page(0), PAGE, RW), "EACCES");
        demand(say("step2-protect-check.mprotect-r-of-vvar-as"), kernels.mprotect(page(0), PAGE, Prot.READ), "0");
        demand(say("step2-protect-check.mprotect-of-vvar"), kernels.mprotect(page(0), PAGE, Prot.NONE), "0");
        demand(say("step2-protect-check.mprotect-r-of-vvar-as-2"), kernels.mprotect(page(0), PAGE, Prot.READ), "0");
        VmaFixture own = VmaFixture.withKernelsOwn(parts);
        demand(say("step2-protect-check.mprotect-of-a-part-of"), own.mm.mprotect(page(1), PAGE, Prot.NONE), "EINVAL");
        demand(say("step2-protect-check.mprotect-r-of-a-part"), own.mm.mprotect(page(1), PAGE, Prot.READ), "0");
        demand(say("step2-protect-check.mprotect-rw-of-a-part"), own.mm.mprotect(page(4), PAGE, RW), "EINVAL");
        demand(say("step2-protect-check.mprotect-rw-of-the-whole"), own.mm.mprotect(page(4), 2 * PAGE, RW), "0");
        list(
                say("step2-protect-check.what-cannot-be-split"),
                own.area(),
                List.of(line(0, 4, "r--p", "[vvar]"), line(4, 6, "rw-p", "[vdso]")));
    }

    @Order(3)
    @Check(
            points = 3,
            hints = {
                "A new mapping may touch a neighbour on either side, or on both.",
                "mm/vma.c vma_merge_new_range: with equal rights, neighbours become one VMA.",
                "docs/03-brk-mmap.md: Merging"
            })
    void a_new_mapping_joins_its_equal_neighbours(Parts parts) {
        VmaFixture lab = new VmaFixture(parts).fixed(page(0), 2, "rw-").fixed(page(2), 1, "rw-");
        list(say("step2-protect-check.joined-with-the-lower-neighbour"), lab.area(), List.of(line(0, 3, "rw-p")));
        lab.fixed(page(5), 2, "rw-");
        lab.fixed(page(4), 1, "rw-");
        list(
                say("step2-protect-check.joined-with-the-upper-one"),
                lab.area(),
                List.of(line(0, 3, "rw-p"), line(4, 7, "rw-p")));
        lab.fixed(page(3), 1, "rw-");
        list(say("step2-protect-check.joined-with-both"), lab.area(), List.of(line(0, 7, "rw-p")));
        lab.fixed(page(7), 1, "rwx");
        list(
                say("step2-protect-check.other-rights-not-joined"),
                lab.area(),
                List.of(line(0, 7, "rw-p"), line(7, 8, "rwxp")));
        demand(
                say("step2-protect-check.mmap-of-shared-memory-beside"),
                lab.mm.mmap(page(8), PAGE, Prot.READ, MapFlag.SHARED | MapFlag.FIXED),
                "0x10008000");
        assertThat(lab.area())
                .as(say("step2-protect-check.shared-memory-joins-nothing"))
                .last()
                .isEqualTo(line(8, 9, "r--s"));
        VmaFixture files = new VmaFixture(parts);
        PageCache file = files.machine.openFile("data");
        int flags = MapFlag.PRIVATE | MapFlag.FIXED;
        files.mm.mmap(page(0), 2 * PAGE, Prot.READ, flags, file, 10);
        files.mm.mmap(page(2), PAGE, Prot.READ, flags, file, 12);
        files.mm.mmap(page(3), PAGE, Prot.READ, flags, file, 14);
        list(
                say("step2-protect-check.pages-10-to-12-of"),
                files.area(),
                List.of(line(0, 3, "r--p"), line(3, 4, "r--p")));
    }

    @Order(4)
    @Check(
            points = 1,
            hints = {
                "After mprotect, compare the changed part with both neighbours once more.",
                "mm/vma.c vma_modify_flags merges before it splits.",
                "docs/03-brk-mmap.md: Merging"
            })
    void mprotect_joins_what_has_become_equal(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 2, "r--");
        lab.fixed(page(2), 2, "rwx");
        lab.fixed(page(4), 2, "r--");
        demand(
                say("step2-protect-check.mprotect-rwx-of-the-second"),
                lab.mm.mprotect(page(1), PAGE, RW | Prot.EXEC),
                "0");
        list(say("demand.the-map"), lab.area(), List.of(line(0, 1, "r--p"), line(1, 4, "rwxp"), line(4, 6, "r--p")));
    }

    @Order(5)
    @Check(
            points = 1,
            hints = {
                "Two neighbours with equal rights that do not merge: one was writable once, the other never was.",
                "VM_ACCOUNT: mm/mprotect.c mprotect_fixup sets it when a private mapping becomes writable, and clears it"
                        + " only while there is no anon_vma.",
                "docs/03-brk-mmap.md: Accounted or not"
            })
    void a_mapping_that_was_never_writable_is_not_accounted(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 2, "rw-");
        demand(say("step2-protect-check.mprotect-r-of-a-never"), lab.mm.mprotect(page(0), 2 * PAGE, Prot.READ), "0");
        lab.fixed(page(2), 2, "r--");
        list(say("step2-protect-check.no-longer-accounted-so-equal"), lab.area(), List.of(line(0, 4, "r--p")));
        demand(say("step2-protect-check.mprotect-rw-of-the-second"), lab.mm.mprotect(page(2), 2 * PAGE, RW), "0");
        demand(say("step2-protect-check.mprotect-r-of-it"), lab.mm.mprotect(page(2), 2 * PAGE, Prot.READ), "0");
        list(say("step2-protect-check.as-before"), lab.area(), List.of(line(0, 4, "r--p")));
        VmaFixture shared = ofFile(parts, MapFlag.SHARED, Prot.READ, RW);
        demand("mprotect", shared.mm.mprotect(page(0), 2 * PAGE, RW), "0");
        list(say("step2-protect-check.shared-pages-are-never-accounted"), shared.area(), List.of(line(0, 4, "rw-s")));
        VmaFixture files = ofFile(parts, MapFlag.PRIVATE, RW, Prot.READ);
        demand("mprotect", files.mm.mprotect(page(0), 2 * PAGE, Prot.READ), "0");
        list(
                say("step2-protect-check.private-pages-of-a-file-stay-accounted"),
                files.area(),
                List.of(line(0, 2, "r--p"), line(2, 4, "r--p")));
    }

    /** Returns a process with four pages of a file, the first two with other rights than the last. */
    private static VmaFixture ofFile(Parts parts, int kind, int first, int last) {
        VmaFixture lab = new VmaFixture(parts);
        PageCache file = lab.machine.openFile("data");
        lab.mm.mmap(page(0), 2 * PAGE, first, kind | MapFlag.FIXED, file, 0);
        lab.mm.mmap(page(2), 2 * PAGE, last, kind | MapFlag.FIXED, file, 2);
        return lab;
    }
}
