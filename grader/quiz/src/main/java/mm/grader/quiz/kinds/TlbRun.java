package mm.grader.quiz.kinds;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Hexes;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Reads of pages in two address spaces through one TLB, and what became of each. */
final class TlbRun {
    private static final int FRAME = 32;

    private final Mmu mmu;
    private final PageTable[] spaces = new PageTable[2];
    private final List<String> steps = new ArrayList<>();
    private final TlbShape shape;
    private int active;

    TlbRun(Parts parts, TlbShape shape) {
        this.shape = shape;
        PhysicalMemory memory = new PhysicalMemory(64);
        mmu = parts.mmu(Geometry.X86_64, memory, shape);
        for (int space = 0; space < spaces.length; space++) {
            spaces[space] = parts.pageTable(Geometry.X86_64, memory);
        }
        mmu.activate(spaces[0].root(), 0);
    }

    private static long address(int page) {
        return (long) page << Geometry.PAGE_SHIFT;
    }

    void read(int page) {
        spaces[active].map(address(page), Pte.of(FRAME + active, Pte.PRESENT | Pte.USER | Pte.ACCESSED));
        long hits = mmu.tlbHits();
        mmu.translate(address(page), PageFault.USER);
        String set = shape.sets() == 1 ? "" : "  set " + (page & shape.sets() - 1);
        steps.add(Hexes.left("read page " + page, 24) + set + (mmu.tlbHits() > hits ? "  hit" : "  miss"));
    }

    void activate(char space, boolean tagged) {
        active = space - 'A';
        mmu.activate(spaces[active].root(), active);
        if (!tagged) {
            mmu.invalidateAll();
        }
        steps.add("switch to " + space + (tagged ? "" : ", TLB empty"));
    }

    void invalidate(char space, int page) {
        mmu.invalidatePage(space - 'A', address(page));
        steps.add("invalidate page " + page + " of " + space);
    }

    void invalidateAll(char space) {
        mmu.invalidateAsid(space - 'A');
        steps.add("invalidate all of " + space);
    }

    long hits() {
        return mmu.tlbHits();
    }

    long misses() {
        return mmu.tlbMisses();
    }

    List<String> steps() {
        return steps;
    }
}
