package mm.grader.checks.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;

/**
 * Random accesses and changes of tables, done twice: in a memory that the MMU walks, and in its twin that is walked
 * without a TLB. Answers and entries must be equal all the time.
 */
final class RandomProgram {
    private static final int SPACES = 3;
    private static final int PAGES = 24;

    private final Geometry geometry;
    private final Random random;
    private final Mmu mmu;
    private final Space[] spaces = new Space[SPACES];
    private final Space[] twins = new Space[SPACES];

    RandomProgram(Parts parts, Geometry geometry, Random random) {
        this.geometry = geometry;
        this.random = random;
        PhysicalMemory memory = new PhysicalMemory(4000);
        PhysicalMemory twin = new PhysicalMemory(4000);
        mmu = parts.mmu(geometry, memory, new TlbShape(4, 2), new TlbShape(8, 3));
        for (int i = 0; i < SPACES; i++) {
            spaces[i] = new Space(geometry, memory);
            twins[i] = new Space(geometry, twin);
        }
    }

    void run(int steps) {
        int active = 0;
        mmu.activate(spaces[0].root, 0);
        for (int step = 1; step <= steps; step++) {
            int dice = random.nextInt(20);
            if (dice == 0) {
                active = random.nextInt(SPACES);
                mmu.activate(spaces[active].root, active);
            } else if (dice == 1) {
                change(random.nextInt(SPACES));
            } else {
                access(step, active);
            }
        }
    }

    private long page() {
        long start = random.nextInt(3) == 0 ? geometry.kernelStart() : 0x40_0000;
        return start + (long) random.nextInt(PAGES) * Space.PAGE;
    }

    /** Writes one leaf entry anew and tells the TLB, in one of the ways there are. */
    private void change(int asid) {
        long address = page();
        long[] flags = {Pte.PRESENT, Pte.WRITE, Pte.USER, Pte.NX};
        long entry = Pte.of(1 + random.nextInt(3000), 0);
        for (long flag : flags) {
            entry |= random.nextInt(5) > 0 ? flag : 0;
        }
        spaces[asid].set(1, address, entry);
        twins[asid].set(1, address, entry);
        switch (random.nextInt(6)) {
            case 0 -> mmu.invalidateAsid(asid);
            case 1 -> mmu.invalidateAll();
            case 2 -> mmu.invalidateRange(asid, address - 3 * Space.PAGE, address + Space.PAGE);
            case 3 -> mmu.invalidateRange(asid, address, address + 2 * Space.PAGE);
            default -> mmu.invalidatePage(asid, address + random.nextInt(4096));
        }
    }

    private void access(int step, int active) {
        long address = page() + random.nextInt(4096);
        int access = Bench.ACCESSES[random.nextInt(Bench.ACCESSES.length)];
        long expected = twins[active].translate(address, access);
        long result = mmu.translate(address, access);
        long expectedEntry = twins[active].entry(1, address);
        long entry = spaces[active].entry(1, address);
        if (result == expected && entry == expectedEntry) {
            return;
        }
        String what = String.format(
                "%s, step %d: %s of 0x%x in asid %d", geometry.name(), step, Bench.name(access), address, active);
        assertThat(PageFault.show(result)).as(what).isEqualTo(PageFault.show(expected));
        assertThat(Long.toHexString(entry)).as("leaf entry after " + what).isEqualTo(Long.toHexString(expectedEntry));
    }
}
