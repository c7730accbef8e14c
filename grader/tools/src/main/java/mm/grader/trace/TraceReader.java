package mm.grader.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
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
 * <p>The forms are what {@code valgrind --tool=lackey --trace-mem=yes} prints ({@code I  04000aa0,3},
 * {@code  L 1ffeffe7e8,8}, also {@code S} and {@code M}; valgrind's own lines are skipped), whose addresses become pages,
 * and those of {@link TraceForm}. Compression by gzip or zstd is recognized by its first bytes. An access that crosses the
 * end of a page is two references.
 *
 * <p>The file is cut into blocks of whole lines, and every processor reads the lines of one, some blocks ahead of who
 * takes the references.
 */
public final class TraceReader {
    private static final int BLOCK = 1 << 20;
    private static final int FIRST = 1 << 16;
    private static final long USUAL_PAGE = 4096;
    private static final int AHEAD = 2 * Runtime.getRuntime().availableProcessors();

    /** Takes the references. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes the next one.
         *
         * @param page the number of the page
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
    private final long pageSize;
    private final boolean areAddresses;
    private final Queue<Future<TraceLines>> ahead = new ArrayDeque<>();
    private final ExecutorService readers = Executors.newFixedThreadPool(AHEAD / 2, task -> {
        Thread reader = new Thread(task, "reader");
        reader.setDaemon(true);
        return reader;
    });
    private byte[] rest = new byte[0];
    private TraceForm form;

    private TraceReader(InputStream in, long pageSize, boolean areAddresses) {
        this.in = in;
        this.pageSize = pageSize;
        this.areAddresses = areAddresses;
    }

    /** Reads a file with pages of 4096 bytes, whose plain numbers are page numbers. */
    public static void read(Path file, Sink sink) {
        read(file, null, sink);
    }

    /**
     * Reads a file and hands on each reference, in this thread.
     *
     * @param pageSize bytes of a page, and plain numbers are addresses; null: 4096, and plain numbers are page numbers
     * @throws UserError if it cannot be read, or is not a trace; with file and line
     */
    public static void read(Path file, Long pageSize, Sink sink) {
        try (InputStream in = Compressed.open(file)) {
            TraceReader reader = new TraceReader(in, pageSize == null ? USUAL_PAGE : pageSize, pageSize != null);
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
                throw UserError.at(name, line, "trace.line-unreadable");
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
        form = form == null ? TraceForm.of(firstLines(block, Math.min(end, length)), areAddresses) : form;
        TraceLines lines = new TraceLines(block, end, form, pageSize);
        ahead.add(readers.submit(() -> lines.read()));
        return more;
    }

    private static List<String> firstLines(byte[] block, int end) {
        String text = new String(block, 0, Math.min(end, FIRST), StandardCharsets.ISO_8859_1);
        List<String> lines = text.lines().toList();
        return lines.size() > 1 && end > FIRST ? lines.subList(0, lines.size() - 1) : lines; // the last one is cut
    }
}
