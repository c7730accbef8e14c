package mm.vma;

import java.util.EnumMap;
import java.util.Map;
import mm.machine.PhysicalMemory;

// GIVEN
/** Counts the mapped pages of an address space by kind, and holds them against the limits. */
final class Accounting {
    private final Map<Limit, Long> limits = new EnumMap<>(Map.of(
            Limit.AS,
            Limit.INFINITY,
            Limit.DATA,
            Limit.INFINITY,
            Limit.STACK,
            Limit.DEFAULT_STACK,
            Limit.MEMLOCK,
            Limit.DEFAULT_MEMLOCK));

    long total;
    long data;
    long stack;
    long locked;

    void limit(Limit limit, long bytes) {
        limits.put(limit, bytes);
    }

    void limitAs(Accounting parent) {
        limits.putAll(parent.limits);
    }

    void add(Vma vma, long pages) {
        total += pages;
        data += vma.isData() ? pages : 0;
        stack += vma.growsDown ? pages : 0;
        locked += vma.locked ? pages : 0;
    }

    /** Tells whether a limit is exceeded; all are unsigned, so that no limit is the largest number. */
    boolean exceeds(Limit limit, long bytes) {
        return Long.compareUnsigned(bytes, limits.get(limit)) > 0;
    }

    /** Tells whether the limits allow more pages, data or not ({@code may_expand_vm}). */
    boolean mayExpand(boolean isData, long pages) {
        // STUB: return true;
        boolean tooMany = exceeds(Limit.AS, (total + pages) << PhysicalMemory.PAGE_SHIFT);
        boolean tooMuchData = isData && exceeds(Limit.DATA, (data + pages) << PhysicalMemory.PAGE_SHIFT);
        return !tooMany && !tooMuchData;
    }

    /** Tells whether the limits allow pages of a VMA to get other rights: fails only if they become data by it. */
    boolean mayProtect(Vma vma, int prot, long pages) {
        // STUB: return true;
        boolean becomesWritable = (prot & Prot.WRITE) != 0;
        return !becomesWritable || mayExpand(vma.wouldBeData(prot), pages) || !mayExpand(vma.isData(), pages);
    }
}
