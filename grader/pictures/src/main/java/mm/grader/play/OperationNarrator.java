package mm.grader.play;

import java.util.List;
import mm.grader.picture.Words;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.oom.OomKiller;
import mm.oom.OomTask;
import mm.procfs.MemInfo;
import mm.procfs.Procps;
import mm.vma.Overcommit;

/** Explains the numbers that an operation of a machine script answers with: each with the sum that makes it. */
final class OperationNarrator {
    private static final int THOUSAND = 1000;

    private final MachineView machine;
    private final Words words;
    private Procps procps = Procps.V4;

    OperationNarrator(MachineView machine, Words words) {
        this.machine = machine;
        this.words = words;
    }

    /** Returns the generation of procps that the script asked for. */
    Procps procps() {
        return procps;
    }

    /**
     * Tells of an operation.
     *
     * @param costs whether frames came, went or changed hands by it
     */
    void tell(String operation, Task current, boolean costs, List<String> to) {
        String[] word = withoutProcess(operation).split(" +");
        switch (word[0]) {
            case "machine" -> machine(operation, to);
            case "adj" -> {
                if (current != null) {
                    to.add(words.say("op.adj", Marks.safe(current.name()), current.oomScoreAdj()));
                }
                score(current, to);
            }
            case "score" -> score(current, to);
            case "read" -> {
                if (costs && word.length > 2) { // a file; a process reads at an address
                    to.add(words.say("op.read", Marks.safe(word[1])));
                }
            }
            case "dontneed" -> {
                if (costs) {
                    to.add(words.say("op.dontneed"));
                }
            }
            case "overcommit" -> {
                to.add(words.say("line.overcommit"));
                promises(to);
            }
            case "fork", "map", "mremap" -> promises(to);
            case "free" -> free(operation, to);
            case "top" -> top(to);
            case "vmstat" -> vmstat(to);
            default -> {} // the frames and the mappings tell the rest
        }
    }

    /** Returns an operation without the process in front of it, which recordings of several have. */
    static String withoutProcess(String operation) {
        return operation.replaceFirst("^\\S+: +", "");
    }

    private void machine(String operation, List<String> to) {
        if (operation.contains("procps 3")) {
            procps = Procps.of("3");
        }
        var marks = machine.memory().watermarks();
        to.add(words.say("tell.machine", machine.memory().frames(), marks.min(), marks.low(), marks.high()));
    }

    private void score(Task current, List<String> to) {
        if (current != null) {
            OomTask task = machine.oomTask(current);
            to.add(score(task, machine.badness(task), machine.totalPages(), machine.score(current), words));
        }
    }

    /** Writes how oom_score comes about. */
    static String score(OomTask task, long badness, long total, String score, Words words) {
        if (badness == OomKiller.UNKILLABLE) {
            return words.say("score.never", Marks.safe(task.name()), score);
        }
        long pages = task.rss() + task.swapents() + task.pageTables();
        long wish = task.oomScoreAdj() * (total / THOUSAND);
        long expected = pages + wish;
        long points = THOUSAND + badness * THOUSAND / total;
        String right = String.valueOf(points * 2 / 3);
        return words.say(
                        "score.badness",
                        task.rss(),
                        task.swapents(),
                        task.pageTables(),
                        task.oomScoreAdj(),
                        total,
                        expected)
                + (badness == expected ? "" : " " + words.say("score.other", badness))
                + " "
                + words.say("score.score", badness, total, points, right)
                + (score.equals(right) ? "" : " " + words.say("score.other-score", score));
    }

    /** Tells what is promised to all processes, where the script has said what may be. */
    private void promises(List<String> to) {
        machine.promises().ifPresent(count -> {
            String key = count.settings().mode() == Overcommit.NEVER ? "sum.promises-strict" : "sum.promises";
            to.add(words.say(key, count.committed() * PhysicalMemory.PAGE_KB, count.limit() * PhysicalMemory.PAGE_KB));
        });
    }

    private void free(String operation, List<String> to) {
        MemInfo info = machine.memInfo();
        long total = info.kb("MemTotal");
        long cache = info.kb("Buffers") + info.kb("Cached") + info.kb("SReclaimable");
        if (procps == Procps.V3) {
            to.add(words.say("sum.free3", total, info.kb("MemFree"), cache, total - info.kb("MemFree") - cache));
        } else {
            long available = info.kb("MemAvailable");
            long free = info.kb("MemFree");
            long kept = (long) machine.memory().watermarks().high() * PhysicalMemory.PAGE_KB;
            String used = words.say("sum.free", total, available, total - available);
            to.add(
                    available == 0
                            ? used
                            : used + " " + words.say("sum.available", free, kept, available + kept - free, cache));
        }
        if (operation.contains(" -v")) {
            promises(to);
        }
    }

    private void top(List<String> to) {
        MemInfo info = machine.memInfo();
        long resident = machine.tasks().stream()
                .mapToLong(task -> task.mm().counters().vmRss())
                .sum();
        long used = machine.tasks().stream()
                .mapToLong(task -> task.mm().counters().vmSize())
                .sum();
        to.add(words.say("sum.top", resident, used, info.kb("MemTotal") - info.kb("MemFree")));
    }

    private void vmstat(List<String> to) {
        if (machine.reclaim() != null) {
            var device = machine.reclaim().device();
            to.add(words.say("sum.vmstat", device.reads(), 4 * device.reads(), device.writes(), 4 * device.writes()));
        }
    }
}
