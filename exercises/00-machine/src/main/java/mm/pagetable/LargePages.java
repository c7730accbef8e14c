package mm.pagetable;

import mm.machine.Todo;

/**
 * Pages of 2 MB in a page table: a bonus, part of every {@link PageTable}. Who leaves it out keeps the methods as they are
 * here: those of a table that has no large page.
 *
 * <p>A <b>large page</b> is an entry of a level-2 table that is a leaf itself: it has {@link mm.machine.Pte#LARGE}, and the
 * number of the first of 512 frames that lie side by side, a multiple of 512. It maps all that a level-1 table spans. Only
 * tables with entries of 8 bytes have large pages here; the others are without them.
 *
 * <pre>
 *   level 2   | ... | frame of T, TABLE | ... | 1024, LARGE | ...
 *                          |                       |
 *   level 1                T: 512 entries          no table: frames 1024 to 1535
 * </pre>
 *
 * <p><b>The deposit.</b> A large page may have to be split when no frame is free for the table that a split needs. So
 * {@link #mapLarge} takes that frame in advance and keeps it, a table without entries that nothing points to. A deposited
 * table counts in {@link PageTable#tableCount} of level 1: so does Linux in {@code VmPTE}. The deposits are one stock of the
 * whole page table, as many as there are large pages, and it does not matter which of them a split takes: a large page may
 * have been moved to another address, in memory, by {@link TableMove}, which tells nobody.
 *
 * <p><b>The other methods</b> know large pages:
 *
 * <pre>
 *   lookup       within a large page: the entry that a split would give
 *   map, unmap   throw {@link IllegalStateException} within one, and change nothing: the caller splits first
 *   walk         visits a large page that lies whole in the range once, by {@link PageTable.Visitor#visitLarge}; of another
 *                one, the pages in the range, with the entries that a split would give
 *   copyTables   makes no table for a large page of the source, but those above it
 *   freeTables, reclaimTables   a large page has no table to be freed; the caller has removed it, or it stays
 *   destroy      the caller has dropped the large pages, too
 * </pre>
 *
 * <p>Simplified from Linux: no pages of 1 GB, no 4 MB pages of x86-32, no PAT bit (bit 12 of a large entry).
 *
 * @linux mm/pgtable-generic.c pgtable_trans_huge_deposit
 * @linux include/linux/huge_mm.h HPAGE_PMD_NR
 */
public interface LargePages {
    /** The level whose entries may be large pages. */
    int LARGE_LEVEL = 2;

    /**
     * Maps a large page, making the tables of level 2 and above that are missing, and takes its deposit.
     *
     * @param address any address in the 2 MB
     * @param pte the new entry: {@code LARGE}, {@code PRESENT} or {@code PROT_NONE}, and a frame number that is a multiple
     *     of 512
     * @return false if no frame was free for a table or for the deposit: tables made before stay, the entry is not set,
     *     nothing is deposited
     * @throws IllegalStateException if the level-2 entry is not 0: there is a level-1 table, even an empty one, or a large
     *     page
     * @throws UnsupportedOperationException if the entries have 4 bytes
     * @linux mm/huge_memory.c __do_huge_pmd_anonymous_page
     */
    default boolean mapLarge(long address, long pte) {
        throw new Todo("exercise 01: mapLarge");
    }

    /**
     * Tells whether the level-2 entry of an address is 0, or its table does not exist: then there is room for a large page.
     *
     * @linux arch/x86/include/asm/pgtable.h pmd_none
     */
    default boolean hasRoomForLarge(long address) {
        return false;
    }

    /**
     * Returns the entry of the large page that an address lies in, or 0 if it lies in none.
     *
     * @linux arch/x86/include/asm/pgtable.h pmd_trans_huge
     */
    default long lookupLarge(long address) {
        return 0;
    }

    /**
     * Writes the entry of a large page anew, for example with other rights; its deposit stays.
     *
     * @param pte the new entry, as for {@link #mapLarge}
     * @throws IllegalStateException if there is no large page at the address
     * @linux mm/huge_memory.c change_huge_pmd
     */
    default void setLarge(long address, long pte) {
        throw new IllegalStateException("no large page at 0x" + Long.toHexString(address));
    }

    /**
     * Clears the entry of the large page that an address lies in, frees a deposited table, and returns what the entry was;
     * 0 if there is none, and then nothing is done. The tables above stay.
     *
     * @linux mm/huge_memory.c zap_huge_pmd
     */
    default long unmapLarge(long address) {
        return 0;
    }

    /**
     * Splits the large page that an address lies in: a deposited table takes the place of its entry, with 512 entries that
     * map the same frames with the same flags, {@code ACCESSED} and {@code DIRTY} included, all but {@code LARGE}. Nothing
     * that a program can see changes. It needs no frame. Without a large page there nothing is done.
     *
     * @linux mm/huge_memory.c __split_huge_pmd_locked
     */
    default void splitLarge(long address) {}
}
