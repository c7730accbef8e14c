package mm.vma;

import java.util.List;
import java.util.function.Consumer;
import mm.machine.Todo;

/** The VMAs of an address space by address; they never overlap. */
final class VmaList {
    private final VmaBlocks blocks = new VmaBlocks();

    /** Returns the first VMA that ends above an address, so the one that holds it if any does; null if there is none. */
    Vma find(long address) {
        int position = blocks.floor(address);
        if (position < 0) {
            return blocks.get(0);
        }
        Vma below = blocks.get(position);
        return Long.compareUnsigned(below.end, address) > 0 ? below : blocks.get(blocks.next(position));
    }

    /** Returns the VMA that an address lies in, or null. */
    Vma at(long address) {
        throw new Todo("exercise 03: VmaList.at");
    }

    /** Returns the last VMA that begins below an address, or null. */
    Vma before(long address) {
        return blocks.get(blocks.lower(address));
    }

    /** Returns the VMAs that begin in a range; a copy, so that they may be removed on the way. */
    List<Vma> in(long start, long end) {
        return blocks.in(start, end);
    }

    List<Vma> all() {
        return blocks.in(0, MemoryDescriptor.TASK_SIZE);
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

    /**
     * Splits a VMA at the ends of a part of it ({@code vma_modify}).
     *
     * @return 0; ENOMEM if there are too many VMAs, or EINVAL, and then the split at the start stays
     */
    long isolate(long start, long end) {
        throw new Todo("exercise 03: VmaList.isolate");
    }

    /**
     * Splits the VMAs that reach beyond the ends of a range which is to be unmapped ({@code vms_gather_munmap_vmas}). One
     * may become two there and exceed the limit, as the unmapping makes up for it; one that would become three may not.
     *
     * @return 0; ENOMEM, or EINVAL, and then the split at the start stays
     */
    long splitEnds(long start, long end) {
        throw new Todo("exercise 03: VmaList.splitEnds");
    }

    /**
     * Changes a part of one VMA: cuts it out, changes it, and joins it with what it now resembles ({@code vma_modify_flags}).
     *
     * @return 0, or what {@link #isolate} answers
     */
    long change(long start, long end, Consumer<Vma> change) {
        throw new Todo("exercise 03: VmaList.change");
    }

    /** Adds a VMA, joined with the neighbours that allow it. */
    void addMerged(Vma vma) {
        throw new Todo("exercise 03: VmaList.addMerged");
    }

    /** Returns how many pages of a range are mapped; no VMA reaches beyond its ends. */
    long pagesIn(long start, long end) {
        throw new Todo("exercise 03: VmaList.pagesIn");
    }

    /** Returns how many pages of a range are promised; no VMA reaches beyond its ends. */
    long accountedIn(long start, long end) {
        throw new Todo("exercise 03: VmaList.accountedIn");
    }

    /** Returns the upper end of the highest gap of a length below MMAP_BASE, or -1. */
    long highestGap(long length) {
        throw new Todo("exercise 03: VmaList.highestGap");
    }
}
