package mm.grader.checks.mmu;

import static mm.grader.Demand.flags;
import static mm.grader.Labels.say;
import static mm.grader.checks.mmu.MmuAddressSpace.PAGE;
import static mm.grader.checks.mmu.MmuFixture.CODE;
import static mm.grader.checks.mmu.MmuFixture.READ;
import static mm.grader.checks.mmu.MmuFixture.USER;
import static mm.grader.checks.mmu.MmuFixture.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import org.junit.jupiter.api.Order;

/** Remembering translations. */
@Graded(exercise = Exercise.MMU, step = 3, title = "The TLB")
public class Step3TlbCheck {
    private static final String REMEMBERS = "the_second_access_is_answered_from_the_tlb";

    /** More than the near level has room for; and the bytes that any object of Java takes at least. */
    private static final int PAGES = 100;

    private static final long SMALLEST_OBJECT = 16;

    @Order(1)
    @Check(
            points = 5,
            hints = {
                "After a walk, remember page and frame; look there first. Count a hit or a miss for each access.",
                "Any byte of the page is a hit. That a hit reads no table shows when the table has changed meanwhile.",
                "docs/02-mmu.md: The TLB"
            })
    void the_second_access_is_answered_from_the_tlb(Parts parts) {
        MmuFixture bench = new MmuFixture(parts);
        int pfn = bench.space.map(CODE, MmuAddressSpace.USER_RW);
        bench.demandHit(say("step3-tlb-check.the-first-access"), CODE, false);
        bench.demandHit(say("step3-tlb-check.the-second-access"), CODE, true);
        bench.demandHit(say("step3-tlb-check.another-byte-of-the-page"), CODE + 4095, true);
        bench.space.map(CODE + PAGE, MmuAddressSpace.USER_RW);
        bench.demandHit(say("step3-tlb-check.the-next-page"), CODE + PAGE, false);
        bench.space.set(1, CODE, 0);
        bench.demandFrame(say("step3-tlb-check.no-table-is-read-on"), CODE + 8, USER, pfn);
        long counted = bench.mmu.tlbHits() + bench.mmu.tlbMisses();
        bench.demand(say("step3-tlb-check.an-address-that-is-not"), 1L << 60, READ, PageFault.GENERAL_PROTECTION);
        assertThat(bench.mmu.tlbHits() + bench.mmu.tlbMisses() - counted)
                .as(say("step3-tlb-check.hits-and-misses-by-an"))
                .isZero();
    }

    @Order(2)
    @Check(
            points = 5,
            hints = {
                "A read brought the page in: its leaf is clean. The first write must still reach the leaf.",
                "So remember whether the leaf was dirty; a write through a clean one walks again. A lost DIRTY bit is a"
                        + " lost page: mm/rmap.c try_to_unmap_one drops what looks clean.",
                "docs/02-mmu.md: Accessed and dirty"
            },
            requires = REMEMBERS)
    void the_first_write_through_a_remembered_page_sets_dirty(Parts parts) {
        MmuFixture bench = new MmuFixture(parts, TlbShape.L1, TlbShape.L2);
        bench.space.map(CODE, MmuAddressSpace.USER_RW);
        bench.demandHit(say("step3-tlb-check.a-read"), CODE, false);
        bench.mmu.translate(CODE, USER | WRITE);
        flags(say("step3-tlb-check.dirty-in-the-leaf-after"), bench.space.entry(1, CODE) & Pte.DIRTY, Pte.DIRTY);
        assertThat(bench.mmu.tlbMisses())
                .as(say("step3-tlb-check.walks-for-a-read-and"))
                .isEqualTo(2);
        bench.mmu.translate(CODE, USER | WRITE);
        bench.mmu.translate(CODE + 1, WRITE);
        assertThat(bench.mmu.tlbMisses())
                .as(say("step3-tlb-check.walks-after-two-more-writes"))
                .isEqualTo(2);
        assertThat(bench.mmu.tlbHits())
                .as(say("step3-tlb-check.hits-by-the-two-writes"))
                .isEqualTo(2);
    }

    @Order(3)
    @Check(
            points = 4,
            hints = {
                "A remembered page still has rights: a user's read must not be answered because the kernel's was.",
                "What memory forbids is walked again before it faults: that is why Linux needs no flush when it makes an"
                        + " entry more permissive. arch/x86/mm/fault.c spurious_kernel_fault.",
                "docs/02-mmu.md: The TLB"
            },
            requires = REMEMBERS)
    void a_remembered_page_keeps_its_rights(Parts parts) {
        MmuFixture bench = new MmuFixture(parts);
        int pfn = bench.space.map(CODE, Pte.PRESENT | Pte.NX);
        bench.demandFrame(say("step3-tlb-check.a-kernel-page"), CODE, READ, pfn);
        bench.demandFault(say("step3-tlb-check.a-kernel-page-in-the"), CODE, USER, PageFault.PRESENT | USER);
        bench.demandFault(say("step3-tlb-check.a-read-only-page-in"), CODE, WRITE, PageFault.PRESENT | WRITE);
        bench.demandFault(
                say("step3-tlb-check.an-nx-page-in-the"), CODE, MmuFixture.FETCH, PageFault.PRESENT | MmuFixture.FETCH);
        bench.demandHit(say("step3-tlb-check.after-the-faults"), CODE, true);
        bench.space.add(1, CODE, Pte.WRITE | Pte.USER);
        bench.space.remove(1, CODE, Pte.NX);
        bench.demandFrame(say("step3-tlb-check.made-writable-without-invalidation"), CODE, USER | WRITE, pfn);
        bench.demandFrame(
                say("step3-tlb-check.made-executable-without-invalidation"), CODE, USER | MmuFixture.FETCH, pfn);
        long misses = bench.mmu.tlbMisses();
        bench.demandFault(say("step3-tlb-check.a-page-not-there-yet"), CODE + PAGE, USER, USER);
        assertThat(bench.mmu.tlbMisses() - misses)
                .as(say("step3-tlb-check.misses-by-a-walk-that"))
                .isEqualTo(1);
        int next = bench.space.map(CODE + PAGE, MmuAddressSpace.USER_RW);
        bench.demandFrame(say("step3-tlb-check.made-present-without-invalidation"), CODE + PAGE, USER, next);
        demandFarRights(new MmuFixture(parts, new TlbShape(1, 1), new TlbShape(1, 4)));
    }

    /** The same of a page that only the far level still remembers. */
    private static void demandFarRights(MmuFixture bench) {
        int pfn = bench.space.map(CODE, Pte.PRESENT);
        bench.space.map(CODE + PAGE, MmuAddressSpace.USER_RW);
        bench.demandFrame(say("step3-tlb-check.a-kernel-page"), CODE, READ, pfn);
        bench.demandHit(say("step3-tlb-check.the-next-page"), CODE + PAGE, false);
        bench.demandFault(say("step3-tlb-check.a-kernel-page-far"), CODE, USER, PageFault.PRESENT | USER);
        bench.space.add(1, CODE, Pte.WRITE | Pte.USER);
        bench.demandFrame(say("step3-tlb-check.made-writable-far"), CODE, USER | WRITE, pfn);
    }

    @Order(4)
    @Check(
            points = 6,
            hints = {
                "2 sets of 3 ways: pages with even numbers share one set. Whose turn is it in a full set?",
                "The one not used for the longest time goes, not the one that came first: a hit counts as use.",
                "docs/02-mmu.md: Sets and ways"
            },
            requires = REMEMBERS)
    void a_full_set_forgets_the_least_recently_used(Parts parts) {
        MmuFixture bench = new MmuFixture(parts, new TlbShape(2, 3));
        for (int page = 0; page < 16; page++) {
            bench.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
        }
        demandHits(bench, say("step3-tlb-check.three-pages-into-a-set"), "0- 2- 4-");
        demandHits(bench, say("step3-tlb-check.three-pages-into-the-other"), "1- 3- 5-");
        demandHits(bench, say("step3-tlb-check.six-pages-fit"), "0+ 1+ 2+ 3+ 4+ 5+");
        demandHits(bench, say("step3-tlb-check.0-and-4-were-used"), "2+ 4+ 0+ 4+ 6- 0+ 4+ 6+");
        demandHits(bench, say("step3-tlb-check.the-other-set-is-as"), "1+ 3+ 5+");
        demandHits(bench, say("step3-tlb-check.2-replaces-0-which-is"), "2- 4+ 6+ 2+ 0- 6+ 2+ 0+ 4-");
        bench.mmu.translate(CODE + 2 * PAGE, WRITE);
        demandHits(bench, say("step3-tlb-check.a-first-write-walks-and"), "0+ 2+ 4+");
        MmuFixture small = new MmuFixture(parts, new TlbShape(4, 1));
        for (int page = 0; page < 16; page++) {
            small.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
        }
        demandHits(small, say("step3-tlb-check.4-sets-of-one-way"), "0- 1- 2- 3- 0+ 4- 0- 1+ 5- 3+ 2+ 5+");
    }

    /** Reads pages in turn; + demands a hit, - a miss. */
    private static void demandHits(MmuFixture bench, String what, String pages) {
        for (String page : pages.split(" ")) {
            int number = Integer.parseInt(page.substring(0, page.length() - 1));
            bench.demandHit(what + " (" + pages + ")", CODE + number * PAGE, page.endsWith("+"));
        }
    }

    @Order(5)
    @Check(
            points = 4,
            hints = {
                "What the first level has lost, the second may still have: that is a hit, and enters the first again.",
                "A walk enters all levels.",
                "docs/02-mmu.md: Sets and ways"
            },
            requires = REMEMBERS)
    void a_second_level_catches_what_the_first_forgets(Parts parts) {
        MmuFixture bench = new MmuFixture(parts, new TlbShape(1, 2), new TlbShape(1, 4));
        for (int page = 0; page < 16; page++) {
            bench.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
        }
        demandHits(bench, say("step3-tlb-check.four-pages-the-second-level"), "0- 1- 2- 3- 0+ 1+ 2+ 3+");
        demandHits(bench, say("step3-tlb-check.0-was-used-in-the"), "0+ 4- 2+ 3+ 0+ 4+");
        MmuFixture near = new MmuFixture(parts, new TlbShape(1, 1), new TlbShape(1, 2));
        for (int page = 0; page < 4; page++) {
            near.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
        }
        demandHits(near, say("step3-tlb-check.1-is-found-far-and"), "1- 0- 1+ 1+");
        near.space.set(1, CODE + PAGE, 0);
        demandHits(near, say("step3-tlb-check.a-hit-in-the-near"), "1+");
        MmuFixture alike = new MmuFixture(parts, new TlbShape(1, 2), new TlbShape(1, 2));
        MmuFixture three = new MmuFixture(parts, new TlbShape(1, 1), new TlbShape(1, 4), new TlbShape(8, 1));
        for (int page = 0; page < 9; page++) {
            alike.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
            three.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
        }
        demandHits(alike, say("step3-tlb-check.a-hit-near-is-no"), "0- 1- 0+ 2- 1+");
        demandHits(three, say("step3-tlb-check.0-is-found-in-the"), "0- 1- 2- 3- 4- 0+ 8- 0+");
    }

    @Order(6)
    @Check(
            points = 1,
            hints = {
                "translate runs at every access: what is it that you make anew each time, a key, a record, a boxed number?",
                "A processor has nothing to make objects of. Arrays of long are enough: a tag has 52 bits for the page's"
                        + " number and 12 for the asid, and arch/x86/mm/tlb.c load_new_mm_cr3 loads both at once.",
                "docs/02-mmu.md: The TLB"
            },
            requires = REMEMBERS)
    void an_access_makes_no_object(Parts parts) {
        MmuFixture bench = new MmuFixture(parts, TlbShape.L1, TlbShape.L2);
        for (int page = 0; page < PAGES; page++) {
            bench.space.map(CODE + (page * PAGE), MmuAddressSpace.USER_RW);
        }
        touchAll(bench.mmu);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes(); // what its first call makes is not the student's
        long before = threads.getCurrentThreadAllocatedBytes();
        touchAll(bench.mmu);
        long made = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(made < SMALLEST_OBJECT * PAGES ? 0 : made)
                .as(say("step3-tlb-check.bytes-of-objects", 3 * (PAGES + 1)))
                .isZero();
    }

    /** Reads pages that are there, from near and from far, writes them, and reads one that is not. */
    private static void touchAll(Mmu mmu) {
        for (int access : new int[] {READ, USER, USER | WRITE}) {
            for (int page = 0; page <= PAGES; page++) {
                mmu.translate(CODE + (page * PAGE), access);
            }
        }
    }
}
