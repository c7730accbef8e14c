package mm.vma;

import java.util.List;
import mm.machine.PageCache;
import mm.pagetable.PageTable;

/**
 * The address space of one process: what is mapped where, and what happens when it is touched ({@code mm_struct}).
 *
 * <p>It keeps a list of virtual memory areas (VMAs), ranges of pages with equal rights, and one {@link PageTable}.
 * Mapping only writes down a promise; <b>the first touch gives the frame</b>. Addresses and lengths are bytes, ends are
 * exclusive, addresses are unsigned. The calls from {@link #mmap} to {@link #madvise} are system calls: they return a
 * value, or a negative {@link mm.machine.Errno}, and then have changed nothing except where said. Every length is
 * rounded up to whole pages; one that is 0, or leaves the user's addresses when rounded, is refused as said at each
 * call.
 *
 * <p><b>User addresses</b> end at {@link #TASK_SIZE}. Pages below {@link #MMAP_MIN_ADDRESS} are never mapped.
 *
 * <p><b>Merging.</b> Every system call that changes mappings merges what it can; a fault never does. Two VMAs become
 * one if all of this is true:
 *
 * <pre>
 *   1  the lower one ends where the upper one starts
 *   2  they have the same permissions: read, write, execute, private or shared
 *   3  both are memory without an object, or both map the same object and its pages continue from the one to the other
 *      (private memory that was moved: see {@link RemapCalls})
 *   4  both grow downwards, or neither does
 *   5  both are accounted, or neither is            (see below)
 *   6  their anon_vmas are compatible:
 *
 *         one has       the other has                  merge?
 *         none          none                           yes
 *         none          its own                        yes; the one VMA has that anon_vma
 *         none          one inherited by a fork        no
 *         any           the same                       yes, inherited or not
 *         any           another                        no
 * </pre>
 *
 * <p>When a VMA could join both its neighbours at once, all three become one, unless the two outer ones have different
 * anon_vmas: then it joins the lower one, and the upper one stays.
 *
 * <p>A VMA is <b>accounted</b> or not:
 *
 * <pre>
 *   mapped private and writable                                  yes
 *   mapped otherwise                                             no
 *   made writable by mprotect, private                           yes
 *   made read-only by mprotect, private, without an object:
 *       it has no anon_vma                                       no
 *       it has one                                               stays as it was
 *   any other change of rights                                   stays as it was
 * </pre>
 *
 * <p>It gets its <b>anon_vma</b> at the first write into it, or when a stack grows. It takes that of the upper
 * neighbour, else that of the lower one, if the two could merge but for read, write and execute rights and the
 * neighbour's own anon_vma was not inherited; else a new one.
 *
 * <p><b>Objects.</b> Each VMA that maps an object has opened it once ({@link PageCache#open}), also one that a split or
 * a fork has made, and closes it once ({@link PageCache#close}) when it goes: by munmap, under a fixed mmap, when
 * another VMA absorbs it, or by {@link #exit}.
 *
 * <p><b>Limits.</b> A call or a stack growth that adds {@code n} pages fails with ENOMEM if all pages together would
 * exceed {@link Limit#AS}, or, when the new pages are private and writable and do not belong to a stack, if the pages
 * of that kind would exceed {@link Limit#DATA}. Limits are rounded down to pages; the
 * one that {@link #brk} compares with heap and image data counts bytes.
 *
 * <p><b>Promises</b> (a bonus; without it nothing of this is done, and nothing is refused). The pages of an accounted VMA
 * are charged ({@link mm.machine.Kernel#chargeCommit}) when it becomes accounted or grows, and uncharged when it goes or is
 * accounted no longer. A call asks after all its other checks, and before it changes anything or moves any page; if that is
 * refused, so is the call:
 *
 * <pre>
 *   load          the accounted VMAs                                         is never refused
 *   mmap          private and writable: its pages, less the accounted ones
 *                 that it replaces                                           ENOMEM
 *                 a shared object: all its pages, by the kernel              ENOMEM; what was in a fixed range is gone
 *   mprotect      the part of each VMA that becomes accounted                ENOMEM; what was changed before stays
 *   brk           the new pages                                              the old break
 *   stack growth  the new pages                                              SIGSEGV
 *   fork          each accounted VMA once more, asked for by the parent      null, and nothing stays charged
 * </pre>
 *
 * <p>A private VMA that was mapped with {@link MapFlag#NORESERVE}, where that is heeded
 * ({@link mm.machine.Kernel#heedsNoReserve}), is never accounted, whatever mprotect does; it merges only with VMAs of
 * which the same is true. Nor is a shared object charged that was mapped so.
 *
 * <p>Two more bonuses have contracts of their own: the calls that move and lock mappings, {@link RemapCalls}, and huge pages,
 * {@link HugeCalls}.
 *
 * <p>An implementation has the constructor {@code (Kernel kernel, int asid)} and starts empty, with a page table of its
 * own from {@link mm.machine.Kernel#newPageTable}. If that throws because no frame is free, so does the constructor;
 * {@link #fork} returns null instead.
 *
 * <p>Simplified from Linux: one thread, no NUMA, no files that change; the search for
 * room does not start again upwards when nothing below {@link #MMAP_BASE} is free; with {@link #MAX_MAP_COUNT} VMAs
 * mprotect refuses a split even where the piece would merge with a neighbour at once; a fork that fails in Linux leaves the
 * parent's pages that it has copied write-protected, at the price of a fault each.
 *
 * @linux include/linux/mm_types.h mm_struct
 * @linux mm/vma.c is_mergeable_anon_vma
 * @linux mm/vma.c anon_vma_compatible
 * @linux mm/vma.c may_expand_vm
 * @linux mm/vma.c accountable_mapping
 */
public interface MemoryDescriptor extends RemapCalls, HugeCalls {
    /** First address that is not the user's: 128 TB less one page. */
    long TASK_SIZE = 0x7fff_ffff_f000L;

    /**
     * Lowest address that may be mapped, a setting of Linux's ({@code vm.mmap_min_addr}): a null pointer always faults.
     */
    long MMAP_MIN_ADDRESS = 0x1_0000;

    /**
     * Where the search for room begins, downwards: 128 MB, kept for the stack, below the end of the user's addresses.
     *
     * @linux arch/x86/mm/mmap.c mmap_base
     */
    long MMAP_BASE = TASK_SIZE - (128L << 20);

    /**
     * Pages that stay free below a stack: it does not grow nearer than 256 pages to an accessible mapping below it.
     *
     * @linux mm/mmap.c stack_guard_gap
     */
    int STACK_GUARD_PAGES = 256;

    /** The advice {@code MADV_WILLNEED} of {@link #madvise}. (Bonus.) */
    int MADV_WILLNEED = 3;

    /** The advice {@code MADV_DONTNEED} of {@link #madvise}. */
    int MADV_DONTNEED = 4;

    /** The advice {@code MADV_FREE} of {@link #madvise}. (Bonus.) */
    int MADV_FREE = 8;

    /** The advice {@code MADV_DONTFORK} of {@link #madvise}. (Bonus.) */
    int MADV_DONTFORK = 10;

    /** The advice {@code MADV_DOFORK} of {@link #madvise}. (Bonus.) */
    int MADV_DOFORK = 11;

    /**
     * How many VMAs a process may have ({@code vm.max_map_count}). mmap and a growing brk are refused when there are
     * more already, even if the new memory would merge. When there are this many, mprotect refuses to split, and munmap
     * and a fixed mmap refuse a range that lies inside one VMA, away from both its ends.
     *
     * @linux include/linux/mm.h DEFAULT_MAX_MAP_COUNT
     */
    int MAX_MAP_COUNT = 65530;

    /**
     * Installs the mappings of a program that was just loaded, as {@code execve} leaves them.
     *
     * <p>The mapping named {@code [heap]} is the heap: it begins where the break began ({@code start_brk}). The one
     * named {@code [stack]} grows downwards. The one named {@code [vsyscall]} is the gate page: shown by
     * {@link #maps()}, counted and found nowhere else. A mapping without a name is private memory like any other. All
     * others map the file of that name ({@link mm.machine.Kernel#openFile}), its pages in the order of the mappings;
     * the writable ones named {@code [image]} are the image's data, which count against {@link Limit#DATA} when the
     * heap moves. Those whose name begins with {@code [vvar}, and the one named {@code [vdso]}, are the kernel's own:
     * no call can split them. Those that begin with {@code [vvar} never have a right but READ, and {@link #madvise}
     * refuses them.
     *
     * @param image the mappings, by ascending address
     * @param brk the current break, within the heap or at its end
     * @linux fs/binfmt_elf.c load_elf_binary
     */
    void load(List<Mapping> image, long brk);

    /**
     * Maps memory of zeros, or a file. No frame is taken, unless {@link MapFlag#POPULATE} is set: then every page is
     * touched at once, by a write if the mapping is private and writable, else by a read; what cannot be touched is
     * left.
     *
     * <p>Without {@link MapFlag#FIXED}, {@code address} is a hint. It is rounded down to a page; 0 is then not a hint,
     * and one below {@link #MMAP_MIN_ADDRESS} becomes that. A hint is used if the range there is free and lies within
     * the user's addresses. Otherwise (and without a hint) the mapping lies at the upper end of the highest free range
     * below {@link #MMAP_BASE} that is large enough. The {@link #STACK_GUARD_PAGES} pages below a mapping that grows
     * downwards are not free.
     *
     * <p>Private memory without a hint whose length is a multiple of 2 MB lies on a 2 MB border, so that huge pages
     * could serve it: the search is for 2 MB more, and its result is rounded up to the next border (to the one after
     * it, if it lies on one). Only when there is no such room, it lies anywhere.
     *
     * <p>With {@code FIXED} the address is used as it is, and whatever was mapped in the range is unmapped first. (When
     * a limit then forbids the new mapping, the old ones stay, but split at the ends of the range.)
     *
     * @param address hint, or with {@code FIXED} the address
     * @param length bytes, rounded up to pages
     * @param prot bits of {@link Prot}
     * @param flags bits of {@link MapFlag}; shared memory without a file is a new object
     *     ({@link mm.machine.Kernel#newSharedMemory})
     * @param file the file, or null for memory of zeros
     * @param filePage the page of the file that comes first
     * @return the address of the mapping; or the first of these errors that applies: EINVAL if the length is 0; ENOMEM
     *     if it is longer than the user's addresses, or there are more than {@link #MAX_MAP_COUNT} VMAs; ENOMEM if
     *     there is no room, or the fixed range leaves the user's addresses; EINVAL if a fixed address is not
     *     page-aligned; EPERM if it is below {@link #MMAP_MIN_ADDRESS}; EEXIST with {@code FIXED_NOREPLACE} if anything
     *     is mapped in the range; what {@link #munmap} answers if the range cannot be unmapped; ENOMEM if a limit would
     *     be exceeded (pages that {@code FIXED} replaces are deducted from the new ones)
     * @linux mm/mmap.c do_mmap
     * @linux mm/vma.c __mmap_prepare
     * @linux mm/vma.c unmapped_area_topdown
     * @linux mm/huge_memory.c __thp_get_unmapped_area
     */
    long mmap(long address, long length, int prot, int flags, PageCache file, long filePage);

    /** Maps memory of zeros, as the other {@code mmap} does without a file. */
    default long mmap(long address, long length, int prot, int flags) {
        return mmap(address, length, prot, flags, null, 0);
    }

    /**
     * Unmaps all pages in a range; VMAs that reach beyond it are split. Pages are dropped, TLB entries invalidated, and
     * page tables freed that no remaining VMA needs: for what was removed, from the start of its first VMA to the end
     * of its last, {@link PageTable#freeTables} with the end of the VMA below and the start of the VMA above. Holes are
     * not an error.
     *
     * @return 0; EINVAL if the address is not page-aligned, the length is 0 or the range leaves the user's addresses;
     *     ENOMEM if the range lies inside one VMA, away from both its ends, and there are {@link #MAX_MAP_COUNT};
     *     EINVAL if the range begins or ends inside a mapping of the kernel's own, and then a VMA that the range begins
     *     in stays split
     * @linux mm/vma.c do_vmi_munmap
     * @linux mm/mmap.c special_mapping_split
     */
    long munmap(long address, long length);

    /**
     * Changes the rights of all pages in a range; VMAs that reach beyond it are split. Pages keep their content, entries
     * their accessed and dirty bits, swap entries stay, and TLB entries are invalidated. Where the mapping becomes
     * writable, a page becomes writable at once, without another fault, if the mapping is shared or the frame of the page
     * is exclusive ({@link mm.machine.PhysicalMemory#isExclusive}); the zero page never does.
     *
     * <p>The range is gone through VMA by VMA, and <b>what was changed before an error stays changed</b>. A VMA that
     * has the rights already is left alone.
     *
     * @return 0, also when the length is 0; EINVAL if the address is not page-aligned; ENOMEM if the rounded range ends
     *     at or below its start (unsigned). Then at each VMA, the first of these that applies: ENOMEM if there is a
     *     hole in front of it, or after the last VMA up to the end of the range; EACCES if it can never have such
     *     rights; ENOMEM if it becomes private and writable, and the limits would forbid that many more pages of the
     *     new kind but not of the old; and where its rights differ and the range has only a part of it, ENOMEM if there
     *     are {@link #MAX_MAP_COUNT} VMAs, EINVAL if it is the kernel's own
     * @linux mm/mprotect.c do_mprotect_pkey
     */
    long mprotect(long address, long length, int prot);

    /**
     * Moves the end of the heap (the break). Growing maps private writable memory up to the break, joined with the VMA
     * before it if that reaches into the heap and may merge, never with the one after it; shrinking unmaps what is
     * mapped between the new break and the old one, whatever it is. Both are rounded up to pages for that: a break that
     * moves within its page maps and unmaps nothing. The address itself need not be page-aligned.
     *
     * @return the new break; or, when the call is refused, the current one, unchanged. It is refused: below the start
     *     of the heap (so 0 asks for the break); when heap and image data together would exceed {@link Limit#DATA} bytes,
     *     also when it shrinks; when it shrinks and nothing is mapped between the new break and the old one; when it
     *     grows and would end less than a page below the next mapping (or below the {@link #STACK_GUARD_PAGES} pages in
     *     front of one that grows downwards); when the limits on mappings or {@link #MAX_MAP_COUNT} forbid it
     * @linux mm/mmap.c brk
     */
    long brk(long newBreak);

    /**
     * Drops the pages in a range: the next touch finds zeros (of a shared mapping: what the object holds). The mapping
     * itself stays, and so do page tables, except level-1 tables whose whole span lies in the part of the range within
     * one VMA ({@link PageTable#reclaimTables}).
     *
     * @param advice {@link #MADV_DONTNEED}; as a bonus, one of those in {@link RemapCalls} and {@link HugeCalls}
     * @return 0, also when the length is 0; EINVAL if the address is not page-aligned, the advice unknown, or the
     *     length not 0 but rounded up to 0 or beyond 2<sup>64</sup>; ENOMEM if the range has holes, but then all that
     *     is mapped in it was dropped; EINVAL at a mapping whose name begins with {@code [vvar}, after all before it was
     *     dropped
     * @linux mm/madvise.c madvise_dontneed_single_vma
     */
    long madvise(long address, long length, int advice);

    /**
     * Sets a soft limit. What exceeds it already stays.
     *
     * @param bytes the limit, unsigned, or {@link Limit#INFINITY}, the largest number
     * @linux kernel/sys.c do_prlimit
     */
    void setLimit(Limit limit, long bytes);

    /**
     * Handles a page fault: finds the VMA, checks the access against it, and gives the page.
     *
     * <ol>
     *   <li>An address in no VMA, but below one that grows downwards and with nothing between: the stack grows down to
     *       that page, for reads as for writes, and gets its anon_vma. Refused below {@link #MMAP_MIN_ADDRESS}, if it
     *       would then be larger than {@link Limit#STACK}, if another limit forbids it, or if an accessible mapping (one
     *       with any right) that is not a stack itself ends less than {@link #STACK_GUARD_PAGES} pages below the new
     *       start. (One that only a limit keeps from growing gets its anon_vma all the same.)
     *   <li>The VMA does not allow the access: SIGSEGV. A write needs WRITE, a fetch EXEC, a read any right.
     *   <li>Empty entry, private memory: a read maps the shared zero page, read-only, counted nowhere; a write takes a
     *       frame of zeros.
     *   <li>Empty entry, shared memory or a file: maps the object's page; one the object does not have yet is made
     *       first (from a file: read, a major fault). A write to a private mapping of a file copies the page at once. A
     *       read also maps the neighbours that the object has: those of the 16 pages that begin at the aligned group of
     *       16 or at the start of the VMA, whichever is higher, that lie in the VMA and in the same level-1 table, and
     *       whose entries are empty (fault-around).
     *   <li>A write to a page that is mapped but write-protected. A shared page becomes writable. A private page that
     *       is exclusive, or that nobody else maps and no cache holds, becomes writable and exclusive, without a copy.
     *       In place of any other, the zero page included, comes an exclusive copy, and the TLB is told.
     *   <li>A swap entry, in this order: {@link mm.machine.Kernel#swapIn} brings the page back; the entry is set, and
     *       is writable only if the mapping is and the page came back exclusive; the reverse map is told
     *       ({@link mm.machine.Kernel#addRmap}); the frame becomes exclusive or not, as swapIn has said; the old
     *       entry's use of the slot is given up ({@link mm.machine.Kernel#swapFree}), last, since the swap cache would
     *       let go of a page that nobody maps. A write to a page that did not come back exclusive faults once more, and
     *       copies.
     * </ol>
     *
     * <p>The hardware sets the accessed and dirty bits when the access is tried again.
     *
     * @param address the address that faulted, any byte of the page
     * @param errorCode the processor's error code, bits of {@link mm.mmu.PageFault}
     * @return what was done
     * @linux mm/memory.c handle_mm_fault
     * @linux mm/memory.c do_wp_page
     * @linux mm/memory.c do_fault_around
     * @linux mm/vma.c expand_downwards
     */
    FaultResult handleFault(long address, int errorCode);

    /**
     * Notes that reclaim has taken a page away: its entry, which reclaim has changed already, is now a swap entry (the
     * page was anonymous) or empty (a page of a file, which can be read again). The counters follow.
     *
     * @param address first address of the page
     * @param pfn the frame that held it, which is not freed yet
     * @linux mm/rmap.c try_to_unmap_one
     */
    void pageReclaimed(long address, int pfn);

    /**
     * Makes the address space of a child process: the same mappings, limits and break. Private pages are shared,
     * write-protected on both sides and no longer exclusive, and stay dirty where they were; a swap entry is copied, and
     * its slot has one more user ({@link mm.machine.Kernel#swapDuplicate}). Pages and page tables, empty tables too
     * ({@link PageTable#copyTables} for the range of the VMA), are copied only of VMAs that have an anon_vma: in the
     * others the child finds its pages by faults of its own. Each of the child's VMAs with an anon_vma gets a new one,
     * which counts as inherited. The TLB forgets this address space, as its entries have become stricter.
     *
     * @param asid address-space id of the child
     * @return the child's address space; or null if no frame was left for its tables: then all that it had is given
     *     back, and this address space is as before: the same mappings, pages, counters and rights, so that the parent
     *     may write where it could before
     * @linux kernel/fork.c dup_mmap
     * @linux mm/memory.c copy_page_range
     */
    MemoryDescriptor fork(int asid);

    /**
     * Ends the address space: every page dropped, every table freed, the root included, every object closed.
     *
     * @linux mm/mmap.c exit_mmap
     */
    void exit();

    /** Returns the mappings by ascending address, as {@code /proc/PID/maps} shows them, the gate page last. */
    List<Mapping> maps();

    /** Returns the counters as {@code /proc/PID/status} shows them. */
    MemoryCounters counters();

    /** Returns the page table, for the processor and for reclaim. */
    PageTable pageTable();

    /** Returns the address-space id given to the constructor or to {@link #fork}. */
    int asid();
}
