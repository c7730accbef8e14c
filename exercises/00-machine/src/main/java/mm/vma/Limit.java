package mm.vma;

/**
 * The resource limits that bound an address space, soft values.
 *
 * @linux include/uapi/asm-generic/resource.h RLIMIT_AS
 */
public enum Limit {
    /** {@code RLIMIT_AS}: bytes of all mappings together. */
    AS,
    /** {@code RLIMIT_DATA}: bytes of private writable mappings that are not a stack; also bounds the heap. */
    DATA,
    /** {@code RLIMIT_STACK}: bytes one stack may grow to; 8 MB unless set. */
    STACK,
    /** {@code RLIMIT_MEMLOCK}: bytes that may be locked; 8 MB unless set. (Bonus.) */
    MEMLOCK;

    /** No limit. */
    public static final long INFINITY = -1;

    /** The stack limit that a process starts with: 8 MB. */
    public static final long DEFAULT_STACK = 8L << 20;

    /**
     * The limit on locked memory that a process starts with: 8 MB.
     *
     * @linux include/uapi/linux/resource.h MLOCK_LIMIT
     */
    public static final long DEFAULT_MEMLOCK = 8L << 20;
}
