package mm.vma;

import mm.machine.Kernel;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.PageTable;

/**
 * The huge pages of one address space ({@code mm/huge_memory.c}).
 *
 * <pre>
 * first touch   all 2 MB in the VMA, which asks for them, and no table there  -> one huge page (read: that of zeros)
 *               otherwise, or no frames side by side                          -> a small page
 * write to read-only   ours alone -> writable; that of zeros -> a new one; else split, and one small page is copied
 * a part of it is dropped, protected, moved, or becomes another VMA's        -> split
 * </pre>
 */
final class HugePages {
    static final long SIZE = MemoryDescriptor.HUGE_PAGE;

    private final Kernel kernel;
    private final PhysicalMemory memory;
    private final Pages pages;
    private final PageTable table;
    private final int asid;
    /** Whether there was ever one: without it, nobody need look for one. */
    private boolean any;

    HugePages(Kernel kernel, Pages pages, int asid) {
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.pages = pages;
        this.table = pages.table;
        this.asid = asid;
    }

    /** Tells whether the first touch of a page may bring a huge one ({@code thp_vma_suitable_order}). */
    boolean mayBegin(Vma vma, long page) {
        long start = page & -SIZE;
        return vma.huge == Vma.Huge.YES
                && vma.object == null
                && vma.start <= start
                && start + SIZE <= vma.end
                && table.hasRoomForLarge(page);
    }

    /** Gives a huge page, or a right to one; null if a small page has to do. */
    FaultResult fault(Vma vma, long page, boolean write) {
        long pte = any ? table.lookupLarge(page) : 0;
        if (pte != 0) {
            return write && !Pte.has(pte, Pte.WRITE) ? writeProtected(vma, page, pte) : FaultResult.MINOR;
        }
        if (!mayBegin(vma, page)) {
            return null;
        }
        int pfn = write ? kernel.allocateLargeFrame() : kernel.hugeZeroFrame();
        if (pfn == PhysicalMemory.NO_FRAME) {
            return null;
        }
        long special = write ? 0 : Pte.SPECIAL;
        if (!table.mapLarge(page, Pte.of(pfn, Pages.rights(vma, write) | Pte.LARGE | special))) {
            free(write ? pfn : PhysicalMemory.NO_FRAME);
            return FaultResult.OOM;
        }
        any = true;
        if (write) {
            own(page, pfn);
        }
        return FaultResult.MINOR;
    }

    /** Gives back the frames of a page that could not be mapped. */
    private void free(int first) {
        for (int i = 0; first != PhysicalMemory.NO_FRAME && i < PhysicalMemory.LARGE_FRAMES; i++) {
            memory.free(first + i);
        }
    }

    /** Counts a new huge page, which is ours alone. */
    private void own(long page, int first) {
        count(pages, page & -SIZE, first, 1);
        setExclusive(first, true);
    }

    private void setExclusive(int first, boolean exclusive) {
        for (int i = 0; i < PhysicalMemory.LARGE_FRAMES; i++) {
            memory.setExclusive(first + i, exclusive);
        }
    }

    /** Notes that an address space maps each of the 512 frames, or no longer does. */
    private void count(Pages of, long start, int first, int sign) {
        for (int i = 0; i < PhysicalMemory.LARGE_FRAMES; i++) {
            long address = start + (long) i * PhysicalMemory.PAGE_SIZE;
            if (sign > 0) {
                kernel.addRmap(first + i, of.mm, address);
            } else {
                kernel.removeRmap(first + i, of.mm, address);
            }
        }
        of.anon += sign * PhysicalMemory.LARGE_FRAMES;
    }

    /** A write to a huge page that is mapped read-only ({@code do_huge_pmd_wp_page}). */
    private FaultResult writeProtected(Vma vma, long page, long pte) {
        int pfn = Pte.pfn(pte);
        if (isZero(pte)) {
            int fresh = kernel.allocateLargeFrame();
            if (fresh != PhysicalMemory.NO_FRAME) {
                table.setLarge(page, Pte.of(fresh, Pages.rights(vma, true) | Pte.LARGE));
                kernel.mmu().invalidatePage(asid, page);
                own(page, fresh);
                return FaultResult.MINOR;
            }
        } else if (memory.isExclusive(pfn) || isMappedOnce(pfn)) {
            setExclusive(pfn, true);
            table.setLarge(page, pte | Pte.WRITE);
            return FaultResult.MINOR;
        }
        split(page);
        return null;
    }

    private boolean isMappedOnce(int first) {
        for (int i = 0; i < PhysicalMemory.LARGE_FRAMES; i++) {
            if (memory.mapCount(first + i) != 1 || memory.isCached(first + i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(long pte) {
        return Pte.has(pte, Pte.SPECIAL);
    }

    /** Makes small pages of the huge page that an address lies in, if it lies in one ({@code __split_huge_pmd}). */
    void split(long address) {
        long pte = any ? table.lookupLarge(address) : 0;
        if (pte == 0) {
            return;
        }
        long start = address & -SIZE;
        table.splitLarge(address);
        kernel.mmu().invalidatePage(asid, address);
        if (isZero(pte)) {
            long zero = Pte.of(PhysicalMemory.ZERO_FRAME, Pte.flags(pte) & ~Pte.LARGE);
            for (long page = start; page < start + SIZE; page += PhysicalMemory.PAGE_SIZE) {
                table.map(page, zero);
            }
        }
    }

    /** Splits the huge pages that a range has only a part of. */
    void splitEnds(long start, long end) {
        if ((start & (SIZE - 1)) != 0) {
            split(start);
        }
        if ((end & (SIZE - 1)) != 0) {
            split(end);
        }
    }

    /** Drops a huge page whole: the entry, the deposited table, all frames ({@code zap_huge_pmd}). */
    void drop(long start, long pte) {
        table.unmapLarge(start);
        kernel.mmu().invalidatePage(asid, start);
        if (!isZero(pte)) {
            count(pages, start, Pte.pfn(pte), -1);
        }
    }

    /** Gives a huge page the rights that its VMA has now ({@code change_huge_pmd}). */
    void protect(Vma vma, long start, long pte) {
        table.setLarge(start, (pte & ~Pages.RIGHTS) | Pages.rights(vma, memory.isExclusive(Pte.pfn(pte))));
        kernel.mmu().invalidatePage(asid, start);
    }

    /**
     * Lets a child, which has the tables above, map the huge pages of a VMA, and not write to them. Our own entries stay as
     * they are until nothing can fail any more ({@code copy_huge_pmd}).
     *
     * @return false if no frame was free for a deposit
     */
    boolean copyTo(Pages child, Vma vma) {
        boolean[] copied = {true};
        pages.walkHuge(vma.start, vma.end, (start, pte) -> {
            copied[0] = copied[0] && child.table.mapLarge(start, pte & ~Pte.WRITE);
            if (copied[0]) {
                child.huge.any = true;
                if (!isZero(pte)) {
                    count(child, start, Pte.pfn(pte), 1);
                }
            }
        });
        return copied[0];
    }

    /** Takes the right to write from a huge page that a child has now, too. */
    void share(long start, long pte) {
        if (!isZero(pte)) {
            setExclusive(Pte.pfn(pte), false);
            table.setLarge(start, pte & ~Pte.WRITE);
        }
    }

    /** Splits what cannot move whole: nothing can, unless both places lie alike in their 2 MB. */
    void splitForMove(long from, long to, long length) {
        splitEnds(from, from + length);
        if (((from ^ to) & (SIZE - 1)) != 0) {
            pages.walkHuge(from, from + length, (start, pte) -> split(start));
        }
    }

    /** Tells the reverse map that a huge page has another address ({@code move_huge_pmd}). */
    void moved(long from, long to, long pte) {
        if (!isZero(pte)) {
            count(pages, to, Pte.pfn(pte), 1);
            count(pages, from, Pte.pfn(pte), -1);
        }
    }

    /** Lets reclaim drop a huge page unless it is written again, if it is ours alone ({@code madvise_free_huge_pmd}). */
    void freeLazily(long start, long pte) {
        if (isZero(pte) || !isMappedOnce(Pte.pfn(pte))) {
            return;
        }
        table.setLarge(start, pte & ~(Pte.ACCESSED | Pte.DIRTY));
        kernel.mmu().invalidatePage(asid, start);
        for (int i = 0; i < PhysicalMemory.LARGE_FRAMES; i++) {
            memory.setLazyFree(Pte.pfn(pte) + i, true);
        }
    }

    /** Returns how many pages lie in huge pages, by going through the table as {@code /proc/PID/smaps} does. */
    long mapped() {
        long[] found = {0};
        if (any) {
            pages.walkHuge(0, MemoryDescriptor.TASK_SIZE, (start, pte) -> found[0] += isZero(pte) ? 0 : 1);
        }
        return found[0] * PhysicalMemory.LARGE_FRAMES;
    }
}
