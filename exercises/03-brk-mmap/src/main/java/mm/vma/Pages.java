package mm.vma;

import java.util.List;
import mm.machine.Kernel;
import mm.machine.PhysicalMemory;
import mm.machine.Todo;
import mm.pagetable.PageTable;

/**
 * The pages of one address space: enters frames in the page table, and takes them out ({@code mm/memory.c}).
 *
 * <pre>
 * fault:    entry empty        -> the zero page (read), a frame of zeros (write), or the object's page
 *           write to read-only -> writable if the page is ours alone, else a copy of it
 * zap:      clear the entry, tell the TLB, let go of the frame
 * fork:     both sides map the frame, neither may write to it
 * </pre>
 */
final class Pages {
    private static final int FAULT_AROUND_PAGES = 16;
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    private final Kernel kernel;
    private final PhysicalMemory memory;
    final MemoryDescriptor mm;
    private final int asid;
    final PageTable table;

    /** Pages in memory by kind, and in the swap area. */
    long anon;

    long file;
    long shmem;
    long swapped;

    Pages(Kernel kernel, MemoryDescriptor mm, int asid) {
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.mm = mm;
        this.asid = asid;
        this.table = kernel.newPageTable();
    }

    MemoryCounters counters(Accounting mapped) {
        long tables = 0;
        int counted = Math.min(table.geometry().levels(), 4); // up to PUD; not P4D, see mm/memory.c __p4d_alloc
        for (int level = 1; level < counted; level++) {
            tables += table.tableCount(level);
        }
        int kb = PhysicalMemory.PAGE_SHIFT - 10;
        return new MemoryCounters(
                mapped.total << kb,
                anon << kb,
                file << kb,
                shmem << kb,
                swapped << kb,
                tables << kb,
                mapped.data << kb,
                mapped.stack << kb,
                mapped.locked << kb,
                hugePages() << kb);
    }

    /** Returns how many pages lie in huge pages (bonus, step 13). */
    private long hugePages() {
        return 0;
    }

    /** Gives a page that the VMA allows to be touched ({@code handle_pte_fault}). */
    FaultResult fault(Vma vma, long page, boolean write) {
        throw new Todo("exercise 03: Pages.fault");
    }

    /** Counts a page that reclaim has taken: swapped out, or dropped from a file. */
    void reclaimed(Vma vma, long page, int pfn) {
        throw new Todo("exercise 03: Pages.reclaimed");
    }

    /** Drops all pages of a VMA in a range ({@code zap_pte_range}). */
    void zap(Vma vma, long start, long end) {
        throw new Todo("exercise 03: Pages.zap");
    }

    /**
     * Moves all pages of a range to where nothing is mapped ({@code move_page_tables}).
     *
     * @return false if no frame was free for a table: then every page is where it was
     */
    boolean move(long from, long to, long length) {
        throw new Todo("exercise 03: Pages.move");
    }

    /** Frees the tables that no VMA needs once some neighbours are removed ({@code free_pgtables}). */
    void freeTables(List<Vma> removed, Vma below, Vma above) {
        throw new Todo("exercise 03: Pages.freeTables");
    }

    /** Lets reclaim drop the pages of a range unless they are written again ({@code madvise_free_pte_range}). */
    void freeLazily(long start, long end) {
        throw new Todo("exercise 03: Pages.freeLazily");
    }

    /** Gives all pages of a VMA in a range the rights that the VMA has now ({@code change_pte_range}). */
    void protect(Vma vma, long start, long end) {
        throw new Todo("exercise 03: Pages.protect");
    }

    /**
     * Lets a child, which has the tables, map all pages of a VMA. What is private, neither side may write to any more
     * ({@code copy_pte_range}).
     */
    void copyTo(Pages child, Vma vma) {
        throw new Todo("exercise 03: Pages.copyTo");
    }
}
