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
                new Kind("oom-victim", Topic.OOM, say("who dies", "谁会被杀"), OomVictims::victim),
                new Kind("oom-log", Topic.OOM, say("who died on a real kernel", "真实内核杀了谁"), OomVictims::log),
                new Kind(
                        "oom-save",
                        Topic.OOM,
                        say("which oom_score_adj saves a process", "多大的 oom_score_adj 能救一个进程"),
                        OomVictims::save));
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
        q.ask(
                "Memory and swap have {0} pages together, all in use, and nothing can be reclaimed. The kernel logs this"
                        + " table (sizes in pages). Which process does the OOM killer choose?",
                "内存和交换区一共 {0} 页，全部在用，无法再回收。内核记录了下面的表（大小以页计）。OOM killer 选中哪个进程？", total);
        q.askCode(rows(tasks));
        choose(q, tasks, victim);
        q.because(
                "Badness is rss + swapents + page tables, plus oom_score_adj thousandths of {0} pages ({0} / 1000 = {1}). The"
                        + " greatest dies; total_vm does not count.",
                "badness 是 rss + swapents + 页表，再加上 {0} 页的 oom_score_adj 个千分之一（{0} / 1000 = {1}）。最大者被杀；total_vm 不算。",
                total,
                total / 1000);
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
                "A real Linux 6.18, in a memory cgroup of {0} pages, logged this table (rss and swapents in pages, page tables"
                        + " in bytes, pages of 4096 bytes). {1}",
                "真实的 Linux 6.18 在一个 {0} 页的内存 cgroup 中记录了下面的表（rss 和 swapents 以页计，页表以字节计，每页 4096 字节）。{1}",
                total,
                q.level() == 1
                        ? say("Which process did it kill?", "它杀了哪个进程？")
                        : q.level() == 2
                                ? say(
                                        "Which process did it kill, and how many pages was its badness?",
                                        "它杀了哪个进程？该进程的 badness 是多少页？")
                                : say(
                                        "Put the processes in the order in which they would be killed if nothing else"
                                                + " changed.",
                                        "如果其他一切不变，各进程会按什么顺序被杀？"));
        q.askCode(rows.stream()
                .map(task -> task.name() + " rss " + task.rss() + " pgtables_bytes " + task.pageTables() * 4096
                        + " swapents " + task.swapents() + " oom_score_adj " + task.oomScoreAdj())
                .toList());
        if (q.level() == 3) {
            q.answer(QuizAnswer.words(order(killer, rows, total).toArray()));
        } else if (q.level() == 2) {
            q.part(say("process", "进程"), QuizAnswer.words(victim.name()));
            q.part(say("badness", "badness"), QuizAnswer.number(killer.badness(victim, total)));
        } else {
            choose(q, rows, victim);
        }
        q.because(
                "Badness: rss + swapents + page tables in pages, plus oom_score_adj × {0}. The greatest dies, of equals the"
                        + " last in the table.",
                "badness：rss + swapents + 页表（以页计），再加上 oom_score_adj × {0}。最大者被杀；相等时取表中最后一个。", total / 1000);
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
        q.ask(
                "Memory and swap have {0} pages together, all in use. As the table is (sizes in pages), the OOM killer would"
                        + " choose {1}. Which is the greatest oom_score_adj of {1} with which another process dies instead?",
                "内存和交换区一共 {0} 页，全部在用。按照下面的表（大小以页计），OOM killer 会选中 {1}。{1} 的 oom_score_adj 最大为多少时，会改为杀另一个进程？",
                total,
                victim.name());
        q.askCode(rows(tasks)).answer(QuizAnswer.number(adj));
        q.because("Badness as it is:", "目前的 badness：").becauseCode(scores(killer, tasks, total));
        q.because(
                "The next one is {0}. Each step of oom_score_adj is {1} / 1000 = {2} pages: with {3} the badness of {4} is {5},"
                        + " below that of {0}; with {6} it is {7}, still {8}.",
                "下一个是 {0}。oom_score_adj 每增减一就是 {1} / 1000 = {2} 页：取 {3} 时 {4} 的 badness 是 {5}，低于 {0}；取 {6} 时是 {7}，仍然{8}。",
                chosen.name(),
                total,
                total / 1000,
                adj,
                victim.name(),
                killer.badness(withAdj(victim, adj), total),
                adj + 1,
                killer.badness(withAdj(victim, adj + 1), total),
                say("the one to die", "是被杀的那个"));
        return true;
    }
}
