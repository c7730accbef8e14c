package mm.grader.checks.mmu;

import static mm.grader.Demand.entry;
import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import mm.grader.FailureMinimizer;
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
    private final Mmu mmu;
    private final MmuAddressSpace[] spaces = new MmuAddressSpace[SPACES];
    private final MmuAddressSpace[] twins = new MmuAddressSpace[SPACES];
    private int active;

    /** One thing that the program does. */
    private record Op(String text, Consumer<RandomProgram> action) {
        @Override
        public String toString() {
            return text;
        }
    }

    private RandomProgram(Parts parts, Geometry geometry, boolean large) {
        this.geometry = geometry;
        PhysicalMemory memory = new PhysicalMemory(4000);
        PhysicalMemory twin = new PhysicalMemory(4000);
        mmu = parts.mmu(geometry, memory, new TlbShape(4, 2), new TlbShape(8, 3));
        for (int i = 0; i < SPACES; i++) {
            spaces[i] = new MmuAddressSpace(geometry, memory);
            twins[i] = new MmuAddressSpace(geometry, twin);
            twins[i].largePages = large;
        }
        if (large) {
            mmu.enableLargePages();
        }
        activate(0);
    }

    /** Plays random operations; shows the fewest that go wrong. */
    static void play(Parts parts, Geometry geometry, Random random, int steps) {
        play(parts, geometry, random, steps, false);
    }

    /** Plays random operations, also with large pages. */
    static void play(Parts parts, Geometry geometry, Random random, int steps, boolean large) {
        List<Op> operations = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            int dice = random.nextInt(20);
            int asid = random.nextInt(SPACES);
            operations.add(
                    dice == 0
                            ? new Op(say("random-program.activate-asid", asid), program -> program.activate(asid))
                            : dice == 1
                                    ? change(geometry, random, asid)
                                    : dice == 2 && large
                                            ? changeSize(geometry, random, asid)
                                            : access(geometry, random));
        }
        FailureMinimizer.play(operations, some -> {
            RandomProgram program = new RandomProgram(parts, geometry, large);
            some.forEach(operation -> operation.action().accept(program));
        });
    }

    private static long page(Geometry geometry, Random random) {
        long start = random.nextInt(3) == 0 ? geometry.kernelStart() : 0x40_0000;
        return start + (long) random.nextInt(PAGES) * MmuAddressSpace.PAGE;
    }

    private void activate(int asid) {
        active = asid;
        mmu.activate(spaces[asid].root, asid);
    }

    /** Writes one leaf entry anew (not below a large page) and tells the TLB, in one of the ways there are. */
    private static Op change(Geometry geometry, Random random, int asid) {
        long address = page(geometry, random);
        long[] flags = {Pte.PRESENT, Pte.WRITE, Pte.USER, Pte.NX};
        long entry = Pte.of(1 + random.nextInt(3000), 0);
        for (long flag : flags) {
            entry |= random.nextInt(5) > 0 ? flag : 0;
        }
        long written = entry;
        int way = random.nextInt(6);
        int offset = random.nextInt(4096);
        String[] ways = {
            "invalidateAsid",
            "invalidateAll",
            say("random-program.invalidaterange-of-3-pages-before"),
            say("random-program.invalidaterange-of-it-and-the")
        };
        String told = way < ways.length ? ways[way] : "invalidatePage";
        String text = say(
                "random-program.entry-of-0x-in-asid", Long.toHexString(address), asid, Long.toHexString(entry), told);
        return new Op(text, program -> program.change(asid, address, written, way, offset));
    }

    private void change(int asid, long address, long entry, int way, int offset) {
        if (Pte.has(twins[asid].entry(2, address), Pte.LARGE)) {
            return;
        }
        spaces[asid].set(1, address, entry);
        twins[asid].set(1, address, entry);
        switch (way) {
            case 0 -> mmu.invalidateAsid(asid);
            case 1 -> mmu.invalidateAll();
            case 2 -> mmu.invalidateRange(asid, address - 3 * MmuAddressSpace.PAGE, address + MmuAddressSpace.PAGE);
            case 3 -> mmu.invalidateRange(asid, address, address + 2 * MmuAddressSpace.PAGE);
            default -> mmu.invalidatePage(asid, address + offset);
        }
    }

    /** Maps the 2 MB around a page by a large page, or by a table with that page alone, and tells the TLB of all of it. */
    private static Op changeSize(Geometry geometry, Random random, int asid) {
        long address = page(geometry, random);
        boolean large = random.nextBoolean();
        long flags = Pte.PRESENT | (random.nextBoolean() ? Pte.WRITE : 0) | (random.nextInt(4) > 0 ? Pte.USER : 0);
        long entry = large ? Pte.of(512L * (1 + random.nextInt(30)), flags | Pte.LARGE) : Pte.of(700, flags);
        int way = random.nextInt(4);
        String text = say(
                large ? "random-program.large-page-at-0x-in-asid" : "random-program.small-page-at-0x-in-asid",
                Long.toHexString(address),
                asid,
                Long.toHexString(entry));
        return new Op(text, program -> program.changeSize(asid, address, large ? 2 : 1, entry, way));
    }

    private void changeSize(int asid, long address, int level, long entry, int way) {
        for (MmuAddressSpace space : List.of(spaces[asid], twins[asid])) {
            space.set(2, address, 0);
            space.set(level, address, entry);
        }
        long area = address & -MmuAddressSpace.LARGE_SIZE;
        switch (way) {
            case 0 -> mmu.invalidateAsid(asid);
            case 1 -> mmu.invalidateAll();
            default -> mmu.invalidateRange(asid, area, area + MmuAddressSpace.LARGE_SIZE);
        }
    }

    private static Op access(Geometry geometry, Random random) {
        long address = page(geometry, random) + random.nextInt(4096);
        int access = MmuFixture.ACCESSES[random.nextInt(MmuFixture.ACCESSES.length)];
        String text = say("random-program.of-0x", MmuFixture.name(access), Long.toHexString(address));
        return new Op(text, program -> program.access(text, address, access));
    }

    private void access(String text, long address, int access) {
        long expected = twins[active].translate(address, access);
        long result = mmu.translate(address, access);
        int leaf = Pte.has(twins[active].entry(2, address), Pte.LARGE) ? 2 : 1;
        long expectedEntry = twins[active].entry(leaf, address);
        long entry = spaces[active].entry(leaf, address);
        if (result == expected && entry == expectedEntry) {
            return;
        }
        String what = say("random-program.in-asid", geometry.name(), text, active);
        assertThat(PageFault.show(result)).as(what).isEqualTo(PageFault.show(expected));
        entry(say("random-program.leaf-entry-after", what), entry, expectedEntry);
    }
}
