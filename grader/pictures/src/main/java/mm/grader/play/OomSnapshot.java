package mm.grader.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.TasksPicture;
import mm.grader.picture.Words;
import mm.machine.Parts;
import mm.oom.OomTask;

/** Draws the kernel's table of tasks in an OOM recording, with the scores by exercise 06 and who was killed. */
final class OomSnapshot {
    private static final Pattern LIMIT = Pattern.compile("limit \\d+ kB = (\\d+) pages");
    private static final Pattern ROW =
            Pattern.compile("  (\\S+) rss (\\d+) pgtables_bytes (\\d+) swapents (\\d+) oom_score_adj (-?\\d+)");
    private static final String KILLED = "  killed ";
    private static final int KB_PER_PAGE = 4;

    private final Parts parts;
    private final Words words;
    private final Owners letters = new Owners();
    private final Map<String, Owner> owners = new HashMap<>();
    private long total;

    OomSnapshot(Parts parts, Words words) {
        this.parts = parts;
        this.words = words;
    }

    /** Adds the picture to a step that has a table among its lines: the last one, if there are several. */
    void complete(Step step) {
        Matcher limit = LIMIT.matcher(step.text());
        if (limit.matches()) {
            total = Long.parseLong(limit.group(1));
        }
        List<Matcher> rows = new ArrayList<>();
        String killed = "";
        for (String line : step.output()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                if (!killed.isEmpty()) {
                    rows.clear();
                    killed = "";
                }
                rows.add(row);
            } else if (line.startsWith(KILLED)) {
                killed = line.substring(KILLED.length());
            }
        }
        if (!rows.isEmpty()) {
            List<TasksPicture.Row> drawn = new ArrayList<>();
            for (Matcher row : rows) {
                drawn.add(row(row, OomTask.INIT + 1 + drawn.size(), killed));
            }
            step.pictures().put("tasks", TasksPicture.of(drawn, words));
        }
    }

    private TasksPicture.Row row(Matcher row, int pid, String killed) {
        String name = row.group(1);
        long rss = Long.parseLong(row.group(2));
        long tables = Long.parseLong(row.group(3)) / (KB_PER_PAGE * 1024);
        long swap = Long.parseLong(row.group(4));
        int adj = Integer.parseInt(row.group(5));
        OomTask task = new OomTask(pid, name, pid, rss + swap, rss, swap, tables, adj);
        Owner owner = owners.computeIfAbsent(name, unused -> letters.task(owners.size(), name));
        return new TasksPicture.Row(
                owner,
                pid,
                KB_PER_PAGE * (rss + swap),
                KB_PER_PAGE * rss,
                KB_PER_PAGE * swap,
                KB_PER_PAGE * tables,
                0,
                0,
                adj,
                Integer.toString(parts.oomKiller().oomScore(task, total)),
                name.equals(killed));
    }
}
