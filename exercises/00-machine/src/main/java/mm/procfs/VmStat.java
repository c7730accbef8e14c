package mm.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mm.machine.Lines;
import mm.machine.PhysicalMemory;

/** {@code vmstat} (one line, averages since boot) and {@code vmstat -s}, as procps-ng 4.0.2 prints them. Given. */
public final class VmStat {
    private static final Map<String, Integer> UNITS = Map.of("k", 1000, "K", 1024, "m", 1000_000, "M", 1024 * 1024);
    private static final int KB_PER_PAGE = PhysicalMemory.PAGE_KB;
    private static final int HERTZ = 100;

    private final ProcFs proc;
    private final MemInfo info;
    private final long[] ticks;
    private final int unit;

    private VmStat(ProcFs proc, String unitName) {
        this.proc = proc;
        info = new MemInfo(proc);
        Long[] numbers = counters("stat", "cpu ");
        ticks = new long[10];
        for (int i = 0; i < Math.min(ticks.length, numbers.length); i++) {
            ticks[i] = numbers[i];
        }
        unit = UNITS.get(unitName);
    }

    /**
     * Prints the line of averages, or with {@code -s} the sums.
     *
     * @param arguments {@code -s} and {@code -S} with k, K, m or M
     * @throws IllegalArgumentException if an option is unknown
     */
    public static List<String> screen(ProcFs proc, List<String> arguments) {
        Arguments words = new Arguments(arguments, "S", List.of("--unit"));
        boolean sums = false;
        String unit = "K";
        while (words.next()) {
            switch (words.option()) {
                case "-s", "--stats" -> sums = true;
                case "-S", "--unit" -> {
                    unit = words.value();
                    if (!List.of("k", "K", "m", "M").contains(unit)) {
                        throw new IllegalArgumentException("-S requires k, K, m or M");
                    }
                }
                default -> throw words.unknown();
            }
        }
        VmStat view = new VmStat(proc, unit);
        return sums ? view.sums(unit) : view.averages();
    }

    private Long[] counters(String file, String name) {
        String text = proc.read(file);
        return Lines.of(text == null ? "" : text).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> List.of(line.substring(name.length()).trim().split("\\s+")))
                .flatMap(List::stream)
                .map(Long::valueOf)
                .toArray(Long[]::new);
    }

    private long counter(String file, String name) {
        Long[] numbers = counters(file, name + " ");
        return numbers.length == 0 ? 0 : numbers[0];
    }

    /** The number in the unit: a C float in between, so 24 bits are kept. */
    private long convert(long kb) {
        return (long) ((float) kb / unit * 1024);
    }

    private long swapUsed() {
        return Math.max(0, info.kb("SwapTotal") - info.kb("SwapFree"));
    }

    private long cached() {
        return info.kb("Cached") + info.kb("SReclaimable");
    }

    private List<String> averages() {
        long guest = ticks[8] + ticks[9];
        long user = ticks[0] + ticks[1];
        long system = ticks[2] + ticks[5] + ticks[6];
        long idle = ticks[3];
        long all = user + system + idle + ticks[4] + ticks[7];
        if (all == 0) {
            all = 1;
            idle = 1;
        }
        long[] numbers = {
            counter("stat", "procs_running"),
            counter("stat", "procs_blocked"),
            convert(swapUsed()),
            convert(info.kb("MemFree")),
            convert(info.kb("Buffers")),
            convert(cached()),
            rate(convert(counter("vmstat", "pswpin") * KB_PER_PAGE), all),
            rate(convert(counter("vmstat", "pswpout") * KB_PER_PAGE), all),
            rate(counter("vmstat", "pgpgin"), all),
            rate(counter("vmstat", "pgpgout"), all),
            rate(counter("stat", "intr"), all),
            rate(counter("stat", "ctxt"), all),
            percent(Math.max(0, user - guest), all),
            percent(system, all),
            percent(idle, all),
            percent(ticks[4], all),
            percent(ticks[7], all)
        };
        int[] widths = {2, 2, 6, 6, 6, 6, 4, 4, 5, 5, 4, 4, 2, 2, 2, 2, 2};
        String[] titles = "r b swpd free buff cache si so bi bo in cs us sy id wa st".split(" ");
        List<String> head = new ArrayList<>();
        List<String> line = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            head.add(Printf.right(titles[i], widths[i]));
            line.add(Printf.right(numbers[i], widths[i]));
        }
        return List.of(
                "procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----",
                String.join(" ", head),
                String.join(" ", line));
    }

    private static long rate(long count, long all) {
        return (count * HERTZ + all / 2) / all & 0xffff_ffffL;
    }

    private static long percent(long part, long all) {
        return (100 * part + all / 2) / all;
    }

    private List<String> sums(String unitName) {
        long available = info.kb("MemAvailable");
        long total = info.kb("MemTotal");
        if (available == 0 || available > total) {
            available = info.kb("MemFree");
        }
        long used = total - available;
        List<String> lines = new ArrayList<>();
        add(lines, convert(total), unitName + " total memory");
        add(lines, convert(used < 0 ? total - info.kb("MemFree") : used), unitName + " used memory");
        add(lines, convert(info.kb("Active")), unitName + " active memory");
        add(lines, convert(info.kb("Inactive")), unitName + " inactive memory");
        add(lines, convert(info.kb("MemFree")), unitName + " free memory");
        add(lines, convert(info.kb("Buffers")), unitName + " buffer memory");
        add(lines, convert(cached()), unitName + " swap cache");
        add(lines, convert(info.kb("SwapTotal")), unitName + " total swap");
        add(lines, convert(swapUsed()), unitName + " used swap");
        add(lines, convert(info.kb("SwapFree")), unitName + " free swap");
        String[] kinds = {
            "non-nice user",
            "nice user",
            "system",
            "idle",
            "IO-wait",
            "IRQ",
            "softirq",
            "stolen",
            "non-nice guest",
            "nice guest"
        };
        for (int i = 0; i < kinds.length; i++) {
            add(lines, ticks[i], kinds[i] + " cpu ticks");
        }
        add(lines, counter("vmstat", "pgpgin"), "K paged in");
        add(lines, counter("vmstat", "pgpgout"), "K paged out");
        add(lines, counter("vmstat", "pswpin"), "pages swapped in");
        add(lines, counter("vmstat", "pswpout"), "pages swapped out");
        add(lines, counter("stat", "intr"), "interrupts");
        add(lines, counter("stat", "ctxt"), "CPU context switches");
        add(lines, counter("stat", "btime"), "boot time");
        add(lines, counter("stat", "processes"), "forks");
        return lines;
    }

    private static void add(List<String> lines, long number, String what) {
        lines.add(Printf.right(number, 13) + " " + what);
    }
}
