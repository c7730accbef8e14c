package mm.benchmark;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import mm.mmu.PageFault;
import mm.pagetable.Geometry;

/**
 * The inputs of the benchmarks, kept in files so that Java and C read the very same: little-endian numbers of 64 bits, and
 * nothing else.
 *
 * <pre>
 *  63                                                5 4      0
 * +---------------------------------------------------+--------+
 * |                     address                       | access |   lackey.bin, uniform.bin
 * +---------------------------------------------------+--------+
 * |                   page number                              |   zipf.bin
 * +------------------------------------------------------------+
 * </pre>
 */
final class Traces {
    /** Pages that the Zipf trace and the uniform one refer to. */
    static final int PAGES = 1_000_000;

    /** References of the Zipf trace, and frames to hold their pages in. */
    static final int REFERENCES = 20_000_000;

    static final int FRAMES = 100_000;

    private static final int UNIFORM_REFERENCES = 10_000_000;
    private static final long UNIFORM_START = 0x7f00_0000_0000L;
    private static final double SKEW = 0.99;
    private static final int SEED = 12;

    private static final int ADDRESS_SHIFT = 5;
    private static final int ACCESS_MASK = (1 << ADDRESS_SHIFT) - 1;

    private Traces() {}

    /** Returns the folder that inputs and results are kept in. */
    static Path folder() {
        return Path.of(System.getProperty("mm.benchmark.folder", "target/traces"));
    }

    static boolean exists(String name) {
        return Files.exists(folder().resolve(name + ".bin"));
    }

    static long address(long element) {
        return element >>> ADDRESS_SHIFT;
    }

    /** Returns the access of an element, in bits of {@link PageFault}. */
    static int access(long element) {
        return (int) element & ACCESS_MASK;
    }

    /** Returns the pages of a trace of addresses, in ascending order. */
    static long[] pages(long[] trace) {
        return Arrays.stream(trace)
                .map(element -> address(element) >>> Geometry.PAGE_SHIFT)
                .sorted()
                .distinct()
                .toArray();
    }

    static long[] read(String name) {
        Path file = folder().resolve(name + ".bin");
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            long[] trace = new long[bytes.remaining() / Long.BYTES];
            bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(trace);
            return trace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the numbers of a trace, one after the other. */
    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Writes a file that is not there yet; it appears when it is complete. */
    private static void make(String name, Writer writer) throws IOException {
        if (exists(name)) {
            return;
        }
        Files.createDirectories(folder());
        Path partial = folder().resolve(name + ".part");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)))) {
            writer.write(out);
        }
        Files.move(partial, folder().resolve(name + ".bin"));
    }

    /** Makes the traces that need nothing; with the argument {@code lackey}, that of lackey's lines on standard input. */
    public static void main(String[] args) throws IOException {
        make("zipf", Traces::zipf);
        make("uniform", Traces::uniform);
        if (args.length > 0) {
            make("lackey", Traces::lackey);
        }
    }

    private static void put(DataOutputStream out, long number) throws IOException {
        out.writeLong(Long.reverseBytes(number));
    }

    /**
     * Page numbers by Zipf's law: the page of rank r is referenced in proportion to 1 / r^0.99. No formula comes near
     * enough (that of YCSB yields 0.231 misses instead of 0.2347): each reference searches the sums of all weights.
     */
    private static void zipf(DataOutputStream out) throws IOException {
        double[] sums = new double[PAGES];
        double sum = 0;
        for (int rank = 1; rank <= PAGES; rank++) {
            sum += Math.pow(rank, -SKEW);
            sums[rank - 1] = sum;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < REFERENCES; i++) {
            int found = Arrays.binarySearch(sums, random.nextDouble() * sum);
            put(out, found >= 0 ? found : -found - 1);
        }
    }

    private static void uniform(DataOutputStream out) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < UNIFORM_REFERENCES; i++) {
            long address = UNIFORM_START + random.nextInt(PAGES) * (long) Geometry.PAGE_SIZE + random.nextInt(4096);
            put(out, address << ADDRESS_SHIFT | PageFault.USER);
        }
    }

    /** Lines as {@code I  04000aa0,3} or {@code  S 1ffeffe7e8,8}; a modification counts as the write that it ends with. */
    private static void lackey(DataOutputStream out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int comma = line.indexOf(',');
            if (comma < 0 || line.charAt(2) != ' ') {
                continue; // what valgrind itself says
            }
            int access = switch (line.substring(0, 2)) {
                case "I " -> PageFault.INSTRUCTION;
                case " L" -> 0;
                default -> PageFault.WRITE;
            };
            put(out, Long.parseLong(line, 3, comma, 16) << ADDRESS_SHIFT | PageFault.USER | access);
        }
    }
}
