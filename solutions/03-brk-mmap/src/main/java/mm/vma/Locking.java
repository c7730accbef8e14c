package mm.vma;

import mm.machine.Errno;
import mm.machine.PhysicalMemory;
import mm.mmu.PageFault;

/** Keeps pages in memory: brings them in, and counts them against their limit ({@code mm/mlock.c}). */
final class Locking {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    private final MemoryDescriptor mm;
    private final VmaList vmas;
    private final Accounting accounting;

    Locking(MemoryDescriptor mm, VmaList vmas, Accounting accounting) {
        this.mm = mm;
        this.vmas = vmas;
        this.accounting = accounting;
    }

    /** Locks a range ({@code do_mlock}). */
    long lock(long address, long length) {
        long start = address & -PAGE;
        long size = UserAddresses.pageAlign(length + (address & (PAGE - 1)));
        if (!mayLockAny()) {
            return Errno.EPERM.result();
        }
        if (!mayLock((size >>> PhysicalMemory.PAGE_SHIFT) - lockedIn(start, start + size))) {
            return Errno.ENOMEM.result();
        }
        long error = mark(start, size, true);
        return error == 0 ? populate(start, start + size) : error;
    }

    /** Unlocks a range; its pages stay where they are. */
    long unlock(long address, long length) {
        return mark(address & -PAGE, UserAddresses.pageAlign(length + (address & (PAGE - 1))), false);
    }

    /** Returns how many pages of a range are locked already ({@code count_mm_mlocked_page_nr}). */
    private long lockedIn(long start, long end) {
        long pages = 0;
        for (Vma vma = vmas.find(start); vma != null && vma.start < end; vma = vmas.find(vma.end)) {
            long part = Math.min(end, vma.end) - Math.max(start, vma.start);
            pages += vma.locked ? part >> PhysicalMemory.PAGE_SHIFT : 0;
        }
        return pages;
    }

    /** Tells whether so many pages more may be locked ({@code mlock_future_ok}). */
    boolean mayLock(long pages) {
        return !accounting.exceeds(Limit.MEMLOCK, (accounting.locked + pages) << PhysicalMemory.PAGE_SHIFT);
    }

    /** Returns an error if a new mapping may not be locked; the lower rungs of mmap begin with it. */
    long mayMap(Vma vma) {
        if (vma.locked && !mayLockAny()) {
            return Errno.EPERM.result();
        }
        return vma.locked && !mayLock(vma.pages()) ? Errno.EAGAIN.result() : 0;
    }

    /** Tells whether the limit is not 0 ({@code can_do_mlock}). */
    private boolean mayLockAny() {
        return !accounting.exceeds(Limit.MEMLOCK, 1);
    }

    /** Marks the VMAs of a range ({@code apply_vma_lock_flags}). */
    private long mark(long start, long size, boolean locked) {
        long end = start + size;
        if (Long.compareUnsigned(end, start) < 0) {
            return Errno.EINVAL.result();
        }
        long next = start;
        while (next != end) {
            Vma vma = vmas.at(next);
            if (vma == null) {
                return Errno.ENOMEM.result();
            }
            long stop = UserAddresses.min(vma.end, end);
            long error = vma.locked == locked || vma.isSpecial() ? 0 : mark(next, stop - next, stop, locked);
            if (error != 0) {
                return error;
            }
            next = stop;
        }
        return 0;
    }

    private long mark(long start, long size, long end, boolean locked) {
        long pages = size >> PhysicalMemory.PAGE_SHIFT;
        return vmas.change(start, end, part -> {
            part.locked = locked;
            accounting.locked += locked ? pages : -pages;
        });
    }

    /** Brings in the pages of a range as their first touch would ({@code __mm_populate}). */
    long populate(long start, long end) {
        for (Vma vma = vmas.at(start); vma != null && vma.start < end; vma = vmas.at(vma.end)) {
            if (vma.isClock()) {
                continue;
            }
            if (vma.prot == Prot.NONE) {
                return Errno.ENOMEM.result();
            }
            int access = PageFault.USER | (vma.isPrivateWritable() ? PageFault.WRITE : 0);
            for (long page = Math.max(vma.start, start); page < Math.min(vma.end, end); page += PAGE) {
                if (mm.handleFault(page, access) == FaultResult.OOM) {
                    return Errno.EAGAIN.result();
                }
            }
        }
        return 0;
    }
}
