package mm.grader.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import mm.grader.cli.UserError;

/**
 * Reads a trace, a reference at a time, whatever its size.
 *
 * <p>Two forms, told apart line by line: what {@code valgrind --tool=lackey --trace-mem=yes} prints ({@code I  04000aa0,3},
 * {@code  L 1ffeffe7e8,8}, also {@code S} and {@code M}; lines that begin with {@code =} are valgrind's own and skipped),
 * whose addresses become pages, and one decimal page number a line. Compression by gzip or zstd is recognized by its
 * first bytes. An access that crosses a page's end is two references.
 */
public final class TraceReader {
    private static final int PAGE_SHIFT = 12;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream in;
    private final LongConsumer pages;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int length;
    private long line = 1;

    private TraceReader(String name, InputStream in, LongConsumer pages) {
        this.name = name;
        this.in = in;
        this.pages = pages;
    }

    /**
     * Reads a file and hands on the number of each page referenced.
     *
     * @throws UserError if it cannot be read, or is no trace; with file and line
     */
    public static void read(Path file, LongConsumer pages) {
        try (InputStream in = Compressed.open(file)) {
            new TraceReader(file.toString(), in, pages).read();
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage());
        }
    }

    private int next() throws IOException {
        if (position == length) {
            length = in.read(buffer);
            position = 0;
            if (length <= 0) {
                length = 0;
                return -1;
            }
        }
        return buffer[position++];
    }

    private void read() throws IOException {
        for (int c = next(); c >= 0; c = next()) {
            if (c >= '0' && c <= '9') {
                c = plain(c);
            } else if (c == ' ' || c == 'I') {
                c = lackey();
            } else if (c == '=' || c == '#') {
                c = skip();
            } else if (c == '\r') {
                c = next();
            }
            if (c != '\n' && c != -1) {
                throw error();
            }
            line++;
        }
    }

    private UserError error() {
        return new UserError(name + ":" + line
                + ": this is neither a line of lackey's, as ' L 1ffeffe7e8,8', nor a page" + " number");
    }

    private int skip() throws IOException {
        int c = next();
        while (c >= 0 && c != '\n') {
            c = next();
        }
        return c;
    }

    private int plain(int first) throws IOException {
        long page = 0;
        int c = first;
        for (; c >= '0' && c <= '9'; c = next()) {
            page = page * 10 + c - '0';
        }
        pages.accept(page);
        return c == '\r' ? next() : c;
    }

    private int lackey() throws IOException {
        int c = next();
        while (c == ' ' || c == 'L' || c == 'S' || c == 'M') {
            c = next();
        }
        long address = 0;
        int digits = 0;
        for (int digit = Character.digit(c, 16); digit >= 0; digit = Character.digit(c, 16)) {
            address = address << 4 | digit;
            digits++;
            c = next();
        }
        if (digits == 0 || c != ',') {
            throw error();
        }
        long size = 0;
        for (c = next(); c >= '0' && c <= '9'; c = next()) {
            size = size * 10 + c - '0';
        }
        long last = address + Math.max(size, 1) - 1 >>> PAGE_SHIFT;
        for (long page = address >>> PAGE_SHIFT; page <= last; page++) {
            pages.accept(page);
        }
        return c == '\r' ? next() : c;
    }
}
