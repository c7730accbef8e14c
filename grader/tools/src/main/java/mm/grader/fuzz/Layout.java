package mm.grader.fuzz;

/** Where the measured program's own parts are, which a script must leave alone: {@code grader/recorder/engine.ld}. */
final class Layout {
    static final long IMAGE_START = 0x400000;
    static final long HEAP_START = 0x5df000;
    /** Where the small program begins, and its heap: some MB below the stack. */
    static final long SMALL_START = 0x7fffff800000L;

    static final long SMALL_HEAP_START = 0x7fffff830000L;
    static final long VVAR_START = 0x7ffff7ff7000L;
    static final long VDSO_END = 0x7ffff7fff000L;
    static final long STACK_END = 0x7ffffffff000L;
    /** Below it, who may map depends on the machine ({@code vm.mmap_min_addr}). */
    static final long LOWEST = 0x10000;

    /** Behind it, the kernel takes a fixed address for an errno ({@code mm/mmap.c __get_unmapped_area}). */
    static final long LAST_PAGE = -0x1000;

    /** Longest mapping that a machine with some GB of memory grants ({@code vm.overcommit_memory} is 0). */
    static final long LONGEST = 0x80001000L;

    /** KB mapped, and mapped writable, when a script starts. */
    static final int SIZE_KB = 2216;

    static final int DATA_KB = 1384;

    private Layout() {}

    /** Tells whether an operation on a range would hit the measured program or the kernel's own, or depend on the machine. */
    static boolean mustNotTouch(long address, long length) {
        return mustNotReplace(address, length) || meets(address, end(address, length), VVAR_START, VDSO_END);
    }

    /** Tells the same of an operation that may hit the kernel's own, as the program does not use it. */
    static boolean mustNotReplace(long address, long length) {
        if (Long.compareUnsigned(address, LAST_PAGE) > 0) {
            return true;
        }
        long end = end(address, length);
        boolean wraps = Long.compareUnsigned(end, address) < 0;
        return !wraps && (address < LOWEST || meets(address, end, IMAGE_START, HEAP_START));
    }

    private static long end(long address, long length) {
        return (address + length + 0xfff) & -0x1000;
    }

    private static boolean meets(long address, long end, long from, long to) {
        return Long.compareUnsigned(address, to) < 0 && Long.compareUnsigned(end, from) > 0;
    }
}
