package mm.vma;

import mm.text.ArgumentError;

/**
 * What a mapping allows: bits for {@code mmap} and {@code mprotect}.
 *
 * @linux include/uapi/asm-generic/mman-common.h PROT_READ
 */
public final class Prot {
    /** Nothing may be done with the page. */
    public static final int NONE = 0;
    /** Reading is allowed. */
    public static final int READ = 1;
    /** Writing is allowed. */
    public static final int WRITE = 2;
    /** Instructions may be fetched. */
    public static final int EXEC = 4;

    private Prot() {}

    /** Returns three characters, for example {@code rw-}. */
    public static String show(int prot) {
        return ((prot & READ) != 0 ? "r" : "-") + ((prot & WRITE) != 0 ? "w" : "-") + ((prot & EXEC) != 0 ? "x" : "-");
    }

    /**
     * Reads three characters such as {@code r-x}.
     *
     * @throws IllegalArgumentException if they are not a protection
     */
    public static int parse(String text) {
        int prot = bit(text, 0, 'r', READ) | bit(text, 1, 'w', WRITE) | bit(text, 2, 'x', EXEC);
        if (!show(prot).equals(text)) {
            throw new ArgumentError("prot.unknown", text);
        }
        return prot;
    }

    private static int bit(String text, int place, char letter, int bit) {
        return place < text.length() && text.charAt(place) == letter ? bit : 0;
    }
}
