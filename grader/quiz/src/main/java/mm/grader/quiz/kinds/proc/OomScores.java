package mm.grader.quiz.kinds.proc;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/** Badness and oom_score. */
public final class OomScores {
    private static final int PAGE_KB = 4;

    private OomScores() {}

    /** Returns the kinds. */
    public static List<Kind> kinds() {
        return List.of(
                new Kind("oom-badness", Topic.OOM, OomScores::badness),
                new Kind("oom-score", Topic.OOM, OomScores::score));
    }

    private static void because(Draft q, OomTask task, long total, OomKiller killer) {
        q.because(
                "oom-scores.rss-swap-page-tables-pages",
                task.rss(),
                task.swapents(),
                task.pageTables(),
                task.rss() + task.swapents() + task.pageTables());
        q.because(
                "oom-scores.oom-score-adj-counts-in",
                task.oomScoreAdj(),
                total,
                total / 1000,
                task.oomScoreAdj() * (total / 1000),
                killer.badness(task, total));
    }

    private static boolean badness(Draft q) {
        long total = q.dice().from(20_000, 4_000_000);
        OomTask task = new OomTask(
                q.dice().from(100, 9999),
                "prog",
                2,
                q.dice().from(400_000, 900_000),
                q.dice().from(1_000, 200_000),
                q.level() == 1 ? 0 : q.dice().below(50_000),
                q.dice().from(10, 900),
                q.level() < 3 ? 0 : q.dice().from(-200, 600));
        OomKiller killer = q.parts().oomKiller();
        boolean pages = q.level() == 1;
        q.ask(pages ? "oom-scores.memory-and-swap-have-pages" : "oom-scores.memory-and-swap-have-pages-of", total);
        int unit = pages ? 1 : PAGE_KB;
        String suffix = pages ? " pages" : " kB";
        List<String> lines = new ArrayList<>();
        lines.add("VmSize  " + task.totalVm() * unit + suffix);
        lines.add("VmRSS   " + task.rss() * unit + suffix);
        lines.add("VmSwap  " + task.swapents() * unit + suffix);
        lines.add("VmPTE   " + task.pageTables() * unit + suffix);
        lines.add("oom_score_adj " + task.oomScoreAdj());
        q.askCode(lines).answer(QuizAnswer.number(killer.badness(task, total), Unit.PAGES));
        because(q, task, total, killer);
        return true;
    }

    private static boolean score(Draft q) {
        OomKiller killer = q.parts().oomKiller();
        long[] row = q.level() == 3 ? recorded(q) : made(q);
        long total = (row[0] + row[1]) / PAGE_KB;
        OomTask task = new OomTask(2, "prog", 2, 0, row[2] / PAGE_KB, row[3] / PAGE_KB, row[4] / PAGE_KB, (int) row[5]);
        q.ask(q.level() == 3 ? "oom-scores.a-real-linux-6-18-showed-this" : "oom-scores.a-machine-and-a-process-show");
        q.askCode(List.of(
                "MemTotal  " + row[0] + " kB",
                "SwapTotal " + row[1] + " kB",
                "VmRSS     " + row[2] + " kB",
                "VmSwap    " + row[3] + " kB",
                "VmPTE     " + row[4] + " kB",
                "oom_score_adj " + row[5]));
        int score = killer.oomScore(task, total);
        if (q.level() == 3 && score != row[6]) {
            throw new IllegalStateException("the reference says " + score + ", Linux said " + row[6]);
        }
        q.answer(QuizAnswer.number(score));
        because(q, task, total, killer);
        q.because("oom-scores.oom-score-of-a-badness", total, score);
        return score > 0 || q.dice().oneIn(10);
    }

    private static long[] made(Draft q) {
        long total = q.dice().from(1_000_000, 16_000_000) * 4L;
        int adj = q.level() == 1 ? 0 : q.dice().from(-500, 900);
        return new long[] {
            total,
            q.dice().oneIn(2) ? 0 : q.dice().from(100_000, 2_000_000) * 4L,
            q.dice().from((int) (total / 100), (int) (total / 2)) & ~3L,
            0,
            q.dice().from(10, 4000) * 4L,
            adj
        };
    }

    /** Returns a row of a recording of Linux: memory and swap, the process, and what Linux answered. */
    private static long[] recorded(Draft q) {
        String[] lines = q.recording("score-" + q.dice().from(1, 5)).split("\n");
        String[] words = lines[q.dice().from(2, lines.length - 1)].split(" ");
        return new long[] {
            Long.parseLong(lines[0].split(" ")[1]),
            Long.parseLong(lines[1].split(" ")[1]),
            Long.parseLong(words[1]),
            Long.parseLong(words[3]),
            Long.parseLong(words[5]),
            Long.parseLong(words[7]),
            Long.parseLong(words[10])
        };
    }
}
