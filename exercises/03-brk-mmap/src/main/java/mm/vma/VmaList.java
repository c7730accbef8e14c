package mm.vma;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import mm.machine.PhysicalMemory;

/** The VMAs of an address space by address; they never overlap. */
final class VmaList {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long HUGE_PAGE = 2L << 20;

    private final TreeMap<Long, Vma> byStart = new TreeMap<>();

    private static Vma value(Map.Entry<Long, Vma> entry) {
        return entry == null ? null : entry.getValue();
    }

    /** Returns the first VMA that ends above an address, so the one that holds it if any does; null if there is none. */
    Vma find(long address) {
        Vma below = value(byStart.floorEntry(address));
        return below != null && below.end > address ? below : value(byStart.higherEntry(address));
    }

    /** Returns the last VMA that begins below an address, or null. */
    Vma before(long address) {
        return value(byStart.lowerEntry(address));
    }

    /** Returns the VMAs that begin in a range. */
    Collection<Vma> in(long start, long end) {
        return byStart.subMap(start, end).values();
    }

    Collection<Vma> all() {
        return byStart.values();
    }

    int size() {
        return byStart.size();
    }

    void add(Vma vma) {
        byStart.put(vma.start, vma);
    }

    void remove(Vma vma) {
        byStart.remove(vma.start);
    }

    /** Moves the start of a VMA down, as a stack grows. */
    void moveStart(Vma vma, long start) {
        byStart.remove(vma.start);
        vma.start = start;
        byStart.put(start, vma);
    }
}
