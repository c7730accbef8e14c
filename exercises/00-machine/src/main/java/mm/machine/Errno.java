package mm.machine;

import java.util.Arrays;
import mm.text.ArgumentError;

/**
 * Error numbers as Linux's system calls return them.
 *
 * <p>A system call returns one {@code long}: a value (an address, or 0), or the negated number of an error. Since no
 * valid user address lies in the last page of the address space, every result from -4095 to -1 is an error.
 *
 * @linux include/uapi/asm-generic/errno-base.h EPERM
 * @linux include/linux/err.h IS_ERR_VALUE
 */
public enum Errno {
    /** Operation not permitted. */
    EPERM(1),
    /** No such process. */
    ESRCH(3),
    /** Not now: more memory would be locked than the limit allows. */
    EAGAIN(11),
    /** Out of memory, or a limit on it is reached. */
    ENOMEM(12),
    /** Permission denied. */
    EACCES(13),
    /** Bad address: nothing is mapped there, or not all of it as one mapping. */
    EFAULT(14),
    /** The address range is already in use. */
    EEXIST(17),
    /** Invalid argument: misaligned, zero length, out of range. */
    EINVAL(22),
    /** No space left, here: no free swap slot. */
    ENOSPC(28),
    /** The call is not implemented. */
    ENOSYS(38);

    private static final int MAX_ERRNO = 4095;

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /** Returns what a system call that fails with this error returns: the negated error number. */
    public long result() {
        return -number;
    }

    /** Tells whether a system call's result is an error, that is, lies from -4095 to -1. */
    public static boolean isError(long result) {
        return result < 0 && result >= -MAX_ERRNO;
    }

    /**
     * Returns the error that a result means.
     *
     * @throws IllegalArgumentException if the result is not an error, or is one that this kit does not know
     */
    public static Errno of(long result) {
        for (Errno errno : values()) {
            if (errno.result() == result) {
                return errno;
            }
        }
        throw new ArgumentError("errno.unknown", result);
    }

    /**
     * Returns a result as a transcript prints it: {@code 0}, a hexadecimal address, or the error's name; an error that
     * this kit does not know as its negative number.
     */
    public static String show(long result) {
        if (result == 0) {
            return "0";
        }
        if (!isError(result)) {
            return "0x" + Long.toHexString(result);
        }
        return Arrays.stream(values())
                .filter(errno -> errno.result() == result)
                .map(Errno::name)
                .findFirst()
                .orElse(Long.toString(result));
    }
}
