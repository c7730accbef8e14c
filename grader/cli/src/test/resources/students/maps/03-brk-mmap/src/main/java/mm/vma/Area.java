package mm.vma;

import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;

/** A mapping of an address space. */
final class Area {
    /** Whose pages these are: what was one area once shares it. */
    record Origin(boolean inherited, Object identity) {}

    long start;
    long end;
    int prot;
    boolean shared;
    boolean growsDown;
    boolean accounted;
    String name = "";
    PageCache object;
    long firstPage;
    Origin origin;

    Area(long start, long end, int prot) {
        this.start = start;
        this.end = end;
        this.prot = prot;
    }

    long pages() {
        return (end - start) >>> PhysicalMemory.PAGE_SHIFT;
    }

    boolean isData(int rights) {
        return (rights & Prot.WRITE) != 0 && !shared && !growsDown;
    }

    boolean isClock() {
        return name.startsWith("[vvar");
    }

    boolean isKernels() {
        return isClock() || name.equals("[vdso]");
    }

    long pageAt(long address) {
        return firstPage + ((address - start) >>> PhysicalMemory.PAGE_SHIFT);
    }

    /** Where nothing else may lie any more, below a stack. */
    long guardedStart() {
        long guard = (long) MemoryDescriptor.STACK_GUARD_PAGES * PhysicalMemory.PAGE_SIZE;
        return growsDown ? Math.max(0, start - guard) : start;
    }

    void open(PageCache cache, long page) {
        object = cache;
        firstPage = page;
        if (cache != null) {
            cache.open();
        }
    }

    void close() {
        if (object != null) {
            object.close();
        }
    }

    Area copy() {
        Area copy = new Area(start, end, prot);
        copy.shared = shared;
        copy.growsDown = growsDown;
        copy.accounted = accounted;
        copy.name = name;
        copy.origin = origin;
        copy.open(object, firstPage);
        return copy;
    }

    /** Cuts the part from an address on off, and returns it. */
    Area cut(long address) {
        Area upper = copy();
        upper.firstPage = object == null ? 0 : pageAt(address);
        upper.start = address;
        end = address;
        return upper;
    }

    /** Tells whether both are of one kind but for their rights, and the other one goes on where this one ends. */
    boolean continuesIn(Area upper) {
        return end == upper.start
                && shared == upper.shared
                && growsDown == upper.growsDown
                && accounted == upper.accounted
                && object == upper.object
                && (object == null || pageAt(end) == upper.firstPage);
    }

    static boolean isCompatible(Origin one, Origin other) {
        if (one == null && other == null) {
            return true;
        }
        if (one == null || other == null) {
            return !(one == null ? other : one).inherited();
        }
        return one == other;
    }

    boolean mayJoin(Area upper) {
        return continuesIn(upper) && prot == upper.prot && isCompatible(origin, upper.origin);
    }

    /** Returns the entry for a frame, without the right to write. */
    long entry(long pfn) {
        long flags = prot == Prot.NONE ? Pte.PROT_NONE : Pte.PRESENT | Pte.USER;
        return Pte.of(pfn, flags | ((prot & Prot.EXEC) == 0 ? Pte.NX : 0));
    }

    boolean isWritable() {
        return (prot & Prot.WRITE) != 0;
    }
}
