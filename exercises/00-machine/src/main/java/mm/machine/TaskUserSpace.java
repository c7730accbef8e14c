package mm.machine;

import mm.vma.Malloc;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/**
 * The system calls of a process, as its C library makes them: malloc on a real address space.
 *
 * <p>Simplified: a mapping that {@link #mremap} grows is mapped anew elsewhere, and its pages are not carried over.
 */
public final class TaskUserSpace implements Malloc.UserSpace {
    private final MemoryDescriptor mm;

    /** Makes the calls go to a process's address space. */
    public TaskUserSpace(Task task) {
        mm = task.mm();
    }

    @Override
    public long brk(long newBreak) {
        return mm.brk(newBreak);
    }

    @Override
    public long mmap(long length) {
        return mm.mmap(0, length, Prot.READ | Prot.WRITE, MapFlag.PRIVATE | MapFlag.ANONYMOUS);
    }

    @Override
    public long munmap(long address, long length) {
        return mm.munmap(address, length);
    }

    @Override
    public long mremap(long address, long oldLength, long newLength) {
        if (newLength < oldLength) {
            long result = mm.munmap(address + newLength, oldLength - newLength);
            return Errno.isError(result) ? result : address;
        }
        long moved = mmap(newLength);
        if (!Errno.isError(moved)) {
            mm.munmap(address, oldLength);
        }
        return moved;
    }
}
