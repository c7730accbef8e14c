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
                kind("top-mem", TopKinds::mem),
                kind("top-time", TopKinds::time),
                kind("top-cpu", TopKinds::cpu),
                kind("find-miner", TopKinds::miner));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.FREE_TOP, maker);
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
                "top-kinds.memtotal-is-kb-pages-have-4",
                total,
                q.level() == 3
                        ? say("top-kinds.called-with-e-m-memory-of")
                        : say("top-kinds.res-as-top-prints-it-in-kb-or"));
        q.askCode(List.of(size + " " + resident + " " + shared));
        boolean number = row[RES].chars().allMatch(Character::isDigit);
        q.part(same("RES"), number ? QuizAnswer.number(Long.parseLong(row[RES]), Unit.KB) : QuizAnswer.words(row[RES]));
        q.part(same("%MEM"), new QuizAnswer.Number(Long.parseLong(row[MEM].replace(".", "")), 1, Unit.PERCENT));
        q.because(
                "top-kinds.res-pages-of-4-kb-are-kb",
                resident,
                resident * 4,
                number ? Text.NONE : say("top-kinds.shown-as", row[RES]));
        q.because("top-kinds.mem-of-one-decimal", resident * 4, total, row[MEM]);
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
                "top-kinds.a-process-has-used-ticks-of",
                ticks / 3,
                ticks - ticks / 3,
                q.level() == 3 ? say("top-kinds.up-to-360-minutes-it-is") : say("top-kinds.it-is-minutes-seconds"));
        q.answer(QuizAnswer.words(shown));
        q.because(
                "top-kinds.ticks-are-seconds-minutes",
                ticks,
                new QuizAnswer.Number(ticks, 2, Unit.NONE).digits(),
                ticks / 6000,
                ticks / 100 % 60);
        q.because("top-kinds.top-shows", shown);
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
        q.ask("top-kinds.a-machine-with-2-processors", threads, seconds, before, before + used);
        q.answer(new QuizAnswer.Number(
                Long.parseLong(shown.replace(".", "")), shown.contains(".") ? 1 : 0, Unit.PERCENT));
        q.because("top-kinds.ticks-in-seconds-of-that-one", used, seconds, seconds * 100, shown);
        q.because("top-kinds.the-total-so-far-does-not");
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
        q.ask("top-kinds.a-machine-is-slow-somebody-s", seconds);
        q.askCode(lines);
        q.chooseInOrder(miner, options.toArray(Text[]::new));
        q.because("top-kinds.not-the-greatest-sum-which");
        q.becauseCode(rows.stream()
                .map(row -> Hexes.right(row[CPU], 6) + " %CPU  " + Hexes.left(row[TIME], 10) + "  " + row[COMMAND])
                .toList());
        return first.equals(names.get(miner));
    }
}
