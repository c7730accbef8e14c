package mm.grader.quiz.kinds.proc;

import static mm.grader.quiz.model.Text.same;
import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/** Who dies, and what would have saved it. */
public final class OomVictims {
    private static final List<String> NAMES =
            List.of("nginx", "mysqld", "java", "chrome", "sshd", "python3", "redis", "gcc", "postgres", "node");

    private OomVictims() {}

    /** Returns the kinds. */
    public static List<Kind> kinds() {
        return List.of(
                new Kind("oom-victim", Topic.OOM, OomVictims::victim),
                new Kind("oom-log", Topic.OOM, OomVictims::log),
                new Kind("oom-save", Topic.OOM, OomVictims::save));
    }

    private static List<OomTask> table(Draft q, long total, int count, boolean adjusted) {
        List<OomTask> tasks = new ArrayList<>();
        List<String> names = q.dice().shuffled(NAMES);
        for (int i = 0; i < count; i++) {
            int rss = q.dice().from((int) (total / 40), (int) (total / 5));
            tasks.add(new OomTask(
                    q.dice().from(200, 9000),
                    names.get(i),
                    i + 1,
                    rss + q.dice().below((int) total),
                    rss,
                    q.dice().oneIn(2) ? 0 : q.dice().below((int) (total / 20)),
                    q.dice().from(20, 600),
                    adjusted && q.dice().oneIn(2) ? q.dice().of(-1000, -500, -200, -100, 100, 200, 300) : 0));
        }
        return tasks;
    }

    private static List<String> rows(List<OomTask> tasks) {
        List<String> rows = new ArrayList<>();
        rows.add("    pid  total_vm       rss  swapents  pgtables  oom_score_adj  name");
        for (OomTask task : tasks) {
            rows.add(Hexes.right(task.pid(), 7) + Hexes.right(task.totalVm(), 10) + Hexes.right(task.rss(), 10)
                    + Hexes.right(task.swapents(), 10) + Hexes.right(task.pageTables(), 10)
                    + Hexes.right(task.oomScoreAdj(), 15) + "  " + task.name());
        }
        return rows;
    }

    private static List<String> scores(OomKiller killer, List<OomTask> tasks, long total) {
        return tasks.stream()
                .map(task -> {
                    long badness = killer.badness(task, total);
                    return Hexes.left(task.name(), 10)
                            + (badness == OomKiller.UNKILLABLE ? "never killed" : "badness " + badness);
                })
                .toList();
    }

    private static boolean victim(Draft q) {
        long total = q.dice().from(100_000, 2_000_000);
        List<OomTask> tasks = table(q, total, q.byLevel(4, 5, 6), q.level() > 1);
        OomKiller killer = q.parts().oomKiller();
        OomTask victim = killer.select(tasks, total);
        if (victim == null || (q.level() > 1 && sameWithout(killer, tasks, victim, total))) {
            return false;
        }
        q.ask("oom-victims.memory-and-swap-have-pages", total);
        q.askCode(rows(tasks));
        choose(q, tasks, victim);
        q.because("oom-victims.badness-is-rss-swapents-page", total, total / 1000);
        q.becauseCode(scores(killer, tasks, total));
        return true;
    }

    /** Tells whether the wishes of the owners change nothing. */
    private static boolean sameWithout(OomKiller killer, List<OomTask> tasks, OomTask victim, long total) {
        List<OomTask> plain = tasks.stream().map(task -> withAdj(task, 0)).toList();
        return killer.select(plain, total).pid() == victim.pid();
    }

    private static void choose(Draft q, List<OomTask> tasks, OomTask victim) {
        int right = 0;
        Text[] options = new Text[tasks.size()];
        for (int i = 0; i < options.length; i++) {
            options[i] = same(tasks.get(i).name());
            right = tasks.get(i).equals(victim) ? i : right;
        }
        q.chooseInOrder(right, options);
    }

    private static OomTask withAdj(OomTask task, int adj) {
        return new OomTask(
                task.pid(),
                task.name(),
                task.mm(),
                task.totalVm(),
                task.rss(),
                task.swapents(),
                task.pageTables(),
                adj);
    }

    private static boolean log(Draft q) {
        String[] lines = q.recording("oom-" + q.dice().from(1, 8)).split("\n");
        long total = Long.parseLong(lines[0].split(" ")[4]);
        List<List<OomTask>> tables = new ArrayList<>();
        List<String> killed = new ArrayList<>();
        List<OomTask> table = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.trim().split(" ");
            if (line.startsWith("  killed ")) {
                tables.add(table);
                killed.add(words[1]);
                table = new ArrayList<>();
            } else if (line.startsWith("  ") && words.length > 8) {
                int pid = 1000 + table.size();
                table.add(new OomTask(
                        pid,
                        words[0],
                        pid,
                        0,
                        Long.parseLong(words[2]),
                        Long.parseLong(words[6]),
                        Long.parseLong(words[4]) / 4096,
                        Integer.parseInt(words[8])));
            }
        }
        int kill = q.dice().below(tables.size());
        List<OomTask> rows = shuffledNames(q, tables.get(kill));
        OomKiller killer = q.parts().oomKiller();
        OomTask victim = killer.select(rows, total);
        if (rows.size() < 3
                || rows.stream()
                                .map(task -> killer.badness(task, total))
                                .distinct()
                                .count()
                        < rows.size()
                || !tables.get(kill).get(rows.indexOf(victim)).name().equals(killed.get(kill))) {
            return false;
        }
        q.ask(
                "oom-victims.a-real-linux-6-18-in-a-memory",
                total,
                q.level() == 1
                        ? say("oom-victims.which-process-did-it-kill")
                        : q.level() == 2
                                ? say("oom-victims.which-process-did-it-kill-and")
                                : say("oom-victims.put-the-processes-in-the"));
        q.askCode(rows.stream()
                .map(task -> task.name() + " rss " + task.rss() + " pgtables_bytes " + task.pageTables() * 4096
                        + " swapents " + task.swapents() + " oom_score_adj " + task.oomScoreAdj())
                .toList());
        if (q.level() == 3) {
            q.answer(QuizAnswer.words(order(killer, rows, total).toArray()));
        } else if (q.level() == 2) {
            q.part(say("oom-victims.process"), QuizAnswer.words(victim.name()));
            q.part(say("oom-victims.badness"), QuizAnswer.number(killer.badness(victim, total)));
        } else {
            choose(q, rows, victim);
        }
        q.because("oom-victims.badness-rss-swapents-page", total / 1000);
        q.becauseCode(scores(killer, rows, total));
        return true;
    }

    /** Gives the rows of a recording other names, so that knowing the recording does not help. */
    private static List<OomTask> shuffledNames(Draft q, List<OomTask> rows) {
        List<String> names = q.dice().shuffled(NAMES);
        List<OomTask> renamed = new ArrayList<>();
        for (OomTask task : rows) {
            renamed.add(new OomTask(
                    task.pid(),
                    names.get(renamed.size()),
                    task.mm(),
                    task.totalVm(),
                    task.rss(),
                    task.swapents(),
                    task.pageTables(),
                    task.oomScoreAdj()));
        }
        return renamed;
    }

    private static List<String> order(OomKiller killer, List<OomTask> rows, long total) {
        List<OomTask> left = new ArrayList<>(rows);
        List<String> order = new ArrayList<>();
        while (!left.isEmpty()) {
            OomTask next = killer.select(left, total);
            order.add(next.name());
            left.remove(next);
        }
        return order;
    }

    private static boolean save(Draft q) {
        long total = q.dice().from(100_000, 2_000_000);
        List<OomTask> tasks = table(q, total, q.byLevel(3, 4, 5), q.level() > 1);
        OomKiller killer = q.parts().oomKiller();
        OomTask victim = killer.select(tasks, total);
        if (victim == null || victim.rss() < total / 20) {
            return false;
        }
        int at = tasks.indexOf(victim);
        int adj = victim.oomScoreAdj();
        List<OomTask> changed = new ArrayList<>(tasks);
        OomTask chosen = victim;
        while (chosen != null && chosen.pid() == victim.pid() && adj > OomTask.OOM_SCORE_ADJ_MIN) {
            adj--;
            changed.set(at, withAdj(victim, adj));
            chosen = killer.select(changed, total);
        }
        if (chosen == null || adj <= OomTask.OOM_SCORE_ADJ_MIN || adj > victim.oomScoreAdj() - 3) {
            return false;
        }
        q.ask("oom-victims.memory-and-swap-have-pages-2", total, victim.name());
        q.askCode(rows(tasks)).answer(QuizAnswer.number(adj));
        q.because("oom-victims.badness-as-it-is").becauseCode(scores(killer, tasks, total));
        q.because(
                "oom-victims.the-next-one-is-each-step-of",
                chosen.name(),
                total,
                total / 1000,
                adj,
                victim.name(),
                killer.badness(withAdj(victim, adj), total),
                adj + 1,
                killer.badness(withAdj(victim, adj + 1), total),
                say("oom-victims.the-one-to-die"));
        return true;
    }
}
