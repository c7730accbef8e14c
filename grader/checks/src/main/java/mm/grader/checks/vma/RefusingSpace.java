package mm.grader.checks.vma;

import mm.machine.Errno;
import mm.vma.Malloc;

/** A kernel that refuses some of the calls of an allocator: to map, to grow or to shrink the heap; and counts them. */
final class RefusingSpace implements Malloc.UserSpace {
    private final Malloc.UserSpace system;
    boolean maps = true;
    boolean grows = true;
    boolean shrinks = true;

    /** All calls so far, also those that change nothing. */
    int calls;

    RefusingSpace(Malloc.UserSpace system) {
        this.system = system;
    }

    @Override
    public long brk(long newBreak) {
        calls++;
        long old = system.brk(0);
        boolean isRefused = newBreak < old ? !shrinks : newBreak > old && !grows;
        return system.brk(isRefused ? 0 : newBreak);
    }

    @Override
    public long mmap(long length) {
        calls++;
        return maps ? system.mmap(length) : Errno.ENOMEM.result();
    }

    @Override
    public long munmap(long address, long length) {
        calls++;
        return system.munmap(address, length);
    }

    @Override
    public long mremap(long address, long oldLength, long newLength) {
        calls++;
        return system.mremap(address, oldLength, newLength);
    }
}
