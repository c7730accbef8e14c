package mm.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Exercise 07: the screen of free. */
public final class Free implements FreeView {
    private static final String UNITS = "KMGTP";

    /** Makes the view; it has no state. */
    public Free() {}

    @Override
    public List<String> screen(ProcFs proc, FreeOptions options) {
        MemInfo info = new MemInfo(proc);
        Memory mem = Memory.of(info, options.procps());
        long swap = info.kb("SwapTotal");
        long swapFree = info.kb("SwapFree");
        long swapUsed = Memory.used(swap, swapFree);
        List<String> lines = new ArrayList<>();
        lines.add(titles(options));
        lines.add(memory(mem, options));
        if (options.lohi()) {
            lines.addAll(lowAndHigh(info, mem, options));
        }
        lines.add(numbers("Swap:", options, swap, swapUsed, swapFree));
        if (options.total()) {
            lines.add(numbers("Total:", options, mem.total() + swap, mem.used() + swapUsed, mem.free() + swapFree));
        }
        if (options.committed()) {
            long limit = info.kb("CommitLimit");
            long committed = info.kb("Committed_AS");
            lines.add(numbers("Comm:", options, limit, committed, limit - committed));
        }
        return lines;
    }

    private static String titles(FreeOptions options) {
        String caches = options.wide() ? "buffers cache" : "buff/cache";
        return line("", Stream.of(("total used free shared " + caches + " available").split(" ")), options);
    }

    private static String memory(Memory mem, FreeOptions options) {
        LongStream front = LongStream.of(mem.total(), mem.used(), mem.free(), mem.shared());
        LongStream caches =
                options.wide() ? LongStream.of(mem.buffers(), mem.cache()) : LongStream.of(mem.buffersAndCache());
        LongStream all = LongStream.concat(LongStream.concat(front, caches), LongStream.of(mem.available()));
        return numbers("Mem:", options, all.toArray());
    }

    /** Low and high memory, of 32-bit machines; elsewhere all is low. */
    private static List<String> lowAndHigh(MemInfo info, Memory mem, FreeOptions options) {
        boolean split = info.kb("LowTotal") != 0;
        long low = split ? info.kb("LowTotal") : mem.total();
        long lowFree = split ? info.kb("LowFree") : mem.free();
        long high = info.kb("HighTotal");
        long highFree = info.kb("HighFree");
        return List.of(
                numbers("Low:", options, low, Memory.used(low, lowFree), lowFree),
                numbers("High:", options, high, Memory.used(high, highFree), highFree));
    }

    private static String numbers(String label, FreeOptions options, long... kb) {
        return line(label, LongStream.of(kb).mapToObj(number -> scale(number, options)), options);
    }

    private static String line(String label, Stream<String> columns, FreeOptions options) {
        return Printf.left(label, options.procps() == Procps.V3 ? 8 : 9)
                + columns.map(column -> Printf.right(column, 11)).collect(Collectors.joining(" "));
    }

    /** Step 2: a number in its unit; step 1 has all of them in kB. */
    static String scale(long kb, FreeOptions options) {
        // STUB: return String.valueOf(kb);
        return options.human() ? human(kb, options) : String.valueOf((long) quotient(kb, options.unit(), options));
    }

    /** The number in units of base^unit bytes; generation 3 divides kB, not bytes, from the second power on. */
    private static double quotient(long kb, int unit, FreeOptions options) {
        if (options.procps() == Procps.V3 && unit > 1) {
            return kb / Math.pow(options.base(), unit - 1);
        }
        return kb * 1024 / Math.pow(options.base(), unit);
    }

    /** The first form that is short enough: bytes; then for every unit one decimal, or none. */
    private static String human(long kb, FreeOptions options) {
        boolean v3 = options.procps() == Procps.V3;
        String suffix = v3 || options.si() ? "" : "i";
        String text = kb * 1024 + "B";
        for (int unit = 1, width = 4; text.length() > width && unit <= UNITS.length(); unit++) {
            width = 4 + suffix.length();
            double quotient = quotient(kb, unit, options);
            String letter = UNITS.charAt(unit - 1) + suffix;
            text = Printf.fixed((float) quotient, 1) + letter;
            boolean noDecimal = v3 && unit == 1;
            if (noDecimal || text.length() > width) {
                text = (long) quotient + letter;
            }
        }
        return text;
    }
}
