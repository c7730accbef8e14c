package mm.grader.checks.vma;

import mm.machine.Errno;
import mm.vma.Malloc;

/** A kernel that refuses some of the calls of an allocator: to map, to shrink the heap. */
final class RefusingSpace implements Malloc.UserSpace {
    private final Malloc.UserSpace system;
    boolean maps = true;
    boolean shrinks = true;

    RefusingSpace(Malloc.UserSpace system) {
        this.system = system;
    }

    @Override
    public long brk(long newBreak) {
        boolean isLess = newBreak != 0 && newBreak < system.brk(0);
        return system.brk(isLess && !shrinks ? 0 : newBreak);
    }

    @Override
    public long mmap(long length) {
        return maps ? system.mmap(length) : Errno.ENOMEM.result();
    }

    @Override
    public long munmap(long address, long length) {
        return system.munmap(address, length);
    }

    @Override
    public long mremap(long address, long oldLength, long newLength) {
        return system.mremap(address, oldLength, newLength);
    }
}
