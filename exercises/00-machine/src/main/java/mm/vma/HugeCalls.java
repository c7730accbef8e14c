package mm.vma;

/**
 * Huge pages: memory that asks for them gets 2 MB at the first touch, with one fault and one entry
 * ({@link mm.pagetable.LargePages}). A bonus, part of every {@link MemoryDescriptor}; who leaves it out answers EINVAL to the
 * two advices, and nothing else asks for it.
 *
 * <p><b>Advice.</b> {@link #MADV_HUGEPAGE} and {@link #MADV_NOHUGEPAGE} mark the VMAs of a range, as the marks of
 * {@link RemapCalls}: one that differs from its neighbour in what was said (huge, not huge, nothing) does not merge with it,
 * nor take its anon_vma. They change no page that is there. A VMA that a new mapping or a growing heap makes has no mark; a
 * moved one, a part that was split off, and that of a child have the mark of the old one.
 *
 * <p><b>The first touch.</b> If all of this is true, a fault gives a huge page; else a small one, as always:
 *
 * <pre>
 *   1  the VMA has the mark of MADV_HUGEPAGE, and maps no object
 *   2  the aligned 2 MB around the address lie whole in the VMA
 *   3  there is room: the level-2 entry is 0 ({@link mm.pagetable.LargePages#hasRoomForLarge}), so there is no level-1 table,
 *      with or without pages
 *   4  there are frames: {@link mm.machine.Kernel#allocateLargeFrame} for a write, {@link mm.machine.Kernel#hugeZeroFrame}
 *      for a read
 * </pre>
 *
 * A read maps the huge page of zeros, read-only and with {@link mm.machine.Pte#SPECIAL}. The VMA gets its anon_vma by either
 * (if 1 to 3 are true), so that fork copies its tables. All frames of a new huge page are exclusive. If no frame is free for
 * its deposited table, that is {@link FaultResult#OOM}.
 *
 * <p><b>A write to a huge page that is write-protected</b>:
 *
 * <pre>
 *   the one of zeros                       a new huge page in its place, whatever the mark says now; without frames: split
 *   exclusive, or nobody else maps any
 *      of its frames, and no cache does    it becomes writable, and exclusive, whole
 *   any other                              split; then the one small page is copied
 * </pre>
 *
 * After a split, the small pages are as all others, but for one thing: whether one that is not exclusive may be written to
 * without a copy, the kernel says ({@link mm.machine.Kernel#mayReuse}).
 *
 * <p><b>Whole or split.</b> What is done to all 2 MB is done to the one entry; what is done to a part of them, splits first
 * ({@link mm.pagetable.LargePages#splitLarge}, and the TLB is told). The huge page of zeros becomes 512 entries of the zero
 * page.
 *
 * <pre>
 *   munmap, MADV_DONTNEED, exit, fixed mmap, brk   whole: the entry goes, with its deposited table
 *   mprotect                                       whole: the rights of the entry change; if writable, and exclusive, at once
 *   fork              the child gets the same entry and a deposited table of its own; both sides may not write, and its frames
 *                     are not exclusive. The one of zeros is copied as it is
 *   mremap            whole if the distance is a multiple of 2 MB: entry and deposit move, no fault follows; else split
 *   MADV_FREE         whole, if nobody else maps it: as a small page
 *   any call that splits a VMA away from a border of 2 MB     splits the huge page there, if it changes pages or not
 * </pre>
 *
 * <p>{@link MemoryCounters#anonHugePages} is what huge pages map, without that of zeros: as smaps, it looks at the table,
 * since reclaim splits huge pages and tells nobody.
 *
 * <p>Simplified from Linux: {@code enabled} is {@code madvise}; no khugepaged and no {@code MADV_COLLAPSE}, which make huge
 * pages of small ones; no huge pages of files and shared memory, no other size; the frames of a split page are given back one
 * by one, where Linux keeps them until all are unmapped or memory is short; MADV_FREE of a part splits only the mapping.
 *
 * @linux mm/huge_memory.c do_huge_pmd_anonymous_page
 * @linux mm/huge_memory.c do_huge_pmd_wp_page
 * @linux mm/huge_memory.c copy_huge_pmd
 * @linux mm/huge_memory.c vma_adjust_trans_huge
 */
public interface HugeCalls {
    /** The advice {@code MADV_HUGEPAGE} of {@link MemoryDescriptor#madvise}: this memory wants huge pages. */
    int MADV_HUGEPAGE = 14;

    /** The advice {@code MADV_NOHUGEPAGE} of {@link MemoryDescriptor#madvise}: from now on it does not. */
    int MADV_NOHUGEPAGE = 15;

    /** Bytes of a huge page. */
    long HUGE_PAGE = 2L << 20;
}
