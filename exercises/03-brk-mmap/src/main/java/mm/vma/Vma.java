package mm.vma;

import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Todo;

/** One virtual memory area: a range of pages with equal rights ({@code vm_area_struct}). */
final class Vma {
    long start;
    long end;
    int prot;
    boolean growsDown;
    boolean accounted;
    /** Whether it never counts as a promise ({@code VM_NORESERVE}). */
    boolean noReserve;
    /** Whether its pages stay in memory ({@code VM_LOCKED}). */
    boolean locked;
    /** Whether a fork leaves it out ({@code VM_DONTCOPY}). */
    boolean dontFork;

    /** What was said about huge pages ({@code VM_HUGEPAGE}, {@code VM_NOHUGEPAGE}). */
    enum Huge {
        NOT_SAID,
        YES,
        NO
    }

    Huge huge = Huge.NOT_SAID;

    String name = "";

    /** What it maps, or null for private memory. */
    PageCache object;

    boolean shared;

    /**
     * The number of the page at its start ({@code vm_pgoff}): within the object; of private memory by its address, but once
     * it was written it keeps its number when it moves.
     */
    long firstPage;

    /** Where its written pages are listed; null before the first of them. */
    AnonVma anonVma;

    Vma(long start, long end, int prot) {
        this.start = start;
        this.end = end;
        this.prot = prot;
        this.firstPage = start >> PhysicalMemory.PAGE_SHIFT;
    }

    long pages() {
        return (end - start) >> PhysicalMemory.PAGE_SHIFT;
    }

    /** Returns the first address that others must leave free below it: a stack wants room to grow ({@code vm_start_gap}). */
    long startWithGap() {
        throw new Todo("exercise 03: Vma.startWithGap");
    }

    /** Returns the page of the object that lies at an address. */
    long objectPage(long address) {
        return firstPage + ((address - start) >> PhysicalMemory.PAGE_SHIFT);
    }

    /** Tells whether its pages count as data: private, writable, and not a stack ({@code is_data_mapping}). */
    boolean isData() {
        return wouldBeData(prot);
    }

    /** Tells whether a write gives a page of its own: then that is what a page is brought in by. */
    boolean isPrivateWritable() {
        throw new Todo("exercise 03: Vma.isPrivateWritable");
    }

    /** Tells whether its pages would count as data with other rights. */
    boolean wouldBeData(int newProt) {
        return (newProt & Prot.WRITE) != 0 && !shared && !growsDown;
    }

    /** Tells whether it is one of the kernel's own mappings, which cannot be split ({@code special_mapping_split}). */
    boolean isSpecial() {
        return isClock() || name.equals("[vdso]");
    }

    /** Tells whether it shows the clock of the kernel: read-only for ever ({@code VM_MAYREAD} alone). */
    boolean isClock() {
        return name.startsWith("[vvar");
    }

    /** Lets it map an object (or nothing, for null) from a page of it on. */
    void map(PageCache newObject, long page) {
        object = newObject;
        if (object != null) {
            firstPage = page;
            object.open();
        }
    }

    /** Lets go of the object. */
    void unmap() {
        if (object != null) {
            object.close();
        }
    }

    Mapping show(String displayName) {
        return new Mapping(start, end, Prot.show(prot) + (shared ? "s" : "p"), displayName);
    }

    /** Tells whether this VMA and the next one can merge, see {@link MemoryDescriptor} ({@code can_vma_merge_after}). */
    boolean canMerge(Vma next) {
        throw new Todo("exercise 03: Vma.canMerge");
    }

    /** Tells whether the two outer ones of three VMAs that all touch may end in one. */
    static boolean canMergeAcross(Vma lower, Vma upper) {
        throw new Todo("exercise 03: Vma.canMergeAcross");
    }

    /** Makes this VMA cover the next one as well. */
    void absorb(Vma next) {
        throw new Todo("exercise 03: Vma.absorb");
    }

    /** Cuts off the part from an address on, and returns it. */
    Vma splitOff(long address) {
        throw new Todo("exercise 03: Vma.splitOff");
    }

    /** Returns the same VMA once more: another mapping of the object, with the same anon_vma ({@code vm_area_dup}). */
    Vma copy() {
        throw new Todo("exercise 03: Vma.copy");
    }

    /**
     * Returns a VMA like this one elsewhere: with its pages from an address on, and perhaps more. Those that were never
     * written are numbered anew ({@code copy_vma}).
     */
    Vma moved(long from, long newStart, long size) {
        throw new Todo("exercise 03: Vma.moved");
    }

    /** Tells whether an access is allowed: a write needs WRITE, a fetch EXEC, a read any right ({@code access_error}). */
    boolean allows(boolean write, boolean fetch) {
        throw new Todo("exercise 03: Vma.allows");
    }

    /** Returns how many pages of it are promised. */
    long promised() {
        return accounted ? pages() : 0;
    }

    /** Tells whether other rights would make it a promise, which it is not yet ({@code mprotect_fixup}). */
    boolean becomesPromise(int newProt) {
        throw new Todo("exercise 03: Vma.becomesPromise");
    }

    /** Gives it other rights, and accounts for it, or no longer ({@code mprotect_fixup}). */
    void protect(int newProt) {
        throw new Todo("exercise 03: Vma.protect");
    }

    /** Gives it an anon_vma before its first written page: that of a neighbour if they may merge some day, or a new one. */
    void prepareAnonVma(Vma lower, Vma upper) {
        throw new Todo("exercise 03: Vma.prepareAnonVma");
    }
}
