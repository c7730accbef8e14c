package mm.grader.trace;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import mm.grader.cli.UserError;
import mm.mmu.PageFault;

/**
 * Reads a trace, a reference at a time, whatever its size.
 *
 * <p>Two forms, told apart line by line: what {@code valgrind --tool=lackey --trace-mem=yes} prints ({@code I  04000aa0,3},
 * {@code  L 1ffeffe7e8,8}, also {@code S} and {@code M}; lines that begin with {@code =} are valgrind's own and skipped),
 * whose addresses become pages, and one decimal page number a line. Compression by gzip or zstd is recognized by its
 * first bytes. An access that crosses a page's end is two references.
 *
 * <p>A hundred million lines are a gigabyte, so there is no string and no object for a line. Bytes are read a block of
 * whole lines at a time, and the eight hexadecimal digits that every address has are taken together, as one
 * {@code long} that is looked up.
 */
public final class TraceReader {
    private static final int PAGE_SHIFT = 12;
    private static final int BLOCK = 1 << 20;
    private static final int WINDOW = 1 << 28;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long ZEROS = '0' * ONES;
    private static final int HEAD_BITS = 13;
    private static final int TAIL_BITS = 9;
    private static final int LONGEST_FAST = 3 + 2 * Long.BYTES;

    /** How lines begin, and what that says: small hash tables without collisions. */
    private static final int[] LETTERS = new int[512];

    private static final int[] ACCESS = new int[512];

    static {
        letter("I  ", PageFault.INSTRUCTION);
        letter(" L ", 0);
        letter(" S ", PageFault.WRITE);
        letter(" M ", PageFault.WRITE);
    }

    private static void letter(String begin, int access) {
        int start = begin.charAt(0) << 16 | begin.charAt(1) << 8 | begin.charAt(2);
        LETTERS[letter(start)] = start;
        ACCESS[letter(start)] = access;
    }

    /** Takes the references. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes the next one.
         *
         * @param page the page's number
         * @param access {@link PageFault#WRITE}, {@link PageFault#INSTRUCTION}, or 0 for a read
         */
        void reference(long page, int access);

        /**
         * Takes the last one some more times, for example when a program fetches one instruction after the other from a
         * page. {@link ReadAhead} counts them; in most traces they are about half of all.
         */
        default void again(long page, int access, int times) {
            for (int i = 0; i < times; i++) {
                reference(page, access);
            }
        }
    }

    private final String name;
    private final Sink sink;

    /** What was learnt: the last head and tail for each hash; at first, in all places, one that is right in its own. */
    private final long[] heads = new long[1 << HEAD_BITS];

    private final long[] headValues = new long[1 << HEAD_BITS];
    private final long[] tails = new long[1 << TAIL_BITS];
    private final int[] tailValues = new int[1 << TAIL_BITS];
    private final int[] tailShifts = new int[1 << TAIL_BITS];
    private final int[] tailSizes = new int[1 << TAIL_BITS];
    private ByteBuffer block;
    private int at;
    private long line = 1;

    private TraceReader(String name, Sink sink) {
        this.name = name;
        this.sink = sink;
        Arrays.fill(heads, ZEROS);
        Arrays.fill(tails, ',' << 8 | '1');
        Arrays.fill(tailSizes, 1);
    }

    /**
     * Reads a file and hands on each reference.
     *
     * @throws UserError if it cannot be read, or is no trace; with file and line
     */
    public static void read(Path file, Sink sink) {
        TraceReader reader = new TraceReader(file.toString(), sink);
        try {
            if (Compressed.is(file)) {
                try (InputStream in = Compressed.open(file)) {
                    reader.read(Channels.newChannel(in));
                }
            } else {
                try (FileChannel channel = FileChannel.open(file)) {
                    reader.map(channel);
                }
            }
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Maps the file a window at a time, which saves copying it; a window begins where the last one's whole lines end. */
    private void map(FileChannel channel) throws IOException {
        long size = channel.size();
        long begin = 0;
        while (begin < size) {
            int length = (int) Math.min(WINDOW, size - begin);
            block = channel.map(FileChannel.MapMode.READ_ONLY, begin, length);
            int end = lineEnd(length);
            if (end == 0 || begin + length == size && end < length) {
                lines(end);
                begin += end;
                channel.position(begin);
                read(channel); // a last line without an end, or one that is longer than any window
                return;
            }
            lines(end);
            begin += end;
        }
    }

    /** Reads blocks and hands on their whole lines; what is left over begins the next block. */
    private void read(ReadableByteChannel in) throws IOException {
        block = ByteBuffer.allocateDirect(BLOCK);
        while (true) {
            block.limit(block.capacity() - 1); // one byte is kept for the last line's end
            if (in.read(block) < 0) {
                break;
            }
            int length = block.position();
            int end = lineEnd(length);
            if (end > 0) {
                lines(end);
                block.limit(length).position(end);
                block.compact();
            } else if (length == block.capacity() - 1) {
                block = ByteBuffer.allocateDirect(2 * block.capacity()).put(block.flip());
            }
        }
        if (block.position() > 0) {
            block.limit(block.capacity());
            block.put((byte) '\n');
            lines(block.position());
        }
    }

    /** Where the whole lines in the first bytes of the block end; 0 if there is none. */
    private int lineEnd(int length) {
        int end = length;
        while (end > 0 && byteAt(end - 1) != '\n') {
            end--;
        }
        return end;
    }

    private byte byteAt(int i) {
        return block.get(i);
    }

    /** Takes the lines up to {@code end}, where one ends. */
    private void lines(int end) {
        at = 0;
        while (at < end) {
            byte c = byteAt(at);
            if (c == ' ' || c == 'I') {
                lackey();
            } else if (c >= '0' && c <= '9') {
                plain();
            } else if (c == '=' || c == '#') {
                while (byteAt(at) != '\n') {
                    at++;
                }
            }
            lineEnd();
        }
    }

    private void lineEnd() {
        if (byteAt(at) == '\r') {
            at++;
        }
        if (byteAt(at) != '\n') {
            throw error();
        }
        at++;
        line++;
    }

    private UserError error() {
        return new UserError(
                name + ":" + line + ": this is neither a line of lackey's, as ' L 1ffeffe7e8,8', nor a page number");
    }

    private void plain() {
        long page = 0;
        for (int digit = byteAt(at) - '0'; digit >= 0 && digit <= 9; digit = byteAt(++at) - '0') {
            page = page * 10 + digit;
        }
        sink.reference(page, 0);
    }

    private void lackey() {
        if (at + LONGEST_FAST > block.limit() || !fast()) {
            slow();
        }
    }

    /**
     * Takes the usual line, of 8 digits and at most 7 bytes more, by what was learnt of its parts: programs run in loops,
     * so most parts come again, and looking one up costs less than reading its digits, and far less than a wrong guess of
     * the processor's at a branch that depends on them.
     *
     * <pre>
     *  L 1ffeffe7e8,8      three bytes | head: eight digits | tail: the rest of the digits, comma, size
     * </pre>
     *
     * @return false if the line is another; then nothing was taken
     */
    private boolean fast() {
        long head = (long) LONG.get(block, at + 3);
        long second = (long) LONG.get(block, at + 3 + Long.BYTES);
        int end = Long.numberOfLeadingZeros(zeros(second ^ '\n' * ONES));
        if (end >= Long.SIZE) {
            return false;
        }
        long tail = second >>> 1 >>> Long.SIZE - 1 - end;
        int start = (int) INT.get(block, at) >>> 8;
        int letter = letter(start);
        int i = hash(head, HEAD_BITS);
        int j = hash(tail, TAIL_BITS);
        boolean known = (heads[i] == head || learnHead(i, head)) && (tails[j] == tail || learnTail(j, tail, end >> 3));
        if (!known || LETTERS[letter] != start) {
            return false;
        }
        at += 3 + Long.BYTES + (end >> 3);
        references(headValues[i] << tailShifts[j] | tailValues[j], tailSizes[j], ACCESS[letter]);
        return true;
    }

    private static int hash(long part, int bits) {
        return (int) (part * 0x9e37_79b9_7f4a_7c15L >>> Long.SIZE - bits);
    }

    private boolean learnHead(int i, long head) {
        if (!isHex(head)) {
            return false;
        }
        heads[i] = head;
        headValues[i] = together(values(head));
        return true;
    }

    /** Learns digits, a comma and a size of one to three digits. */
    private boolean learnTail(int j, long tail, int length) {
        int value = 0;
        int digits = 0;
        int at = length - 1;
        for (int digit = digit((byte) (tail >>> 8 * at)); digit >= 0 && at > 0; digits++) {
            value = value << 4 | digit;
            at--;
            digit = digit((byte) (tail >>> 8 * at));
        }
        if (at < 1 || at > 3 || digits > 4 || (byte) (tail >>> 8 * at) != ',') {
            return false;
        }
        int size = 0;
        while (--at >= 0) {
            int digit = (byte) (tail >>> 8 * at) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            size = size * 10 + digit;
        }
        tails[j] = tail;
        tailValues[j] = value;
        tailShifts[j] = 4 * digits;
        tailSizes[j] = size;
        return true;
    }

    private void references(long address, int size, int access) {
        long page = address >>> PAGE_SHIFT;
        long last = address + Math.max(size, 1) - 1 >>> PAGE_SHIFT;
        sink.reference(page, access);
        while (page < last) {
            sink.reference(++page, access);
        }
    }

    /** Has the highest bit of each byte set that is zero, and no other. */
    private static long zeros(long bytes) {
        return ~((bytes & 0x7f * ONES) + 0x7f * ONES | bytes | 0x7f * ONES);
    }

    /** Where the tables have a line's first three bytes. */
    private static int letter(int start) {
        int bytes = start ^ 0x202020;
        return (bytes >>> 15 ^ bytes >>> 8) & LETTERS.length - 1;
    }

    private static boolean isHex(long digits) {
        long values = values(digits);
        long letters = values + 6 * ONES >>> 4 & ONES;
        return values + '0' * ONES + ('a' - '9' - 1) * letters == digits & (values & 0xf0 * ONES) == 0;
    }

    /** The values of eight digits, one in each byte. */
    private static long values(long digits) {
        return (digits & 0x0f * ONES) + 9 * (digits >>> 6 & ONES);
    }

    private void slow() {
        int begin = byteAt(at) << 16 | (byteAt(at + 1) & 0xff) << 8;
        begin |= byteAt(at + 1) == '\n' ? 0 : byteAt(at + 2) & 0xff;
        int access = ACCESS[letter(begin)];
        if (LETTERS[letter(begin)] != begin) {
            throw error();
        }
        at += 3;
        long address = 0;
        int start = at;
        for (int digit = digit(byteAt(at)); digit >= 0; digit = digit(byteAt(++at))) {
            address = address << 4 | digit;
        }
        if (at == start || byteAt(at) != ',') {
            throw error();
        }
        int size = 0;
        for (int digit = byteAt(++at) - '0'; digit >= 0 && digit <= 9; digit = byteAt(++at) - '0') {
            size = size * 10 + digit;
        }
        references(address, size, access);
    }

    /** Puts eight values of four bits together that have a byte each. */
    private static long together(long values) {
        long pairs = (values | values >>> 4) & 0x00ff_00ff_00ff_00ffL;
        long fours = (pairs | pairs >>> 8) & 0x0000_ffff_0000_ffffL;
        return (fours | fours >>> 16) & 0xffff_ffffL;
    }

    private static int digit(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
