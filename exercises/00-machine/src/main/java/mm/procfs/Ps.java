package mm.procfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import mm.machine.Lines;
import mm.text.ArgumentError;

/**
 * {@code ps -eo COLUMNS [--sort=KEYS]}, as procps-ng 4.0.2 prints it. Given, for comparison with top.
 *
 * <p>A column that is too long pushes the next ones to the right, which win the lost room back from their own padding.
 */
public final class Ps {
    private static final Map<String, Column> COLUMNS = new HashMap<>();
    private static final Pattern SHARES = Pattern.compile("\\b[pu]ss\\b");

    static {
        number("pid", "PID", 5, process -> process.stat.pid());
        number("ppid", "PPID", 5, process -> process.field(4));
        text("user", "USER", 8, false, process -> shortened(process.user));
        number("uid", "UID", 5, process -> process.stat.uid());
        number("pri", "PRI", 3, process -> 39 - process.stat.priority());
        column("ni", "NI", 3, true, Process::nice, process -> process.stat.nice());
        number("nlwp", "NLWP", 4, process -> process.stat.threads());
        number("vsz", "VSZ", 6, process -> process.status("VmSize"));
        number("rss", "RSS", 5, process -> process.status("VmRSS"));
        number("min_flt", "MINFL", 6, process -> process.field(10));
        number("maj_flt", "MAJFL", 6, process -> process.field(12));
        column("%mem", "%MEM", 4, true, Process::memory, process -> process.status("VmRSS"));
        column("%cpu", "%CPU", 4, true, Process::cpu, Process::cpuPerMille);
        text("stat", "STAT", 4, false, Process::states);
        text("s", "S", 1, false, process -> String.valueOf(process.stat.state()));
        column("time", "TIME", 8, true, Process::time, process -> process.stat.ticks());
        number("pss", "PSS", 5, process -> process.shares.pss());
        number("uss", "USS", 5, process -> process.shares.uss());
        text("comm", "COMMAND", 15, true, process -> process.stat.command());
        Map.of("pmem", "%mem", "pcpu", "%cpu", "nice", "ni", "state", "s", "euser", "user")
                .forEach((alias, name) -> COLUMNS.put(alias, COLUMNS.get(name)));
        COLUMNS.put("euser", COLUMNS.get("user").titled("EUSER"));
    }

    private static final PmapView.Shares NO_SHARES = new PmapView.Shares(0, 0);

    private Ps() {}

    /** How a column is titled, placed, cut off and filled, and how processes are ordered by it. */
    private record Column(
            String title,
            int width,
            boolean right,
            boolean cut,
            Function<Process, String> text,
            Comparator<Process> order) {
        Column sized(int newWidth) {
            return new Column(title, newWidth, right, cut, text, order);
        }

        Column titled(String other) {
            return new Column(other, width, right, cut, text, order);
        }
    }

    private static void column(
            String name,
            String title,
            int width,
            boolean right,
            Function<Process, String> text,
            ToLongFunction<Process> key) {
        COLUMNS.put(name, new Column(title, width, right, false, text, Comparator.comparingLong(key)));
    }

    private static void number(String name, String title, int width, ToLongFunction<Process> value) {
        column(name, title, width, true, process -> String.valueOf(value.applyAsLong(process)), value);
    }

    private static void text(String name, String title, int width, boolean cut, Function<Process, String> value) {
        COLUMNS.put(name, new Column(title, width, false, cut, value, Comparator.comparing(value)));
    }

    /**
     * Prints the processes.
     *
     * @param arguments {@code -eo} or {@code -e -o} with a list of columns, and {@code --sort=} with a list of keys,
     *     each with {@code -} in front for the greatest first
     * @param shares what is shown in the columns pss and uss, by pid; see {@link #showsShares}
     * @throws IllegalArgumentException if an option or a column is unknown
     */
    public static List<String> screen(
            ProcFs proc, Host host, List<String> arguments, Map<Integer, PmapView.Shares> shares) {
        Arguments words = new Arguments(arguments, "o", List.of("--format", "--sort"));
        List<Column> columns = new ArrayList<>();
        Comparator<Process> order = null;
        while (words.next()) {
            switch (words.option()) {
                case "-e", "-A" -> {}
                case "-o", "--format" -> {
                    for (String name : words.value().split("[, ]")) {
                        Column column = named(name);
                        columns.add(name.endsWith("pid") ? column.sized(Summary.pidWidth(proc)) : column);
                    }
                }
                case "--sort" -> {
                    for (String key : words.value().split(",")) {
                        Comparator<Process> next =
                                named(key.replaceFirst("^[+-]", "")).order();
                        next = key.startsWith("-") ? next.reversed() : next;
                        order = order == null ? next : order.thenComparing(next);
                    }
                }
                default -> throw words.unknown();
            }
        }
        if (columns.isEmpty()) {
            throw new ArgumentError("ps.no-columns");
        }
        List<Process> processes = new ArrayList<>();
        for (int pid : proc.pids()) {
            TaskStat stat = TaskStat.read(proc, pid);
            if (stat != null) {
                processes.add(new Process(proc, host, stat, shares.getOrDefault(pid, NO_SHARES)));
            }
        }
        if (order != null) {
            processes.sort(order);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns, Column::title));
        processes.forEach(
                process -> lines.add(line(columns, column -> column.text().apply(process))));
        return lines;
    }

    /** Tells whether the columns, or the order, need {@link PmapView#shares}. */
    public static boolean showsShares(List<String> arguments) {
        return arguments.stream().anyMatch(word -> SHARES.matcher(word).find());
    }

    private static Column named(String name) {
        Column column = COLUMNS.get(name);
        if (column == null) {
            throw new ArgumentError("ps.no-such-column", name);
        }
        return column;
    }

    private static String line(List<Column> columns, Function<Column, String> texts) {
        StringBuilder line = new StringBuilder();
        int due = 0; // where this column ought to begin
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean last = i == columns.size() - 1;
            String text = texts.apply(column);
            if (column.cut() && !last && text.length() > column.width()) {
                text = text.substring(0, column.width());
            }
            int pad = column.right() ? Math.max(0, column.width() - text.length()) : 0;
            int space = due - line.length() + pad;
            line.append(" ".repeat(space < 1 ? Math.min(1, i) : space)).append(text);
            due += column.width() + 1;
        }
        return line.toString().stripTrailing();
    }

    private static String shortened(String user) {
        return user.length() > 8 ? user.substring(0, 7) + "+" : user;
    }

    /** One process with the files that the columns need. */
    private static final class Process {
        final TaskStat stat;
        final String user;
        final PmapView.Shares shares;
        private final String[] fields;
        private final String status;
        private final long memTotal;
        private final long uptimeTicks;

        Process(ProcFs proc, Host host, TaskStat stat, PmapView.Shares shares) {
            this.stat = stat;
            this.shares = shares;
            user = host.userName(stat.uid());
            String line = proc.read(stat.pid() + "/stat");
            fields = line.substring(line.lastIndexOf(')') + 2).split("\\s+");
            status = proc.read(stat.pid() + "/status");
            memTotal = new MemInfo(proc).kb("MemTotal");
            uptimeTicks = (long) (Summary.uptime(proc) * 100);
        }

        /** Returns a field of stat, by its number in proc(5). */
        long field(int number) {
            return Long.parseLong(fields[number - 3]);
        }

        long status(String name) {
            return Lines.of(status).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                    .findFirst()
                    .orElse(0);
        }

        String nice() {
            long policy = fields.length > 38 ? field(41) : 0;
            return policy != 0 && policy != 3 ? "-" : String.valueOf(stat.nice());
        }

        String memory() {
            return Printf.right(tenths(Math.min(999, status("VmRSS") * 1000 / memTotal)), 4);
        }

        long cpuPerMille() {
            double seconds = (uptimeTicks - field(22)) / 100.0;
            long jiffies = (long) (seconds * 100);
            return jiffies <= 0 ? 0 : stat.ticks() * 1000 / jiffies & 0xffff_ffffL;
        }

        String cpu() {
            return cpuPerMille() > 999 ? String.valueOf(cpuPerMille() / 10) : tenths(cpuPerMille());
        }

        private static String tenths(long number) {
            return number / 10 + "." + number % 10;
        }

        /** The state and its marks: nice, locked memory, session leader, threads, foreground. */
        String states() {
            return stat.state()
                    + (stat.nice() < 0 ? "<" : stat.nice() > 0 ? "N" : "")
                    + (status("VmLck") > 0 ? "L" : "")
                    + (field(6) == stat.pid() ? "s" : "")
                    + (stat.threads() > 1 ? "l" : "")
                    + (field(5) == field(8) ? "+" : "");
        }

        String time() {
            long seconds = stat.ticks() / 100;
            long days = seconds / 86400;
            String clock = String.format("%02d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
            return days == 0 ? clock : days + "-" + clock;
        }
    }

    /** Returns the names of the columns there are. */
    public static List<String> columns() {
        return Arrays.asList(COLUMNS.keySet().stream().sorted().toArray(String[]::new));
    }
}
