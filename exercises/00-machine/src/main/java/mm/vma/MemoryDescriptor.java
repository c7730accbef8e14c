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
 * value, or a negative {@link mm.machine.Errno} and then have changed nothing, except where said. Every length is
 * rounded up to whole pages; one that is 0, or leaves the user's addresses when rounded, is refused as said at each
 * call.
 *
 * <p><b>User addresses</b> end at {@link #TASK_SIZE}. Pages below {@link #MMAP_MIN_ADDRESS} are never mapped.
 *
 * <p><b>Merging.</b> Two neighbouring VMAs become one when they touch and have equal permissions, both are private memory
 * (or map the same object at adjoining pages), neither grows downwards without the other, they agree on whether they are
 * <b>accounted</b>, and their anon_vmas are compatible: both have the same; or one has none, and that of the other was
 * not inherited by a fork. When a VMA would be joined on both sides at once, the two outer ones must not have different
 * anon_vmas; else it joins the lower one. A VMA is accounted once it is, or is made, private and writable; making it
 * read-only ends that only while it has no anon_vma. It gets its anon_vma at the first write into it: that of the upper,
 * else of the lower neighbour, if the two could merge but for read, write and execute rights and the neighbour's was not
 * inherited; else a new one. Every system call that changes mappings merges what it can; a fault never does.
 *
 * <p><b>Limits.</b> A call or a stack growth that adds {@code n} pages fails with ENOMEM if all pages together would
 * exceed {@link Limit#AS}, or, when the new pages are private, writable and no stack, if the pages of that kind would
 * exceed {@link Limit#DATA}. Limits are rounded down to pages.
 *
 * <p>An implementation has the constructor {@code (Kernel kernel, int asid)} and starts empty, with a page table of its
 * own from {@link mm.machine.Kernel#newPageTable}.
 *
 * <p>Simplified from Linux: one thread, no huge pages, no locked memory, no NUMA, no files that change; the search for
 * room does not start again upwards when nothing below {@link #MMAP_BASE} is free.
 *
 * @linux include/linux/mm_types.h mm_struct
 * @linux mm/vma.c is_mergeable_anon_vma
 * @linux mm/vma.c anon_vma_compatible
 * @linux mm/vma.c may_expand_vm
 */
public interface MemoryDescriptor {
    /** First address that is not the user's: 128 TB less one page. */
    long TASK_SIZE = 0x7fff_ffff_f000L;

    /** Lowest address that may be mapped, a setting of Linux's ({@code vm.mmap_min_addr}): a null pointer always faults. */
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

    /** The advice {@code MADV_DONTNEED} of {@link #madvise}. */
    int MADV_DONTNEED = 4;

    /**
     * Most VMAs a process may have ({@code vm.max_map_count}).
     *
     * @linux include/linux/mm.h DEFAULT_MAX_MAP_COUNT
     */
    int MAX_MAP_COUNT = 65530;

    /**
     * Installs the mappings of a program that was just loaded, as {@code execve} leaves them.
     *
     * <p>The mapping named {@code [heap]} is the heap: it begins where the break began ({@code start_brk}). The one named
     * {@code [stack]} grows downwards. The one named {@code [vsyscall]} is the gate page: shown by {@link #maps()},
     * counted and found nowhere else. A mapping without a name is private memory like any other. All others map the
     * file of that name ({@link mm.machine.Kernel#openFile}), its pages in the order of the mappings; the writable ones
     * named {@code [image]} are the image's data, which count against {@link Limit#DATA} when the heap grows. Those whose
     * name begins with {@code [vvar} are the kernel's own: {@link #mprotect} cannot add to their rights, and
     * {@link #madvise} refuses them.
     *
     * @param image the mappings, by ascending address
     * @param brk the current break, within the heap or at its end
     * @linux fs/binfmt_elf.c load_elf_binary
     */
    void load(List<Mapping> image, long brk);

    /**
     * Maps memory of zeros, or a file. No frame is taken, unless {@link MapFlag#POPULATE} is set: then every page is
     * touched at once, by a write if the mapping is private and writable, else by a read; what cannot be touched is left.
     *
     * <p>Without {@link MapFlag#FIXED}, {@code address} is a hint: rounded down to a page (0 is then no
     * hint, and a lower one than {@link #MMAP_MIN_ADDRESS} becomes that), it is used if the range there is free and lies within the user's addresses; otherwise
     * (and for 0) the highest free range below {@link #MMAP_BASE} that is large enough is used, at its upper end. The
     * {@link #STACK_GUARD_PAGES} pages below a mapping that grows downwards are not free. Private memory without a hint
     * whose length is a multiple of 2 MB lies on a 2 MB border, so that huge pages could serve it: the search is for 2 MB
     * more, and its result is rounded up to the next border (to the one behind it, if it lies on one); only when there is
     * no such room, it lies anywhere. With {@code FIXED} the address
     * is used as it is, and whatever was mapped in the range is unmapped first. (When a limit then forbids the new
     * mapping, the old ones stay, but split at the ends of the range.)
     *
     * @param address hint, or with {@code FIXED} the address
     * @param length bytes, rounded up to pages
     * @param prot bits of {@link Prot}
     * @param flags bits of {@link MapFlag}; shared memory without a file is a new object
     *     ({@link mm.machine.Kernel#newSharedMemory})
     * @param file the file, or null for memory of zeros
     * @param filePage the file's page that comes first
     * @return the address of the mapping; or, in this order: EINVAL if the length is 0; ENOMEM if the range leaves the
     *     user's addresses, there is no room, or there are more than {@link #MAX_MAP_COUNT} VMAs; EINVAL if a fixed
     *     address is not page-aligned; EPERM if it is below {@link #MMAP_MIN_ADDRESS}; EEXIST with
     *     {@code FIXED_NOREPLACE} if anything is mapped in the range; ENOMEM if a limit would be exceeded (pages that
     *     {@code FIXED} replaces are deducted from the new ones)
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
     * Unmaps all pages in a range; VMAs that reach beyond it are split. Pages are dropped, TLB entries invalidated,
     * and page tables freed that no remaining VMA needs: for each removed piece
     * {@link PageTable#freeTables} with the end of the VMA below and the start of the VMA above. Holes are no error.
     *
     * @return 0; EINVAL if the address is not page-aligned, the length is 0 or the range leaves the user's addresses;
     *     ENOMEM if a split would make too many VMAs
     * @linux mm/vma.c do_vmi_munmap
     */
    long munmap(long address, long length);

    /**
     * Changes the rights of all pages in a range; VMAs that reach beyond it are split. Pages keep their content, and
     * TLB entries are invalidated. A page that nobody else has becomes writable at once where the mapping does, without
     * another fault; the zero page never does.
     *
     * @return 0, also when the length is 0; EINVAL if the address is not page-aligned; ENOMEM if the rounded range ends at
     *     or below its start (unsigned); then, at the first VMA of which it is true and <b>after</b> all VMAs before it
     *     were changed: ENOMEM if there is a hole in front of it; EACCES if it is the kernel's own; ENOMEM if a VMA becomes private and writable, and the
     *     limits would forbid that many more pages of the new kind but not of the old
     * @linux mm/mprotect.c do_mprotect_pkey
     */
    long mprotect(long address, long length, int prot);

    /**
     * Moves the end of the heap (the break). Growing maps private writable memory up to the break, joined with the VMA
     * before it if that reaches into the heap and may merge, never with the one behind; shrinking unmaps. The address need
     * not be page-aligned.
     *
     * @return the new break; or, when the call fails, the current one, unchanged: below the start of the heap (so 0
     *     asks for it), when it would come within a page of another mapping, or when a limit forbids it. Besides the
     *     limits on mappings, heap and image data together may not exceed {@link Limit#DATA}.
     * @linux mm/mmap.c brk
     */
    long brk(long newBreak);

    /**
     * Drops the pages in a range: the next touch finds zeros (of a shared mapping: what the object holds). The mapping
     * itself stays, and so do page tables, except level-1 tables whose whole span lies in the part of the range within
     * one VMA ({@link PageTable#reclaimTables}).
     *
     * @param advice {@link #MADV_DONTNEED}
     * @return 0, also when the length is 0; EINVAL if the address is not page-aligned, the advice unknown, or the length
     *     not 0 but rounded up to 0 or beyond 2<sup>64</sup>; ENOMEM if the range has holes, but then all that is mapped in
     *     it was dropped; EINVAL at a mapping of the kernel's own, after all before it was dropped
     * @linux mm/madvise.c madvise_dontneed_single_vma
     */
    long madvise(long address, long length, int advice);

    /**
     * Sets a soft limit. What exceeds it already stays.
     *
     * @param bytes the limit, or {@link Limit#INFINITY}
     * @linux kernel/sys.c do_prlimit
     */
    void setLimit(Limit limit, long bytes);

    /**
     * Handles a page fault: finds the VMA, checks the access against it, and gives the page.
     *
     * <ol>
     *   <li>An address in no VMA, but below one that grows downwards and with nothing between: the stack grows down to
     *       that page, for reads as for writes, and gets its anon_vma. Refused if it would then be larger than
     *       {@link Limit#STACK} or another limit forbids it, or if an accessible mapping (one with any right) that is no
     *       stack itself ends less than {@link #STACK_GUARD_PAGES} pages below the new start.
     *   <li>The VMA does not allow the access: SIGSEGV. A write needs WRITE, a fetch EXEC, a read any right.
     *   <li>Empty entry, private memory: a read maps the shared zero page, read-only, counted nowhere; a write takes a
     *       frame of zeros.
     *   <li>Empty entry, shared memory or a file: maps the object's page; one the object does not have yet is made
     *       first (from a file: read, a major fault). A write to a private mapping of a file copies the page at once. A
     *       read also maps the neighbours that the object has: those of the 16 pages that begin at the aligned group of
     *       16 or at the start of the VMA, whichever is higher, that lie in the VMA and in the same level-1 table, and
     *       whose entries are empty (fault-around).
     *   <li>A write to a page that is mapped but write-protected. A shared page becomes writable. A private page that is
     *       exclusive, or that nobody else maps and no cache holds, becomes writable and exclusive, without a copy. In
     *       place of any other, the zero page included, comes an exclusive copy, and the TLB is told.
     *   <li>A swap entry: the page is brought back by {@link mm.machine.Kernel#swapIn}.
     * </ol>
     *
     * <p>The hardware sets the accessed and dirty bits when the access is tried again.
     *
     * @param address the address that faulted, any byte of the page
     * @param errorCode the processor's error code, bits of {@link mm.mmu.PageFault}
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
     * @param pfn the frame that held it
     * @linux mm/rmap.c try_to_unmap_one
     */
    void pageReclaimed(long address, int pfn);

    /**
     * Makes the address space of a child process: the same mappings, limits and break. Private pages are shared,
     * write-protected on both sides and no longer exclusive. Page tables, empty ones too, are copied only of VMAs that have an anon_vma:
     * in the others the child finds its pages by faults of its own. Each of the child's VMAs with an anon_vma gets a new
     * one, which counts as inherited.
     *
     * @param asid address-space id of the child
     * @return the child's address space, or null if no frame was left for its tables (then nothing is changed)
     * @linux kernel/fork.c dup_mmap
     * @linux mm/memory.c copy_page_range
     */
    MemoryDescriptor fork(int asid);

    /**
     * Ends the address space: every page dropped, every table freed, the root included.
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
