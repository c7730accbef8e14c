package mm.vma;

import mm.machine.Errno;

/**
 * The calls that move, resize and lock mappings, and the marks that they leave: a bonus, part of every
 * {@link MemoryDescriptor}. Who leaves it out keeps the methods as they are here, and nothing else asks for it.
 *
 * <p>Addresses, lengths and errors are as in {@link MemoryDescriptor}: bytes, unsigned, lengths rounded up to whole pages.
 * Of the errors of a call, the first that applies is the answer.
 *
 * <p><b>Page numbers.</b> Each page of a VMA has a number ({@code vm_pgoff}): within its object, or in private memory its
 * address divided by the size of a page. Private memory that was written (it has an anon_vma) keeps its numbers when it
 * moves; if it was not, it gets those of its new place. Two VMAs merge only if the numbers of the upper one continue
 * those of the lower one: so memory that was written and moved merges with no new neighbour, but with its old ones again
 * when it is moved back.
 *
 * <p><b>Marks.</b> VMAs that differ in one of these do not merge, nor does one take the anon_vma of the other:
 *
 * <pre>
 *   locked       set by {@link #mlock}, {@link MapFlag#LOCKED}; cleared by {@link #munlock}, and in the child by fork
 *   not forked   set by MADV_DONTFORK; cleared by MADV_DOFORK
 *   grows down   set by {@link MapFlag#GROWSDOWN}: from then on as the stack, see {@link MemoryDescriptor#handleFault}
 * </pre>
 *
 * <p><b>Locked pages</b> come in at once, and reclaim leaves them alone ({@link #isLocked}). All pages of locked VMAs count
 * against {@link Limit#MEMLOCK}, touched or not. A page <i>comes in</i> as by {@link MapFlag#POPULATE}: by a write if the
 * VMA is private and writable, else by a read. So do the pages that a locked VMA gets when it grows, and those of a
 * private locked VMA that mprotect makes writable. A stack that is locked does not grow past the limit; only the page
 * that was touched comes in.
 *
 * <p><b>mmap.</b> Right after EEXIST, before anything is unmapped, it asks: with {@link MapFlag#LOCKED}, EPERM if the limit
 * on locked memory is 0, EAGAIN if the new pages exceed it; with {@link MapFlag#GROWSDOWN} and {@link MapFlag#SHARED},
 * EINVAL. Pages that cannot come in are left, and are no error. The search for room goes down as always; but where the
 * mapping above the range that was found grows downwards, the search goes on at the lower end of its guard, and
 * whatever is free above that address is not taken.
 *
 * <p><b>madvise</b> has four advices more. An advice that changes nothing splits nothing:
 *
 * <pre>
 *   {@link MemoryDescriptor#MADV_WILLNEED}   nothing: no page comes in by it without swap
 *   {@link MemoryDescriptor#MADV_FREE}       private memory, not locked, else EINVAL: entries lose their accessed and dirty
 *                   bits, and the frames are marked ({@link mm.machine.PhysicalMemory#setLazyFree}); swap entries go. Until
 *                   a page is written again, reclaim may drop it; the content may be there or be zeros
 *   {@link MemoryDescriptor#MADV_DONTFORK}   sets the mark: a child gets neither the VMA nor its pages
 *   {@link MemoryDescriptor#MADV_DOFORK}     clears the mark
 * </pre>
 *
 * <p>MADV_DONTNEED answers EINVAL at a VMA that is locked.
 *
 * <p>Simplified from Linux: no {@code MREMAP_DONTUNMAP}, no {@code mlockall}, {@code mlock2} or pages locked on fault; no
 * privileges: root is bound by the limit, too; shared memory that grows has memory beyond the end of its object, where
 * Linux sends SIGBUS; near {@link MemoryDescriptor#MAX_MAP_COUNT} mremap is not refused; if mremap finds no frame for a
 * table, Linux reclaims memory first.
 *
 * @linux mm/vma.c copy_vma
 * @linux mm/mlock.c mlock_fixup
 */
public interface RemapCalls {
    /**
     * Changes the length of a mapping, or its address, or both. The pages go along, with their entries as they are: no
     * page is copied, no frame changes, and no fault follows. What lies at the new address without pages has none.
     *
     * <p><b>Shorter</b>: all between the new end and the old one is unmapped, whatever it is.
     *
     * <p><b>Longer</b>: it grows in place if the range ends where its VMA ends, and nothing is mapped in the way; the new
     * pages join the VMA, and the VMA after them where they may merge. Otherwise, with {@link RemapFlag#MAYMOVE}, it moves
     * to where {@code mmap} without an address would put that length.
     *
     * <p>With {@link RemapFlag#FIXED} it moves to {@code newAddress}: what is mapped there is unmapped first; then, if it gets
     * shorter, its own end. If the length stays the same, the range may have several VMAs, and holes between them: each
     * is moved by itself, the lowest first, and what is mapped at the new address goes only where a VMA arrives. What was
     * moved before an error stays moved.
     *
     * <p><b>A move</b> is a new VMA with all the marks of the old one and the same object, merged with its new neighbours;
     * then the pages move, by whole page tables where that is possible ({@link mm.pagetable.TableMove}), the TLB forgets the
     * old range, and the reverse map is told ({@link mm.machine.Kernel#addRmap} first, or the frame would be freed);
     * then the old range goes as by munmap. If no frame is free for a table, all pages are moved back, the new VMA goes,
     * and the answer is ENOMEM.
     *
     * <p>An old length of 0 <b>doubles</b> shared memory: a second mapping of the object, from the page at the address on;
     * the first one stays. It never grows in place.
     *
     * <p>Only pages that are added are charged as promises.
     *
     * @param address first address of the range, page-aligned
     * @param oldLength its length
     * @param newLength the length it is to have
     * @param flags bits of {@link RemapFlag}
     * @param newAddress used only with {@code FIXED}
     * @return the address it has now; EINVAL if there is another flag, the address is not page-aligned, the new length
     *     is 0 or longer than the user's addresses, or with {@code FIXED}: the new range leaves the user's addresses or
     *     is not page-aligned, {@code MAYMOVE} is missing, the two ranges overlap; EFAULT if nothing is mapped at the address.
     *     Then, if it grows or moves: EINVAL if the old length is 0 and the memory is private; EFAULT if the range (of
     *     one that gets shorter: what remains) leaves its VMA; if it grows, EFAULT if it is the kernel's own, EAGAIN
     *     if it is locked and would exceed the limit on that, ENOMEM if it would exceed another limit. ENOMEM if it
     *     cannot grow in place and may not move; what munmap answers for what has to go; EPERM if the new address is below
     *     {@link MemoryDescriptor#MMAP_MIN_ADDRESS}; what mmap answers if there is no room; EINVAL if a part of one of the
     *     kernel's own mappings is to be moved; ENOMEM if the new pages are not promised
     * @linux mm/mremap.c check_mremap_params
     * @linux mm/mremap.c check_prep_vma
     * @linux mm/mremap.c remap_move
     * @linux mm/mremap.c move_vma
     */
    default long mremap(long address, long oldLength, long newLength, int flags, long newAddress) {
        return Errno.ENOSYS.result();
    }

    /**
     * Locks all pages that have a byte in the range: the mark first, VMA by VMA, then their pages come in. What was done
     * before an error stays. The kernel's own mappings get no mark and are not counted.
     *
     * @param address any address
     * @param length bytes from there
     * @return 0, also when the length is 0; EPERM if the limit is 0; ENOMEM if more would be locked than the limit allows,
     *     where what is locked already is counted once; EINVAL if the range wraps around; ENOMEM at a hole; ENOMEM at a
     *     VMA without any right, which keeps the mark, when its pages are to come in; EAGAIN if no frame was free
     * @linux mm/mlock.c do_mlock
     * @linux mm/gup.c __mm_populate
     */
    default long mlock(long address, long length) {
        return Errno.ENOSYS.result();
    }

    /**
     * Takes the mark from all pages that have a byte in the range. They stay in memory, but reclaim may have them again.
     *
     * @return 0; EINVAL if the range wraps around; ENOMEM at a hole, and then what lies before it is unlocked
     * @linux mm/mlock.c apply_vma_lock_flags
     */
    default long munlock(long address, long length) {
        return Errno.ENOSYS.result();
    }

    /**
     * Tells reclaim whether the page at an address is locked.
     *
     * @linux mm/rmap.c folio_referenced_one
     */
    default boolean isLocked(long address) {
        return false;
    }
}
