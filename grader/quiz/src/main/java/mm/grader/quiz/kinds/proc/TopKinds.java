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
import mm.grader.quiz.model.Unit;

/** The columns of top. */
public final class TopKinds {
    private static final int RES = 5;
    private static final int CPU = 8;
    private static final int MEM = 9;
    private static final int TIME = 10;
    private static final int COMMAND = 11;
    private static final List<String> NAMES =
            List.of("systemd", "sshd", "cron", "nginx", "java", "chrome", "kworker", "bash", "update", "rsyslogd");

    private TopKinds() {}

    /** Returns the kinds. */
    public static List<Kind> kinds() {
        return List.of(
                kind("top-mem", "RES and %MEM", "RES 与 %MEM", TopKinds::mem),
                kind("top-time", "TIME+", "TIME+", TopKinds::time),
                kind("top-cpu", "%CPU of two looks", "由两次采样求 %CPU", TopKinds::cpu),
                kind("find-miner", "find the miner", "找出挖矿程序", TopKinds::miner));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.FREE_TOP, say(en, zh), maker);
    }

    private static boolean mem(Draft q) {
        long total = q.dice().from(500_000, 64_000_000);
        long resident = q.dice().from((int) (total / 4 / 200), (int) (total / 4 / 2));
        long size = resident + q.dice().from(1000, 400_000);
        long shared = resident / q.dice().from(3, 20);
        ProcTree tree = new ProcTree(total, 3);
        tree.add(700, "prog", 5, 5, 1, size, resident, shared);
        String[] row =
                q.level() == 3 ? tree.top(q, "-e", "m").get(0) : tree.top(q).get(0);
        q.ask(
                "MemTotal is {0} kB, pages have 4 kB, and /proc/700/statm begins with these three numbers (size, resident,"
                        + " shared, in pages). What does top show in the columns RES and %MEM{1}?",
                "MemTotal 是 {0} kB，每页 4 kB，/proc/700/statm 的前三个数（总大小、驻留、共享，以页计）如下。top 的 RES 和 %MEM 列显示什么{1}？",
                total,
                q.level() == 3
                        ? say(
                                ", called with `-e m` (memory of processes in MiB with one decimal, like 1.5m)",
                                "？用 `-e m` 调用（进程内存以 MiB 显示，一位小数，形如 1.5m）")
                        : say("; RES as top prints it, in kB or with a unit", "？RES 按 top 的写法，以 kB 计或带单位"));
        q.askCode(List.of(size + " " + resident + " " + shared));
        boolean number = row[RES].chars().allMatch(Character::isDigit);
        q.part(same("RES"), number ? QuizAnswer.number(Long.parseLong(row[RES]), Unit.KB) : QuizAnswer.words(row[RES]));
        q.part(same("%MEM"), new QuizAnswer.Number(Long.parseLong(row[MEM].replace(".", "")), 1, Unit.PERCENT));
        q.because(
                "RES: {0} pages of 4 kB are {1} kB{2}.",
                "RES：{0} 页，每页 4 kB，即 {1} kB{2}。",
                resident,
                resident * 4,
                number ? Text.NONE : say(", shown as {0}", "，显示为 {0}", row[RES]));
        q.because("%MEM: {0} of {1}, one decimal: {2}.", "%MEM：{0} 除以 {1}，一位小数：{2}。", resident * 4, total, row[MEM]);
        return true;
    }

    private static boolean time(Draft q) {
        long ticks = q.level() == 1
                ? q.dice().from(100, 60 * 60 * 100)
                : q.level() == 2
                        ? q.dice().from(60 * 6000, 360 * 6000)
                        : q.dice().from(361 * 6000, 1_200 * 360_000);
        ProcTree tree = new ProcTree(1_000_000, 3);
        tree.add(700, "prog", ticks, ticks, 1, 100, 50, 10);
        String shown = tree.top(q).get(0)[TIME];
        q.ask(
                "A process has used {0} ticks of processor time in user mode and {1} in the kernel, 100 ticks a second. What"
                        + " does top (procps 4) show in the column TIME+?{2}",
                "一个进程在用户态用了 {0} 个时钟滴答，在内核态用了 {1} 个，每秒 100 个滴答。top（procps 4）的 TIME+ 列显示什么？{2}",
                ticks / 3,
                ticks - ticks / 3,
                q.level() == 3
                        ? say(
                                " Up to 360 minutes it is minutes:seconds.hundredths, up to 96 hours it is hours,minutes, up"
                                        + " to 14 days days and hours, like 5d+3h, and then weeks and days, like 3w+2d.",
                                "不超过 360 分钟时写成 分:秒.百分之一秒；不超过 96 小时写成 时,分；不超过 14 天写成天和小时，如 5d+3h；再往后写成周和天，如 3w+2d。")
                        : say(" It is minutes:seconds.hundredths.", "格式为 分:秒.百分之一秒。"));
        q.answer(QuizAnswer.words(shown));
        q.because(
                "{0} ticks are {1} seconds: minutes {2}, seconds {3}.",
                "{0} 个滴答是 {1} 秒：{2} 分 {3} 秒。",
                ticks,
                new QuizAnswer.Number(ticks, 2, Unit.NONE).digits(),
                ticks / 6000,
                ticks / 100 % 60);
        q.because("top shows {0}.", "top 显示 {0}。", shown);
        return true;
    }

    private static boolean cpu(Draft q) {
        int seconds = q.dice().from(1, q.byLevel(5, 10, 20));
        long before = q.dice().from(100, 900_000);
        int threads = q.level() == 3 ? q.dice().from(1, 4) : 1;
        long used = q.dice().from(1, seconds * 100 * (q.level() == 3 ? 2 : 1));
        if (used * 20 % seconds == 0 && used * 10 % seconds != 0) {
            return false; // just between two tenths: printf rounds such a number to even
        }
        ProcTree tree = new ProcTree(1_000_000, seconds);
        tree.add(700, "prog", before, before + used, threads, 100, 50, 10);
        String shown = tree.top(q).get(0)[CPU];
        q.ask(
                "A machine with 2 processors. top looks twice at a process whose number of threads is {0}, {1} seconds apart. Its"
                        + " processor time (utime + stime, 100 ticks a second) is {2} ticks, then {3}. What is %CPU?",
                "一台有 2 个处理器的机器。top 对一个有 {0} 个线程的进程采样两次，相隔 {1} 秒。它的处理器时间（utime + stime，每秒 100 个滴答）先是 {2}，后来是 {3}。%CPU 是多少？",
                threads,
                seconds,
                before,
                before + used);
        q.answer(new QuizAnswer.Number(
                Long.parseLong(shown.replace(".", "")), shown.contains(".") ? 1 : 0, Unit.PERCENT));
        q.because(
                "{0} ticks in {1} seconds, of {2} that one processor has: {3} %.",
                "{1} 秒内用了 {0} 个滴答，一个处理器在这段时间有 {2} 个：{3} %。", used, seconds, seconds * 100, shown);
        q.because(
                "The total so far does not matter, only the difference; and it is at most 100 % for each thread.",
                "累计时间不重要，只看差值；并且每个线程最多 100 %。");
        return true;
    }

    private static boolean miner(Draft q) {
        int seconds = q.dice().from(2, 10);
        List<String> names = q.dice().shuffled(NAMES);
        ProcTree tree = new ProcTree(8_000_000, seconds);
        List<String> lines = new ArrayList<>();
        List<Text> options = new ArrayList<>();
        int count = q.byLevel(4, 6, 8);
        int pid = 400;
        int miner = q.dice().below(count);
        for (int i = 0; i < count; i++) {
            pid += q.dice().from(1, 400);
            long before = q.dice().from(1_000, 4_000_000);
            int share = i == miner
                    ? q.dice().from(q.byLevel(80, 60, 50), 99)
                    : q.dice().below(q.byLevel(10, 30, 45));
            long used = (long) seconds * share;
            long resident = q.dice().from(1_000, 300_000);
            tree.add(pid, names.get(i), before, before + used, 1, resident * 3, resident, resident / 4);
            lines.add(Hexes.right(pid, 5) + Hexes.right(before, 10) + Hexes.right(before + used, 10)
                    + Hexes.right(resident * 4, 10) + "  " + names.get(i));
            options.add(same(names.get(i)));
        }
        List<String[]> rows = tree.top(q);
        String first = rows.get(0)[COMMAND];
        lines.add(0, "  PID     ticks    ticks,     RES,  COMMAND");
        lines.add(1, "                   later       kB");
        q.ask(
                "A machine is slow: somebody's miner runs on it and calls itself like something harmless. These are the"
                        + " processes, with their processor time at two looks {0} seconds apart (100 ticks a second). Which"
                        + " one is it?",
                "一台机器变慢了：有人在上面运行挖矿程序，并起了一个看似无害的名字。下面是各进程以及相隔 {0} 秒两次采样的处理器时间（每秒 100 个滴答）。是哪一个？", seconds);
        q.askCode(lines);
        q.chooseInOrder(miner, options.toArray(Text[]::new));
        q.because(
                "Not the greatest sum, which only tells who has run for long, and not the most memory: the greatest"
                        + " difference. As top sorts them, by %CPU:",
                "不是累计时间最大的（那只说明运行得久），也不是占内存最多的，而是差值最大的。top 按 %CPU 排序：");
        q.becauseCode(rows.stream()
                .map(row -> Hexes.right(row[CPU], 6) + " %CPU  " + Hexes.left(row[TIME], 10) + "  " + row[COMMAND])
                .toList());
        return first.equals(names.get(miner));
    }
}
