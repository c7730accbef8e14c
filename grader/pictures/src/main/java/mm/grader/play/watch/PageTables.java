package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.List;
import mm.grader.picture.Walk;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.Geometry;

/** Reads page tables from memory, as the processor does, and changes nothing. */
final class PageTables {
    private static final Geometry GEOMETRY = Geometry.X86_64;

    private final PhysicalMemory memory;

    PageTables(PhysicalMemory memory) {
        this.memory = memory;
    }

    /** Returns the entries on the way to an address, the root's first, up to one that leads nowhere. */
    List<Walk.Step> walk(int root, long address) {
        List<Walk.Step> steps = new ArrayList<>(GEOMETRY.levels());
        int table = root;
        for (int level = GEOMETRY.levels(); level >= 1; level--) {
            int index = (int) (address >>> PhysicalMemory.PAGE_SHIFT + 9 * (level - 1)) & 511;
            long pte = memory.load(((long) table << PhysicalMemory.PAGE_SHIFT) + index * 8L, Long.BYTES);
            steps.add(new Walk.Step(level, table, index, pte));
            if (!Pte.has(pte, Pte.PRESENT) || Pte.pfn(pte) >= memory.frames()) {
                break;
            }
            table = Pte.pfn(pte);
        }
        return steps;
    }
}
