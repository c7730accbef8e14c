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
    String name = "";

    /** What it maps, or null for private memory; and the page of it that lies at the start. */
    PageCache object;

    boolean shared;
    long firstPage;

    /** Where the written pages of this VMA are listed for reclaim; only its identity matters here. */
    Object anonVma;

    /** Whether the anon_vma was made by a fork, so that its list begins with the parent's. */
    boolean inherited;

    Vma(long start, long end, int prot) {
        this.start = start;
        this.end = end;
        this.prot = prot;
    }

    long pages() {
        return (end - start) >> PhysicalMemory.PAGE_SHIFT;
    }

    /** Returns the object's page that lies at an address. */
    long objectPage(long address) {
        return firstPage + ((address - start) >> PhysicalMemory.PAGE_SHIFT);
    }

    /** Tells whether its pages count as data: private, writable, and no stack. */
    boolean isData() {
        return (prot & Prot.WRITE) != 0 && !shared && !growsDown;
    }

    /** Tells whether its pages are the kernel's own, shown to the process: nobody may give it more rights. */
    boolean isKernels() {
        return name.startsWith("[vvar");
    }

    /** Lets it map an object (or nothing, for null) from a page of it on. */
    void map(PageCache newObject, long page) {
        object = newObject;
        firstPage = page;
        if (object != null) {
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

    /** Tells whether this VMA and the next one can merge, see {@link MemoryDescriptor}. */
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

    /** Returns the same VMA once more: another mapping of the object, with the same anon_vma. */
    Vma copy() {
        throw new Todo("exercise 03: Vma.copy");
    }

    /** Gives it an anon_vma before its first written page: a neighbour's if they may merge some day, else a new one. */
    void prepareAnonVma(Vma lower, Vma upper) {
        throw new Todo("exercise 03: Vma.prepareAnonVma");
    }
}
