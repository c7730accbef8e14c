package mm.pagetable;

import mm.machine.PhysicalMemory;
import mm.machine.Pte;

/**
 * A multi-level page table: where in memory does each page of an address space lie?
 *
 * <p>A table is one page of {@link PhysicalMemory}: an array of entries of
 * {@link Geometry#entryBytes()} bytes. The entries of a level-1 table are the leaves ({@link Pte}), one per
 * page; an entry of a level-{@code n} table is 0 or {@link Pte#TABLE} with the frame number of a
 * level-{@code n-1} table. The root is the one table of level {@link Geometry#levels()}; it exists from the start and
 * until {@link #destroy()}, and Linux never counts it. Every other table exists only from the first {@link #map} that
 * needs it until it is freed. (An entry of level 2 may also be a large page: a bonus, see {@link LargePages}.)
 *
 * <pre>
 *  63          48 47      39 38      30 29      21 20      12 11          0
 * +--------------+----------+----------+----------+----------+-------------+
 * |  sign of 47  |  PGD 4   |  PUD 3   |  PMD 2   |  PTE 1   |   offset    |   x86-64, 4 levels
 * +--------------+----------+----------+----------+----------+-------------+
 * </pre>
 *
 * <p>Addresses are bytes and compared as <b>unsigned</b> numbers: the kernel's half of the address space is the upper
 * one. Methods that take one address accept any address inside the page, and expect it canonical
 * ({@link #isCanonical}); they do not check it. Nothing here flushes a TLB: that is the duty of the caller.
 *
 * <p><b>Ranges.</b> Start and end are page-aligned, and the end is exclusive; the end 0 stands for 2<sup>64</sup>. A
 * range with {@code start == end} is empty, and nothing is done, unless both are 0: that is everything. The first and
 * the last byte of a range are canonical addresses. What lies between may not be: from the user's half to the kernel's
 * a range skips the hole, which has no entries. With 32-bit x86 the last page ends at 2<sup>32</sup>, and 0 means the
 * same.
 *
 * <p>An implementation has the constructor {@code (Geometry geometry, PhysicalMemory memory)}, takes the root's frame
 * there and throws {@link IllegalStateException} if no frame is free.
 *
 * <p>Simplified from Linux: no folded levels (a two-level table has two levels, not five of which three are empty), no
 * locks.
 *
 * @linux mm/pgtable-generic.c pte_free_defer
 * @linux arch/x86/include/asm/pgtable_types.h _PAGE_TABLE
 */
public interface PageTable extends LargePages {
    /** Returns the shape given to the constructor. */
    Geometry geometry();

    /** Returns the frame number of the root table; shifted left by 12 it is what the processor's CR3 holds. */
    int root();

    /**
     * Returns how many entries a flat table of this geometry would need: one for each page of the
     * {@link Geometry#addressBits()}-bit address space. 1,048,576 for 32-bit x86.
     */
    long flatEntries();

    /**
     * Tells whether the processor accepts the address: all bits from the topmost translated bit
     * ({@code addressBits - 1}) up to the pointer's width are equal. Where the pointer is no wider than the translated
     * bits (32-bit x86) every address that fits the pointer is accepted, and a larger one is not.
     *
     * @linux arch/x86/include/asm/page.h __canonical_address
     */
    boolean isCanonical(long address);

    /** Tells whether the address belongs to the kernel: at or above {@link Geometry#kernelStart()}, unsigned. */
    boolean isKernel(long address);

    /**
     * Returns which entry of a table of the given level an address uses.
     *
     * @param level 1 (PTE) to {@link Geometry#levels()} (root)
     */
    int index(int level, long address);

    /**
     * Returns how many bytes of address space one table of the given level spans: 2 MB, 1 GB, 512 GB and 256 TB for
     * the levels 1 to 4 of x86-64. The root of {@link Geometry#X86_64_LA57} spans 2<sup>57</sup>.
     */
    long span(int level);

    /**
     * Sets the leaf entry of a page, making the tables that are missing on the way.
     *
     * @param pte the new entry, present or not, never 0
     * @return false if a table was needed and no frame was free; the tables made before stay, the entry is not set
     * @linux mm/memory.c __pte_alloc
     */
    boolean map(long address, long pte);

    /** Returns the leaf entry of a page, or 0 if the entry is empty or one of its tables does not exist; makes none. */
    long lookup(long address);

    /**
     * Clears the leaf entry of a page, whatever it is (present or a swap entry), and returns what it was, or 0. Makes
     * no table and frees none: Linux frees tables only when mappings go, see {@link #freeTables}.
     *
     * @linux include/linux/pgtable.h ptep_get_and_clear
     */
    long unmap(long address);

    /**
     * Visits every leaf entry in a range that is not 0, by ascending address.
     *
     * <p>The cost follows the tables that exist, not the length of the range: the 512 GB under an empty root entry
     * are one step. The visitor may map and unmap pages that were visited, the current one included.
     *
     * @param start first address
     * @param end end of the range, exclusive
     * @linux mm/pagewalk.c walk_page_range
     */
    void walk(long start, long end, Visitor visitor);

    /** What {@link #walk} calls for each page. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes one leaf entry.
         *
         * @param address first address of the page, canonical: the bits above the translated ones repeat the topmost of
         *     these
         * @param pte its entry, not 0
         */
        void visit(long address, long pte);

        /**
         * Takes a large page that lies whole in the range. Unless it is overridden, its 512 pages are visited one by one,
         * with the entries that a split would give. It may change, split and unmap the large page; what it puts there in
         * its place is not visited. (Bonus: see {@link LargePages}.)
         *
         * @param address first address of the large page, canonical
         * @param pte its entry
         * @linux mm/pagewalk.c walk_pmd_range
         */
        default void visitLarge(long address, long pte) {
            for (long page = 0; page < PhysicalMemory.LARGE_FRAMES; page++) {
                long frame = Pte.of(page, 0);
                visit(address + page * Geometry.PAGE_SIZE, (pte & ~Pte.LARGE) + frame);
            }
        }
    }

    /**
     * Returns how many tables of a level exist; 1 for the root's level until {@link #destroy()}.
     *
     * @param level 1 (PTE) to {@link Geometry#levels()} (root)
     */
    long tableCount(int level);

    /**
     * Makes, empty, every table that another page table of the same memory and geometry has for a range, as fork does
     * before it copies entries. Tables that exist already stay as they are.
     *
     * @param start first address
     * @param end end of the range, exclusive
     * @return false if no frame was free for one of them; those made before stay
     * @linux mm/memory.c copy_page_range
     */
    boolean copyTables(PageTable source, long start, long end);

    /**
     * Frees the tables that the removal of a mapping has made useless.
     *
     * <p>The caller has removed all pages from {@code start} to {@code end}. Below {@code floor} and from
     * {@code ceiling} on there may be other mappings, touched or not; between them there are none, and what was mapped
     * there earlier has taken its tables along. A table (of any level but the root's) is freed if and only if it
     * overlaps {@code [start, end)} and the whole range that it spans lies within {@code [floor, ceiling)}: for the
     * bytes that it spans, {@code floor <= first} and {@code last <= ceiling - 1}, unsigned, which is right for the
     * ceiling 0, too. Its entry in the table above becomes 0.
     *
     * @param start first address removed, not below {@code floor}
     * @param end end of what was removed, exclusive, not above {@code ceiling}
     * @param floor end of the mapping below, or 0 if there is none
     * @param ceiling start of the mapping above, or 0 if there is none (0 stands for 2<sup>64</sup>)
     * @linux mm/memory.c free_pgd_range
     */
    void freeTables(long start, long end, long floor, long ceiling);

    /**
     * Frees each level-1 table whose whole span lies within a range whose pages were all dropped by
     * {@code MADV_DONTNEED}. Tables of the levels above stay, even when empty. The caller passes the part of one
     * mapping at a time: Linux keeps a table that two mappings share.
     *
     * @param start first address
     * @param end end of the range, exclusive
     * @linux mm/pt_reclaim.c try_get_and_clear_pmd
     */
    void reclaimTables(long start, long end);

    /**
     * Frees all tables, the root included. The caller has dropped all pages; the table must not be used again.
     *
     * @linux arch/x86/mm/pgtable.c pgd_free
     */
    void destroy();
}
