package mm.vma;

/**
 * How {@code mmap} is to map: bits with Linux's values.
 *
 * @linux include/uapi/linux/mman.h MAP_SHARED
 * @linux include/uapi/asm-generic/mman-common.h MAP_FIXED
 */
public final class MapFlag {
    /** Children of a fork share the pages and see each other's writes. */
    public static final int SHARED = 0x01;
    /** Each process has its own copy of what it writes. */
    public static final int PRIVATE = 0x02;
    /** Exactly at this address; what is mapped there goes. */
    public static final int FIXED = 0x10;
    /** No file: memory of zeros. */
    public static final int ANONYMOUS = 0x20;
    /** A stack: grows downwards when it is touched just below. Not with {@link #SHARED}. (Bonus.) */
    public static final int GROWSDOWN = 0x100;
    /** Locked at once, as {@link MemoryDescriptor#mlock} does. (Bonus.) */
    public static final int LOCKED = 0x2000;
    /** Promise nothing: do not count the pages as committed, unless the mode is {@link Overcommit#NEVER}. */
    public static final int NORESERVE = 0x4000;
    /** Touch every page at once. */
    public static final int POPULATE = 0x8000;
    /** Exactly at this address; fails with EEXIST if anything is mapped there. Implies {@link #FIXED}. */
    public static final int FIXED_NOREPLACE = 0x100000;

    private MapFlag() {}
}
