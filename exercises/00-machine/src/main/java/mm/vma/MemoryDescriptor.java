package mm.vma;

import java.util.List;
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
 * <p><b>Merging.</b> Two neighbouring VMAs become one when they touch and have equal permissions, both are private and
 * anonymous (or map the same object at adjoining offsets), neither grows downwards or came with the program image (the
 * heap did not), they agree on whether they are <b>accounted</b>, and their anon_vmas are compatible: one of the two
 * has none, or both have the same. When a VMA would be joined on both sides at once, the two outer ones must be
 * compatible with each other as well. A VMA is accounted once it is, or is made, private and writable; making it
 * read-only ends that only while it has no anon_vma. It gets its anon_vma at the first write into it: the one of a
 * neighbour with which it could merge but for its permissions (differing in read, write and execute alone), the lower
 * neighbour being asked last, or else a new one. Every system call that changes mappings merges what it can; a fault
 * never does.
 *
 * <p><b>Limits.</b> A call or a stack growth that adds {@code n} pages fails with ENOMEM if all pages together would
 * exceed {@link Limit#AS}, or, when the new pages are private, writable and no stack, if the pages of that kind would
 * exceed {@link Limit#DATA}. Limits are rounded down to pages.
 *
 * <p>An implementation has the constructor {@code (Kernel kernel, int asid)} and starts empty, with a page table of its
 * own from {@link mm.machine.Kernel#newPageTable}.
 *
 * <p>Simplified from Linux: one thread, no huge pages, no locked memory, no NUMA, no files that change.
 *
 * @linux include/linux/mm_types.h mm_struct
 * @linux mm/vma.c can_vma_merge_after
 * @linux mm/vma.c anon_vma_compatible
 * @linux mm/mmap.c may_expand_vm
 */
public interface MemoryDescriptor {
    /** First address that is not the user's: 128 TB less one page. */
    long TASK_SIZE = 0x7fff_ffff_f000L;

    /** Lowest address that may be mapped: 64 KB, so that a null pointer always faults. */
    long MMAP_MIN_ADDRESS = 0x1_0000;

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
     * <p>The mapping named {@code [heap]}, if there is one, becomes the heap: it begins where the break began
     * ({@code start_brk}). The mapping named {@code [stack]} grows downwards. The one named {@code [vsyscall]} is the
     * gate page: shown by {@link #maps()}, counted and found nowhere. All others keep the name they have, are the
     * program's own, and never merge with a neighbour. The writable ones named {@code [image]} are the image's data,
     * which count against {@link Limit#DATA} when the heap grows. A mapping named like the vvar pages or the vdso is
     * the kernel's: it counts in VmSize alone. The new mappings are found below the lowest of them
     * that lies above the middle of the user's addresses ({@code mmap_base}), or below {@link #TASK_SIZE} if none does.
     *
     * @param image the mappings, by ascending address
     * @param brk the current break, within the heap or at its end
     * @linux fs/binfmt_elf.c load_elf_binary
     */
    void load(List<Mapping> image, long brk);

    /**
     * Maps memory. No frame is taken, unless {@link MapFlag#POPULATE} is set: then every page is touched at once, by a
     * write if the mapping is writable, else by a read if it is readable; what cannot be touched is left.
     *
     * <p>Without {@link MapFlag#FIXED}, {@code address} is a hint: rounded down to a page, it is used if the range
     * there is free and lies within the user's addresses; otherwise (and for 0) the highest free range below the mmap
     * base that is large enough is used, at its upper end. With {@code FIXED} the address is used as it is, and
     * whatever was mapped in the range is unmapped first, also when nothing of the old mapping's kind remains.
     *
     * @param address hint, or with {@code FIXED} the address
     * @param length bytes, rounded up to pages
     * @param prot bits of {@link Prot}
     * @param flags bits of {@link MapFlag}
     * @return the address of the mapping; EINVAL if the length is 0 or a fixed address is not page-aligned; EEXIST with
     *     {@code FIXED_NOREPLACE} if anything is mapped in the range; ENOMEM if there is no room, a limit would be
     *     exceeded (pages that {@code FIXED} replaces are deducted from the new ones), there would be too many VMAs, or
     *     the range leaves the user's addresses; EPERM below {@link #MMAP_MIN_ADDRESS}
     * @linux mm/mmap.c do_mmap
     * @linux mm/vma.c mmap_region
     */
    long mmap(long address, long length, int prot, int flags);

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
     * @return 0, also when the length is 0; EINVAL if the address is not page-aligned; ENOMEM if the range has a hole,
     *     <b>after</b> all VMAs before the hole were changed; ENOMEM if a VMA becomes private and writable, and the
     *     limits would forbid the pages as new ones of the new kind but not of the old
     * @linux mm/mprotect.c do_mprotect_pkey
     */
    long mprotect(long address, long length, int prot);

    /**
     * Moves the end of the heap (the break). Growing maps private writable memory behind the heap; shrinking unmaps.
     * The address need not be page-aligned.
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
     * @return 0, also when the length is 0; EINVAL if the address is not page-aligned or the advice unknown; ENOMEM if
     *     the range has holes, but then all that is mapped in it was dropped
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
     *       that page, for reads as for writes. Refused if it would then be larger than {@link Limit#STACK} or another
     *       limit forbids it, or if an accessible mapping (one with any right) that is no stack itself lies less than
     *       {@link #STACK_GUARD_PAGES} pages below the new start.
     *   <li>The VMA does not allow the access: SIGSEGV.
     *   <li>Empty entry of an anonymous private VMA: a read maps the shared zero page, read-only, counted nowhere; a
     *       write takes a frame of zeros.
     *   <li>Write to the zero page: a frame of zeros takes its place. TLB entries for the page are invalidated.
     *   <li>A present entry that does not allow a write that the VMA allows: copy-on-write. A page that belongs to this
     *       address space alone is made writable; one that others still map is copied.
     *   <li>An entry that holds a swap entry: the page is brought back by {@link mm.machine.Kernel#swapIn}.
     *   <li>A shared mapping: the object's page is mapped, made first if the object does not have it.
     * </ol>
     *
     * @param address the address that faulted, any byte of the page
     * @param errorCode the processor's error code, bits of {@link mm.mmu.PageFault}
     * @linux mm/memory.c handle_mm_fault
     * @linux mm/vma.c expand_downwards
     */
    FaultResult handleFault(long address, int errorCode);

    /**
     * Makes the address space of a child process: the same mappings, limits and break. Private pages are shared,
     * write-protected on both sides and no longer exclusive; page tables are copied only of VMAs that have an anon_vma.
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
