package mm.mmu;

/**
 * The memory-management unit: turns a virtual address into a physical one, or into a fault.
 *
 * <p>It knows of the operating system's tables only what the hardware knows: the physical address of the root (CR3),
 * the format of the entries ({@link mm.machine.Pte}), and that they lie in {@link mm.machine.PhysicalMemory}. It walks
 * them from the root to the leaf and remembers what it found in a translation look-aside buffer (TLB), tagged with an
 * address-space id, so that a switch to another address space need not flush.
 *
 * <p><b>It does not notice when a table changes.</b> Whoever makes an entry stricter or removes it must invalidate;
 * until then the TLB may go on answering from memory. (An entry that faulted is never remembered, so making an entry
 * present, or more permissive, needs no invalidation: a translation that the remembered entry would forbid is walked
 * again before it faults.)
 *
 * <p><b>A walk</b>, from the root down to level 1, reads at each level the entry that the address selects and:
 * <ol>
 *   <li>not {@code PRESENT}: faults, with the error code's P bit clear;
 *   <li>a reserved bit set: faults, with P and RSVD set. Reserved are the frame-number bits from
 *       {@link mm.pagetable.Geometry#physicalBits()} up to 51, and {@code LARGE} above level 1;
 *   <li>collects the rights: writing needs {@code WRITE} and user access needs {@code USER} on <b>every</b> level;
 *       {@code NX} on <b>any</b> level forbids instruction fetches.
 * </ol>
 * Then, with all levels read, an access without the right faults with P set and changes no entry. Otherwise
 * {@code ACCESSED} is set in every entry used, and {@code DIRTY} in the leaf if the access is a write. Entries that
 * have the bits are not written again. The kernel, too, may not write to a read-only page (CR0.WP is set, as Linux
 * does) but may read and write pages of the user (no SMAP) and fetch from them (no SMEP). A write through a remembered
 * translation whose leaf was not dirty yet walks again, so that the leaf gets its {@code DIRTY} bit.
 *
 * <p>Faults carry W/R, U/S and I/D as the access had them. Sizes and addresses are bytes; addresses are unsigned.
 *
 * <p>An implementation has the constructor
 * {@code (Geometry geometry, PhysicalMemory memory, TlbShape... levels)}: one shape a TLB level, the nearest first; a
 * translation missed in all levels is walked, and enters all of them; one found in a farther level enters the nearer
 * ones. Within a full set the entry that was used (looked up or entered) the longest time ago makes room; an entry that
 * was invalidated has left room for another. A walk that faults enters nothing and removes nothing: what is remembered
 * of the page stays.
 *
 * <p><b>Large pages</b> (a bonus: who leaves {@link #enableLargePages} as it is has none). Once they are on, and if entries have
 * 8 bytes, {@code LARGE} in an entry of <b>level 2</b> is no longer reserved: the entry is a leaf, and the walk ends there. It
 * maps 2 MB; the physical address is that of its frame, and the low 21 bits of the virtual address. Rights are collected over
 * it and the levels above, {@code ACCESSED} is set in these, and {@code DIRTY} goes into it, as into a leaf of level 1. Bits
 * 12 to 20, where its frame number would not be a multiple of 512, are reserved in it; {@code LARGE} above level 2 stays so.
 *
 * <p>In each level of the TLB one entry serves the 2 MB. It lies among the other entries of the set that the number of the
 * large page (the address divided by 2 MB) chooses, and takes its turn with them. A level is asked for the 4 KB page first,
 * then for the large one, and only then the next level. What forgets a page, or a range, forgets the translation of the large
 * page that it lies in, or that it overlaps.
 *
 * <p>Simplified from hardware: no global pages, no pages of 1 GB, no 4 MB pages of x86-32, no PAT bit (bit 12 of a large entry),
 * large pages are off until they are switched on, as on 32-bit processors by CR4.PSE (64-bit ones always have them), no paging-structure caches, no speculation. The TLB is exactly
 * as large as its shape says. A page fault does not make the TLB forget the page (Intel's processors do, Software
 * Developer's Manual, volume 3A, 4.10.4.1, Operations that Invalidate TLBs and Paging-Structure Caches).
 *
 * @linux arch/x86/mm/fault.c access_error
 * @linux arch/x86/mm/tlb.c switch_mm_irqs_off
 */
public interface Mmu {
    /** The greatest address-space id: x86's PCID has 12 bits. */
    int MAX_ASID = 4095;

    /**
     * Switches to an address space, as a load of CR3 with the no-flush bit does. TLB entries of all address spaces
     * stay.
     *
     * @param root frame number of the root table
     * @param asid its address-space id, 0 to {@link #MAX_ASID}
     * @throws IllegalArgumentException if the address-space id is out of range; then nothing has changed
     * @linux arch/x86/mm/tlb.c load_new_mm_cr3
     */
    void activate(int root, int asid);

    /**
     * Switches large pages on, for good: see above. Without effect where entries have 4 bytes, and the second time. (Bonus.)
     *
     * @linux arch/x86/include/asm/cpufeatures.h X86_FEATURE_PSE
     */
    default void enableLargePages() {}

    /**
     * Translates an address in the active address space. Makes no object: it runs at every access of everything else.
     *
     * @param address the virtual address of the byte
     * @param access bits of {@link PageFault#WRITE}, {@link PageFault#USER}, {@link PageFault#INSTRUCTION}
     * @return the physical address, 0 or positive; or a fault: {@link PageFault#result} of the error code, or
     *     {@link PageFault#GENERAL_PROTECTION} for an address that is not canonical
     */
    long translate(long address, int access);

    /**
     * Forgets one page of one address space.
     *
     * @linux arch/x86/include/asm/invpcid.h invpcid_flush_one
     */
    void invalidatePage(int asid, long address);

    /**
     * Forgets the pages of one address space that lie in a range, and no others, however long the range is. (Linux
     * forgets the whole address space when the range has more than 33 pages, {@code tlb_single_page_flush_ceiling}.)
     * Nothing is forgotten if {@code start == end}, unless both are 0: that is everything.
     *
     * @param start first address, page-aligned
     * @param end end of the range, exclusive, page-aligned; 0 stands for 2<sup>64</sup>
     * @linux arch/x86/mm/tlb.c flush_tlb_mm_range
     */
    void invalidateRange(int asid, long start, long end);

    /**
     * Forgets all pages of one address space.
     *
     * @linux arch/x86/include/asm/invpcid.h invpcid_flush_single_context
     */
    void invalidateAsid(int asid);

    /**
     * Forgets everything.
     *
     * @linux arch/x86/mm/tlb.c __flush_tlb_all
     */
    void invalidateAll();

    /** Returns how many translations were answered from the TLB, without a walk. */
    long tlbHits();

    /**
     * Returns how many translations had to walk: no level had the page, or what it remembered did not suffice. A walk
     * that faults counts, too. An address that is not canonical is neither a hit nor a miss.
     */
    long tlbMisses();
}
