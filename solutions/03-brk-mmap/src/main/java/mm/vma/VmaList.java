package mm.vma;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The VMAs of an address space by address; they never overlap. */
final class VmaList {
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

    /** Returns the VMAs that begin below an address, the highest first. */
    Collection<Vma> downFrom(long address) {
        return byStart.headMap(address, false).descendingMap().values();
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

    // BEGIN SOLUTION
    // STUB:
    /** Splits the VMA that an address lies inside of, if one does. */
    void splitAt(long address) {
        Vma vma = before(address);
        if (vma != null && vma.end > address) {
            add(vma.splitOff(address));
        }
    }

    /** Adds a VMA, joined with the neighbours that allow it. Returns the one that now covers it. */
    Vma addMerged(Vma vma) {
        Vma lower = before(vma.start);
        Vma upper = find(vma.end);
        boolean joinLower = lower != null && lower.canMerge(vma);
        boolean joinUpper = upper != null && vma.canMerge(upper) && (!joinLower || Vma.canMergeAcross(lower, upper));
        if (joinUpper) {
            remove(upper);
            vma.absorb(upper);
        }
        if (joinLower) {
            lower.absorb(vma);
            return lower;
        }
        add(vma);
        return vma;
    }
    // END SOLUTION
}
