package mm.vma;

import mm.machine.PhysicalMemory;

/** Arithmetic of addresses and lengths, which are unsigned: a program may pass any number. */
final class UserAddresses {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    private UserAddresses() {}

    /** Returns a length in whole pages: rounded up, and 0 if it is within a page of 2^64 ({@code PAGE_ALIGN}). */
    static long pageAlign(long length) {
        return (length + PAGE - 1) & -PAGE;
    }

    static boolean isPageAligned(long address) {
        return (address & (PAGE - 1)) == 0;
    }

    /** Tells whether all bytes of a range are the user's. */
    static boolean isUserRange(long address, long size) {
        return size >= 0
                && size <= MemoryDescriptor.TASK_SIZE
                && Long.compareUnsigned(address, MemoryDescriptor.TASK_SIZE - size) <= 0;
    }

    /** Returns the lower address. */
    static long min(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }
}
