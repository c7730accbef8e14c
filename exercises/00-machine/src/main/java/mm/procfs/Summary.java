package mm.procfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import mm.machine.Lines;
import mm.text.ArgumentError;

/** What top says about the time of the machine, and the limits that follow from the number of processors. */
public final class Summary {
    private static final String[] STATES = {"us", "sy", "ni", "id", "wa", "hi", "si", "st"};
    /** Where each of them is in a line of {@code stat}: user nice system idle iowait irq softirq steal. */
    private static final int[] PLACES = {0, 2, 1, 3, 4, 5, 6, 7};

    private static final int LEAST_PID_WIDTH = 5;
    private static final int MAX_PID_WIDTH = 10;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern CPU = Pattern.compile("cpu[0-9]+ .*");

    private Summary() {}

    /** Returns the first line: clock, time since boot, sessions, load. */
    public static String uptimeLine(ProcFs proc, Host host, Procps procps) {
        long minutes = (long) uptime(proc) / 60;
        long days = minutes / (24 * 60);
        long hours = minutes / 60 % 24;
        String up = days == 0 ? "" : days + (days == 1 ? " day, " : " days, ");
        up += hours == 0 ? minutes % 60 + " min" : Printf.right(hours, 2) + String.format(":%02d", minutes % 60);
        boolean many = procps == Procps.V3 ? host.sessions() != 1 : host.sessions() > 1;
        String[] load = words(proc, "loadavg", 3);
        return "top - " + host.clock() + " up " + up + ", " + Printf.right(host.sessions(), 2)
                + (many ? " users" : " user") + ",  load average: "
                + String.join(", ", hundredths(load[0]), hundredths(load[1]), hundredths(load[2]));
    }

    private static String hundredths(String number) {
        return Printf.fixed(Scan.real(number), 2);
    }

    /**
     * Returns the third line: how all processors together spent the time between two looks; idle, if there was none. V4
     * adds the guests' time to the whole, although user contains it already.
     */
    public static String cpuLine(ProcFs before, ProcFs now, Procps procps) {
        long[] then = cpuTicks(before);
        long[] spent = cpuTicks(now);
        for (int i = 0; i < spent.length; i++) {
            spent[i] = Math.max(0, spent[i] - then[i]);
        }
        long total = Arrays.stream(spent)
                .limit(procps == Procps.V3 ? STATES.length : spent.length)
                .sum();
        if (total < 1) {
            total = spent[3] = 1;
        }
        float scale = (float) (100.0 / (float) total);
        List<String> shares = new ArrayList<>();
        for (int i = 0; i < STATES.length; i++) {
            shares.add(Printf.right(Printf.fixed(spent[PLACES[i]] * scale, 1), 5) + " " + STATES[i]);
        }
        return "%Cpu(s):" + String.join(",", shares);
    }

    /**
     * Returns the ticks of all processors since boot: user, nice, system, idle, iowait, irq, softirq, steal, guest and
     * guest nice.
     */
    static long[] cpuTicks(ProcFs proc) {
        String line = firstLine(text(proc, "stat"));
        return Scan.numbers(line.replaceFirst("^cpu", ""), 10);
    }

    /** Returns the seconds since boot. */
    public static double uptime(ProcFs proc) {
        return Scan.real(words(proc, "uptime", 1)[0]);
    }

    /**
     * Returns the greatest number that %CPU shows of one process: 100 for each processor, as far as the column reaches.
     */
    public static float mostCpu(ProcFs proc) {
        int cpus = cpus(proc);
        float most = cpus > 1000 ? 9_999_999f : cpus > 100 ? Float.MAX_VALUE : cpus > 10 ? 99_999f : 999.9f;
        return cpus == 1 ? 99.9f : Math.min(100f * cpus, most);
    }

    /** Returns the number of processors. */
    public static int cpus(ProcFs proc) {
        return Math.max(1, (int) Lines.of(text(proc, "stat")).stream()
                .filter(line -> CPU.matcher(line).matches())
                .count());
    }

    /** Returns the width of the column PID: that of the number in {@code pid_max}, but 5 to 10. */
    public static int pidWidth(ProcFs proc) {
        String most = proc.read("sys/kernel/pid_max");
        int digits = most == null ? 0 : firstLine(most).length();
        return Math.min(MAX_PID_WIDTH, Math.max(LEAST_PID_WIDTH, digits));
    }

    /** Returns the first words of a file's first line; those that are missing are empty. */
    private static String[] words(ProcFs proc, String path, int count) {
        String[] words = SPACE.split(firstLine(text(proc, path)).trim());
        String[] first = Arrays.copyOf(words, count);
        Arrays.fill(first, Math.min(count, words.length), count, "");
        return first;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String text(ProcFs proc, String path) {
        String text = proc.read(path);
        if (text == null) {
            throw new ArgumentError("proc.no-such-file", path);
        }
        return text;
    }
}
