package mm.procfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Exercise 07: the screen of top. */
public final class Top implements TopView {
    /** Makes the view; it has no state. */
    public Top() {}

    // GIVEN
    @Override
    public List<String> screen(ProcFs before, ProcFs now, Host host, TopOptions options) {
        List<TaskStat> tasks = chosen(now, options);
        List<String> lines = new ArrayList<>(head(before, now, host, options, tasks));
        lines.add("");
        lines.addAll(list(before, now, host, options, tasks));
        return lines.stream().map(line -> cut(line, options.width())).toList();
    }

    /** Step 3: the five lines about the machine; tasks are those that it counts. */
    List<String> head(ProcFs before, ProcFs now, Host host, TopOptions options, List<TaskStat> tasks) {
        List<String> lines = new ArrayList<>();
        lines.add(Summary.uptimeLine(now, host, options.procps()));
        lines.add(tasksLine(tasks));
        lines.add(Summary.cpuLine(before, now, options.procps()));
        lines.addAll(memoryLines(new MemInfo(now), options));
        return lines;
    }

    /** Step 3: the header, and a line about each task; step 4: only those of the user, in order. */
    List<String> list(ProcFs before, ProcFs now, Host host, TopOptions options, List<TaskStat> tasks) {
        TopRow row = new TopRow(before, now, host, options, new MemInfo(now).kb("MemTotal"));
        Comparator<TaskStat> order = row.order();
        Stream<String> lines = tasks.stream()
                .filter(task -> row.isShown(task))
                .sorted(options.ascending() ? order : order.reversed())
                .map(row::line);
        return Stream.concat(Stream.of(row.header()), lines).toList();
    }

    /** Step 4: the tasks that {@code -p} names; all of them without it, by their ids. */
    List<TaskStat> chosen(ProcFs now, TopOptions options) {
        // STUB: return now.pids().stream().map(pid -> TaskStat.read(now, pid)).filter(Objects::nonNull).toList();
        Stream<Integer> pids = options.pids().isEmpty()
                ? now.pids().stream()
                : options.pids().stream().distinct();
        return pids.map(pid -> TaskStat.read(now, pid)).filter(Objects::nonNull).toList();
    }

    // GIVEN
    private static String cut(String line, int width) {
        return line.substring(0, Math.min(width, line.length())).stripTrailing();
    }

    private static String tasksLine(List<TaskStat> tasks) {
        int running = count(tasks, "R");
        int stopped = count(tasks, "Tt");
        int zombies = count(tasks, "Z");
        int sleeping = tasks.size() - running - stopped - zombies;
        return String.format(
                "Tasks: %3d total, %3d running, %3d sleeping, %3d stopped, %3d zombie",
                tasks.size(), running, sleeping, stopped, zombies);
    }

    private static int count(List<TaskStat> tasks, String states) {
        return (int)
                tasks.stream().filter(task -> states.indexOf(task.state()) >= 0).count();
    }

    private static List<String> memoryLines(MemInfo info, TopOptions options) {
        Memory mem = Memory.of(info, options.procps());
        long swap = info.kb("SwapTotal");
        long swapFree = info.kb("SwapFree");
        String unit = "KMGTPE".charAt(options.summaryUnit()) + "iB ";
        return List.of(
                unit + "Mem : " + amount(mem.total(), options) + "total, " + amount(mem.free(), options) + "free, "
                        + amount(mem.used(), options) + "used, " + amount(mem.buffersAndCache(), options)
                        + "buff/cache",
                unit + "Swap: " + amount(swap, options) + "total, " + amount(swapFree, options) + "free, "
                        + amount(Memory.used(swap, swapFree), options) + "used. "
                        + amount(mem.available(), options) + "avail Mem");
    }

    private static String amount(long kb, TopOptions options) {
        int broken = options.procps() == Procps.V3 ? 3 : 1;
        int decimals = options.summaryUnit() == 0 ? 0 : broken;
        String text = Printf.fixed(Printf.unsigned(kb) / (float) Math.pow(1024, options.summaryUnit()), decimals) + " ";
        return text.length() > 9 ? text.substring(0, 8) + "+" : Printf.right(text, 9);
    }
}
