package mm.grader.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mm.grader.kit.UserError;
import mm.mmu.PageFault;

/**
 * Reads a trace, a reference at a time, whatever its size.
 *
 * <p>Two forms, told apart line by line: what {@code valgrind --tool=lackey --trace-mem=yes} prints ({@code I  04000aa0,3},
 * {@code  L 1ffeffe7e8,8}, also {@code S} and {@code M}; lines that begin with {@code =} are valgrind's own and skipped),
 * whose addresses become pages, and one decimal page number a line. Compression by gzip or zstd is recognized by its
 * first bytes. An access that crosses a page's end is two references.
 *
 * <p>The file is cut into blocks of whole lines, and every processor reads the lines of one, some blocks ahead of who
 * takes the references.
 */
public final class TraceReader {
    private static final int BLOCK = 1 << 20;
    private static final int AHEAD = 2 * Runtime.getRuntime().availableProcessors();

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
         * page. In most traces these are about half of all.
         */
        default void again(long page, int access, int times) {
            for (int i = 0; i < times; i++) {
                reference(page, access);
            }
        }
    }

    private final InputStream in;
    private final Queue<Future<TraceLines>> ahead = new ArrayDeque<>();
    private final ExecutorService readers = Executors.newFixedThreadPool(AHEAD / 2, task -> {
        Thread reader = new Thread(task, "reader");
        reader.setDaemon(true);
        return reader;
    });
    private byte[] rest = new byte[0];

    private TraceReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads a file and hands on each reference, in this thread.
     *
     * @throws UserError if it cannot be read, or is no trace; with file and line
     */
    public static void read(Path file, Sink sink) {
        try (InputStream in = Compressed.open(file)) {
            TraceReader reader = new TraceReader(in);
            try {
                reader.read(file.toString(), sink);
            } finally {
                reader.readers.shutdownNow();
            }
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private void read(String name, Sink sink) throws IOException {
        long line = 1;
        for (boolean more = true; more || !ahead.isEmpty(); ) {
            while (more && ahead.size() < AHEAD) {
                more = readBlock();
            }
            TraceLines lines = next();
            lines.references().to(sink);
            line += lines.count();
            if (lines.isCutShort()) {
                throw new UserError(name + ":" + line
                        + ": this is neither a line of lackey's, as ' L 1ffeffe7e8,8', nor a page number");
            }
        }
    }

    private TraceLines next() {
        try {
            return ahead.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reading was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading ended", e.getCause());
        }
    }

    /**
     * Gives the next whole lines to a reader; what is left over begins the next block. Returns false at the end: that of the
     * file, or a line longer than a block, which is none of a trace's.
     */
    private boolean readBlock() throws IOException {
        byte[] block = Arrays.copyOf(rest, BLOCK + TraceLines.MARGIN);
        int length = rest.length + in.readNBytes(block, rest.length, BLOCK - rest.length);
        block[length] = '\n';
        int end = length;
        while (end > 0 && block[end - 1] != '\n') {
            end--;
        }
        boolean more = length == BLOCK && end > 0;
        if (!more && end < length) {
            end = length < BLOCK ? length + 1 : length;
        }
        rest = Arrays.copyOfRange(block, end, Math.max(end, length));
        TraceLines lines = new TraceLines(block, end);
        ahead.add(readers.submit(() -> lines.read()));
        return more;
    }
}
