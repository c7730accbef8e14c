package mm.vma;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import mm.machine.Errno;

/** The VMAs of an address space by address; they never overlap. */
final class VmaList {
    // GIVEN
    private final VmaBlocks blocks = new VmaBlocks();

    private LongConsumer whenCut = address -> {};

    // GIVEN
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
        Vma vma = find(address);
        return vma == null || Long.compareUnsigned(vma.start, address) > 0 ? null : vma;
    }

    // GIVEN
    /** Returns the last VMA that begins below an address, or null. */
    Vma before(long address) {
        return blocks.get(blocks.lower(address));
    }

    // GIVEN
    /** Returns the VMAs that begin in a range; a copy, so that they may be removed on the way. */
    List<Vma> in(long start, long end) {
        return blocks.in(start, end);
    }

    // GIVEN
    List<Vma> all() {
        return blocks.in(0, MemoryDescriptor.TASK_SIZE);
    }

    // GIVEN
    int size() {
        return blocks.size();
    }

    // GIVEN
    void add(Vma vma) {
        blocks.add(vma);
    }

    // GIVEN
    void remove(Vma vma) {
        blocks.remove(vma);
    }

    // GIVEN
    /** Moves the start of a VMA down, as a stack grows. */
    void moveStart(Vma vma, long start) {
        blocks.moveStart(vma, start);
    }

    // STUB:
    /** Has it told where a VMA was split: a huge page cannot lie in two ({@code vma_adjust_trans_huge}). */
    void whenCut(LongConsumer listener) {
        whenCut = listener;
    }

    /**
     * Splits a VMA at the ends of a part of it ({@code vma_modify}).
     *
     * @return 0; ENOMEM if there are too many VMAs, or EINVAL, and then the split at the start stays
     */
    long isolate(long start, long end) {
        long error = split(start);
        return error != 0 ? error : split(end);
    }

    /**
     * Splits the VMAs that reach beyond the ends of a range which is to be unmapped ({@code vms_gather_munmap_vmas}). One
     * may become two there and exceed the limit, as the unmapping makes up for it; one that would become three may not.
     *
     * @return 0; ENOMEM, or EINVAL, and then the split at the start stays
     */
    long splitEnds(long start, long end) {
        Vma vma = find(start);
        boolean three = vma != null && vma.start < start && end < vma.end;
        if (three && size() >= MemoryDescriptor.MAX_MAP_COUNT) {
            return Errno.ENOMEM.result();
        }
        long error = cut(start);
        return error != 0 ? error : cut(end);
    }

    /**
     * Changes a part of one VMA: cuts it out, changes it, and joins it with what it now resembles ({@code vma_modify_flags}).
     *
     * @return 0, or what {@link #isolate} answers
     */
    long change(long start, long end, Consumer<Vma> change) {
        long error = isolate(start, end);
        if (error == 0) {
            Vma vma = find(start);
            remove(vma);
            change.accept(vma);
            addMerged(vma);
        }
        return error;
    }

    /** Adds a VMA, joined with the neighbours that allow it. */
    void addMerged(Vma vma) {
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
        } else {
            add(vma);
        }
    }

    /** Returns how many pages of a range are mapped; no VMA reaches beyond its ends. */
    long pagesIn(long start, long end) {
        return in(start, end).stream().mapToLong(Vma::pages).sum();
    }

    /** Returns how many pages of a range are promised; no VMA reaches beyond its ends. */
    long accountedIn(long start, long end) {
        return in(start, end).stream().mapToLong(Vma::promised).sum();
    }

    /** Returns the upper end of the highest gap of a length below MMAP_BASE, or -1. */
    long highestGap(long length) {
        return blocks.highestGap(length);
    }

    /** Splits, but returns ENOMEM if there are too many VMAs already ({@code split_vma}). */
    private long split(long address) {
        Vma vma = before(address);
        boolean isInside = vma != null && vma.end > address;
        return isInside && size() >= MemoryDescriptor.MAX_MAP_COUNT ? Errno.ENOMEM.result() : cut(address);
    }

    /**
     * Splits the VMA that an address lies inside of, if one does ({@code __split_vma}).
     *
     * @return 0; EINVAL if it is one of the kernel's own
     */
    private long cut(long address) {
        Vma vma = before(address);
        if (vma == null || vma.end <= address) {
            return 0;
        }
        if (vma.isSpecial()) {
            return Errno.EINVAL.result();
        }
        add(vma.splitOff(address));
        whenCut.accept(address);
        return 0;
    }
}
