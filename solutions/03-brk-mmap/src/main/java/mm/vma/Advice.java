package mm.vma;

import java.util.Set;
import mm.machine.Errno;

/** What a program says about its pages, VMA by VMA ({@code mm/madvise.c}). */
final class Advice {
    private static final Set<Integer> KNOWN = Set.of(
            MemoryDescriptor.MADV_WILLNEED,
            MemoryDescriptor.MADV_DONTNEED,
            MemoryDescriptor.MADV_FREE,
            MemoryDescriptor.MADV_DONTFORK,
            MemoryDescriptor.MADV_DOFORK,
            MemoryDescriptor.MADV_HUGEPAGE,
            MemoryDescriptor.MADV_NOHUGEPAGE);

    private final VmaList vmas;
    private final Pages pages;
    private final int advice;

    Advice(VmaList vmas, Pages pages, int advice) {
        this.vmas = vmas;
        this.pages = pages;
        this.advice = advice;
    }

    /** Goes through a range; a hole is an error that is told at the end ({@code madvise_walk_vmas}). */
    long take(long address, long length) {
        long size = UserAddresses.pageAlign(length);
        long end = address + size;
        boolean wraps = (size == 0 && length != 0) || Long.compareUnsigned(end, address) < 0;
        if (!UserAddresses.isPageAligned(address) || !KNOWN.contains(advice) || wraps) {
            return Errno.EINVAL.result();
        }
        boolean hole = false;
        long next = address;
        while (next != end) {
            Vma vma = vmas.find(next);
            if (vma == null || Long.compareUnsigned(vma.start, end) >= 0) {
                return Errno.ENOMEM.result();
            }
            long start = Math.max(next, vma.start);
            hole |= start > next;
            next = UserAddresses.min(vma.end, end);
            long error = take(vma, start, next);
            if (error != 0) {
                return error;
            }
        }
        return hole ? Errno.ENOMEM.result() : 0;
    }

    /** Does what is advised to a part of one VMA ({@code madvise_vma_behavior}). */
    private long take(Vma vma, long start, long end) {
        return switch (advice) {
            case MemoryDescriptor.MADV_DONTNEED -> drop(vma, start, end);
            case MemoryDescriptor.MADV_FREE -> free(vma, start, end);
            case MemoryDescriptor.MADV_DONTFORK -> setDontFork(vma, start, end, true);
            case MemoryDescriptor.MADV_DOFORK -> setDontFork(vma, start, end, false);
            case MemoryDescriptor.MADV_HUGEPAGE -> setHuge(vma, start, end, Vma.Huge.YES);
            case MemoryDescriptor.MADV_NOHUGEPAGE -> setHuge(vma, start, end, Vma.Huge.NO);
            default -> 0;
        };
    }

    /** Marks a part of a VMA; the pages that it has stay as they are ({@code hugepage_madvise}). */
    private long setHuge(Vma vma, long start, long end, Vma.Huge huge) {
        return vma.huge == huge ? 0 : vmas.change(start, end, part -> part.huge = huge);
    }

    private long setDontFork(Vma vma, long start, long end, boolean dontFork) {
        return vma.dontFork == dontFork ? 0 : vmas.change(start, end, part -> part.dontFork = dontFork);
    }

    private long free(Vma vma, long start, long end) {
        if (vma.object != null || vma.locked) {
            return Errno.EINVAL.result();
        }
        pages.freeLazily(start, end);
        return 0;
    }

    private long drop(Vma vma, long start, long end) {
        if (vma.isClock() || vma.locked) {
            return Errno.EINVAL.result();
        }
        pages.zap(vma, start, end);
        pages.table.reclaimTables(start, end);
        return 0;
    }
}
