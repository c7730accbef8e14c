package mm.vma;

import mm.machine.PageCache;

/** A mapping as it is at one moment: it never changes, another takes its place. */
record Range(
        long start,
        long end,
        int prot,
        int kind,
        boolean accounted,
        String name,
        PageCache object,
        long firstPage,
        Family family) {
    static final int PLAIN = 0;
    static final int SHARED = 1;
    static final int STACK = 2;

    /** What areas share that have been one, or that may become one. */
    static final class Family {
        final boolean isInherited;

        Family(boolean isInherited) {
            this.isInherited = isInherited;
        }
    }

    static Range plain(long start, long end, int prot) {
        return new Range(start, end, prot, PLAIN, (prot & Prot.WRITE) != 0, "", null, 0, null);
    }

    Range between(long from, long to) {
        long page = object == null ? 0 : page(from);
        return new Range(from, to, prot, kind, accounted, name, object, page, family);
    }

    Range of(int newProt, boolean isAccounted) {
        return new Range(start, end, newProt, kind, isAccounted, name, object, firstPage, family);
    }

    Range in(Family newFamily) {
        return new Range(start, end, prot, kind, accounted, name, object, firstPage, newFamily);
    }

    long page(long address) {
        return firstPage + ((address - start) >> 12);
    }

    long pages() {
        return (end - start) >> 12;
    }

    boolean countsAsData(int rights) {
        return kind == PLAIN && (rights & Prot.WRITE) != 0;
    }

    boolean isShared() {
        return kind == SHARED;
    }

    boolean isKernels() {
        return name.equals("[vdso]") || name.startsWith("[vvar");
    }

    /** The first byte that others must leave alone below it. */
    long border() {
        return kind == STACK ? start - (MemoryDescriptor.STACK_GUARD_PAGES << 12) : start;
    }

    /** Tells whether the next one is the same but for rights and family. */
    boolean isLike(Range next) {
        if (end != next.start || kind != next.kind || accounted != next.accounted || object != next.object) {
            return false;
        }
        return object == null || page(end) == next.firstPage;
    }

    boolean joins(Range next) {
        return prot == next.prot && isLike(next) && mayMarry(family, next.family);
    }

    private static boolean mayMarry(Family a, Family b) {
        if (a == b) {
            return true;
        }
        Family one = a == null ? b : a;
        return (a == null || b == null) && !one.isInherited;
    }
}
