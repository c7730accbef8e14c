package mm.procfs;

import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.PageTable;

/**
 * The counters of {@code smaps}, over the pages of one mapping or of several. The zero page counts nowhere.
 *
 * <p>Simplified from Linux: a page is dirty if the entry that is looked at is; Linux asks the page as well.
 *
 * @linux fs/proc/task_mmu.c smaps_account
 * @linux fs/proc/task_mmu.c smaps_pte_entry
 */
final class SmapsCount {
    private static final int KB_PER_PAGE = PhysicalMemory.PAGE_KB;
    /** Shares are counted in bytes with so many binary places. */
    private static final int PSS_SHIFT = 12;

    private static final int KB_SHIFT = 10;

    private final Machine machine;
    private final PhysicalMemory memory;
    private long sharedClean;
    private long sharedDirty;
    private long privateClean;
    private long privateDirty;
    private long referenced;
    private long anonymous;
    private long lazyFree;
    private long swap;
    private long pss;
    private long dirtyPss;

    SmapsCount(Machine machine) {
        this.machine = machine;
        memory = machine.memory();
    }

    void add(PageTable table, long start, long end) {
        for (long page = start; page != end; page += PhysicalMemory.PAGE_SIZE) {
            long pte = table.lookup(page);
            if (Pte.isSwap(pte)) {
                swap++;
            } else if (Pte.inMemory(pte) && Pte.pfn(pte) != PhysicalMemory.ZERO_FRAME) {
                add(pte, Pte.pfn(pte));
            }
        }
    }

    private void add(long pte, int pfn) {
        int mappers = Math.max(1, memory.mapCount(pfn));
        boolean isDirty = Pte.has(pte, Pte.DIRTY);
        long share = ((long) PhysicalMemory.PAGE_SIZE << PSS_SHIFT) / mappers;
        pss += share;
        dirtyPss += isDirty ? share : 0;
        if (mappers > 1) {
            sharedDirty += isDirty ? 1 : 0;
            sharedClean += isDirty ? 0 : 1;
        } else {
            privateDirty += isDirty ? 1 : 0;
            privateClean += isDirty ? 0 : 1;
        }
        referenced += Pte.has(pte, Pte.ACCESSED) ? 1 : 0;
        anonymous += memory.isCached(pfn) && !machine.reclaim().swapper().isCached(pfn) ? 0 : 1;
        lazyFree += memory.isLazyFree(pfn) && !isDirty ? 1 : 0;
    }

    String lines() {
        return SmapsWriter.line("Rss", (sharedClean + sharedDirty + privateClean + privateDirty) * KB_PER_PAGE)
                + SmapsWriter.line("Pss", pss >> PSS_SHIFT + KB_SHIFT)
                + SmapsWriter.line("Pss_Dirty", dirtyPss >> PSS_SHIFT + KB_SHIFT)
                + pages("Shared_Clean", sharedClean)
                + pages("Shared_Dirty", sharedDirty)
                + pages("Private_Clean", privateClean)
                + pages("Private_Dirty", privateDirty)
                + pages("Referenced", referenced)
                + pages("Anonymous", anonymous)
                + pages("LazyFree", lazyFree)
                + pages("Swap", swap);
    }

    private static String pages(String name, long pages) {
        return SmapsWriter.line(name, pages * KB_PER_PAGE);
    }
}
