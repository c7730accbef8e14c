package mm.grader.replay;

import java.util.HashMap;
import java.util.Map;

/** Numbers and flags as strace writes them: {@code NULL}, {@code 4096}, {@code 0x22}, {@code PROT_READ|PROT_WRITE}. */
final class Numbers {
    static final int MAP_TYPE = 0xf;
    static final int MAP_SHARED_VALIDATE = 3;
    static final int MAP_32BIT = 0x40;
    static final int MREMAP_MAYMOVE = 1;
    static final int MREMAP_FIXED = 2;
    static final int MREMAP_DONTUNMAP = 4;
    static final int CLONE_VM = 0x100;

    private static final Map<String, Long> NAMES = new HashMap<>();

    static {
        name("NULL", 0, "PROT_NONE", 0, "PROT_READ", 1, "PROT_WRITE", 2, "PROT_EXEC", 4, "PROT_SEM", 8);
        name("PROT_GROWSDOWN", 0x1000000, "PROT_GROWSUP", 0x2000000);
        name("MAP_FILE", 0, "MAP_SHARED", 1, "MAP_PRIVATE", 2, "MAP_SHARED_VALIDATE", MAP_SHARED_VALIDATE);
        name("MAP_DROPPABLE", 8, "MAP_FIXED", 0x10, "MAP_ANONYMOUS", 0x20, "MAP_ANON", 0x20, "MAP_32BIT", MAP_32BIT);
        name("MAP_ABOVE4G", 0x80, "MAP_GROWSDOWN", 0x100, "MAP_DENYWRITE", 0x800, "MAP_EXECUTABLE", 0x1000);
        name("MAP_LOCKED", 0x2000, "MAP_NORESERVE", 0x4000, "MAP_POPULATE", 0x8000, "MAP_NONBLOCK", 0x10000);
        name("MAP_STACK", 0x20000, "MAP_HUGETLB", 0x40000, "MAP_SYNC", 0x80000, "MAP_FIXED_NOREPLACE", 0x100000);
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
     * Reads a number, a name, or several joined by {@code |}; a comment behind it is left out.
     *
     * @throws NumberFormatException if it is none; the message is a sentence
     */
    static long parse(String text) {
        String bare = text.replaceAll("/\\*.*?\\*/", "").strip();
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
        try {
            if (shift > 0) {
                return Long.parseLong(part.substring(0, shift)) << 26;
            }
            return part.startsWith("0x")
                    ? Long.parseUnsignedLong(part.substring(2), 16)
                    : part.startsWith("-") ? Long.parseLong(part) : Long.parseUnsignedLong(part);
        } catch (NumberFormatException e) {
            throw new NumberFormatException("'" + text.strip() + "' is no number, address or flag that is known here");
        }
    }
}
