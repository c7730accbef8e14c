package mm.grader.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import mm.mmu.PageFault;

/**
 * The whole lines of a block of a trace.
 *
 * <p>A hundred million lines are a gigabyte, so there is no string and no object for a line, and eight digits are taken
 * at once, as one {@code long}: a processor adds eight bytes as fast as one.
 */
final class TraceLines implements TraceForm.Sink {
    /** Bytes that a block must have after its last line: the usual line is read in words. */
    static final int MARGIN = 32;

    private static final int PAGE_SHIFT = 12;
    private static final long USUAL_PAGE = 1 << PAGE_SHIFT;
    private static final int SHORTEST = 12;
    /** No address space has more. */
    private static final long MAX_PAGES = 1L << (Long.SIZE - PAGE_SHIFT);
    /** Far more than any access: lackey's longest is 512 ({@code MAX_DSIZE} in lackey/lk_main.c). */
    private static final int MAX_BYTES = 1 << 16;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long ZEROS = '0' * ONES;
    private static final long HIGH_HALVES = 0xf0f0_f0f0_f0f0_f0f0L;
    private static final long NO_NUMBER = -1;
    private static final int NO_LINE = -1;
    private static final int NO_ACCESS = -1;

    /** By what is different in their first two bytes: how lines begin, and how they access memory. No branch to guess. */
    private static final int[] BEGINS = new int[256];

    private static final int[] ACCESSES = new int[256];

    static {
        begin("I  ", PageFault.INSTRUCTION);
        begin(" L ", 0);
        begin(" S ", PageFault.WRITE);
        begin(" M ", PageFault.WRITE);
    }

    private static void begin(String bytes, int access) {
        int begin = bytes.charAt(0) << 16 | bytes.charAt(1) << 8 | bytes.charAt(2);
        BEGINS[kind(begin)] = begin;
        ACCESSES[kind(begin)] = access;
    }

    private final byte[] block;
    private final ByteBuffer words;
    private final int end;
    private final TraceForm form;
    private final long pageSize;
    private final References references;
    private boolean isBeyond;
    private int at;
    private int count;

    /**
     * The lines in the first bytes of a block; the end of a line lies among them or is the next byte.
     *
     * @param pageSize bytes of a page
     */
    TraceLines(byte[] block, int end, TraceForm form, long pageSize) {
        this.block = block;
        words = ByteBuffer.wrap(block);
        this.end = end;
        this.form = form;
        this.pageSize = pageSize;
        references = new References(end / SHORTEST + 1);
    }

    /** What was read. */
    References references() {
        return references;
    }

    /** How many lines were read. */
    int count() {
        return count;
    }

    /** Tells whether a line that is none of a trace's came before the end. */
    boolean isCutShort() {
        return at < end;
    }

    /** Reads all lines, or those before the first that is none of a trace's. */
    TraceLines read() {
        int next = 0;
        while (next != NO_LINE && next < end) {
            at = next;
            next = pageSize == USUAL_PAGE ? usual(at) : NO_LINE;
            if (next == NO_LINE) {
                next = any(at);
            }
            next = next > end ? NO_LINE : next;
            count += next == NO_LINE ? 0 : 1;
        }
        at = next == NO_LINE ? at : next;
        return this;
    }

    /**
     * Takes the usual line, of 8 to 11 digits and a size of one or two.
     *
     * <pre>
     *  L 1ffeffe7e8,8      three bytes | eight digits | the other digits, comma, size, line end
     * </pre>
     *
     * @return where the next line begins; {@link #NO_LINE} if this is another one, and then nothing was taken
     */
    private int usual(int start) {
        int access = access(words.getInt(start) >>> 8);
        long second = words.getLong(start + 3 + Long.BYTES);
        int bits = Long.numberOfLeadingZeros(noDigits(second)) & -Byte.SIZE;
        long high = number(words.getLong(start + 3));
        long low = number(second >>> 1 >>> (Long.SIZE - 1 - bits) | ZEROS << bits);
        int tail = (int) (second << bits >>> Integer.SIZE);
        int one = (tail >>> 16 & 0xff) - '0';
        int two = (tail >>> 8 & 0xff) - '0';
        boolean isOne = two == '\n' - '0';
        if (access < 0 || bits > 3 * Byte.SIZE || (high | low) < 0 || tail >>> 24 != ',' || !isDigit(one)) {
            return NO_LINE;
        }
        if (!isOne && (!isDigit(two) || (tail & 0xff) != '\n')) {
            return NO_LINE;
        }
        access(high << (bits / 2) | low, isOne ? one : 10 * one + two, access);
        return start + 3 + Long.BYTES + bits / Byte.SIZE + (isOne ? 3 : 4);
    }

    private static boolean isDigit(int value) {
        return value >= 0 && value <= 9;
    }

    /** Returns how a line accesses memory that begins with three bytes; negative if it is none of lackey's. */
    private static int access(int begin) {
        int kind = kind(begin);
        return BEGINS[kind] == begin ? ACCESSES[kind] : NO_ACCESS;
    }

    private static int kind(int begin) {
        return (begin >>> 16 ^ begin >>> 8) & 0xff;
    }

    /** Has a bit set in each byte that cannot be a hexadecimal digit: those have bit 4 or bit 6. */
    private static long noDigits(long bytes) {
        return ~(bytes | bytes << 2) & 0x40 * ONES;
    }

    /** Returns the value of eight hexadecimal digits, {@link #NO_NUMBER} if they are none. */
    private static long number(long digits) {
        long values = (digits & 0x0f * ONES) + 9 * (digits >>> 6 & ONES);
        long letters = (values + 6 * ONES) >>> 4 & ONES;
        long written = values + ZEROS + ('a' - '9' - 1) * letters;
        if (((written ^ digits) | (values & HIGH_HALVES)) != 0) {
            return NO_NUMBER;
        }
        long pairs = (values | values >>> 4) & 0x00ff_00ff_00ff_00ffL;
        long fours = (pairs | pairs >>> 8) & 0x0000_ffff_0000_ffffL;
        return (fours | fours >>> 16) & 0xffff_ffffL;
    }

    private void access(long address, int size, int access) {
        long page = pageOf(address);
        long last = pageOf(address + Math.max(size, 1) - 1);
        isBeyond |= last >= MAX_PAGES;
        references.add(page, access);
        while (page < last) {
            references.add(++page, access);
        }
    }

    /** Takes any line, and returns where the next one begins. */
    private int any(int start) {
        if (isOthers(start)) {
            return afterLine(endOfLine(start));
        }
        int at = isLackeys(start) ? lackey(start) : form == TraceForm.PAGES ? pageNumber(start) : NO_LINE;
        if (at == NO_LINE && !isLackeys(start)) {
            at = other(start);
        }
        return at == NO_LINE || isBeyond ? NO_LINE : afterLine(at);
    }

    private int afterLine(int at) {
        return at + (block[at] == '\r' ? 2 : 1);
    }

    /** Valgrind's own lines, which have its number in {@code ==}, {@code --} or {@code **}; comments; what is not a reference. */
    private boolean isOthers(int start) {
        byte c = block[start];
        return switch (c) {
            case '=', '#' -> true;
            case '-', '*' -> block[start + 1] == c;
            case 'S' -> (block[start + 1] == 'B' && block[start + 2] == ' ') || block[start + 1] == 'Y';
            default -> false;
        };
    }

    private boolean isLackeys(int start) {
        return access(words.getInt(start) >>> 8) >= 0;
    }

    /** A page number alone in its line, by far the most common line of such traces. */
    private int pageNumber(int start) {
        int at = start;
        long page = 0;
        for (; isDigit(block[at] - '0') && page < MAX_PAGES; at++) {
            page = page * 10 + block[at] - '0';
        }
        if (at == start || !isLineEnd(at) || page >= MAX_PAGES) {
            return NO_LINE;
        }
        references.add(page, 0);
        return at;
    }

    /** A line of another form; returns where its text ends. */
    private int other(int start) {
        int at = endOfLine(start);
        String line = new String(block, start, at - start, StandardCharsets.ISO_8859_1);
        return form.read(line, this) ? at : NO_LINE;
    }

    /** Returns where the text of a line ends: at its {@code \n} or {@code \r\n}. */
    private int endOfLine(int start) {
        int at = start;
        while (block[at] != '\n') {
            at++;
        }
        return at > start && block[at - 1] == '\r' ? at - 1 : at;
    }

    @Override
    public void address(long address, int bytes, int access) {
        access(address, bytes, access);
    }

    @Override
    public void page(long page) {
        isBeyond |= page < 0 || page >= MAX_PAGES;
        references.add(page, 0);
    }

    private long pageOf(long address) {
        return pageSize == USUAL_PAGE ? address >>> PAGE_SHIFT : Long.divideUnsigned(address, pageSize);
    }

    private boolean isLineEnd(int at) {
        return block[at] == '\n' || (block[at] == '\r' && block[at + 1] == '\n');
    }

    private int lackey(int start) {
        int access = access(words.getInt(start) >>> 8);
        int at = start + 3;
        long address = 0;
        for (int digit = digit(block[at]); access >= 0 && digit >= 0; digit = digit(block[++at])) {
            if (address >>> (Long.SIZE - 4) != 0) {
                return NO_LINE;
            }
            address = address << 4 | digit;
        }
        if (at == start + 3 || block[at] != ',') {
            return NO_LINE;
        }
        int size = 0;
        for (at++; isDigit(block[at] - '0') && size <= MAX_BYTES; at++) {
            size = size * 10 + block[at] - '0';
        }
        if (!isLineEnd(at) || size > MAX_BYTES) {
            return NO_LINE;
        }
        access(address, size, access);
        return at;
    }

    private static int digit(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
