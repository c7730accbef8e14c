package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.List;
import mm.grader.picture.Walk;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;

/** Reads page tables from memory, as the processor does, and changes nothing. */
final class PageTables {
    private final PhysicalMemory memory;
    private final int levels;

    PageTables(PhysicalMemory memory, int levels) {
        this.memory = memory;
        this.levels = levels;
    }

    /** Returns the entries on the way to an address, the root's first, up to one that leads nowhere. */
    List<Walk.Step> walk(int root, long address) {
        List<Walk.Step> steps = new ArrayList<>(levels);
        int table = root;
        for (int level = levels; level >= 1; level--) {
            int index = (int) (address >>> (PhysicalMemory.PAGE_SHIFT + 9 * (level - 1))) & 511;
            long pte = memory.load(((long) table << PhysicalMemory.PAGE_SHIFT) + index * 8L, Long.BYTES);
            Walk.Step step = new Walk.Step(level, table, index, pte);
            steps.add(step);
            if (step.isLarge() || !Pte.has(pte, Pte.PRESENT) || Pte.pfn(pte) >= memory.frames()) {
                break;
            }
            table = Pte.pfn(pte);
        }
        return steps;
    }
}
