package mm.procfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mm.machine.Todo;

/** The screen of top: first the machine, then the processes. Not begun: step 6. */
public final class Top implements TopView {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    /** Makes the view; it has no state. */
    public Top() {}

    @Override
    public List<String> screen(ProcFs before, ProcFs now, Host host, TopOptions options) {
        // from step 3
        List<TaskStat> tasks = new ArrayList<>();
        for (int pid : chosen(now, options)) {
            TaskStat task = TaskStat.read(now, pid);
            if (task != null) {
                tasks.add(task);
            }
        }
        List<String> lines = head(before, now, host, options, tasks);
        Columns columns = new Columns(before, now, host, options);
        lines.add("");
        lines.add(columns.header());
        for (TaskStat task : ordered(tasks, columns, host, options)) {
            lines.add(columns.line(task));
        }
        lines.replaceAll(String::stripTrailing);
        return lines;
        // before step 3
        // throw new Todo("exercise 07: Top.screen");
        // end
    }

    private static List<Integer> chosen(ProcFs now, TopOptions options) {
        // from step 4
        if (!options.pids().isEmpty()) {
            List<Integer> pids = new ArrayList<>();
            for (int pid : options.pids()) {
                if (!pids.contains(pid)) {
                    pids.add(pid);
                }
            }
            return pids;
        }
        // end
        return now.pids();
    }

    private static List<String> head(
            ProcFs before, ProcFs now, Host host, TopOptions options, List<TaskStat> tasks) {
        int running = 0;
        int stopped = 0;
        int zombies = 0;
        for (TaskStat task : tasks) {
            switch (task.state()) {
                case 'R' -> running++;
                case 'T', 't' -> stopped++;
                case 'Z' -> zombies++;
                default -> {}
            }
        }
        int sleeping = tasks.size() - running - stopped - zombies;
        Amounts sizes = new Amounts(new MemInfo(now), options.procps());
        String unit = UNITS[options.summaryUnit()];
        List<String> lines = new ArrayList<>();
        lines.add(Summary.uptimeLine(now, host, options.procps()));
        lines.add("Tasks: " + Printf.right(tasks.size(), 3) + " total, " + Printf.right(running, 3) + " running, "
                + Printf.right(sleeping, 3) + " sleeping, " + Printf.right(stopped, 3) + " stopped, "
                + Printf.right(zombies, 3) + " zombie");
        lines.add(Summary.cpuLine(before, now, options.procps()));
        lines.add(unit + " Mem : " + number(sizes.total, options) + "total, " + number(sizes.free, options) + "free, "
                + number(sizes.used, options) + "used, " + number(sizes.buffers + sizes.cache, options)
                + "buff/cache");
        lines.add(unit + " Swap: " + number(sizes.swapTotal, options) + "total, " + number(sizes.swapFree, options)
                + "free, " + number(sizes.swapUsed, options) + "used. " + number(sizes.available, options)
                + "avail Mem");
        for (int i = 0; i < lines.size(); i++) {
            lines.set(i, Printf.cut(lines.get(i), options.width()));
        }
        return lines;
    }

    private static String number(long kb, TopOptions options) {
        float divisor = 1;
        for (int i = 0; i < options.summaryUnit(); i++) {
            divisor *= 1024;
        }
        int decimals = options.summaryUnit() == 0 ? 0 : options.procps() == Procps.V3 ? 3 : 1;
        String text = Printf.fixed(Printf.unsigned(kb) / divisor, decimals) + " ";
        return text.length() > 9 ? text.substring(0, 8) + "+" : Printf.right(text, 9);
    }

    private static List<TaskStat> ordered(List<TaskStat> tasks, Columns columns, Host host, TopOptions options) {
        // from step 4
        List<TaskStat> shown = new ArrayList<>();
        for (TaskStat task : tasks) {
            String user = options.user();
            if (user == null || user.equals(host.userName(task.uid())) || user.equals("" + task.uid())) {
                shown.add(task);
            }
        }
        Comparator<TaskStat> order = columns.order(options.sort());
        shown.sort(options.ascending() ? order : order.reversed());
        return shown;
        // before step 4
        // return tasks;
        // end
    }
}
