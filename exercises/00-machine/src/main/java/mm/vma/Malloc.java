package mm.vma;

/**
 * The C library's allocator: small blocks from the heap, large ones by {@code mmap}, and a system call only when it
 * has to.
 *
 * <p>It gives <b>addresses</b>, not memory: frames come at the first touch. Freed blocks are kept and used again; memory
 * goes back to the kernel only from the top of the heap, when enough of it is free.
 *
 * <p>All sizes are bytes. An implementation has the constructor {@code (UserSpace system)}.
 *
 * @linux man malloc(3)
 */
public interface Malloc {
    /**
     * Returns the address of a new block of at least {@code size} bytes, aligned to 16 bytes; 0 if none can be had.
     */
    long malloc(long size);

    /** Returns the address of a new block of {@code count * size} bytes that are zero; 0 if none can be had. */
    long calloc(long count, long size);

    /**
     * Changes a block's size, in place if possible, else by moving it.
     *
     * @param address a block, or 0 for a new one
     * @return the block's address; 0 if none can be had, and the old block stays
     */
    long realloc(long address, long size);

    /**
     * Gives a block back to the allocator; not, in general, to the kernel.
     *
     * @param address a block, or 0, which does nothing
     */
    void free(long address);

    /** The system calls that the allocator may use. */
    interface UserSpace {
        /** Moves the break and returns the new one; with 0 returns the current one. */
        long brk(long newBreak);

        /** Maps private writable memory anywhere and returns its address, or a negative errno. */
        long mmap(long length);

        /** Unmaps. */
        long munmap(long address, long length);

        /** Grows or shrinks a mapping, moving it where it has no room, and returns its address. */
        long mremap(long address, long oldLength, long newLength);
    }
}
