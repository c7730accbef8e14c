package mm.grader.checks.mmu;

import static mm.grader.Labels.say;
import static mm.grader.checks.mmu.MmuAddressSpace.PAGE;
import static mm.grader.checks.mmu.MmuFixture.ASID;
import static mm.grader.checks.mmu.MmuFixture.CODE;
import static mm.grader.checks.mmu.MmuFixture.USER;
import static mm.grader.checks.mmu.MmuFixture.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import org.junit.jupiter.api.Order;

/** Forgetting in time, and several address spaces. */
@Graded(exercise = Exercise.MMU, step = 4, title = "Invalidation and address spaces")
public class Step4InvalidateCheck {
    private static final String SWITCH = "a_switch_of_the_address_space_needs_no_flush";

    @Order(1)
    @Check(
            points = 4,
            hints = {
                "The same address means another frame in another process: the tag must tell whose page it is.",
                "Linux gives each process on a CPU one of few ids (PCID) and switches with the no-flush bit:"
                        + " arch/x86/mm/tlb.c choose_new_asid.",
                "docs/02-mmu.md: Address-space ids"
            })
    void a_switch_of_the_address_space_needs_no_flush(Parts parts) {
        MmuFixture bench = new MmuFixture(parts);
        MmuAddressSpace other = new MmuAddressSpace(Geometry.X86_64, bench.memory);
        int mine = bench.space.map(CODE, MmuAddressSpace.USER_RW);
        int theirs = other.map(CODE, MmuAddressSpace.USER_RW);
        bench.demandFrame("asid 1", CODE, USER, mine);
        bench.mmu.activate(other.root, 4095);
        bench.demandFrame(say("step4-invalidate-check.asid-4095-same-address"), CODE, USER, theirs);
        long misses = bench.mmu.tlbMisses();
        bench.mmu.activate(bench.space.root, ASID);
        bench.demandFrame(say("step4-invalidate-check.asid-1-again"), CODE, USER, mine);
        bench.mmu.activate(other.root, 4095);
        bench.demandFrame(say("step4-invalidate-check.asid-4095-again"), CODE, USER, theirs);
        assertThat(bench.mmu.tlbMisses() - misses)
                .as(say("step4-invalidate-check.walks-after-switching-back-and"))
                .isZero();
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "A PCID has 12 bits: what number is the first that does not fit?",
                "A call that is refused changes nothing: look at the id before you take the root.",
                "docs/02-mmu.md: Address-space ids"
            },
            requires = SWITCH)
    void an_address_space_id_has_twelve_bits(Parts parts) {
        MmuFixture bench = new MmuFixture(parts);
        MmuAddressSpace other = new MmuAddressSpace(Geometry.X86_64, bench.memory);
        int mine = bench.space.map(CODE, MmuAddressSpace.USER_RW);
        other.map(CODE, MmuAddressSpace.USER_RW);
        for (int asid : new int[] {-1, Mmu.MAX_ASID + 1}) {
            assertThatIllegalArgumentException()
                    .as(say("step4-invalidate-check.activate-with-the-id", asid))
                    .isThrownBy(() -> bench.mmu.activate(other.root, asid));
            bench.demandFrame(say("step4-invalidate-check.after-the-refusal"), CODE, USER, mine);
        }
        int theirs = Pte.pfn(other.entry(1, CODE));
        for (int bit = 1; bit < 12; bit++) {
            int asid = ASID | (1 << bit);
            bench.mmu.activate(bench.space.root, ASID);
            bench.demandFrame(say("step4-invalidate-check.asid-1-again"), CODE, USER, mine);
            bench.mmu.activate(other.root, asid);
            bench.demandFrame(say("step4-invalidate-check.asid-beside-asid-1", asid), CODE, USER, theirs);
        }
    }

    @Order(3)
    @Check(
            points = 4,
            hints = {
                "Forget the page in every TLB level, in this address space only, whatever byte of the page is named.",
                "arch/x86/include/asm/invpcid.h invpcid_flush_one.",
                "docs/02-mmu.md: When memory is wrong"
            },
            requires = SWITCH)
    void invalidating_a_page_forgets_it_alone(Parts parts) {
        MmuFixture bench = new MmuFixture(parts, new TlbShape(1, 4), new TlbShape(2, 4));
        MmuAddressSpace other = new MmuAddressSpace(Geometry.X86_64, bench.memory);
        other.map(CODE, MmuAddressSpace.USER_RW);
        for (int page = 0; page < 3; page++) {
            bench.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
            bench.demandHit(say("step4-invalidate-check.first-access"), CODE + page * PAGE, false);
        }
        bench.mmu.invalidatePage(2, CODE);
        bench.demandHit(say("step4-invalidate-check.after-invalidatepage-of-another-asid"), CODE, true);
        bench.mmu.invalidatePage(ASID, CODE + 77);
        bench.demandHit(say("step4-invalidate-check.the-page-after-it"), CODE + PAGE, true);
        bench.demandHit(say("step4-invalidate-check.the-page-after-invalidatepage"), CODE, false);
        bench.demandHit(say("step4-invalidate-check.two-pages-after-it"), CODE + 2 * PAGE, true);
        bench.demandHit(say("step4-invalidate-check.the-page-walked-again"), CODE, true);
        bench.mmu.activate(other.root, 0);
        bench.demandHit("asid 0", CODE, false);
        bench.mmu.invalidatePage(0, CODE);
        bench.demandHit(say("step4-invalidate-check.asid-0-after-invalidatepage"), CODE, false);
        bench.mmu.activate(bench.space.root, ASID);
        bench.demandHit(say("step4-invalidate-check.asid-1-untouched-by-that"), CODE, true);
        MmuFixture full = new MmuFixture(parts, new TlbShape(1, 3));
        for (int page = 0; page < 4; page++) {
            full.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
        }
        for (int page = 0; page < 3; page++) {
            full.demandHit(say("step4-invalidate-check.three-pages-fill-a-set"), CODE + page * PAGE, false);
        }
        full.mmu.invalidatePage(ASID, CODE + PAGE);
        full.demandHit(say("step4-invalidate-check.a-new-page-in-the"), CODE + 3 * PAGE, false);
        for (int page : List.of(0, 2, 3)) {
            full.demandHit(say("step4-invalidate-check.page-for-which-there-was", page), CODE + page * PAGE, true);
        }
    }

    @Order(4)
    @Check(
            points = 5,
            hints = {
                "start goes, end stays; the end 0 is 2^64; and a range may be far longer than the TLB.",
                "Linux flushes page by page up to 33 pages, and all of the address space beyond:"
                        + " arch/x86/mm/tlb.c tlb_single_page_flush_ceiling.",
                "docs/02-mmu.md: When memory is wrong"
            },
            requires = SWITCH)
    void invalidating_a_range_forgets_its_pages_and_no_others(Parts parts) {
        demandRange(parts, CODE + 2 * PAGE, CODE + 5 * PAGE, 2, 5);
        demandRange(parts, CODE, CODE + PAGE, 0, 1);
        demandRange(parts, CODE + 7 * PAGE, CODE + (1L << 40), 7, 8);
        demandRange(parts, 0, CODE + PAGE, 0, 1);
        demandRange(parts, CODE + 3 * PAGE, 0, 3, 8);
        demandRange(parts, 0, 0, 0, 8);
        MmuFixture bench = new MmuFixture(parts);
        long top = -PAGE;
        bench.space.map(top, MmuAddressSpace.USER_RW);
        bench.space.map(top - PAGE, MmuAddressSpace.USER_RW);
        bench.demandHit(say("step4-invalidate-check.the-last-page"), top, false);
        bench.demandHit(say("step4-invalidate-check.the-last-page-but-one"), top - PAGE, false);
        bench.mmu.invalidateRange(ASID, top, 0);
        bench.demandHit(say("step4-invalidate-check.the-last-page-but-one-2"), top - PAGE, true);
        bench.demandHit(say("step4-invalidate-check.the-last-page-after-its"), top, false);
        bench.mmu.invalidateRange(ASID, 0, Geometry.X86_64.kernelStart());
        bench.demandHit(say("step4-invalidate-check.a-kernel-page-after-the"), top, true);
        bench.mmu.invalidateRange(ASID, CODE, 0);
        bench.demandHit(say("step4-invalidate-check.a-kernel-page-after-all", Long.toHexString(CODE)), top, false);
        bench.demandHit(say("step4-invalidate-check.the-last-page-but-one"), top - PAGE, false);
        bench.space.map(CODE, MmuAddressSpace.USER_RW);
        bench.demandHit(say("step4-invalidate-check.first-access"), CODE, false);
        bench.mmu.invalidateRange(ASID, CODE, top);
        String both = say("step4-invalidate-check.from-a-user-page-to", Long.toHexString(CODE));
        bench.demandHit(both, top, true);
        bench.demandHit(both, top - PAGE, false);
        bench.demandHit(both, CODE, false);
    }

    /** Brings 8 pages in, invalidates a range, and demands that exactly the pages from..to-1 are gone. */
    private static void demandRange(Parts parts, long start, long end, int from, int to) {
        MmuFixture bench = new MmuFixture(parts, new TlbShape(4, 4), new TlbShape(8, 4));
        for (int page = 0; page < 8; page++) {
            bench.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
            bench.demandHit(say("step4-invalidate-check.first-access"), CODE + page * PAGE, false);
        }
        bench.mmu.invalidateRange(9, start, end);
        bench.mmu.invalidateRange(ASID, start, end);
        for (int page = 0; page < 8; page++) {
            bench.demandHit(
                    say(
                            "step4-invalidate-check.page-after-invalidaterange-0x-0x",
                            page,
                            Long.toHexString(start),
                            Long.toHexString(end),
                            Long.toHexString(CODE)),
                    CODE + page * PAGE,
                    page < from || page >= to);
        }
    }

    @Order(5)
    @Check(
            points = 3,
            hints = {
                "One forgets an address space, the other forgets all.",
                "arch/x86/mm/tlb.c flush_tlb_func, __flush_tlb_all.",
                "docs/02-mmu.md: When memory is wrong"
            },
            requires = SWITCH)
    void an_address_space_or_everything_can_be_forgotten(Parts parts) {
        MmuFixture bench = new MmuFixture(parts, TlbShape.L1, TlbShape.L2);
        MmuAddressSpace other = new MmuAddressSpace(Geometry.X86_64, bench.memory);
        for (int page = 0; page < 8; page++) {
            bench.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
            other.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
        }
        demandAll(bench, bench.space, 1, say("step4-invalidate-check.before"), false);
        demandAll(bench, other, 2, say("step4-invalidate-check.before"), false);
        bench.mmu.invalidateAsid(1);
        demandAll(bench, other, 2, say("step4-invalidate-check.after-invalidateasid-1"), true);
        demandAll(bench, bench.space, 1, say("step4-invalidate-check.after-invalidateasid-1"), false);
        demandAll(bench, bench.space, 1, say("step4-invalidate-check.walked-again"), true);
        long hits = bench.mmu.tlbHits();
        long misses = bench.mmu.tlbMisses();
        bench.mmu.invalidateAll();
        bench.mmu.activate(other.root, 2);
        assertThat(bench.mmu.tlbHits())
                .as(say("step4-invalidate-check.hits-so-far"))
                .isEqualTo(hits);
        assertThat(bench.mmu.tlbMisses())
                .as(say("step4-invalidate-check.misses-so-far"))
                .isEqualTo(misses);
        demandAll(bench, other, 2, say("step4-invalidate-check.after-invalidateall"), false);
        demandAll(bench, bench.space, 1, say("step4-invalidate-check.after-invalidateall"), false);
        demandRoom(new MmuFixture(parts, new TlbShape(1, 4)));
    }

    /** What was invalidated has left room: pages that come in then drive nobody out. */
    private static void demandRoom(MmuFixture bench) {
        MmuAddressSpace other = new MmuAddressSpace(Geometry.X86_64, bench.memory);
        other.map(CODE, MmuAddressSpace.USER_RW);
        bench.mmu.activate(other.root, 2);
        bench.demandHit(say("step4-invalidate-check.asid", 2, say("step4-invalidate-check.before")), CODE, false);
        bench.mmu.activate(bench.space.root, 1);
        for (int page = 1; page <= 6; page++) {
            bench.space.map(CODE + page * PAGE, MmuAddressSpace.USER_RW);
            if (page == 4) {
                bench.mmu.invalidateAsid(1);
            }
            bench.demandHit(
                    say("step4-invalidate-check.asid", 1, say("step4-invalidate-check.before")),
                    CODE + page * PAGE,
                    false);
        }
        bench.mmu.activate(other.root, 2);
        bench.demandHit(say("step4-invalidate-check.a-page-that-stayed-when"), CODE, true);
    }

    private static void demandAll(MmuFixture bench, MmuAddressSpace space, int asid, String when, boolean hit) {
        bench.mmu.activate(space.root, asid);
        for (int page = 0; page < 8; page++) {
            bench.demandHit(say("step4-invalidate-check.asid", asid, when), CODE + page * PAGE, hit);
        }
    }

    @Order(6)
    @Check(
            points = 3,
            hints = {
                "Without invalidation the old answer comes: that is no fault of yours, it is what a TLB does.",
                "munmap, mprotect and fork all end in a flush: mm/mmu_gather.c tlb_finish_mmu, mm/mprotect.c"
                        + " change_protection, mm/memory.c copy_page_range.",
                "docs/02-mmu.md: When memory is wrong"
            },
            requires = SWITCH)
    void stale_translations_are_gone_after_munmap_mprotect_and_fork(Parts parts) {
        MmuFixture bench = new MmuFixture(parts, TlbShape.L1, TlbShape.L2);
        int write = USER | WRITE;
        int pfn = bench.space.map(CODE, MmuAddressSpace.USER_RW);
        bench.demandFrame(say("step4-invalidate-check.before-munmap"), CODE, write, pfn);
        bench.space.set(1, CODE, 0);
        bench.memory.free(pfn);
        bench.demandFrame(say("step4-invalidate-check.after-munmap-tlb-not-told"), CODE, write, pfn);
        assertThat(bench.memory.load(bench.mmu.translate(CODE, write), 8))
                .as(say("step4-invalidate-check.what-a-program-reads-through"))
                .isEqualTo(PhysicalMemory.POISON);
        bench.mmu.invalidatePage(ASID, CODE);
        bench.demandFault(say("step4-invalidate-check.after-munmap-and-invalidatepage"), CODE, write, write);

        int first = bench.space.map(CODE, MmuAddressSpace.USER_RW);
        int second = bench.space.map(CODE + PAGE, MmuAddressSpace.USER_RW);
        bench.demandFrame(say("step4-invalidate-check.before-mprotect"), CODE, write, first);
        bench.demandFrame(say("step4-invalidate-check.before-mprotect"), CODE + PAGE, write, second);
        bench.space.remove(1, CODE, Pte.WRITE);
        bench.space.remove(1, CODE + PAGE, Pte.WRITE);
        bench.demandFrame(say("step4-invalidate-check.after-mprotect-tlb-not-told"), CODE + PAGE, write, second);
        bench.mmu.invalidateRange(ASID, CODE, CODE + 2 * PAGE);
        bench.demandFault(
                say("step4-invalidate-check.after-mprotect-and-invalidaterange"),
                CODE,
                write,
                write | PageFault.PRESENT);
        bench.demandFault(
                say("step4-invalidate-check.after-mprotect-and-invalidaterange"),
                CODE + PAGE,
                write,
                write | PageFault.PRESENT);

        bench.space.add(1, CODE, Pte.WRITE);
        bench.demandFrame(say("step4-invalidate-check.before-fork"), CODE, write, first);
        bench.space.remove(1, CODE, Pte.WRITE);
        bench.demandFrame(say("step4-invalidate-check.after-fork-s-write-protection"), CODE, write, first);
        bench.mmu.invalidateAsid(ASID);
        bench.demandFault(
                say("step4-invalidate-check.after-fork-and-invalidateasid"), CODE, write, write | PageFault.PRESENT);
        bench.demandFrame(say("step4-invalidate-check.reading-goes-on"), CODE, USER, first);
    }

    @Order(7)
    @Check(
            points = 5,
            hints = {
                "A random program, beside a walk that has no TLB and sees the same tables: the message has the access.",
                "Every change that makes an entry stricter was followed by an invalidation, so nothing may be stale.",
                "docs/02-mmu.md: When memory is wrong"
            },
            requires = SWITCH)
    void it_answers_as_a_walk_without_a_tlb(Parts parts, Random random) {
        for (Geometry geometry : new Geometry[] {Geometry.X86_32, Geometry.X86_64, Geometry.X86_64_LA57}) {
            RandomProgram.play(parts, geometry, random, 6000);
        }
    }
}
