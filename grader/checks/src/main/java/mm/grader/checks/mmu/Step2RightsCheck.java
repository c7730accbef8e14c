package mm.grader.checks.mmu;

import static mm.grader.Demand.entry;
import static mm.grader.Demand.flags;
import static mm.grader.Labels.say;
import static mm.grader.checks.mmu.MmuFixture.ACCESSES;
import static mm.grader.checks.mmu.MmuFixture.CODE;
import static mm.grader.checks.mmu.MmuFixture.FETCH;
import static mm.grader.checks.mmu.MmuFixture.READ;
import static mm.grader.checks.mmu.MmuFixture.USER;
import static mm.grader.checks.mmu.MmuFixture.WRITE;

import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Pte;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import org.junit.jupiter.api.Order;

/** What the levels allow together, and the bits that the hardware sets. */
@Graded(exercise = Exercise.MMU, step = 2, title = "Rights, accessed and dirty")
public class Step2RightsCheck {
    /** Takes a right away on one level at a time; the accesses named must fault, all others must work. */
    private static void demandRight(Parts parts, boolean set, long bit, int need, String name) {
        for (int level = 1; level <= 4; level++) {
            for (int access : ACCESSES) {
                MmuFixture bench = new MmuFixture(parts);
                int pfn = bench.space.map(CODE, MmuAddressSpace.USER_RW);
                if (set) {
                    bench.space.add(level, CODE, bit);
                } else {
                    bench.space.remove(level, CODE, bit);
                }
                String what = say("step2-rights-check.in-the-entry-of-level", name, level);
                if ((access & need) != 0) {
                    bench.demandFault(what, CODE, access, access | PageFault.PRESENT);
                    bench.demandFault(
                            say("step2-rights-check.a-second-time", what), CODE, access, access | PageFault.PRESENT);
                } else {
                    bench.demandFrame(what, CODE, access, pfn);
                }
            }
        }
    }

    @Order(1)
    @Check(
            points = 6,
            hints = {
                "Collect WRITE over all levels: the strictest one decides.",
                "The kernel, too, may not write: Linux sets CR0.WP, so that copy-on-write works for its own writes."
                        + " arch/x86/mm/fault.c access_error.",
                "docs/02-mmu.md: Rights"
            })
    void a_write_needs_write_on_every_level(Parts parts) {
        demandRight(parts, false, Pte.WRITE, WRITE, say("step2-rights-check.no-write"));
    }

    @Order(2)
    @Check(
            points = 5,
            hints = {
                "A program may not even read a page without USER.",
                "This is what keeps the kernel's half from programs: arch/x86/mm/fault.c do_kern_addr_fault.",
                "docs/02-mmu.md: Rights"
            })
    void a_user_access_needs_user_on_every_level(Parts parts) {
        demandRight(parts, false, Pte.USER, USER, say("step2-rights-check.no-user"));
        MmuFixture bench = new MmuFixture(parts);
        long kernel = Geometry.X86_64.kernelStart();
        bench.space.map(kernel, Pte.PRESENT | Pte.WRITE);
        bench.demandFault(
                say("step2-rights-check.a-page-of-the-kernel"), kernel, USER | WRITE, PageFault.PRESENT | USER | WRITE);
        MmuFixture missing = new MmuFixture(parts);
        missing.space.map(CODE, MmuAddressSpace.USER_RW);
        missing.space.remove(3, CODE, Pte.USER);
        missing.space.set(1, CODE, 0);
        missing.demandFault(say("step2-rights-check.no-user-above-a-missing"), CODE, USER, USER);
    }

    @Order(3)
    @Check(
            points = 5,
            hints = {
                "NX works the other way round: one level that has it is enough to forbid a fetch.",
                "NX concerns fetches alone; reading and writing data goes on: arch/x86/mm/fault.c access_error.",
                "docs/02-mmu.md: Rights"
            })
    void nx_on_any_level_forbids_fetches(Parts parts) {
        demandRight(parts, true, Pte.NX, FETCH, "NX");
        MmuFixture bench = new MmuFixture(parts, Geometry.X86_32);
        long address = CODE & 0x7fff_f000L;
        int pfn = bench.space.map(address, MmuAddressSpace.USER_RW);
        bench.demandFrame(say("step2-rights-check.32-bit-entries-have-no"), address, USER | FETCH, pfn);
    }

    @Order(4)
    @Check(
            points = 6,
            hints = {
                "Every entry used gets ACCESSED; DIRTY goes into the leaf alone, and only for a write.",
                "Reclaim and write-back live on these two bits: arch/x86/include/asm/pgtable.h pte_young, pte_dirty.",
                "docs/02-mmu.md: Accessed and dirty"
            })
    void a_walk_sets_accessed_everywhere_and_dirty_in_the_leaf(Parts parts) {
        for (Geometry geometry : new Geometry[] {Geometry.X86_32, Geometry.X86_64, Geometry.X86_64_LA57}) {
            long address = CODE & 0x7fff_f000L;
            for (int access : new int[] {USER, USER | FETCH, USER | WRITE, WRITE}) {
                MmuFixture bench = new MmuFixture(parts, geometry);
                int pfn = bench.space.map(address, MmuAddressSpace.USER_RW | Pte.SPECIAL);
                long table = bench.space.entry(2, address);
                bench.demandFrame(geometry.name(), address, access, pfn);
                long dirty = (access & WRITE) != 0 ? Pte.DIRTY : 0;
                entry(
                        say("step2-rights-check.leaf-after-a-accessed-is", MmuFixture.name(access)),
                        bench.space.entry(1, address),
                        Pte.of(pfn, MmuAddressSpace.USER_RW | Pte.SPECIAL | Pte.ACCESSED | dirty));
                for (int level = 2; level <= geometry.levels(); level++) {
                    flags(
                            say("step2-rights-check.flags-in-level-after-a", level, MmuFixture.name(access)),
                            Pte.flags(bench.space.entry(level, address)),
                            MmuAddressSpace.TABLE | Pte.ACCESSED);
                }
                for (int level = 2; level <= geometry.levels(); level++) {
                    MmuFixture marked = new MmuFixture(parts, geometry);
                    marked.demandFrame(
                            geometry.name(),
                            address,
                            access,
                            marked.space.map(address, MmuAddressSpace.USER_RW | Pte.ACCESSED | Pte.DIRTY));
                    flags(
                            say("step2-rights-check.accessed-above-an-accessed-leaf", level),
                            Pte.flags(marked.space.entry(level, address)),
                            MmuAddressSpace.TABLE | Pte.ACCESSED);
                }
                entry(
                        say("step2-rights-check.table-after-a", MmuFixture.name(access)),
                        bench.space.entry(2, address),
                        table | Pte.ACCESSED);
            }
        }
    }

    @Order(5)
    @Check(
            points = 3,
            hints = {
                "Decide first, with all levels read; only an access that succeeds leaves its traces.",
                "A page that was only refused must not look used to reclaim: mm/vmscan.c folio_check_references.",
                "docs/02-mmu.md: Accessed and dirty"
            })
    void a_fault_changes_no_entry(Parts parts) {
        for (int missing = 1; missing <= 4; missing++) {
            MmuFixture bench = new MmuFixture(parts, new TlbShape(4, 1));
            bench.space.map(CODE, Pte.PRESENT);
            bench.demandFault(say("step2-rights-check.user-write-to-a-read"), CODE, USER | WRITE, USER | WRITE | 1);
            bench.space.remove(missing, CODE, Pte.PRESENT);
            bench.demandFault(say("step2-rights-check.read-with-level-missing", missing), CODE, READ, READ);
            for (int level = 1; level <= 4; level++) {
                flags(
                        say("step2-rights-check.accessed-and-dirty-in-level", level),
                        bench.space.entry(level, CODE) & (Pte.ACCESSED | Pte.DIRTY),
                        0);
            }
        }
    }
}
