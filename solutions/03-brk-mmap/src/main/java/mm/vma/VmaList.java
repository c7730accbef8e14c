package mm.vma;

import java.util.List;
import mm.machine.Errno;
import mm.machine.PhysicalMemory;

/** The VMAs of an address space by address; they never overlap. */
final class VmaList {
    // GIVEN
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long HUGE_PAGE = 2L << 20;

    // GIVEN
    private final VmaBlocks blocks = new VmaBlocks();

    // GIVEN
    /** Returns the first VMA that ends above an address, so the one that holds it if any does; null if there is none. */
    Vma find(long address) {
        int position = blocks.floor(address);
        if (position < 0) {
            return blocks.get(0);
        }
        Vma below = blocks.get(position);
        return below.end > address ? below : blocks.get(blocks.next(position));
    }

    // GIVEN
    /** Returns the last VMA that begins below an address, or null. */
    Vma before(long address) {
        return blocks.get(blocks.floor(address - 1));
    }

    // GIVEN
    /** Returns the VMAs that begin in a range; a copy, so that they may be removed on the way. */
    List<Vma> in(long start, long end) {
        return blocks.in(start, end);
    }

    // GIVEN
    List<Vma> all() {
        return blocks.in(Long.MIN_VALUE, Long.MAX_VALUE);
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

    /** First address that others must leave free below a VMA: a stack wants room to grow. */
    static long startWithGap(Vma vma) {
        return vma.growsDown ? vma.start - MemoryDescriptor.STACK_GUARD_PAGES * PAGE : vma.start;
    }

    /** The hint if it is free, else the upper end of the highest gap; huge pages' worth of memory on their border. */
    long unmappedArea(long hint, long length, boolean plain) {
        long start = hint & -PAGE;
        if (start != 0) {
            start = start > 0 ? Math.max(start, MemoryDescriptor.MMAP_MIN_ADDRESS) : start;
            Vma next = find(start);
            boolean user = Long.compareUnsigned(start, MemoryDescriptor.TASK_SIZE - length) <= 0;
            if (user && (next == null || start + length <= startWithGap(next))) {
                return start;
            }
        } else if (plain && length % HUGE_PAGE == 0) {
            long padded = highestGap(length + HUGE_PAGE);
            if (padded > 0) {
                return (padded + HUGE_PAGE) & -HUGE_PAGE;
            }
        }
        return highestGap(length);
    }

    private long highestGap(long length) {
        long top = blocks.highestGap(length);
        return top < 0 ? Errno.ENOMEM.result() : top - length;
    }
}
