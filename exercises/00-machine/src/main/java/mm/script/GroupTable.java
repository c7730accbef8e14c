package mm.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.PhysicalMemory;
import mm.oom.OomTask;

/** The kernel's table of one kill in a group: the lines of the recording before the one that names the victim. */
final class GroupTable {
    private static final Pattern ROW = Pattern.compile(
            "  (\\S+) rss (\\d{1,15}) pgtables_bytes (\\d{1,15}) swapents (\\d{1,15}) oom_score_adj (-?\\d{1,9})");
    private static final Pattern LIMIT =
            Pattern.compile("  limit of (\\S+?)(?:, kernel (\\d{1,15}))?(?:, charged (\\d{1,15}))?");

    /** The rows, in the kernel's order. */
    final List<OomTask> tasks = new ArrayList<>();

    private final List<String> lines = new ArrayList<>();

    /** Which group is full. */
    String group = "";
    /** Pages of it that the kernel has for itself. */
    long kernel = -1;
    /** How many pages are charged then; -1 if that is when it is full. */
    long charged = -1;

    /** Takes a line; false if it is none of a table. */
    boolean take(String line) {
        Matcher row = ROW.matcher(line);
        Matcher limit = LIMIT.matcher(line);
        if (row.matches()) {
            long rss = Long.parseLong(row.group(2));
            long tables = Long.parseLong(row.group(3)) / PhysicalMemory.PAGE_SIZE;
            long swapped = Long.parseLong(row.group(4));
            add(row.group(1), rss, swapped, tables, Integer.parseInt(row.group(5)));
        } else if (limit.matches()) {
            group = limit.group(1);
            kernel = limit.group(2) == null ? -1 : Long.parseLong(limit.group(2));
            charged = limit.group(3) == null ? -1 : Long.parseLong(limit.group(3));
        } else {
            return false;
        }
        lines.add(line);
        return true;
    }

    private void add(String name, long rss, long swapped, long tables, int adj) {
        int pid = OomTask.INIT + 1 + tasks.size();
        tasks.add(new OomTask(pid, name, pid, rss + swapped, rss, swapped, tables, adj));
    }

    /** Makes the table of processes of which no kernel has said more than their pages. */
    static GroupTable of(String group, Collection<GroupProcess> processes) {
        GroupTable table = new GroupTable();
        table.group = group;
        for (GroupProcess process : processes) {
            table.add(process.name, process.pages.size(), 0, 0, process.oomScoreAdj);
            table.lines.add("  " + process.name + " rss " + process.pages.size()
                    + " pgtables_bytes 0 swapents 0 oom_score_adj " + process.oomScoreAdj);
        }
        return table;
    }

    /** Prints the table, with the group that is full as the machine says. */
    void print(String over, Transcript out) {
        lines.stream().filter(line -> ROW.matcher(line).matches()).forEach(out::line);
        out.line("  limit of " + over + (kernel < 0 ? "" : ", kernel " + kernel)
                + (charged < 0 ? "" : ", charged " + charged));
    }
}
