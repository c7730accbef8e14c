package mm.grader.quiz.kinds.proc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.grader.quiz.model.Draft;
import mm.procfs.Host;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.TopOptions;

/** A made-up {@code /proc}, looked at twice, and what top shows of it. */
final class ProcTree {
    private static final int COLUMNS = 12;

    private final Map<String, String> before = new HashMap<>();
    private final Map<String, String> now = new HashMap<>();

    ProcTree(long memTotalKb, double seconds) {
        for (Map<String, String> tree : List.of(before, now)) {
            tree.put("meminfo", "MemTotal: " + memTotalKb + " kB\nMemFree: " + memTotalKb / 2 + " kB\n");
            tree.put("stat", "cpu  0 0 0 100 0 0 0 0 0 0\ncpu0 0 0 0 100 0 0 0 0 0 0\ncpu1 0 0 0 100 0 0 0 0 0 0\n");
            tree.put("loadavg", "0.00 0.00 0.00 1/10 100\n");
            tree.put("cpuinfo", "processor\t: 0\n\nprocessor\t: 1\n\n");
            tree.put("sys/kernel/pid_max", "32768\n");
        }
        before.put("uptime", "100000.00 0.00\n");
        now.put("uptime", mm.procfs.Printf.fixed(100000 + seconds, 2) + " 0.00\n");
    }

    void add(int pid, String name, long ticksBefore, long ticksNow, int threads, long... statm) {
        put(before, pid, name, ticksBefore, threads, statm);
        put(now, pid, name, ticksNow, threads, statm);
    }

    private static void put(Map<String, String> tree, int pid, String name, long ticks, int threads, long[] statm) {
        tree.put(
                pid + "/stat",
                pid + " (" + name + ") S 1 " + pid + " " + pid + " 0 -1 0 0 0 0 0 " + ticks / 3 + " "
                        + (ticks - ticks / 3) + " 0 0 20 0 " + threads + " 0 0 0 0 0");
        tree.put(pid + "/statm", statm[0] + " " + statm[1] + " " + statm[2] + " 0 0 0 0\n");
        tree.put(pid + "/status", "Name:\t" + name + "\nUid:\t0\t0\t0\t0\n");
    }

    /** Returns top's rows, cut into columns: PID USER PR NI VIRT RES SHR S %CPU %MEM TIME+ COMMAND. */
    List<String[]> top(Draft q, String... options) {
        List<String> words = new ArrayList<>(List.of("-b", "-n1", "-w", "200"));
        words.addAll(List.of(options));
        List<String> screen = q.parts()
                .topView()
                .screen(ProcFs.of(before), ProcFs.of(now), Host.DEBIAN, TopOptions.parse(Procps.V4, words));
        List<String[]> rows = new ArrayList<>();
        for (String line : screen.subList(7, screen.size())) {
            rows.add(line.trim().split("\\s+", COLUMNS));
        }
        return rows;
    }
}
