package mm.vma;

/**
 * How {@code mremap} may go about it: bits with Linux's values.
 *
 * @linux include/uapi/linux/mman.h MREMAP_MAYMOVE
 */
public final class RemapFlag {
    /** The mapping may get another address. Without it, one that has no room to grow is left as it is. */
    public static final int MAYMOVE = 0x1;
    /** It gets just this address; what is mapped there goes. Only with {@link #MAYMOVE}. */
    public static final int FIXED = 0x2;

    private RemapFlag() {}
}
