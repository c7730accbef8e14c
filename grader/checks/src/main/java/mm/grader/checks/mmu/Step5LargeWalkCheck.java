package mm.grader.checks.mmu;

import static mm.grader.Demand.equal;
import static mm.grader.Demand.flags;
import static mm.grader.Labels.say;
import static mm.grader.checks.mmu.MmuAddressSpace.LARGE_SIZE;
import static mm.grader.checks.mmu.MmuAddressSpace.PAGE;
import static mm.grader.checks.mmu.MmuAddressSpace.USER_RW;
import static mm.grader.checks.mmu.MmuFixture.ACCESSES;
import static mm.grader.checks.mmu.MmuFixture.ASID;
import static mm.grader.checks.mmu.MmuFixture.CODE;
import static mm.grader.checks.mmu.MmuFixture.FETCH;
import static mm.grader.checks.mmu.MmuFixture.READ;
import static mm.grader.checks.mmu.MmuFixture.USER;
import static mm.grader.checks.mmu.MmuFixture.WRITE;

import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Pte;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import org.junit.jupiter.api.Order;

/** A walk that ends at level 2, and a TLB with entries of two sizes. */
@Graded(exercise = Exercise.MMU, step = 5, title = "Large pages (bonus)", bonus = true)
public class Step5LargeWalkCheck {
    private static final String WALK = "a_large_page_ends_the_walk_at_level_2";
    private static final int FRAME = 5 * 512;
    private static final long FLAGS = USER_RW | Pte.LARGE;
    private static final long START = CODE & -LARGE_SIZE;
    private static final int RESERVED = PageFault.PRESENT | PageFault.RESERVED;

    /** Makes a bench with large pages switched on, and one large page around CODE. */
    private static MmuFixture bench(Parts parts, TlbShape... shapes) {
        MmuFixture bench = new MmuFixture(parts, shapes);
        bench.mmu.enableLargePages();
        bench.space.set(2, CODE, Pte.of(FRAME, FLAGS));
        return bench;
    }

    private static void demandLarge(MmuFixture bench, String what, long address, int access, long frame) {
        bench.demand(what, address, access, (frame << 12) + (address & LARGE_SIZE - 1));
    }

    @Order(1)
    @Check(
            points = 1,
            hints = {
                "The entry of level 2 is the leaf: nothing is read after it.",
                "What is read at level 2 says it itself, by LARGE: arch/x86/include/asm/pgtable.h pmd_leaf.",
                "docs/02-mmu.md: Large pages"
            })
    void a_large_page_ends_the_walk_at_level_2(Parts parts) {
        for (Geometry geometry : List.of(Geometry.X86_64, Geometry.X86_64_LA57)) {
            for (int access : ACCESSES) {
                MmuFixture bench = new MmuFixture(parts, geometry);
                bench.mmu.enableLargePages();
                bench.space.set(2, CODE, Pte.of(FRAME, FLAGS));
                demandLarge(
                        bench, say("step5-large-walk-check.in-a-large-page", geometry.name()), START, access, FRAME);
            }
        }
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "21 bits of the address stay as they are; and until somebody has switched large pages on, all is as before.",
                "A page of 4 kB keeps 12 bits, one of 2 MB keeps 12 + 9: arch/x86/include/asm/pgtable_64_types.h PMD_SIZE.",
                "docs/02-mmu.md: Large pages"
            },
            requires = WALK)
    void a_large_page_keeps_21_bits_of_the_address_once_it_is_on(Parts parts) {
        for (Geometry geometry : List.of(Geometry.X86_64, Geometry.X86_64_LA57)) {
            for (int access : ACCESSES) {
                MmuFixture bench = new MmuFixture(parts, geometry);
                bench.space.set(2, CODE, Pte.of(FRAME, FLAGS));
                String off = say("step5-large-walk-check.before-large-pages-are-on", geometry.name());
                bench.demandFault(off, CODE, access, access | RESERVED);
                bench.mmu.enableLargePages();
                for (long offset : new long[] {0x19_a123, 0, 0x0f_fff8, LARGE_SIZE - 8}) {
                    String what = say("step5-large-walk-check.in-a-large-page", geometry.name());
                    demandLarge(bench, what, START + offset, access, FRAME);
                }
                bench.mmu.enableLargePages();
                int pfn = bench.space.map(START + LARGE_SIZE, USER_RW);
                bench.demandFrame(
                        say("step5-large-walk-check.a-small-page-beside-it"), START + LARGE_SIZE, access, pfn);
            }
        }
        MmuFixture x86 = new MmuFixture(parts, Geometry.X86_32);
        x86.mmu.enableLargePages();
        x86.space.set(2, CODE & 0x7fff_f000L, Pte.of(0, FLAGS));
        x86.demandFault(
                say("step5-large-walk-check.32-bit-tables-have-none"), CODE & 0x7fff_f000L, USER, USER | RESERVED);
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "Collect rights down to the leaf, wherever it is; the hardware writes ACCESSED and DIRTY into that leaf.",
                "arch/x86/include/asm/pgtable.h pmd_young, pmd_dirty and pmd_write ask the level-2 entry itself.",
                "docs/02-mmu.md: Large pages"
            },
            requires = WALK)
    void rights_and_marks_are_those_of_the_large_entry_and_above(Parts parts) {
        for (int level = 2; level <= 4; level++) {
            for (int access : ACCESSES) {
                demandRight(parts, level, access, Pte.WRITE, WRITE, say("step5-large-walk-check.no-write", level));
                demandRight(parts, level, access, Pte.USER, USER, say("step5-large-walk-check.no-user", level));
                demandRight(parts, level, access, Pte.NX, FETCH, say("step5-large-walk-check.nx", level));
            }
        }
        for (int access : ACCESSES) {
            MmuFixture bench = bench(parts);
            demandLarge(bench, say("step5-large-walk-check.first-access"), CODE, access, FRAME);
            long dirty = (access & WRITE) != 0 ? Pte.DIRTY : 0;
            demandFlags(bench, 2, access, FLAGS | Pte.ACCESSED | dirty);
            demandFlags(bench, 3, access, MmuAddressSpace.TABLE | Pte.ACCESSED);
            demandFlags(bench, 4, access, MmuAddressSpace.TABLE | Pte.ACCESSED);
            bench.space.remove(2, CODE, Pte.PRESENT);
            bench.mmu.invalidateAll();
            bench.demandFault(say("step5-large-walk-check.not-present"), CODE, access, access);
        }
    }

    /** Takes a right away in the entry of one level. */
    private static void demandRight(Parts parts, int level, int access, long bit, int need, String what) {
        MmuFixture bench = bench(parts);
        bench.space.set(level, CODE, bench.space.entry(level, CODE) ^ bit);
        if ((access & need) == 0) {
            demandLarge(bench, what, CODE, access, FRAME);
            return;
        }
        long before = bench.space.entry(2, CODE);
        bench.demandFault(what, CODE, access, access | PageFault.PRESENT);
        flags(
                say("step5-large-walk-check.flags-after-a-fault"),
                Pte.flags(bench.space.entry(2, CODE)),
                Pte.flags(before));
    }

    private static void demandFlags(MmuFixture bench, int level, int access, long flags) {
        flags(
                say("step5-large-walk-check.flags-of-level-after-a", level, MmuFixture.name(access)),
                Pte.flags(bench.space.entry(level, CODE)),
                flags);
    }

    @Order(4)
    @Check(
            points = 1,
            hints = {
                "LARGE is a leaf at level 2 alone; and a frame number that is no multiple of 512 is broken.",
                "P and RSVD, as for every reserved bit: arch/x86/mm/fault.c pgtable_bad.",
                "docs/02-mmu.md: Large pages"
            },
            requires = WALK)
    void what_is_no_large_page_stays_reserved(Parts parts) {
        for (int bit : new int[] {12, 13, 16, 20, 46, 51}) {
            MmuFixture bench = bench(parts);
            bench.space.add(2, CODE, 1L << bit);
            bench.demandFault(say("step5-large-walk-check.bit-of-the-large-entry", bit), CODE, USER, USER | RESERVED);
        }
        for (int level = 3; level <= 4; level++) {
            for (long entry : new long[] {bench(parts).space.entry(level, CODE) | Pte.LARGE, FLAGS}) {
                MmuFixture bench = bench(parts);
                bench.space.set(level, CODE, entry);
                bench.demandFault(say("step5-large-walk-check.large-at-level", level), CODE, USER, USER | RESERVED);
            }
        }
        MmuFixture bench = bench(parts);
        int pfn = bench.space.map(START - PAGE, USER_RW | Pte.LARGE);
        bench.demandFrame(say("step5-large-walk-check.large-at-level", 1), START - PAGE, USER, pfn);
        bench.space.add(2, CODE, 1L << 52);
        demandLarge(bench, say("step5-large-walk-check.an-ignored-bit"), CODE, USER, FRAME);
    }

    @Order(5)
    @Check(
            points = 2,
            hints = {
                "One entry answers for all 2 MB; its set is chosen by the number of the large page, address >> 21.",
                "Which search comes first? The 4 KB page, then the large one, in one level; then the next level.",
                "docs/02-mmu.md: Large pages"
            },
            requires = WALK)
    void one_tlb_entry_serves_2_mb(Parts parts) {
        MmuFixture bench = bench(parts, new TlbShape(4, 1));
        bench.demandHit(say("step5-large-walk-check.first-access"), START, false);
        for (long offset = 8; offset < LARGE_SIZE; offset += 61 * PAGE) {
            bench.demandHit(say("step5-large-walk-check.in-the-same-2-mb"), START + offset, true);
            demandLarge(bench, say("step5-large-walk-check.in-the-same-2-mb"), START + offset, USER, FRAME);
        }
        // the set of a large page is that of its own number: of the small pages, those of one set replace it
        int set = (int) (START / LARGE_SIZE) & 3;
        long small = START + LARGE_SIZE;
        for (int i = 0; i < 4; i++) {
            bench.space.map(small + i * PAGE, USER_RW);
            bench.demandHit(say("step5-large-walk-check.a-small-page-beside-it"), small + i * PAGE, false);
            String what = i == set
                    ? say("step5-large-walk-check.after-a-page-of-its-set")
                    : say("step5-large-walk-check.after-a-page-of-another-set");
            bench.demandHit(what, START + 300 * PAGE, i != set);
        }
        MmuFixture dirty = bench(parts);
        dirty.demandHit(say("step5-large-walk-check.first-access"), CODE, false);
        long misses = dirty.mmu.tlbMisses();
        demandLarge(dirty, say("step5-large-walk-check.a-write-after-a-read"), CODE + PAGE, WRITE, FRAME);
        demandLarge(dirty, say("step5-large-walk-check.a-second-write"), CODE + 2 * PAGE, WRITE, FRAME);
        equal(say("step5-large-walk-check.walks-for-two-writes"), dirty.mmu.tlbMisses() - misses, 1);
        demandFlags(dirty, 2, WRITE, FLAGS | Pte.ACCESSED | Pte.DIRTY);
        MmuFixture two = bench(parts, new TlbShape(1, 1), new TlbShape(4, 2));
        two.space.map(small, USER_RW);
        two.demandHit(say("step5-large-walk-check.first-access"), START, false);
        two.demandHit(say("step5-large-walk-check.a-small-page-beside-it"), small, false);
        two.demandHit(say("step5-large-walk-check.from-the-second-level"), START + PAGE, true);
        two.demandHit(say("step5-large-walk-check.from-the-second-level"), small, true);
    }

    @Order(6)
    @Check(
            points = 2,
            hints = {
                "Any page of the 2 MB names the entry: invlpg of one address forgets the whole large page.",
                "A range overlaps it if it has one of its bytes: arch/x86/mm/tlb.c flush_tlb_mm_range takes a stride.",
                "docs/02-mmu.md: Large pages"
            },
            requires = WALK)
    void forgetting_a_page_forgets_the_large_page_around_it(Parts parts) {
        for (TlbShape shape : List.of(new TlbShape(1, 4), new TlbShape(16, 4))) {
            for (long offset : new long[] {0, 0x1000, 0x10_0123, LARGE_SIZE - 1}) {
                MmuFixture bench = remembered(parts, shape);
                bench.mmu.invalidatePage(ASID, START + offset);
                demandForgotten(bench, "invalidatePage", true);
            }
            long[][] ranges = {
                {0, LARGE_SIZE},
                {-PAGE, PAGE},
                {LARGE_SIZE - PAGE, LARGE_SIZE + PAGE},
                {7 * PAGE, 8 * PAGE},
                {-100 * LARGE_SIZE, 100 * LARGE_SIZE}
            };
            for (long[] range : ranges) {
                MmuFixture bench = remembered(parts, shape);
                bench.mmu.invalidateRange(ASID, START + range[0], START + range[1]);
                demandForgotten(bench, "invalidateRange", true);
            }
            MmuFixture bench = remembered(parts, shape);
            bench.mmu.invalidatePage(ASID, START - 1);
            bench.mmu.invalidatePage(ASID, START + LARGE_SIZE);
            bench.mmu.invalidateRange(ASID, START - 3 * LARGE_SIZE, START);
            bench.mmu.invalidateRange(ASID, START + LARGE_SIZE, 0);
            bench.mmu.invalidatePage(ASID + 1, START);
            bench.mmu.invalidateAsid(ASID + 1);
            demandForgotten(bench, say("step5-large-walk-check.forgetting-what-is-beside-it"), false);
            bench.mmu.invalidateAsid(ASID);
            demandForgotten(bench, "invalidateAsid", true);
            bench.mmu.invalidateAll();
            demandForgotten(bench, "invalidateAll", true);
        }
    }

    private static MmuFixture remembered(Parts parts, TlbShape shape) {
        MmuFixture bench = bench(parts, shape, TlbShape.L2);
        demandLarge(bench, say("step5-large-walk-check.first-access"), CODE, READ, FRAME);
        return bench;
    }

    /** Reads elsewhere in the large page: the TLB answers, or does not. */
    private static void demandForgotten(MmuFixture bench, String call, boolean forgotten) {
        String what = say("step5-large-walk-check.after", call);
        bench.demandHit(what, START + 44 * PAGE, !forgotten);
    }

    @Order(7)
    @Check(
            points = 1,
            hints = {
                "Random accesses to pages of both sizes, beside a walk without a TLB.",
                "What was a large page may have become a table: no translation of either kind may survive the invalidation.",
                "docs/02-mmu.md: Large pages"
            },
            requires = WALK)
    void pages_of_both_sizes_are_translated_as_without_a_tlb(Parts parts, Random random) {
        RandomProgram.play(parts, Geometry.X86_64, random, 4000, true);
        RandomProgram.play(parts, Geometry.X86_64_LA57, random, 2000, true);
    }
}
