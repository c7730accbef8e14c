package mm.mmu;

/**
 * The page fault's error code, bit for bit as the processor pushes it on the stack.
 *
 * <p>The same bits, without {@link #PRESENT} and {@link #RESERVED}, say what kind of access is asked for: 0 is a read
 * by the kernel, {@code WRITE | USER} a write by a program.
 *
 * @linux arch/x86/include/asm/trap_pf.h x86_pf_error_code
 */
public final class PageFault {
    /** 0: the page, or a table on the way to it, is not present. 1: it is present, but the access is not allowed. */
    public static final int PRESENT = 1;
    /** The access was a write. */
    public static final int WRITE = 1 << 1;
    /** The access came from user mode. */
    public static final int USER = 1 << 2;
    /** An entry on the way has a reserved bit set. Always together with {@link #PRESENT}. */
    public static final int RESERVED = 1 << 3;
    /** The access was an instruction fetch. */
    public static final int INSTRUCTION = 1 << 4;

    /**
     * What {@link Mmu#translate} returns for a non-canonical address: no page fault, but a general-protection fault,
     * which has no error code of this kind.
     */
    public static final long GENERAL_PROTECTION = Long.MIN_VALUE;

    private PageFault() {}

    /** Returns how {@link Mmu#translate} reports a fault: a negative number that holds the error code. */
    public static long result(int errorCode) {
        return ~(long) errorCode;
    }

    /** Returns the error code in a result of {@link Mmu#translate} that is negative and no general protection. */
    public static int errorCode(long result) {
        return (int) ~result;
    }

    /** Returns a result of {@link Mmu#translate} in words, for a report. */
    public static String show(long result) {
        if (result >= 0) {
            return "0x" + Long.toHexString(result);
        }
        if (result == GENERAL_PROTECTION) {
            return "general protection";
        }
        int code = errorCode(result);
        return "page fault "
                + ((code & PRESENT) == 0 ? "not-present" : "protection")
                + ((code & INSTRUCTION) != 0 ? " fetch" : (code & WRITE) != 0 ? " write" : " read")
                + ((code & USER) == 0 ? " kernel" : " user")
                + ((code & RESERVED) == 0 ? "" : " reserved-bit");
    }
}
