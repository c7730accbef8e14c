package mm.vma;

import mm.machine.Errno;
import mm.machine.PhysicalMemory;

/** Where a new mapping begins: the upper rungs of mmap ({@code __get_unmapped_area}). */
final class Placement {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long HUGE_PAGE = 2L << 20;

    private final VmaList vmas;

    Placement(VmaList vmas) {
        this.vmas = vmas;
    }

    /**
     * Returns the address of a new mapping, or an error.
     *
     * @param address a hint, or with FIXED the address
     * @param length bytes, not in whole pages
     * @param plain whether it is private memory without a file
     */
    long find(long address, long length, int flags, boolean plain) {
        long size = UserAddresses.pageAlign(length);
        if (length == 0) {
            return Errno.EINVAL.result();
        }
        if (size <= 0 || size > MemoryDescriptor.TASK_SIZE || vmas.size() > MemoryDescriptor.MAX_MAP_COUNT) {
            return Errno.ENOMEM.result();
        }
        boolean fixed = (flags & (MapFlag.FIXED | MapFlag.FIXED_NOREPLACE)) != 0;
        long start = fixed ? address : unmappedArea(address, size, plain);
        if (!UserAddresses.isUserRange(start, size)) {
            return Errno.ENOMEM.result();
        }
        if (!UserAddresses.isPageAligned(start)) {
            return Errno.EINVAL.result();
        }
        return start < MemoryDescriptor.MMAP_MIN_ADDRESS ? Errno.EPERM.result() : start;
    }

    /** The hint if it is free; else the highest gap, for memory that fills huge pages on the border of one. */
    private long unmappedArea(long hint, long size, boolean plain) {
        long wanted = hint & -PAGE;
        if (wanted != 0) {
            long start = wanted > 0 ? Math.max(wanted, MemoryDescriptor.MMAP_MIN_ADDRESS) : wanted;
            Vma next = vmas.find(start);
            boolean free = next == null || start + size <= next.startWithGap();
            return UserAddresses.isUserRange(start, size) && free ? start : belowHighestEnd(size);
        }
        if (plain && size % HUGE_PAGE == 0) {
            long padded = belowHighestEnd(size + HUGE_PAGE);
            if (padded > 0) {
                return (padded + HUGE_PAGE) & -HUGE_PAGE;
            }
        }
        return belowHighestEnd(size);
    }

    private long belowHighestEnd(long size) {
        long end = vmas.highestGap(size);
        return end < 0 ? Errno.ENOMEM.result() : end - size;
    }
}
