package mm.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/**
 * Scripts of the kind {@code oom}: the kernel's own table of the tasks in a memory cgroup, and which one it kills.
 *
 * <p>What the processes do is given, and so are the tables (the kernel's counters are approximate, and its choice uses
 * the same numbers). The question is each table's victim, and who dies with it, since it shares the victim's memory.
 *
 * <pre>
 * limit 98304 kB = 24576 pages
 * process A joins oom_score_adj 98 touches 3632 pages
 * process B shares A
 * process A touches 20904 pages
 *   A rss 24081 pgtables_bytes 102400 swapents 0 oom_score_adj 98
 *   B rss 24081 pgtables_bytes 102400 swapents 0 oom_score_adj 98
 *   killed B with A
 *   process A dead
 * </pre>
 */
final class OomScript implements ScriptKind {
    private static final Pattern LIMIT = Pattern.compile("limit \\d+ kB = (\\d{1,15}) pages");
    private static final Pattern PROCESS = Pattern.compile(" *process \\S+ (joins .*|touches .*|done|dead)");
    private static final Pattern SHARES = Pattern.compile("process (\\S+) shares (\\S+)");
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
        Map<String, String> owners = new HashMap<>();
        for (int line = 1; line <= script.lines().size(); line++) {
            String text = script.lines().get(line - 1);
            Matcher row = ROW.matcher(text);
            Matcher other = LIMIT.matcher(text);
            Matcher shares = SHARES.matcher(text);
            if (other.matches()) {
                totalPages = Long.parseLong(other.group(1));
                out.line(text);
            } else if (text.startsWith(KILLED)) {
                OomTask victim = killer.select(table, totalPages);
                out.line(KILLED + (victim == null ? NOBODY : named(victim, killer.killed(victim, table))));
                table.clear();
            } else if (row.matches()) {
                table.add(task(row, table, owners));
                out.line(text);
            } else if (shares.matches()) {
                owners.put(shares.group(1), owners.getOrDefault(shares.group(2), shares.group(2)));
                out.line(text);
            } else if (text.startsWith("#") || PROCESS.matcher(text).matches()) {
                out.line(text);
            } else if (!text.isBlank()) {
                throw script.error(line, "oom-script.unknown-line", text.strip());
            }
        }
    }

    /** The victim, and after it who dies as well. */
    private static String named(OomTask victim, List<OomTask> killed) {
        return victim.name()
                + killed.stream()
                        .filter(task -> task.pid() != victim.pid())
                        .map(task -> " with " + task.name())
                        .collect(Collectors.joining());
    }

    /**
     * The task of a row; its memory has the number of the first row with the same memory. Two rows of one name are two
     * processes, as several run the same program.
     */
    private static OomTask task(Matcher row, List<OomTask> above, Map<String, String> owners) {
        String owner = owners.getOrDefault(row.group(1), row.group(1));
        int pid = OomTask.INIT + 1 + above.size();
        int mm = above.stream()
                .filter(task -> !task.name().equals(row.group(1)))
                .filter(task -> owners.getOrDefault(task.name(), task.name()).equals(owner))
                .mapToInt(OomTask::mm)
                .findFirst()
                .orElse(pid);
        long rss = Long.parseLong(row.group(2));
        long pageTables = Long.parseLong(row.group(3)) / PhysicalMemory.PAGE_SIZE;
        long swapents = Long.parseLong(row.group(4));
        int adj = Integer.parseInt(row.group(5));
        return new OomTask(pid, row.group(1), mm, rss + swapents, rss, swapents, pageTables, adj);
    }

    @Override
    public void requireWhole(Script script) {
        List<String> lines = script.lines();
        if (ROW.matcher(lines.get(lines.size() - 1)).matches()) {
            throw script.error(lines.size(), "recording.table-cut");
        }
    }
}
