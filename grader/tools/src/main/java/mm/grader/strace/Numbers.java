package mm.grader.strace;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Numbers and flags as strace writes them: {@code NULL}, {@code 4096}, {@code 8192*1024}, {@code 0x22},
 * {@code PROT_READ|PROT_WRITE}.
 */
public final class Numbers {
    /** The page may be used for atomic operations; means nothing. */
    public static final int PROT_SEM = 8;
    /** Up to the start of what grows downwards. */
    public static final int PROT_GROWSDOWN = 0x100_0000;
    /** Up to the end of what grows upwards. */
    public static final int PROT_GROWSUP = 0x200_0000;
    /** The bits that say whose the changes are. */
    public static final int MAP_TYPE = 0xf;
    /** Shared, and unknown flags are refused. */
    public static final int MAP_SHARED_VALIDATE = 3;
    /** Private, and may be dropped when memory is short. */
    public static final int MAP_DROPPABLE = 8;
    /** In the first 2 GB. */
    public static final int MAP_32BIT = 0x40;
    /** Grows downwards. */
    public static final int MAP_GROWSDOWN = 0x100;
    /** Of huge pages. */
    public static final int MAP_HUGETLB = 0x40000;
    /** The mapping may move. */
    public static final int MREMAP_MAYMOVE = 1;
    /** It moves to a given address. */
    public static final int MREMAP_FIXED = 2;
    /** The old place stays mapped. */
    public static final int MREMAP_DONTUNMAP = 4;
    /** Shares the address space. */
    public static final int CLONE_VM = 0x100;
    /** Is a thread of the same process. */
    public static final int CLONE_THREAD = 0x10000;

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/");

    private static final Map<String, Long> NAMES = new HashMap<>();

    static {
        name("NULL", 0, "PROT_NONE", 0, "PROT_READ", 1, "PROT_WRITE", 2, "PROT_EXEC", 4, "PROT_SEM", PROT_SEM);
        name("PROT_GROWSDOWN", PROT_GROWSDOWN, "PROT_GROWSUP", PROT_GROWSUP);
        name("MAP_FILE", 0, "MAP_SHARED", 1, "MAP_PRIVATE", 2, "MAP_SHARED_VALIDATE", MAP_SHARED_VALIDATE);
        name("MAP_DROPPABLE", MAP_DROPPABLE, "MAP_FIXED", 0x10, "MAP_ANONYMOUS", 0x20, "MAP_ANON", 0x20);
        name("MAP_32BIT", MAP_32BIT, "MAP_ABOVE4G", 0x80, "MAP_GROWSDOWN", MAP_GROWSDOWN, "MAP_DENYWRITE", 0x800);
        name("MAP_EXECUTABLE", 0x1000, "MAP_LOCKED", 0x2000, "MAP_NORESERVE", 0x4000, "MAP_POPULATE", 0x8000);
        name("MAP_NONBLOCK", 0x10000, "MAP_STACK", 0x20000, "MAP_HUGETLB", MAP_HUGETLB, "MAP_SYNC", 0x80000);
        name("MAP_FIXED_NOREPLACE", 0x100000, "MAP_UNINITIALIZED", 0x4000000);
        name("MREMAP_MAYMOVE", MREMAP_MAYMOVE, "MREMAP_FIXED", MREMAP_FIXED, "MREMAP_DONTUNMAP", MREMAP_DONTUNMAP);
        name("MADV_DONTNEED", 4);
    }

    private Numbers() {}

    private static void name(Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            NAMES.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).longValue());
        }
    }

    /**
     * Reads a number, a name, or several joined by {@code |}; a comment after it is left out.
     *
     * @throws NumberFormatException with the text, if it is none
     */
    public static long parse(String text) {
        String bare = (text.contains("/*") ? COMMENT.matcher(text).replaceAll("") : text).strip();
        if (bare.indexOf('|') < 0) {
            return single(bare, text);
        }
        long value = 0;
        for (String part : bare.split("\\|", -1)) {
            value |= single(part.strip(), text);
        }
        return value;
    }

    private static long single(String part, String text) {
        Long named = NAMES.get(part);
        if (named != null) {
            return named;
        }
        int shift = part.indexOf("<<MAP_HUGE_SHIFT");
        int times = part.indexOf('*');
        try {
            if (shift > 0) {
                return Long.parseLong(part.substring(0, shift)) << 26;
            }
            return times > 0 ? plain(part.substring(0, times)) * plain(part.substring(times + 1)) : plain(part);
        } catch (NumberFormatException e) {
            throw new NumberFormatException(text.strip());
        }
    }

    private static long plain(String digits) {
        if (digits.startsWith("0x")) {
            return Long.parseUnsignedLong(digits.substring(2), 16);
        }
        return digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits);
    }
}
