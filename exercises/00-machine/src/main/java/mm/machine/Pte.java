package mm.machine;

/**
 * Page-table entries, bit for bit as x86-64 has them.
 *
 * <pre>
 *  63 62        52 51                           12 11  9 8 7 6 5 4 3 2 1 0
 * +--+------------+-------------------------------+-----+-+-+-+-+-+-+-+-+-+
 * |NX|  ignored   |      page frame number        | SW  |G|S|D|A|C|T|U|W|P|  present
 * +--+------------+-------------------------------+-----+-+-+-+-+-+-+-+-+-+
 *  63     59 58                                        9                  0
 * +---------+-------------------------------------------+-----------------+
 * |  type   |            inverted slot offset           |        0        |  a swap entry
 * +---------+-------------------------------------------+-----------------+
 * </pre>
 *
 * <p>The hardware looks at an entry only if {@link #PRESENT} is set; all other bits of a non-present entry are the
 * kernel's to use. Linux keeps two things there: a swap entry, and a page that is in memory but that nobody may touch
 * ({@code PROT_NONE}), which keeps its frame number and has {@link #PROT_NONE} set.
 *
 * <p>Simplified from Linux: no soft-dirty, userfaultfd or protection-key bits. The 32-bit geometry uses
 * the low 32 bits of the same layout and so has no {@link #NX}.
 *
 * @linux arch/x86/include/asm/pgtable_types.h _PAGE_BIT_PRESENT
 * @linux arch/x86/include/asm/pgtable_64.h __swp_entry
 */
public final class Pte {
    /** The entry maps a page, and the hardware may use it. */
    public static final long PRESENT = 1L;
    /** Writing is allowed. */
    public static final long WRITE = 1L << 1;
    /** User mode may use it. */
    public static final long USER = 1L << 2;
    /** Set by the hardware at each walk that uses the entry. */
    public static final long ACCESSED = 1L << 5;
    /** Set by the hardware in a leaf entry at the first write through it. */
    public static final long DIRTY = 1L << 6;
    /**
     * Page size: a large page at this level, not a table. Reserved above level 1, hence always a fault, until the MMU is
     * told otherwise ({@link mm.mmu.Mmu#enableLargePages}); then a leaf of 2 MB in an entry of level 2. In an entry of
     * level 1 it means nothing here.
     */
    public static final long LARGE = 1L << 7;
    /** In a non-present entry: a page in memory that nobody may touch (the hardware's GLOBAL bit, free there). */
    public static final long PROT_NONE = 1L << 8;
    /** Software bit: not an ordinary page, no counting; marks the shared zero page. */
    public static final long SPECIAL = 1L << 9;
    /** No instruction may be fetched from the page. */
    public static final long NX = 1L << 63;

    /** What Linux puts into an entry that points to a table: all may pass, the leaf decides. */
    public static final long TABLE = PRESENT | WRITE | USER | ACCESSED | DIRTY;

    private static final int PFN_SHIFT = 12;
    private static final long PFN_MASK = 0x000f_ffff_ffff_f000L;
    private static final int TYPE_SHIFT = 59;
    private static final int OFFSET_SHIFT = 9;
    private static final long OFFSET_MASK = (1L << (TYPE_SHIFT - OFFSET_SHIFT)) - 1;

    private Pte() {}

    /** Makes an entry from a frame number and flags. */
    public static long of(long pfn, long flags) {
        return pfn << PFN_SHIFT | flags;
    }

    /** Returns the frame number (bits 12 to 51) of an entry that has one. */
    public static int pfn(long pte) {
        return (int) ((pte & PFN_MASK) >>> PFN_SHIFT);
    }

    /** Returns all bits of the entry but the frame number. */
    public static long flags(long pte) {
        return pte & ~PFN_MASK;
    }

    /** Tells whether every one of the given bits is set. */
    public static boolean has(long pte, long bits) {
        return (pte & bits) == bits;
    }

    /** Tells whether the entry is of a page in memory, also of one that nobody may touch. */
    public static boolean inMemory(long pte) {
        return (pte & (PRESENT | PROT_NONE)) != 0;
    }

    /** Makes the non-present entry that remembers where a page was swapped to; never 0. */
    public static long swap(int type, long offset) {
        return (long) type << TYPE_SHIFT | (~offset & OFFSET_MASK) << OFFSET_SHIFT;
    }

    /** Tells whether the entry is a swap entry: not empty, and not in memory. */
    public static boolean isSwap(long pte) {
        return pte != 0 && !inMemory(pte);
    }

    /** Returns the swap area's number of a swap entry. */
    public static int swapType(long pte) {
        return (int) (pte >>> TYPE_SHIFT);
    }

    /** Returns the slot number in the swap area of a swap entry. */
    public static long swapOffset(long pte) {
        return ~(pte >>> OFFSET_SHIFT) & OFFSET_MASK;
    }
}
