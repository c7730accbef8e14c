package mm.machine;

import mm.mmu.Mmu;
import mm.pagetable.PageTable;
import mm.vma.MemoryDescriptor;

/**
 * What the rest of the kernel offers to an address space: frames, tables, the processor, and help when a page comes or
 * goes.
 *
 * <p>A {@link MemoryDescriptor} reaches the other exercises through this interface alone.
 */
public interface Kernel {
    /** Returns the memory of the machine. */
    PhysicalMemory memory();

    /** Returns the processor's memory-management unit, whose TLB must be told when an entry becomes stricter. */
    Mmu mmu();

    /**
     * Returns a new, empty page table of the geometry of the machine.
     *
     * @throws IllegalStateException if no frame is free for its root
     */
    PageTable newPageTable();

    /**
     * Takes a frame of zeros for a page of a process, reclaiming pages of others if memory is short.
     *
     * @return the number of the frame, or {@link PhysicalMemory#NO_FRAME} if nothing could be reclaimed
     */
    int allocateFrame();

    /**
     * Takes 512 frames of zeros that lie side by side, for a large page of a process, and lets the MMU know large pages from
     * then on. Nothing is reclaimed for it, and nobody killed: whoever gets none takes small pages. (Bonus: see
     * {@link mm.pagetable.LargePages}.) Each of the frames is mapped by itself: {@link #addRmap} and {@link #removeRmap} are
     * called for each, with the address of its 4 KB. Reclaim splits a large page in every address space that has it before
     * it takes one of its frames; it tells the TLB, but not the {@link MemoryDescriptor}.
     *
     * <p>Simplified from Linux, which counts the mappings of a large page once for all of it, and compacts memory for it if
     * the mapping was advised.
     *
     * @return the number of the first, a multiple of 512, or {@link PhysicalMemory#NO_FRAME}
     * @linux mm/huge_memory.c vma_alloc_anon_folio_pmd
     */
    default int allocateLargeFrame() {
        return PhysicalMemory.NO_FRAME;
    }

    /**
     * Notes that an entry of an address space maps the frame: its map count rises, and reclaim knows which entries to
     * look at. Called whenever an entry for an ordinary frame is set, never for the zero page.
     *
     * @param address first address of the page
     * @linux mm/rmap.c folio_add_new_anon_rmap
     */
    void addRmap(int pfn, MemoryDescriptor mm, long address);

    /**
     * Notes that an entry no longer maps the frame. With the last one the frame is freed, unless a cache holds it; then
     * {@link mm.swap.Swapper#unmapped} is called with the frame, before this method returns. Call it after the entry
     * was cleared and the TLB told.
     *
     * @linux mm/rmap.c folio_remove_rmap_ptes
     */
    void removeRmap(int pfn, MemoryDescriptor mm, long address);

    /**
     * Tells whether an address space that maps a frame, and has no right to write to it, may have that right without a copy:
     * nobody else maps it, and no cache holds it. Of a frame that came with a large page the whole large page is asked, even
     * when it was split: more than one of its frames is mapped, and all by one address space. (The first part is all that
     * exercise 03 needs without its bonus: the map count is 1.)
     *
     * @linux mm/memory.c wp_can_reuse_anon_folio
     */
    default boolean mayReuse(int pfn) {
        return memory().mapCount(pfn) == 1 && !memory().isCached(pfn);
    }

    /**
     * Returns the first frame of the large page of zeros: what a read maps where a write would bring a large page. The kernel
     * keeps it from the first time on; it is mapped with {@link Pte#SPECIAL}, and counted nowhere, as the zero page. (Bonus:
     * see {@link mm.vma.HugeCalls}.)
     *
     * <p>Simplified from Linux, which gives it back when memory is short and nobody maps it.
     *
     * @return the number of the frame, or {@link PhysicalMemory#NO_FRAME} if there is no large page for it
     * @linux mm/huge_memory.c mm_get_huge_zero_folio
     */
    default int hugeZeroFrame() {
        return PhysicalMemory.NO_FRAME;
    }

    /** Returns a new shared memory object: the pages of a shared anonymous mapping. */
    PageCache newSharedMemory();

    /**
     * Returns a new shared memory object whose pages are promised, all at once and whoever maps them: they are charged
     * now, and uncharged when the last VMA that maps the object closes it. (Bonus: see {@link MemoryDescriptor}.)
     *
     * @param mm the address space that asks
     * @param pages how many pages it has
     * @return the object; or null if that much is not promised
     * @linux mm/shmem.c shmem_acct_size
     */
    default PageCache newSharedMemory(MemoryDescriptor mm, long pages) {
        return newSharedMemory();
    }

    /**
     * Charges pages for an address space, as {@link mm.vma.Overcommit} decides. Where nobody counts, everything is
     * promised. The size of the process is that of {@link MemoryDescriptor#counters} at this moment. (Bonus.)
     *
     * @param mm the address space that asks
     * @param pages how many more, at least 1
     * @return whether they were charged
     * @linux security/security.c security_vm_enough_memory_mm
     */
    default boolean chargeCommit(MemoryDescriptor mm, long pages) {
        return true;
    }

    /**
     * Takes pages back that {@link #chargeCommit} has charged. (Bonus.)
     *
     * @linux include/linux/mman.h vm_unacct_memory
     */
    default void unchargeCommit(long pages) {}

    /**
     * Tells whether {@link mm.vma.MapFlag#NORESERVE} is heeded: in every mode but the strict one. (Bonus.)
     *
     * @linux mm/mmap.c do_mmap
     */
    default boolean heedsNoReserve() {
        return true;
    }

    /** Returns the pages of a file; the same object for the same name. */
    PageCache openFile(String name);

    /**
     * Brings a swapped page back.
     *
     * @param swapEntry the entry found in the page table
     * @return what was done; with {@link SwapIn#NONE} no frame could be had
     * @linux mm/memory.c do_swap_page
     */
    SwapIn swapIn(long swapEntry);

    /** Gives up one use of a swap slot: the entry that held it is gone. */
    void swapFree(long swapEntry);

    /** Counts one more use of a swap slot: fork has copied the entry that holds it. */
    void swapDuplicate(long swapEntry);

    /**
     * The result of bringing a page back from swap.
     *
     * @param pfn the frame that holds the page now
     * @param major whether the device was read: not if the page was still in the swap cache
     * @param exclusive whether nobody else uses the slot or the frame
     */
    record SwapIn(int pfn, boolean major, boolean exclusive) {
        /** No frame could be had. */
        public static final SwapIn NONE = new SwapIn(PhysicalMemory.NO_FRAME, false, false);
    }
}
