package mm.vma;

import mm.machine.PageCache;
import mm.machine.PhysicalMemory;

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

    // GIVEN
    Vma(long start, long end, int prot) {
        this.start = start;
        this.end = end;
        this.prot = prot;
        this.firstPage = start >> PhysicalMemory.PAGE_SHIFT;
    }

    // GIVEN
    long pages() {
        return (end - start) >> PhysicalMemory.PAGE_SHIFT;
    }

    /** Returns the first address that others must leave free below it: a stack wants room to grow ({@code vm_start_gap}). */
    long startWithGap() {
        return growsDown ? start - MemoryDescriptor.STACK_GUARD_PAGES * (long) PhysicalMemory.PAGE_SIZE : start;
    }

    // GIVEN
    /** Returns the page of the object that lies at an address. */
    long objectPage(long address) {
        return firstPage + ((address - start) >> PhysicalMemory.PAGE_SHIFT);
    }

    // GIVEN
    /** Tells whether its pages count as data: private, writable, and not a stack ({@code is_data_mapping}). */
    boolean isData() {
        return wouldBeData(prot);
    }

    /** Tells whether a write gives a page of its own: then that is what a page is brought in by. */
    boolean isPrivateWritable() {
        return (prot & Prot.WRITE) != 0 && !shared;
    }

    // GIVEN
    /** Tells whether its pages would count as data with other rights. */
    boolean wouldBeData(int newProt) {
        return (newProt & Prot.WRITE) != 0 && !shared && !growsDown;
    }

    // GIVEN
    /** Tells whether it is one of the kernel's own mappings, which cannot be split ({@code special_mapping_split}). */
    boolean isSpecial() {
        return isClock() || name.equals("[vdso]");
    }

    // GIVEN
    /** Tells whether it shows the clock of the kernel: read-only for ever ({@code VM_MAYREAD} alone). */
    boolean isClock() {
        return name.startsWith("[vvar");
    }

    // GIVEN
    /** Lets it map an object (or nothing, for null) from a page of it on. */
    void map(PageCache newObject, long page) {
        object = newObject;
        if (object != null) {
            firstPage = page;
            object.open();
        }
    }

    // GIVEN
    /** Lets go of the object. */
    void unmap() {
        if (object != null) {
            object.close();
        }
    }

    // GIVEN
    Mapping show(String displayName) {
        return new Mapping(start, end, Prot.show(prot) + (shared ? "s" : "p"), displayName);
    }

    /** Tells whether this VMA and the one that begins at its end could be one, as far as their kinds go. */
    private boolean adjoins(Vma next) {
        return end == next.start
                && shared == next.shared
                && growsDown == next.growsDown
                && accounted == next.accounted
                && noReserve == next.noReserve
                && locked == next.locked
                && dontFork == next.dontFork
                && huge == next.huge
                && name.equals(next.name)
                && object == next.object
                && objectPage(end) == next.firstPage;
    }

    /** Tells whether this VMA and the next one can merge, see {@link MemoryDescriptor} ({@code can_vma_merge_after}). */
    boolean canMerge(Vma next) {
        return prot == next.prot && AnonVma.compatible(anonVma, next.anonVma) && adjoins(next);
    }

    /** Tells whether the two outer ones of three VMAs that all touch may end in one. */
    static boolean canMergeAcross(Vma lower, Vma upper) {
        return lower.anonVma == null || upper.anonVma == null || lower.anonVma == upper.anonVma;
    }

    /** Makes this VMA cover the next one as well. */
    void absorb(Vma next) {
        end = next.end;
        anonVma = anonVma == null ? next.anonVma : anonVma;
        next.unmap();
    }

    /** Cuts off the part from an address on, and returns it. */
    Vma splitOff(long address) {
        Vma upper = copy();
        upper.firstPage = objectPage(address);
        upper.start = address;
        end = address;
        return upper;
    }

    /** Returns the same VMA once more: another mapping of the object, with the same anon_vma ({@code vm_area_dup}). */
    Vma copy() {
        Vma copy = new Vma(start, end, prot);
        copy.growsDown = growsDown;
        copy.accounted = accounted;
        copy.noReserve = noReserve;
        copy.locked = locked;
        copy.dontFork = dontFork;
        copy.huge = huge;
        copy.firstPage = firstPage;
        copy.name = name;
        copy.shared = shared;
        copy.anonVma = anonVma;
        copy.map(object, firstPage);
        return copy;
    }

    /**
     * Returns a VMA like this one elsewhere: with its pages from an address on, and perhaps more. Those that were never
     * written are numbered anew ({@code copy_vma}).
     */
    Vma moved(long from, long newStart, long size) {
        Vma moved = copy();
        boolean untouched = object == null && anonVma == null;
        moved.firstPage = untouched ? newStart >> PhysicalMemory.PAGE_SHIFT : objectPage(from);
        moved.start = newStart;
        moved.end = newStart + size;
        return moved;
    }

    /** Tells whether an access is allowed: a write needs WRITE, a fetch EXEC, a read any right ({@code access_error}). */
    boolean allows(boolean write, boolean fetch) {
        int readable = fetch ? Prot.EXEC : Prot.READ | Prot.WRITE | Prot.EXEC;
        return (prot & (write ? Prot.WRITE : readable)) != 0;
    }

    // GIVEN
    /** Returns how many pages of it are promised. */
    long promised() {
        return accounted ? pages() : 0;
    }

    /** Tells whether other rights would make it a promise, which it is not yet ({@code mprotect_fixup}). */
    boolean becomesPromise(int newProt) {
        boolean writable = (prot & Prot.WRITE) != 0;
        return (newProt & Prot.WRITE) != 0 && !accounted && !writable && !shared && !noReserve;
    }

    /** Gives it other rights, and accounts for it, or no longer ({@code mprotect_fixup}). */
    void protect(int newProt) {
        boolean promise = becomesPromise(newProt);
        prot = newProt;
        if ((prot & Prot.WRITE) != 0) {
            accounted |= promise;
        } else if (object == null && anonVma == null) {
            accounted = false;
        }
    }

    /** Gives it an anon_vma before its first written page: that of a neighbour if they may merge some day, or a new one. */
    void prepareAnonVma(Vma lower, Vma upper) {
        if (anonVma != null) {
            return;
        }
        if (upper != null && adjoins(upper) && AnonVma.isReusable(upper.anonVma)) {
            anonVma = upper.anonVma;
        } else if (lower != null && lower.adjoins(this) && AnonVma.isReusable(lower.anonVma)) {
            anonVma = lower.anonVma;
        } else {
            anonVma = new AnonVma(false);
        }
    }
}
