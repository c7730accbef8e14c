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
    String name = "";

    /** What it maps, or null for private memory; and the page of it that lies at the start. */
    PageCache object;

    boolean shared;
    long firstPage;

    /** Where the written pages of this VMA are listed for reclaim; only its identity matters here. */
    Object anonVma;

    /** Whether the anon_vma was made by a fork, so that its list begins with the parent's. */
    boolean inherited;

    // GIVEN
    Vma(long start, long end, int prot) {
        this.start = start;
        this.end = end;
        this.prot = prot;
    }

    // GIVEN
    long pages() {
        return (end - start) >> PhysicalMemory.PAGE_SHIFT;
    }

    // GIVEN
    /** Returns the object's page that lies at an address. */
    long objectPage(long address) {
        return firstPage + ((address - start) >> PhysicalMemory.PAGE_SHIFT);
    }

    // GIVEN
    /** Tells whether its pages count as data: private, writable, and no stack. */
    boolean isData() {
        return (prot & Prot.WRITE) != 0 && !shared && !growsDown;
    }

    // GIVEN
    /** Tells whether its pages are the kernel's own, shown to the process: nobody may give it more rights. */
    boolean isKernels() {
        return name.startsWith("[vvar");
    }

    // GIVEN
    /** Lets it map an object (or nothing, for null) from a page of it on. */
    void map(PageCache newObject, long page) {
        object = newObject;
        firstPage = page;
        if (object != null) {
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
                && name.equals(next.name)
                && object == next.object
                && (object == null || objectPage(end) == next.firstPage);
    }

    /** Tells whether this VMA and the next one can merge, see {@link MemoryDescriptor}. */
    boolean canMerge(Vma next) {
        boolean anonVmasFit =
                anonVma == next.anonVma || anonVma == null && !next.inherited || next.anonVma == null && !inherited;
        return prot == next.prot && anonVmasFit && adjoins(next);
    }

    /** Tells whether the two outer ones of three VMAs that all touch may end in one. */
    static boolean canMergeAcross(Vma lower, Vma upper) {
        return lower.anonVma == null || upper.anonVma == null || lower.anonVma == upper.anonVma;
    }

    /** Makes this VMA cover the next one as well. */
    void absorb(Vma next) {
        end = next.end;
        if (anonVma == null) {
            anonVma = next.anonVma;
            inherited = next.inherited;
        }
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

    /** Returns the same VMA once more: another mapping of the object, with the same anon_vma. */
    Vma copy() {
        Vma copy = new Vma(start, end, prot);
        copy.growsDown = growsDown;
        copy.accounted = accounted;
        copy.name = name;
        copy.shared = shared;
        copy.anonVma = anonVma;
        copy.inherited = inherited;
        copy.map(object, firstPage);
        return copy;
    }

    /** Gives it an anon_vma before its first written page: a neighbour's if they may merge some day, else a new one. */
    void prepareAnonVma(Vma lower, Vma upper) {
        if (anonVma != null) {
            return;
        }
        if (upper != null && adjoins(upper) && !upper.inherited && upper.anonVma != null) {
            anonVma = upper.anonVma;
        } else if (lower != null && lower.adjoins(this) && !lower.inherited && lower.anonVma != null) {
            anonVma = lower.anonVma;
        } else {
            anonVma = new Object();
        }
    }
}
