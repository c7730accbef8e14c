package mm.procfs;

import java.util.ArrayList;
import java.util.List;

/** The screen of free, line after line. */
public final class Free implements FreeView {
    private static final String LETTERS = "KMGTP";

    /** Makes the view; it has no state. */
    public Free() {}

    @Override
    public List<String> screen(ProcFs proc, FreeOptions options) {
        MemInfo info = new MemInfo(proc);
        Amounts sizes = new Amounts(info, options.procps());
        List<String> lines = new ArrayList<>();
        if (options.wide()) {
            lines.add(row(options, "", "total", "used", "free", "shared", "buffers", "cache", "available"));
            lines.add(numbers(
                    options,
                    "Mem:",
                    sizes.total,
                    sizes.used,
                    sizes.free,
                    sizes.shared,
                    sizes.buffers,
                    sizes.cache,
                    sizes.available));
        } else {
            lines.add(row(options, "", "total", "used", "free", "shared", "buff/cache", "available"));
            lines.add(numbers(
                    options,
                    "Mem:",
                    sizes.total,
                    sizes.used,
                    sizes.free,
                    sizes.shared,
                    sizes.buffers + sizes.cache,
                    sizes.available));
        }
        if (options.lohi()) {
            boolean isSplit = info.kb("LowTotal") != 0;
            long lowTotal = isSplit ? info.kb("LowTotal") : sizes.total;
            long lowFree = isSplit ? info.kb("LowFree") : sizes.free;
            lines.add(numbers(options, "Low:", lowTotal, Amounts.difference(lowTotal, lowFree), lowFree));
            long highTotal = info.kb("HighTotal");
            long highFree = info.kb("HighFree");
            lines.add(numbers(options, "High:", highTotal, Amounts.difference(highTotal, highFree), highFree));
        }
        lines.add(numbers(options, "Swap:", sizes.swapTotal, sizes.swapUsed, sizes.swapFree));
        if (options.total()) {
            lines.add(numbers(
                    options,
                    "Total:",
                    sizes.total + sizes.swapTotal,
                    sizes.used + sizes.swapUsed,
                    sizes.free + sizes.swapFree));
        }
        if (options.committed()) {
            long limit = info.kb("CommitLimit");
            long committed = info.kb("Committed_AS");
            lines.add(numbers(options, "Comm:", limit, committed, limit - committed));
        }
        return lines;
    }

    private static String row(FreeOptions options, String label, String... cells) {
        StringBuilder line = new StringBuilder(Printf.left(label, options.procps() == Procps.V3 ? 8 : 9));
        for (int i = 0; i < cells.length; i++) {
            line.append(i == 0 ? "" : " ").append(Printf.right(cells[i], 11));
        }
        return line.toString();
    }

    private static String numbers(FreeOptions options, String label, long... kbs) {
        String[] cells = new String[kbs.length];
        for (int i = 0; i < kbs.length; i++) {
            cells[i] = scaled(kbs[i], options);
        }
        return row(options, label, cells);
    }

    private static String scaled(long kb, FreeOptions options) {
        // from step 2
        return options.human() ? human(kb, options) : String.valueOf(whole(kb, options.unit(), options));
        // before step 2
        // return String.valueOf(kb);
        // end
    }

    /** Returns a number of kB in a unit, cut. */
    private static long whole(long kb, int unit, FreeOptions options) {
        boolean isOld = options.procps() == Procps.V3;
        if (isOld && unit == 1) {
            return options.si() ? (long) (kb / 0.9765625) : kb;
        }
        long number = isOld && unit > 0 ? kb : kb * 1024;
        for (int i = isOld && unit > 0 ? 1 : 0; i < unit; i++) {
            number /= options.base();
        }
        return number;
    }

    private static float quotient(long kb, int unit, FreeOptions options) {
        boolean isOld = options.procps() == Procps.V3;
        double number = isOld ? kb : kb * 1024.0;
        for (int i = isOld ? 1 : 0; i < unit; i++) {
            number /= options.base();
        }
        return (float) number;
    }

    private static String human(long kb, FreeOptions options) {
        boolean isOld = options.procps() == Procps.V3;
        String text = whole(kb, 0, options) + "B";
        if (text.length() <= 4) {
            return text;
        }
        boolean isShort = isOld || options.si();
        for (int unit = 1; unit <= LETTERS.length(); unit++) {
            String letter = LETTERS.charAt(unit - 1) + (isShort ? "" : "i");
            int most = isShort ? 4 : 5;
            text = Printf.fixed(quotient(kb, unit, options), 1) + letter;
            if (text.length() <= most && !(isOld && unit == 1)) {
                return text;
            }
            text = whole(kb, unit, options) + letter;
            if (text.length() <= most) {
                return text;
            }
        }
        return text;
    }
}
