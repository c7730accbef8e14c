package mm.vma;

import mm.machine.Errno;
import mm.machine.PhysicalMemory;

/** Moves and resizes mappings ({@code mm/mremap.c}). */
final class Remapping {
    private static final int FLAGS = RemapFlag.MAYMOVE | RemapFlag.FIXED;

    private final Space space;
    private final VmaList vmas;
    private final Placement placement;
    private final Locking locking;

    Remapping(Space space, Placement placement, Locking locking) {
        this.space = space;
        this.vmas = space.vmas();
        this.placement = placement;
        this.locking = locking;
    }

    /** Does the call: what can be told without the VMAs comes first ({@code check_mremap_params}). */
    long remap(long address, long oldLength, long newLength, int flags, long target) {
        long oldSize = UserAddresses.pageAlign(oldLength);
        long newSize = UserAddresses.pageAlign(newLength);
        boolean fixed = (flags & RemapFlag.FIXED) != 0;
        boolean tooLong = newSize == 0 || !UserAddresses.isUserRange(0, newSize);
        if ((flags & ~FLAGS) != 0 || !UserAddresses.isPageAligned(address) || tooLong) {
            return Errno.EINVAL.result();
        }
        if (!fixed) {
            return resize(address, oldSize, newSize, flags);
        }
        boolean overlap = Long.compareUnsigned(address + oldSize, target) > 0
                && Long.compareUnsigned(target + newSize, address) > 0;
        boolean wrong = !UserAddresses.isUserRange(target, newSize) || !UserAddresses.isPageAligned(target);
        if (wrong || overlap || flags == RemapFlag.FIXED) {
            return Errno.EINVAL.result();
        }
        return oldSize == newSize ? moveAll(address, oldSize, target) : moveTo(address, oldSize, newSize, target);
    }

    /** Keeps the address, if it can. */
    private long resize(long address, long oldSize, long newSize, int flags) {
        Vma vma = vmas.at(address);
        if (vma == null) {
            return Errno.EFAULT.result();
        }
        if (Long.compareUnsigned(newSize, oldSize) <= 0) {
            long error = newSize == oldSize ? 0 : space.unmap(address + newSize, oldSize - newSize);
            return error == 0 ? address : error;
        }
        long error = check(vma, address, oldSize, newSize);
        if (error != 0) {
            return error;
        }
        long more = newSize - oldSize;
        if (address + oldSize == vma.end && isFree(vma.end, more)) {
            return grow(vma, more) ? address : Errno.ENOMEM.result();
        }
        if ((flags & RemapFlag.MAYMOVE) == 0) {
            return Errno.ENOMEM.result();
        }
        long place = placement.find(0, newSize, 0, vma.object == null);
        return Errno.isError(place) ? place : move(vma, address, oldSize, newSize, place);
    }

    /** Tells an error if a part of a VMA cannot be moved or grow ({@code check_prep_vma}). */
    private long check(Vma vma, long address, long oldSize, long newSize) {
        long kept = UserAddresses.min(oldSize, newSize);
        if (oldSize == 0 && !vma.shared) {
            return Errno.EINVAL.result();
        }
        boolean grows = newSize > kept;
        if (kept > vma.end - address || (grows && vma.isSpecial())) {
            return Errno.EFAULT.result();
        }
        long more = (newSize - kept) >> PhysicalMemory.PAGE_SHIFT;
        if (grows && vma.locked && !locking.mayLock(more)) {
            return Errno.EAGAIN.result();
        }
        return grows && !space.accounting().mayExpand(vma.isData(), more) ? Errno.ENOMEM.result() : 0;
    }

    private boolean isFree(long start, long size) {
        Vma next = vmas.find(start);
        return UserAddresses.isUserRange(start, size) && (next == null || next.start >= start + size);
    }

    /** Adds pages at the end of a VMA ({@code expand_vma_in_place}). */
    private boolean grow(Vma vma, long more) {
        if (vma.accounted && !space.promises().ask(more >> PhysicalMemory.PAGE_SHIFT)) {
            return false;
        }
        long end = vma.end;
        Vma added = vma.moved(end, end, more);
        space.accounting().add(added, added.pages());
        vmas.addMerged(added);
        if (vma.locked) {
            locking.populate(end, end + more);
        }
        return true;
    }

    /** Moves all VMAs of a range, each with what lies before it ({@code remap_move}). */
    private long moveAll(long address, long size, long target) {
        long end = address + size;
        if (vmas.at(address) == null) {
            return Errno.EFAULT.result();
        }
        long next = address;
        for (Vma vma = vmas.at(address); vma != null && vma.start < end; vma = vmas.find(next)) {
            long start = Math.max(vma.start, address);
            next = UserAddresses.min(vma.end, end);
            long result = moveTo(start, next - start, next - start, target + (start - address));
            if (Errno.isError(result)) {
                return result;
            }
        }
        return target;
    }

    /** Moves a part of one VMA to a given place, where all that is mapped goes first ({@code mremap_to}). */
    private long moveTo(long address, long oldSize, long newSize, long target) {
        Vma vma = vmas.at(address);
        long error = vma == null ? Errno.EFAULT.result() : check(vma, address, oldSize, newSize);
        error = error == 0 ? space.unmap(target, newSize) : error;
        if (error == 0 && Long.compareUnsigned(newSize, oldSize) < 0) {
            error = space.unmap(address + newSize, oldSize - newSize);
        }
        if (error == 0 && target < MemoryDescriptor.MMAP_MIN_ADDRESS) {
            error = Errno.EPERM.result();
        }
        return error == 0
                ? move(vmas.at(address), address, UserAddresses.min(oldSize, newSize), newSize, target)
                : error;
    }

    /** Moves a part of a VMA to where nothing is mapped ({@code move_vma}). */
    private long move(Vma vma, long address, long oldSize, long newSize, long target) {
        boolean whole = vma.start == address && vma.end == address + oldSize;
        if (vma.isSpecial() && !whole) {
            return Errno.EINVAL.result();
        }
        long more = (newSize - oldSize) >> PhysicalMemory.PAGE_SHIFT;
        if (vma.accounted && !space.promises().ask(more)) {
            return Errno.ENOMEM.result();
        }
        Vma copy = vma.moved(address, target, newSize);
        space.accounting().add(copy, copy.pages());
        vmas.addMerged(copy);
        boolean moved = space.pages().move(address, target, oldSize);
        long left = moved ? address : target;
        long leftSize = moved ? oldSize : newSize;
        if (leftSize > 0) {
            vmas.splitEnds(left, left + leftSize);
            space.remove(left, left + leftSize);
        }
        if (!moved) {
            space.promises().giveBack(vma.accounted ? more : 0);
            return Errno.ENOMEM.result();
        }
        if (vma.locked) {
            locking.populate(target + oldSize, target + newSize);
        }
        return target;
    }
}
