package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.Overcommit;
import mm.vma.Prot;

/** What is promised, and how much may be. */
final class Promises {
    private static final int PAGE_KB = PhysicalMemory.PAGE_KB;
    private static final long BASE = 0x1000_0000L;
    private static final long APART = 0x100_0000L;

    private Promises() {}

    static List<Kind> kinds() {
        return List.of(
                new Kind("promise-limit", Topic.PROMISES, Promises::limit),
                new Kind("promise-sum", Topic.PROMISES, Promises::sum));
    }

    private static boolean limit(Draft q) {
        long memory = q.dice().from(50, 400) * 25L;
        long swap = q.level() == 1 ? 0 : q.dice().from(1, 100) * 25L;
        int ratio = q.dice().of(20, 40, 60, 80, 96, 120);
        long kbytes = q.level() == 3 && q.dice().oneIn(2) ? q.dice().from(2000, 9000) * (long) PAGE_KB : 0;
        long reserve = q.level() == 1 ? 0 : q.dice().from(10, 90) * (long) PAGE_KB;
        Overcommit count = q.parts().overcommit(memory, swap);
        Overcommit.Settings settings = new Overcommit.Settings(Overcommit.NEVER, 50, 0, reserve, 0).withRatio(ratio);
        count.set(kbytes == 0 ? settings : settings.withKbytes(kbytes));
        long promised = count.limit() / 2;
        count.charge(promised, 0, true);
        long most = count.limit() - reserve / PAGE_KB - promised - 1;
        if (most < 1 || !count.charge(most, 0, false) || count.charge(1, 0, false)) {
            return false;
        }
        Text then = kbytes == 0 ? Text.NONE : say("promises.then-overcommit-kbytes", kbytes);
        q.ask("promises.memory-and-swap-of-mode-2", memory * PAGE_KB, swap * PAGE_KB, ratio, then);
        if (q.level() == 1) {
            q.ask("promises.what-is-commitlimit").answer(QuizAnswer.number(count.limit() * PAGE_KB));
        } else {
            q.ask("promises.how-much-is-the-most", promised * PAGE_KB, reserve);
            q.answer(QuizAnswer.number(most * PAGE_KB));
        }
        q.because("promises.the-share-is-of-the-memory", count.limit() * PAGE_KB);
        if (q.level() > 1) {
            q.because("promises.less-what-is-kept", reserve, promised * PAGE_KB, most * PAGE_KB);
        }
        return true;
    }

    private static boolean sum(Draft q) {
        Machine machine = new Machine(q.parts(), new PhysicalMemory(512));
        Overcommit count = machine.countPromises(1 << 20, 0);
        Process process =
                new Process(machine, machine.exec("prog", List.of(new Mapping(0x1000, 0x2000, "rw-p", "")), 0x2000));
        List<Area> areas = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        long start = count.committed();
        for (int i = 0; i < q.byLevel(4, 6, 7); i++) {
            long before = count.committed();
            Area old = areas.isEmpty() ? null : q.dice().of(areas);
            String line = null;
            if (old != null && q.dice().oneIn(2)) {
                line = q.level() == 3
                                && lines.size() > 3
                                && !lines.contains("fork")
                                && q.dice().oneIn(2)
                        ? fork(machine, process)
                        : change(q, process, old, areas);
            }
            line = line == null ? map(q, process, areas, lines.size()) : line;
            lines.add(line);
            long change = (count.committed() - before) * PAGE_KB;
            steps.add(Hexes.left(line, 40) + (change > 0 ? "+" : "") + change);
        }
        q.ask(q.level() == 3 ? "promises.one-process-does-this-and-may-fork" : "promises.one-process-does-this");
        q.askCode(lines).answer(QuizAnswer.number((count.committed() - start) * PAGE_KB));
        q.because("promises.private-and-writable-counts").becauseCode(steps);
        return steps.stream().filter(step -> step.endsWith(" 0")).count() < steps.size() - 1
                && steps.stream().anyMatch(step -> step.endsWith(" 0"))
                && (q.level() < 3 || lines.contains("fork"));
    }

    /** A mapping of the question, far from all others. */
    private record Area(String name, long start, int pages, boolean shared) {}

    private static String map(Draft q, Process process, List<Area> areas, int place) {
        String how = q.level() == 1
                ? q.dice().of("private", "private", "private, NORESERVE")
                : q.dice().of("private", "private", "private, NORESERVE", "shared");
        Area area = new Area(
                String.valueOf((char) ('a' + place)),
                BASE + place * APART,
                q.dice().from(2, 60),
                how.equals("shared"));
        String rights = q.dice().of("rw-", "rw-", "r--");
        int flags = MapFlag.FIXED
                | MapFlag.ANONYMOUS
                | (area.shared() ? MapFlag.SHARED : MapFlag.PRIVATE)
                | (how.endsWith("NORESERVE") ? MapFlag.NORESERVE : 0);
        process.mm().mmap(area.start(), area.pages() * 4096L, Prot.parse(rights), flags);
        areas.add(area);
        return area.name() + " = mmap " + area.pages() * PAGE_KB + " kB " + rights + " " + how;
    }

    /** Changes an area that is there; null where there is nothing to do by this question's level. */
    private static String change(Draft q, Process process, Area area, List<Area> areas) {
        String rights = q.dice().of("r--", "rw-");
        switch (q.level() == 1 ? 0 : q.dice().below(3)) {
            case 0:
                process.mm().munmap(area.start(), area.pages() * 4096L);
                areas.remove(area);
                return "munmap " + area.name();
            case 1:
                process.mm().mprotect(area.start(), area.pages() * 4096L, Prot.parse(rights));
                return "mprotect " + area.name() + " " + rights;
            default:
                boolean written = process.access(area.start(), true) == Machine.Outcome.OK;
                return written ? "write to a page of " + area.name() : null;
        }
    }

    private static String fork(Machine machine, Process process) {
        machine.fork(process.task(), "child");
        return "fork";
    }
}
