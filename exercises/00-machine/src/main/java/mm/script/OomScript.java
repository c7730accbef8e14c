package mm.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/**
 * Scripts of the kind {@code oom}: the kernel's own table of the tasks in a memory cgroup, and which one it kills.
 *
 * <p>What the processes do is given, and so are the tables (the kernel's counters are approximate, and its choice uses
 * the same numbers). The question is each table's victim.
 *
 * <pre>
 * limit 98304 kB = 24576 pages
 * process A joins oom_score_adj 98 touches 3632 pages
 * process A touches 20904 pages
 *   A rss 24081 pgtables_bytes 102400 swapents 0 oom_score_adj 98
 *   killed A
 *   process A dead
 * </pre>
 */
final class OomScript implements ScriptKind {
    private static final Pattern LIMIT = Pattern.compile("limit \\d+ kB = (\\d{1,15}) pages");
    private static final Pattern PROCESS = Pattern.compile(" *process \\S+ (joins .*|touches .*|done|dead)");
    private static final Pattern ROW = Pattern.compile(
            "  (|\\S.*) rss (\\d{1,15}) pgtables_bytes (\\d{1,15}) swapents (\\d{1,15}) oom_score_adj (-?\\d{1,9})");
    private static final String KILLED = "  killed ";
    private static final String NOBODY = "nobody";

    @Override
    public String name() {
        return "oom";
    }

    @Override
    public boolean accepts(Script script) {
        return LIMIT.matcher(script.lines().get(0)).matches();
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        OomKiller killer = parts.oomKiller();
        Matcher limit = LIMIT.matcher(script.lines().get(0));
        if (!limit.matches()) {
            throw script.error(1, "oom-script.no-limit");
        }
        long totalPages = Long.parseLong(limit.group(1));
        List<OomTask> table = new ArrayList<>();
        for (int line = 1; line <= script.lines().size(); line++) {
            String text = script.lines().get(line - 1);
            Matcher row = ROW.matcher(text);
            Matcher other = LIMIT.matcher(text);
            if (other.matches()) {
                totalPages = Long.parseLong(other.group(1));
                out.line(text);
            } else if (text.startsWith(KILLED)) {
                OomTask victim = killer.select(table, totalPages);
                out.line(KILLED + (victim == null ? NOBODY : victim.name()));
                table.clear();
            } else if (row.matches()) {
                table.add(task(row, table.size()));
                out.line(text);
            } else if (text.startsWith("#") || PROCESS.matcher(text).matches()) {
                out.line(text);
            } else if (!text.isBlank()) {
                throw script.error(line, "oom-script.unknown-line", text.strip());
            }
        }
    }

    private static OomTask task(Matcher row, int i) {
        long rss = Long.parseLong(row.group(2));
        long pageTables = Long.parseLong(row.group(3)) / PhysicalMemory.PAGE_SIZE;
        long swapents = Long.parseLong(row.group(4));
        int pid = OomTask.INIT + 1 + i;
        return new OomTask(
                pid, row.group(1), pid, rss + swapents, rss, swapents, pageTables, Integer.parseInt(row.group(5)));
    }

    @Override
    public void requireWhole(Script script) {
        List<String> lines = script.lines();
        if (ROW.matcher(lines.get(lines.size() - 1)).matches()) {
            throw script.error(lines.size(), "recording.table-cut");
        }
    }
}
