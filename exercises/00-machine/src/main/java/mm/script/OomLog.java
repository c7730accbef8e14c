package mm.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/**
 * The kernel's own log of an OOM kill, as {@code dmesg} and {@code journalctl -k} show it, of kernels 3 to 6. It runs as
 * an {@link OomScript}: each table is a question, whom to kill. Why is said in remarks, and whom the log has killed.
 *
 * <pre>
 * [  512.3] Tasks state (memory values in pages):
 * [  512.3] [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name
 * [  512.3] [   4242]  1000  4242  2000000   899000  7208960        0             0 hog
 * [  512.3] Out of memory: Killed process 4242 (hog) total-vm:8000000kB, ...
 * </pre>
 *
 * @linux mm/oom_kill.c oom_kill_process
 */
final class OomLog implements ScriptKind {
    private static final Pattern VERSION = Pattern.compile(".*(?:Not tainted|Tainted: .*?) (\\d{1,9})\\.(\\d{1,9}).*");
    private static final Pattern CHOSEN = Pattern.compile(".*oom-kill:constraint=.*,task=(.*),pid=(\\d{1,9}),uid=.*");
    private static final Pattern KILL =
            Pattern.compile(".*Kill(?:ed)? process (\\d{1,9}) \\((.*)\\)(?:,| score| total-vm).*");
    private static final int SHOWN = 3;

    @Override
    public String name() {
        return "oom-log";
    }

    @Override
    public boolean accepts(Script script) {
        return script.lines().stream().anyMatch(line -> OomLogTable.at(1, line, false) != null);
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        OomKiller killer = parts.oomKiller();
        OomLogMemory memory = new OomLogMemory();
        OomLogTable table = null;
        boolean isOld = false;
        for (int line = 1; line <= script.lines().size(); line++) {
            String text = script.lines().get(line - 1);
            Matcher version = VERSION.matcher(text);
            if (text.contains("invoked oom-killer")) {
                memory = new OomLogMemory();
            } else if (version.matches()) {
                isOld = isBefore417(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
            }
            memory.take(text);
            OomLogTable begun = OomLogTable.at(line, text, isOld);
            String victim = victim(text);
            if (begun != null) {
                table = begun;
            } else if (table != null && victim != null) {
                answer(script, table, memory.pages(), victim, killer, out);
                table = null; // what the kernel says of this victim after that belongs to the same kill
            } else if (table != null) {
                table.take(text);
            }
        }
        if (table != null) {
            throw script.error(table.line(), "oom-log.no-victim");
        }
    }

    private static boolean isBefore417(int major, int minor) {
        return major < 4 || (major == 4 && minor < 17);
    }

    /** Returns number and name of whom the log has chosen, with a blank between; null if a line does not say. */
    private static String victim(String text) {
        Matcher chosen = CHOSEN.matcher(text);
        if (chosen.matches()) {
            return chosen.group(2) + " " + chosen.group(1);
        }
        Matcher kill = KILL.matcher(text);
        return kill.matches() ? kill.group(1) + " " + kill.group(2) : null;
    }

    private static void answer(
            Script script, OomLogTable table, long pages, String logs, OomKiller killer, Transcript out) {
        if (table.tasks().isEmpty()) {
            throw script.error(table.line(), "oom-log.table-empty");
        }
        out.line("limit " + pages * PhysicalMemory.PAGE_KB + " kB = " + pages + " pages");
        for (int i = 0; i < table.tasks().size(); i++) {
            OomTask task = table.tasks().get(i);
            out.line("  " + task.name() + " rss " + task.rss() + " pgtables_bytes " + table.pageTableBytes(i)
                    + " swapents " + task.swapents() + " oom_score_adj " + task.oomScoreAdj());
        }
        if (pages == 0) {
            out.line("# how much memory there was is not in this log: oom_score_adj counts for nothing");
        }
        OomTask victim = killer.select(table.tasks(), pages);
        out.line("  killed " + (victim == null ? "nobody" : victim.name()));
        List<OomTask> worst = new ArrayList<>(table.tasks());
        worst.removeIf(task -> killer.badness(task, pages) == OomKiller.UNKILLABLE);
        worst.sort(Comparator.comparingLong(task -> -killer.badness(task, pages)));
        if (victim != null) {
            worst.remove(victim);
            worst.add(0, victim);
        }
        worst.stream().limit(SHOWN).forEach(task -> out.line("# " + why(task, pages, killer)));
        compare(table, victim, logs, pages, killer, out);
    }

    private static String why(OomTask task, long pages, OomKiller killer) {
        return shown(task) + ": " + task.rss() + " in memory + " + task.swapents() + " in swap + " + task.pageTables()
                + " of page tables + " + task.oomScoreAdj() + " x " + pages / 1000 + " = "
                + killer.badness(task, pages) + " pages";
    }

    private static String shown(OomTask task) {
        return task.name() + " (" + task.pid() + ")";
    }

    private static void compare(
            OomLogTable table, OomTask victim, String logs, long pages, OomKiller killer, Transcript out) {
        int pid = Integer.parseInt(logs.substring(0, logs.indexOf(' ')));
        String name = logs.substring(logs.indexOf(' ') + 1) + " (" + pid + ")";
        String reason = table.tasks().stream()
                .filter(task -> task.pid() == pid)
                .map(task -> ", of " + killer.badness(task, pages) + " pages")
                .findFirst()
                .orElse(", which is not in the table");
        boolean isSame = victim != null && victim.pid() == pid;
        out.line("# the log killed " + name + (isSame ? ": the same" : reason + ": another"));
    }
}
