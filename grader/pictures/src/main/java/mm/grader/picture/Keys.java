package mm.grader.picture;

/**
 * Names for the things that several pictures show, so that a page can mark all of them when a reader points at one. All
 * numbers are decimal, ranges include both ends.
 *
 * <pre>
 * f12  f12-19     frames
 * p3:77  p3:0-99  pages (virtual page numbers) of address space 3; of a swap script's only area 0
 * s4  s4-7        swap slots
 * b7              a block of an allocator
 * t5              a process, by its number in the pictures
 * </pre>
 */
public final class Keys {
    private Keys() {}

    /** Returns the key of a frame. */
    public static String frame(int pfn) {
        return "f" + pfn;
    }

    /** Returns the key of a swap slot. */
    public static String slot(long slot) {
        return "s" + slot;
    }

    /** Returns the key of a page. */
    public static String page(int asid, long vpn) {
        return "p" + asid + ":" + vpn;
    }

    /** Returns the key of pages that follow each other. */
    public static String pages(int asid, long first, long last) {
        return first == last ? page(asid, first) : page(asid, first) + "-" + last;
    }

    /** Returns the key of things that follow each other, of a kind that is a letter, or a letter and a number. */
    static String range(String kind, int first, int last) {
        return kind + (first == last ? "" + first : first + "-" + last);
    }
}
