package mm.swap;

/**
 * The slots of a swap device: which are free, and how many page-table entries use each of the others.
 *
 * <p>A slot holds one page. Slot 0 holds the header that {@code mkswap} wrote, so it is never given out, and an area of
 * {@code n} slots has room for {@code n - 1} pages. A slot's <b>use count</b> is the number of page-table entries that
 * hold its swap entry: 1 when it is given out, one more with each fork that copies such an entry, one less with each
 * entry that goes. With the last use the slot is free.
 *
 * <p>A free slot is searched <b>first-fit from a cursor</b>: the lowest free slot from the cursor on, and when there is
 * none, the lowest of all. The cursor then is at the slot after the one that was found. Pages swapped out one after the
 * other so lie side by side on the device, as long as there is room. The search looks at 64 slots at a time in a
 * bitmap.
 *
 * <p>An implementation has the constructor {@code (int slots)}, slot 0 included. Footprint: a bit and an {@code int} a
 * slot.
 *
 * <p>Simplified from Linux: one area and one cursor, where Linux has a cursor for each processor in clusters of 512
 * slots, prefers wholly free clusters, and spills use counts above 62 into continuation pages.
 *
 * @linux mm/swapfile.c cluster_alloc_swap_entry
 * @linux mm/swapfile.c __swap_duplicate
 */
public interface SwapArea {
    /** What {@link #allocate} returns when the area is full. */
    int NO_SLOT = -1;

    /** Returns the number given to the constructor. */
    int slots();

    /** Returns how many slots can still be given out. */
    int freeSlots();

    /**
     * Gives out a free slot, with use count 1.
     *
     * @return the slot, or {@link #NO_SLOT} if none is free; then the cursor stays
     * @linux mm/swapfile.c folio_alloc_swap
     */
    int allocate();

    /**
     * Counts one more use.
     *
     * @throws IllegalStateException if the slot is free or the header
     */
    void duplicate(int slot);

    /**
     * Counts one use less.
     *
     * @return true if it was the last: the slot is free now
     * @throws IllegalStateException if the slot is free already (a double free) or the header
     * @linux mm/swapfile.c swap_entry_put_locked
     */
    boolean free(int slot);

    /**
     * Returns the use count; 0 for a free slot and for the header.
     *
     * @linux mm/swapfile.c swp_swapcount
     */
    int useCount(int slot);
}
