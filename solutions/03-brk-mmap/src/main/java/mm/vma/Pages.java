package mm.vma;

import java.util.List;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.PageTable;
import mm.pagetable.TableMove;

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
    // GIVEN
    private static final int FAULT_AROUND_PAGES = 16;
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    // STUB:
    /** The bits of an entry that say who may do what. */
    static final long RIGHTS = Pte.PRESENT | Pte.WRITE | Pte.USER | Pte.PROT_NONE | Pte.NX;

    // GIVEN
    private final Kernel kernel;
    private final PhysicalMemory memory;
    final MemoryDescriptor mm;
    private final int asid;
    final PageTable table;

    // STUB:
    final HugePages huge;

    /** Pages in memory by kind, and in the swap area. */
    long anon;

    long file;
    long shmem;
    long swapped;

    // GIVEN
    Pages(Kernel kernel, MemoryDescriptor mm, int asid) {
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.mm = mm;
        this.asid = asid;
        this.table = kernel.newPageTable();
        // STUB:
        this.huge = new HugePages(kernel, this, asid);
    }

    // GIVEN
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

    // GIVEN
    /** Returns how many pages lie in huge pages (bonus, step 13). */
    private long hugePages() {
        // STUB: return 0;
        return huge.mapped();
    }

    /** Goes through the huge and the small pages of a range ({@code walk_page_range}). */
    private void walk(long start, long end, PageTable.Visitor large, PageTable.Visitor small) {
        table.walk(start, end, new PageTable.Visitor() {
            @Override
            public void visit(long address, long pte) {
                small.visit(address, pte);
            }

            @Override
            public void visitLarge(long address, long pte) {
                large.visit(address, pte);
            }
        });
    }

    // STUB:
    /** Goes through the huge pages of a range alone. */
    void walkHuge(long start, long end, PageTable.Visitor large) {
        walk(start, end, large, (address, pte) -> {});
    }

    /** Gives a page that the VMA allows to be touched ({@code handle_pte_fault}). */
    FaultResult fault(Vma vma, long page, boolean write) {
        FaultResult served = huge.fault(vma, page, write);
        if (served != null) {
            return served;
        }
        long pte = table.lookup(page);
        if (Pte.isSwap(pte)) {
            return swapIn(vma, page, pte);
        }
        if (pte != 0) {
            return write ? writeProtected(vma, page, pte) : FaultResult.MINOR;
        }
        if (vma.object != null) {
            return fromObject(vma, page, write);
        }
        if (write) {
            return ownPage(vma, page, PhysicalMemory.ZERO_FRAME);
        }
        long zero = Pte.of(PhysicalMemory.ZERO_FRAME, rights(vma, false) | Pte.SPECIAL);
        return table.map(page, zero) ? FaultResult.MINOR : FaultResult.OOM;
    }

    // STUB:
    /** Entry bits for the rights of a VMA; a private page may be written only where nobody else sees it. */
    static long rights(Vma vma, boolean own) {
        if (vma.prot == Prot.NONE) {
            return Pte.PROT_NONE;
        }
        boolean write = (vma.prot & Prot.WRITE) != 0 && (own || vma.shared);
        boolean fetch = (vma.prot & Prot.EXEC) != 0;
        return Pte.PRESENT | Pte.USER | (write ? Pte.WRITE : 0) | (fetch ? 0 : Pte.NX);
    }

    /** Maps a frame of our own, with a copy of what the other frame holds ({@code wp_page_copy}). */
    private FaultResult ownPage(Vma vma, long page, int original) {
        memory.addMapping(original); // hold it until it is copied, whatever reclaim does
        int pfn = kernel.allocateFrame();
        if (pfn != PhysicalMemory.NO_FRAME && original != PhysicalMemory.ZERO_FRAME) {
            memory.copy(original, pfn);
        }
        memory.removeMapping(original);
        return pfn == PhysicalMemory.NO_FRAME ? FaultResult.OOM : map(vma, page, pfn, true);
    }

    private FaultResult map(Vma vma, long page, int pfn, boolean own) {
        if (!table.map(page, Pte.of(pfn, rights(vma, own)))) {
            if (own) {
                memory.free(pfn);
            }
            return FaultResult.OOM;
        }
        kernel.addRmap(pfn, mm, page);
        if (own) {
            memory.setExclusive(pfn, true);
        }
        count(vma, page, pfn, 1);
        return FaultResult.MINOR;
    }

    private void count(Vma vma, long page, int pfn, int pages) {
        if (vma.object == null || vma.object.find(vma.objectPage(page)) != pfn) {
            anon += pages;
        } else if (vma.object.isSharedMemory()) {
            shmem += pages;
        } else {
            file += pages;
        }
    }

    /**
     * A page of a file or of shared memory: found there, or made there ({@code do_read_fault}, {@code do_shared_fault}, and
     * {@code do_cow_fault}, which copies at once).
     */
    private FaultResult fromObject(Vma vma, long page, boolean write) {
        PageCache object = vma.object;
        if (!write) {
            faultAround(vma, page);
            if (table.lookup(page) != 0) {
                return FaultResult.MINOR;
            }
        }
        int pfn = object.find(vma.objectPage(page));
        boolean read = pfn == PhysicalMemory.NO_FRAME && !object.isSharedMemory();
        if (pfn == PhysicalMemory.NO_FRAME) {
            pfn = kernel.allocateFrame();
            if (pfn == PhysicalMemory.NO_FRAME) {
                return FaultResult.OOM;
            }
            object.add(vma.objectPage(page), pfn);
        }
        FaultResult result = write && !vma.shared ? ownPage(vma, page, pfn) : map(vma, page, pfn, false);
        return result == FaultResult.MINOR && read ? FaultResult.MAJOR : result;
    }

    /** Maps what the object already has around a page: one fault instead of sixteen ({@code do_fault_around}). */
    private void faultAround(Vma vma, long page) {
        long group = FAULT_AROUND_PAGES * PAGE;
        long from = Math.max(page & -group, vma.start);
        long tableEnd = (page & -table.span(1)) + table.span(1);
        long to = Math.min(from + group, Math.min(vma.end, tableEnd));
        for (long near = from; near < to; near += PAGE) {
            int pfn = vma.object.find(vma.objectPage(near));
            if (pfn != PhysicalMemory.NO_FRAME && table.lookup(near) == 0) {
                map(vma, near, pfn, false);
            }
        }
    }

    /** A write to a page that is mapped read-only: the last user just gets the right, others a copy ({@code do_wp_page}). */
    private FaultResult writeProtected(Vma vma, long page, long pte) {
        int pfn = Pte.pfn(pte);
        boolean zero = Pte.has(pte, Pte.SPECIAL);
        boolean own = !zero && (memory.isExclusive(pfn) || kernel.mayReuse(pfn));
        if (vma.shared || own) {
            memory.setExclusive(pfn, !vma.shared);
            table.map(page, pte | Pte.WRITE);
            return FaultResult.MINOR;
        }
        FaultResult result = ownPage(vma, page, pfn);
        if (result == FaultResult.MINOR) {
            kernel.mmu().invalidatePage(asid, page);
            if (!zero) {
                count(vma, page, pfn, -1);
                kernel.removeRmap(pfn, mm, page);
            }
        }
        return result;
    }

    /** A page that was swapped out, from the swap cache or from the device ({@code do_swap_page}). */
    private FaultResult swapIn(Vma vma, long page, long entry) {
        Kernel.SwapIn in = kernel.swapIn(entry);
        if (in.pfn() == PhysicalMemory.NO_FRAME) {
            return FaultResult.OOM;
        }
        table.map(page, Pte.of(in.pfn(), rights(vma, in.exclusive())));
        kernel.addRmap(in.pfn(), mm, page);
        memory.setExclusive(in.pfn(), in.exclusive());
        kernel.swapFree(entry);
        swapped--;
        anon++;
        return in.major() ? FaultResult.MAJOR : FaultResult.MINOR;
    }

    /** Counts a page that reclaim has taken: swapped out, or dropped from a file. */
    void reclaimed(Vma vma, long page, int pfn) {
        count(vma, page, pfn, -1);
        if (Pte.isSwap(table.lookup(page))) {
            swapped++;
        }
    }

    /** Drops all pages of a VMA in a range ({@code zap_pte_range}). */
    void zap(Vma vma, long start, long end) {
        huge.splitEnds(start, end);
        walk(start, end, huge::drop, (page, pte) -> {
            table.unmap(page);
            kernel.mmu().invalidatePage(asid, page);
            if (Pte.isSwap(pte)) {
                kernel.swapFree(pte);
                swapped--;
            } else if (!Pte.has(pte, Pte.SPECIAL)) {
                count(vma, page, Pte.pfn(pte), -1);
                kernel.removeRmap(Pte.pfn(pte), mm, page);
            }
        });
    }

    /**
     * Moves all pages of a range to where nothing is mapped ({@code move_page_tables}).
     *
     * @return false if no frame was free for a table: then every page is where it was
     */
    boolean move(long from, long to, long length) {
        TableMove tables = new TableMove(table, memory);
        huge.splitForMove(from, to, length);
        kernel.mmu().invalidateRange(asid, from, from + length);
        if (!tables.move(from, to, length)) {
            tables.move(to, from, length);
            return false;
        }
        walk(to, to + length, (start, pte) -> huge.moved(start - to + from, start, pte), (page, pte) -> {
            if (Pte.inMemory(pte) && !Pte.has(pte, Pte.SPECIAL)) {
                kernel.addRmap(Pte.pfn(pte), mm, page);
                kernel.removeRmap(Pte.pfn(pte), mm, page - to + from);
            }
        });
        return true;
    }

    /** Frees the tables that no VMA needs once some neighbours are removed ({@code free_pgtables}). */
    void freeTables(List<Vma> removed, Vma below, Vma above) {
        table.freeTables(
                removed.get(0).start,
                removed.get(removed.size() - 1).end,
                below == null ? 0 : below.end,
                above == null ? 0 : above.start);
    }

    /** Lets reclaim drop the pages of a range unless they are written again ({@code madvise_free_pte_range}). */
    void freeLazily(long start, long end) {
        huge.splitEnds(start, end);
        walk(start, end, huge::freeLazily, (page, pte) -> {
            if (Pte.isSwap(pte)) {
                table.unmap(page);
                kernel.swapFree(pte);
                swapped--;
            } else if (!Pte.has(pte, Pte.SPECIAL)) {
                table.map(page, pte & ~(Pte.ACCESSED | Pte.DIRTY));
                kernel.mmu().invalidatePage(asid, page);
                memory.setLazyFree(Pte.pfn(pte), true);
            }
        });
    }

    /** Gives all pages of a VMA in a range the rights that the VMA has now ({@code change_pte_range}). */
    void protect(Vma vma, long start, long end) {
        huge.splitEnds(start, end);
        walk(start, end, (area, pte) -> huge.protect(vma, area, pte), (page, pte) -> {
            if (Pte.inMemory(pte)) {
                table.map(page, (pte & ~RIGHTS) | rights(vma, memory.isExclusive(Pte.pfn(pte))));
                kernel.mmu().invalidatePage(asid, page);
            }
        });
    }

    /**
     * Lets a child, which has the tables, map all pages of a VMA. What is private, neither side may write to any more
     * ({@code copy_pte_range}).
     */
    void copyTo(Pages child, Vma vma) {
        walk(vma.start, vma.end, huge::share, (page, pte) -> {
            long shared = vma.shared || Pte.isSwap(pte) ? pte : pte & ~Pte.WRITE;
            child.table.map(page, shared);
            if (Pte.isSwap(pte)) {
                kernel.swapDuplicate(pte);
                child.swapped++;
            } else if (!Pte.has(pte, Pte.SPECIAL)) {
                memory.setExclusive(Pte.pfn(pte), false);
                table.map(page, shared);
                kernel.addRmap(Pte.pfn(pte), child.mm, page);
                child.count(vma, page, Pte.pfn(pte), 1);
            }
        });
    }
}
