package mm.vma;

import java.util.List;
import mm.machine.PhysicalMemory;
import mm.machine.Todo;

/** The VMAs of an address space by address; they never overlap. */
final class VmaList {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long HUGE_PAGE = 2L << 20;

    private final VmaBlocks blocks = new VmaBlocks();

    /** Returns the first VMA that ends above an address, so the one that holds it if any does; null if there is none. */
    Vma find(long address) {
        int position = blocks.floor(address);
        if (position < 0) {
            return blocks.get(0);
        }
        Vma below = blocks.get(position);
        return below.end > address ? below : blocks.get(blocks.next(position));
    }

    /** Returns the last VMA that begins below an address, or null. */
    Vma before(long address) {
        return blocks.get(blocks.floor(address - 1));
    }

    /** Returns the VMAs that begin in a range; a copy, so that they may be removed on the way. */
    List<Vma> in(long start, long end) {
        return blocks.in(start, end);
    }

    List<Vma> all() {
        return blocks.in(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    int size() {
        return blocks.size();
    }

    void add(Vma vma) {
        blocks.add(vma);
    }

    void remove(Vma vma) {
        blocks.remove(vma);
    }

    /** Moves the start of a VMA down, as a stack grows. */
    void moveStart(Vma vma, long start) {
        blocks.moveStart(vma, start);
    }

    /** Splits the VMA that an address lies inside of, if one does. */
    void splitAt(long address) {
        throw new Todo("exercise 03: VmaList.splitAt");
    }

    /** Adds a VMA, joined with the neighbours that allow it. Returns the one that now covers it. */
    Vma addMerged(Vma vma) {
        throw new Todo("exercise 03: VmaList.addMerged");
    }

    /** First address that others must leave free below a VMA: a stack wants room to grow. */
    static long startWithGap(Vma vma) {
        throw new Todo("exercise 03: VmaList.startWithGap");
    }

    /** The hint if it is free, else the upper end of the highest gap; huge pages' worth of memory on their border. */
    long unmappedArea(long hint, long length, boolean plain) {
        throw new Todo("exercise 03: VmaList.unmappedArea");
    }
}
