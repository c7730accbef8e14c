package mm.grader.checks.mmu;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;

/** An MMU on the bench, with one address space whose tables the check writes. */
final class MmuFixture {
    static final int READ = 0;
    static final int WRITE = PageFault.WRITE;
    static final int USER = PageFault.USER;
    static final int FETCH = PageFault.INSTRUCTION;

    /** All kinds of access there are. */
    static final int[] ACCESSES = {READ, WRITE, FETCH, USER, USER | WRITE, USER | FETCH};

    static final int ASID = 1;

    /** An address with a different index at each level. */
    static final long CODE = 0x1234_5678_9000L;

    final PhysicalMemory memory = new PhysicalMemory(4000);
    final MmuAddressSpace space;
    final Mmu mmu;

    MmuFixture(Parts parts, TlbShape... shapes) {
        this(parts, Geometry.X86_64, shapes);
    }

    MmuFixture(Parts parts, Geometry geometry, TlbShape... shapes) {
        space = new MmuAddressSpace(geometry, memory);
        mmu = parts.mmu(geometry, memory, shapes.length == 0 ? new TlbShape[] {TlbShape.L1} : shapes);
        mmu.activate(space.root, ASID);
    }

    /** Demands that an access reaches a frame. */
    void demandFrame(String what, long address, int access, int pfn) {
        demand(what, address, access, ((long) pfn << 12) + (address & MmuAddressSpace.PAGE - 1));
    }

    /** Demands a page fault with exactly these bits. */
    void demandFault(String what, long address, int access, int errorCode) {
        demand(what, address, access, PageFault.result(errorCode));
    }

    void demand(String what, long address, int access, long result) {
        long got = mmu.translate(address, access);
        assertThat(show(got))
                .as(say("mmu-fixture.of-0x", what, name(access), Long.toHexString(address)))
                .isEqualTo(show(result));
    }

    /** Reads, and demands that the TLB answers, or that it does not. */
    void demandHit(String what, long address, boolean hit) {
        long hits = mmu.tlbHits();
        long misses = mmu.tlbMisses();
        long result = mmu.translate(address, READ);
        assertThat(result)
                .as(say("mmu-fixture.read-of-0x", what, Long.toHexString(address), show(result)))
                .isNotNegative();
        assertThat(counted(mmu.tlbHits() - hits, mmu.tlbMisses() - misses))
                .as(say("mmu-fixture.read-of-0x-2", what, Long.toHexString(address)))
                .isEqualTo(hit ? counted(1, 0) : counted(0, 1));
    }

    private static String counted(long hits, long misses) {
        return say("mmu-fixture.hits-and-misses", hits, misses);
    }

    static String name(int access) {
        String readOrWrite = (access & WRITE) != 0 ? say("mmu-fixture.write") : say("mmu-fixture.read");
        String what = (access & FETCH) != 0 ? say("mmu-fixture.fetch") : readOrWrite;
        return (access & USER) != 0 ? say("mmu-fixture.by-the-user", what) : say("mmu-fixture.by-the-kernel", what);
    }

    private static String show(long result) {
        boolean fault = result < 0 && result != PageFault.GENERAL_PROTECTION;
        return PageFault.show(result) + (fault ? " (error code " + PageFault.errorCode(result) + ")" : "");
    }
}
