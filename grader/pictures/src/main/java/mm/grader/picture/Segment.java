package mm.grader.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.script.UnsignedNumber;

/**
 * One mapping of an address space.
 *
 * @param start first address
 * @param end end of the range, exclusive; unsigned
 * @param permissions four characters, for example {@code rw-p}
 * @param name what /proc/PID/maps shows after it, or ""
 * @param pages a letter for each page, or for each of at most 48 equal parts: {@code P} in memory, {@code z} the zero page,
 *     {@code S} swapped out, {@code .} never touched or dropped, {@code m} of each some; "" where nothing is known of pages
 * @param label what the script calls it, and what it maps where that is known: {@code heap}, {@code file libc}; or ""
 * @param asid whose address space it is in; 0 where nobody asks
 */
public record Segment(long start, long end, String permissions, String name, String pages, String label, int asid) {
    private static final Pattern LINE = Pattern.compile("\\s*([0-9a-fA-F]{1,16})-([0-9a-fA-F]{1,16}) ([r-][w-][x-][ps])"
            + "(?: +[0-9a-f]+ [0-9a-f]+:[0-9a-f]+ +\\d+)?(?:\\s+(.*?))?\\s*");
    private static final int PAGE = 4096;

    /** Makes a mapping of which no more is known than its line in /proc/PID/maps and its pages. */
    public Segment(long start, long end, String permissions, String name, String pages) {
        this(start, end, permissions, name, pages, "", 0);
    }

    /** Reads a line of /proc/PID/maps or of a transcript's {@code maps}; nothing if it is none. */
    public static Optional<Segment> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long start = UnsignedNumber.parse(matcher.group(1), 16);
        long end = UnsignedNumber.parse(matcher.group(2), 16);
        if (Long.compareUnsigned(start, end) >= 0) {
            return Optional.empty();
        }
        String name = matcher.group(4) == null ? "" : matcher.group(4);
        return Optional.of(new Segment(start, end, matcher.group(3), name, ""));
    }

    /** Returns the mappings among some lines. */
    public static List<Segment> parse(List<String> lines) {
        return lines.stream().map(Segment::parse).flatMap(Optional::stream).toList();
    }

    long bytes() {
        return end - start;
    }

    /** Returns the name for people: the kernel's, the script's, or what kind of memory it is. */
    String title(Words words) {
        if (!name.isEmpty()) {
            return label.isEmpty() ? name : name + " · " + label;
        }
        return label.isEmpty() ? words.say(shared() ? "space.shared" : "space.anonymous") : label;
    }

    long pageCount() {
        return Math.max(1, Long.divideUnsigned(bytes(), PAGE));
    }

    /** Returns how far its height grows beyond the least: the logarithm of its pages. */
    int doublings() {
        return 63 - Long.numberOfLeadingZeros(Math.max(1, Long.divideUnsigned(bytes(), PAGE)));
    }

    String range() {
        return String.format("%08x-%08x", start, end);
    }

    /** Returns the class of the colour: what the pages may be used for. */
    String colour() {
        if (permissions.startsWith("---")) {
            return "f-none";
        }
        boolean write = permissions.charAt(1) == 'w';
        boolean exec = permissions.charAt(2) == 'x';
        return write && exec ? "f-wx" : write ? "f-w" : exec ? "f-x" : "f-r";
    }

    /** Returns the pattern that says the same as the colour. */
    String hatch() {
        if (permissions.startsWith("---")) {
            return Hatch.CROSSED.letter();
        }
        return (permissions.charAt(1) == 'w' ? Hatch.RISING.letter() : "")
                + (permissions.charAt(2) == 'x' ? Hatch.LEVEL.letter() : "");
    }

    boolean shared() {
        return permissions.charAt(3) == 's';
    }

    /** Returns a number of bytes for people: the largest unit that leaves at least 1, one decimal if it is needed. */
    static String size(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
        double value = bytes < 0 ? bytes + 0x1p64 : bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        String number = value == Math.rint(value) || value >= 100 ? rounded(value, 0) : rounded(value, 1);
        return number + " " + units[unit];
    }

    /** Rounds ties up as {@link String#format} does, also where a class library rounds them to even. */
    private static String rounded(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }
}
