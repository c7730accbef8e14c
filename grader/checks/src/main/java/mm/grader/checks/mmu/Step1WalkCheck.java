package mm.grader.checks.mmu;

import static mm.grader.Labels.say;
import static mm.grader.checks.mmu.MmuFixture.ACCESSES;
import static mm.grader.checks.mmu.MmuFixture.CODE;
import static mm.grader.checks.mmu.MmuFixture.READ;
import static mm.grader.checks.mmu.MmuFixture.USER;
import static mm.grader.checks.mmu.MmuFixture.WRITE;

import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Order;

/** From the root to the leaf. */
@Graded(exercise = Exercise.MMU, step = 1, title = "Walk the tables")
public class Step1WalkCheck {
    private static final List<Geometry> GEOMETRIES = List.of(Geometry.X86_32, Geometry.X86_64, Geometry.X86_64_LA57);

    private static final long FAR_FRAME = 1L << 33;
    private static final int FRAMES_OF_2_GB = 1 << 19;

    @Order(1)
    @Check(
            points = 7,
            hints = {
                "The physical address is the leaf's frame, shifted by 12, and the address's low 12 bits.",
                "Each level's index selects an entry of entryBytes in the table that the entry above points to; the"
                        + " kernel does the same by hand in arch/x86/mm/fault.c dump_pagetable.",
                "docs/02-mmu.md: The walk"
            })
    void an_address_is_translated_through_all_levels(Parts parts, Random random) {
        for (Geometry geometry : GEOMETRIES) {
            MmuFixture bench = new MmuFixture(parts, geometry);
            long mask = (1L << (geometry.addressBits() - 1)) - 1;
            long[] pages = random.longs(50)
                    .map(bits -> bits & mask & -MmuAddressSpace.PAGE)
                    .distinct()
                    .toArray();
            for (long address : pages) {
                int pfn = bench.space.map(address, MmuAddressSpace.USER_RW);
                bench.demandFrame(geometry.name(), address + random.nextInt(4096), READ, pfn);
            }
            long kernel = geometry.kernelStart() + 0x3_5000;
            bench.demandFrame(geometry.name(), kernel + 4095, READ, bench.space.map(kernel, Pte.PRESENT));
        }
        demandFarFrames(parts);
    }

    /** Frames whose numbers, or whose addresses, do not fit 32 bits: of a page, and of the tables. */
    private static void demandFarFrames(Parts parts) {
        MmuFixture bench = new MmuFixture(parts);
        bench.space.set(1, CODE, Pte.of(FAR_FRAME, MmuAddressSpace.USER_RW));
        String far = say("step1-walk-check.a-frame-beyond-32-bits");
        bench.demand(far, CODE + 7, READ, (FAR_FRAME << 12) + 7);
        bench.demand(far, CODE + 9, READ, (FAR_FRAME << 12) + 9);
        PhysicalMemory large = new PhysicalMemory(FRAMES_OF_2_GB + 16);
        for (int taken = 0; taken < FRAMES_OF_2_GB; taken++) {
            large.allocate();
        }
        MmuAddressSpace high = new MmuAddressSpace(Geometry.X86_64, large);
        long pfn = high.map(CODE, MmuAddressSpace.USER_RW);
        var mmu = parts.mmu(Geometry.X86_64, large, TlbShape.L1);
        mmu.activate(high.root, MmuFixture.ASID);
        Assertions.assertThat(mmu.translate(CODE, READ))
                .as(say("step1-walk-check.tables-beyond-2-gb"))
                .isEqualTo(pfn << 12);
    }

    @Order(2)
    @Check(
            points = 4,
            hints = {
                "The MMU gets the root's frame number by activate, and nothing else of the page table.",
                "arch/x86/mm/tlb.c switch_mm_irqs_off loads CR3 with the new root.",
                "docs/02-mmu.md: The walk"
            })
    void activate_chooses_whose_tables_are_walked(Parts parts) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable first = parts.pageTable(Geometry.X86_64, memory);
        PageTable second = parts.pageTable(Geometry.X86_64, memory);
        long next = CODE + MmuAddressSpace.PAGE; // not asked for in the first process, so that no TLB remembers it
        first.map(CODE, Pte.of(50, MmuAddressSpace.USER_RW));
        first.map(next, Pte.of(52, MmuAddressSpace.USER_RW));
        second.map(next, Pte.of(51, MmuAddressSpace.USER_RW));
        var mmu = parts.mmu(Geometry.X86_64, memory, TlbShape.L1);
        mmu.activate(first.root(), 1);
        Assertions.assertThat(mmu.translate(CODE, USER))
                .as(say("step1-walk-check.in-the-first-process"))
                .isEqualTo(50L << 12);
        mmu.activate(second.root(), 2);
        Assertions.assertThat(mmu.translate(next, USER))
                .as(say("step1-walk-check.in-the-second-process"))
                .isEqualTo(51L << 12);
    }

    @Order(3)
    @Check(
            points = 6,
            hints = {
                "An entry that is not PRESENT ends the walk, on any level and whatever its other bits are.",
                "The error code has P clear and says W/R, U/S and I/D as the access had them:"
                        + " arch/x86/include/asm/trap_pf.h x86_pf_error_code.",
                "docs/02-mmu.md: The error code"
            })
    void a_missing_entry_faults_with_p_clear(Parts parts) {
        for (Geometry geometry : GEOMETRIES) {
            long address = CODE & 0x7fff_f000L;
            for (int access : ACCESSES) {
                MmuFixture bench = new MmuFixture(parts, geometry);
                bench.demandFault(say("step1-walk-check.empty-tables", geometry.name()), address, access, access);
                bench.space.map(address, MmuAddressSpace.USER_RW);
                for (int level = 1; level <= geometry.levels(); level++) {
                    bench.space.remove(level, address, Pte.PRESENT);
                    bench.demandFault(
                            say("step1-walk-check.entry-of-level-not-present", geometry.name(), level),
                            address,
                            access,
                            access);
                    bench.space.add(level, address, Pte.PRESENT);
                }
            }
        }
        MmuFixture bench = new MmuFixture(parts);
        bench.space.set(1, CODE, Pte.swap(1, 9));
        bench.demandFault(say("step1-walk-check.a-page-in-swap"), CODE, USER | WRITE, USER | WRITE);
        bench.space.set(1, CODE, Pte.of(7, Pte.PROT_NONE | Pte.USER));
        bench.demandFault("a PROT_NONE page", CODE, USER, USER);
    }

    @Order(4)
    @Check(
            points = 4,
            hints = {
                "Bits 47 to 63 must be equal (56 to 63 with five levels): else no table is read at all.",
                "Such an access is a general-protection fault, not a page fault: arch/x86/kernel/traps.c"
                        + " exc_general_protection.",
                "docs/02-mmu.md: The walk"
            })
    void a_non_canonical_address_is_a_general_protection_fault(Parts parts) {
        long hole = 0x0000_8000_0000_0000L;
        for (Geometry geometry : List.of(Geometry.X86_64, Geometry.X86_64_LA57)) {
            MmuFixture bench = new MmuFixture(parts, geometry);
            bench.space.map(hole, MmuAddressSpace.USER_RW);
            bench.space.map(0, MmuAddressSpace.USER_RW);
            bench.mmu.translate(0, READ);
            for (int access : ACCESSES) {
                bench.demand(geometry.name(), Long.MIN_VALUE, access, PageFault.GENERAL_PROTECTION);
                bench.demand(geometry.name(), 0x0100_0000_0000_0000L, access, PageFault.GENERAL_PROTECTION);
                bench.demand(geometry.name(), 0xfeff_ffff_ffff_ffffL, access, PageFault.GENERAL_PROTECTION);
            }
            if (geometry.levels() == 4) {
                bench.demand(geometry.name(), hole, USER, PageFault.GENERAL_PROTECTION);
                bench.demand(geometry.name(), hole - 1 - 2 * hole, USER, PageFault.GENERAL_PROTECTION);
            }
            bench.demandFault(say("step1-walk-check.a-canonical-address-without-a"), 0x7fff_ffff_f000L, USER, USER);
            bench.demandFault(say("step1-walk-check.a-canonical-address-without-a"), -1, USER, USER);
        }
        MmuFixture bench = new MmuFixture(parts, Geometry.X86_64_LA57);
        bench.demandFrame(
                say("step1-walk-check.canonical-with-five-levels"),
                hole,
                USER,
                bench.space.map(hole, MmuAddressSpace.USER_RW));
        bench = new MmuFixture(parts, Geometry.X86_32);
        bench.demandFrame("32 bits", 0xffff_f000L, USER, bench.space.map(0xffff_f000L, MmuAddressSpace.USER_RW));
        bench.demand(say("step1-walk-check.more-than-32-bits"), 0x1_ffff_f000L, USER, PageFault.GENERAL_PROTECTION);
        bench.demand(
                say("step1-walk-check.more-than-32-bits"), 0xffff_ffff_ffff_f000L, USER, PageFault.GENERAL_PROTECTION);
    }

    @Order(5)
    @Check(
            points = 4,
            hints = {
                "Which frame-number bits does a processor with physicalBits of 46 not have? And LARGE, above level 1?",
                "P and RSVD together tell that an entry is corrupt: arch/x86/mm/fault.c pgtable_bad.",
                "docs/02-mmu.md: The error code"
            })
    void a_reserved_bit_faults_with_p_and_rsvd(Parts parts) {
        int fault = PageFault.PRESENT | PageFault.RESERVED;
        for (int access : ACCESSES) {
            MmuFixture bench = new MmuFixture(parts);
            bench.space.map(CODE, Pte.PRESENT);
            for (int level = 1; level <= 4; level++) {
                for (long bit : new long[] {1L << 46, 1L << 51, level > 1 ? Pte.LARGE : 1L << 50}) {
                    bench.space.add(level, CODE, bit);
                    bench.demandFault(
                            say("step1-walk-check.bit-0x-in-level", Long.toHexString(bit), level),
                            CODE,
                            access,
                            access | fault);
                    bench.space.remove(level, CODE, bit);
                }
            }
            bench.space.add(2, CODE, 1L << 51);
            bench.space.remove(1, CODE, Pte.PRESENT);
            bench.demandFault(say("step1-walk-check.a-reserved-bit-above-a"), CODE, access, access | fault);
        }
        MmuFixture bench = new MmuFixture(parts, Geometry.X86_64_LA57);
        int pfn = bench.space.map(CODE, MmuAddressSpace.USER_RW | Pte.LARGE | 1L << 52 | Pte.SPECIAL);
        bench.demandFrame(say("step1-walk-check.bits-7-9-and-52"), CODE, USER, pfn);
    }
}
