package mm.script;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/**
 * Scripts of the kind {@code score}: what {@code /proc/PID/oom_score} shows for given counters, of init and of a kernel
 * thread where a line says so. All sizes are kB.
 *
 * <pre>
 * MemTotal 24683656 kB
 * SwapTotal 0 kB
 * VmRSS 82380 VmSwap 0 VmPTE 200 oom_score_adj 498 -> oom_score 1000
 * init VmRSS 18396 VmSwap 0 VmPTE 144 oom_score_adj 0 -> oom_score 0
 * </pre>
 */
final class ScoreScript implements ScriptKind {
    private static final Pattern TOTAL = Pattern.compile("(MemTotal|SwapTotal) (\\d{1,15}) kB");
    private static final Pattern QUESTION = Pattern.compile(
            "(init |kernel thread |)VmRSS (\\d{1,15}) VmSwap (\\d{1,15}) VmPTE (\\d{1,15}) oom_score_adj (-?\\d{1,9})");
    private static final int SOME_PID = 2;
    private static final int NO_MM = -1;

    @Override
    public String name() {
        return "score";
    }

    @Override
    public boolean accepts(Script script) {
        return TOTAL.matcher(script.lines().get(0)).matches();
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        OomKiller killer = parts.oomKiller();
        List<String> lines = script.lines();
        long total = total(script, 1, "MemTotal") + total(script, 2, "SwapTotal");
        out.line(lines.get(0));
        out.line(lines.get(1));
        for (int line = 3; line <= lines.size(); line++) {
            if (lines.get(line - 1).isBlank()) {
                continue;
            }
            String question = Script.operation(lines.get(line - 1));
            Matcher counters = QUESTION.matcher(question);
            if (!counters.matches()) {
                throw script.error(line, "score-script.not-a-question", question);
            }
            out.line(question + " -> oom_score " + killer.oomScore(task(counters), total / PhysicalMemory.PAGE_KB));
        }
    }

    private static OomTask task(Matcher counters) {
        int pid = counters.group(1).startsWith("init") ? OomTask.INIT : SOME_PID;
        int mm = counters.group(1).startsWith("kernel") ? NO_MM : pid;
        long rss = Long.parseLong(counters.group(2)) / PhysicalMemory.PAGE_KB;
        long swapents = Long.parseLong(counters.group(3)) / PhysicalMemory.PAGE_KB;
        long pageTables = Long.parseLong(counters.group(4)) / PhysicalMemory.PAGE_KB;
        int adj = Integer.parseInt(counters.group(5));
        return new OomTask(pid, "task", mm, rss + swapents, rss, swapents, pageTables, adj);
    }

    private static long total(Script script, int line, String name) {
        String text = line <= script.lines().size() ? script.lines().get(line - 1) : "";
        Matcher matcher = TOTAL.matcher(text);
        if (!matcher.matches() || !matcher.group(1).equals(name)) {
            throw script.error(line, "score-script.not-a-size", text, name);
        }
        return Long.parseLong(matcher.group(2));
    }

    @Override
    public void requireWhole(Script script) {
        List<String> lines = script.lines();
        if (!lines.get(lines.size() - 1).contains(" -> oom_score ")) {
            throw script.error(lines.size(), "recording.cut");
        }
    }
}
