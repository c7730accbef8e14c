package mm.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mm.machine.Todo;

/** Exercise 07: the screen of top. */
public final class Top implements TopView {
    /** Makes the view; it has no state. */
    public Top() {}

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
        throw new Todo("exercise 07: Top.head");
    }

    /** Step 3: the header, and a line about each task; step 4: only those of the user, in order. */
    List<String> list(ProcFs before, ProcFs now, Host host, TopOptions options, List<TaskStat> tasks) {
        throw new Todo("exercise 07: Top.list");
    }

    /** Step 4: the tasks that {@code -p} names; all of them without it, by their ids. */
    List<TaskStat> chosen(ProcFs now, TopOptions options) {
        return now.pids().stream().map(pid -> TaskStat.read(now, pid)).filter(Objects::nonNull).toList();
    }

    private static String cut(String line, int width) {
        return line.substring(0, Math.min(width, line.length())).stripTrailing();
    }
}
