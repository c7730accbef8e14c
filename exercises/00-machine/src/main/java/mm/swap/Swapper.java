package mm.swap;

import java.util.List;
import mm.machine.Kernel;
import mm.machine.Rmap;

/**
 * Moves anonymous pages between memory and the swap device.
 *
 * <p>In between is the <b>swap cache</b>: the pages that are in memory <i>and</i> have a slot. A page enters it when
 * it comes back from the device, with the slot it came from, and the cache counts as one user of the slot
 * ({@link SwapArea#duplicate}), besides the page-table entries that hold the swap entry. As long as nobody writes to
 * the page, the slot's copy stays good: another process that has the same swap entry gets the page without the device,
 * and swapping the page out again writes nothing. The cache holds its frames
 * ({@link mm.machine.PhysicalMemory#setCached}).
 *
 * <pre>
 * swap out:  slot (the cache's, or a new one)
 *            every entry -> the swap entry, TLB told, use counted
 *            dirty, or not in the cache: write the page
 *            leave the cache, free the frame
 * swap in:   in the cache: that frame
 *            else a new frame, read the page, enter the cache
 * </pre>
 *
 * <p>An implementation has the constructor {@code (Kernel kernel, SwapArea area, BlockDevice device)}. The swap entry
 * of slot {@code n} is {@code Pte.swap(0, n)}.
 *
 * <p>Simplified from Linux: input and output are synchronous, so that a page on its way out is gone at once; no
 * read-ahead; a page of the cache is anonymous, never shared memory.
 *
 * @linux mm/swap_state.c swap_cache_get_folio
 * @linux mm/page_io.c swap_writeout
 * @linux mm/memory.c do_swap_page
 */
public interface Swapper {
    /**
     * Takes an anonymous page out of memory.
     *
     * <p>Each entry that maps it becomes the swap entry, with a use of the slot; the TLB forgets it; its address space
     * is told ({@link mm.vma.MemoryDescriptor#pageReclaimed}, after the entry was changed) and the reverse map
     * ({@link Kernel#removeRmap}). The page is written to the device unless it is in the swap cache and no entry is
     * dirty (as on a disk; Linux bypasses the cache on a device like zram); a page of the cache keeps its slot. At the
     * end the page is in no cache and its frame is free. The frame must not be freed before it was written:
     * {@link Kernel#removeRmap} of the last entry frees a frame that no cache holds, and of one that a cache holds it
     * calls {@link #unmapped}, in the middle of this method.
     *
     * @param pfn the frame
     * @param mappers all entries that map it; none for a page of the cache that nobody maps any more
     * @return false if a slot was needed and none is free, not even after {@link #reclaimSlots}; then nothing else has
     *     changed
     * @linux mm/vmscan.c shrink_folio_list
     * @linux mm/rmap.c try_to_unmap_one
     */
    boolean swapOut(int pfn, List<Rmap> mappers);

    /**
     * Brings a page back. The caller then maps it and gives up the entry's use of the slot ({@link #free}).
     *
     * <p>A page found in the cache costs no input: a minor fault. Otherwise a frame is taken by
     * {@link Kernel#allocateFrame()} (which may swap out others), read from the device and entered into the cache: a
     * major fault. The result is exclusive if nobody else can see the page: its frame is mapped nowhere, and this entry
     * is, besides the cache, the slot's only user.
     *
     * @return {@link Kernel.SwapIn#NONE} if no frame could be had
     */
    Kernel.SwapIn swapIn(long entry);

    /**
     * Gives up one entry's use of its slot. If then the cache is the slot's only user and nobody maps the cached page,
     * the cache gives it up as well.
     *
     * @linux mm/swapfile.c swap_free_nr
     */
    void free(long entry);

    /**
     * Counts one more entry that uses the slot: fork copied it.
     *
     * @linux mm/swapfile.c swap_duplicate
     */
    void duplicate(long entry);

    /**
     * Notes that the last mapping of a frame is gone; {@link Kernel#removeRmap} calls it, also during
     * {@link #swapOut}. If the frame is in the cache and no entry uses its slot any more,
     * the cache gives up both, and they are free; nothing otherwise.
     *
     * @linux mm/swap_state.c free_swap_cache
     */
    void unmapped(int pfn);

    /**
     * Takes all pages out of the cache whose slots no entry uses, so that the slots become free; the pages stay where
     * they are mapped, and count as never written to the device. {@link #swapOut} does so when no slot is free.
     *
     * @return how many slots became free
     * @linux mm/swapfile.c swap_reclaim_full_clusters
     */
    int reclaimSlots();

    /** Tells whether the frame is in the swap cache. */
    boolean isCached(int pfn);

    /** Returns how many frames are in the swap cache ({@code SwapCached} of /proc/meminfo, in pages). */
    int cachedPages();
}
