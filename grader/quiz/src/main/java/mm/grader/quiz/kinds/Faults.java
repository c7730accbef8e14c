package mm.grader.quiz.kinds;

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
import mm.vma.MapFlag;
import mm.vma.MemoryCounters;
import mm.vma.Prot;

/** What an access costs, and what the counters show afterwards. */
final class Faults {
    private static final long BASE = 0x1000_0000L;
    private static final long FILE = 0x2000_0000L;

    private Faults() {}

    static List<Kind> kinds() {
        return List.of(
                kind("fault-kind", Faults::faults),
                kind("counters", Faults::counters),
                kind("zero-page", Faults::zeroPage));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.FAULTS, maker);
    }

    private static boolean faults(Draft q) {
        Process process = new Process(q.parts());
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        process.call("mmap " + Hexes.hex(BASE) + " 0x3000 rw- fixed");
        process.call("mmap " + Hexes.hex(BASE + 0x4000) + " 0x2000 r-- fixed");
        lines.add("10000000-10003000 rw-p");
        lines.add("10004000-10006000 r--p");
        if (q.level() > 1) {
            process.mapFile(
                    FILE,
                    0x2_0000,
                    Prot.READ | (q.level() == 3 ? Prot.WRITE : 0),
                    process.machine().openFile("data"));
            lines.add("20000000-20020000 r" + (q.level() == 3 ? "w" : "-") + "-p data");
        }
        List<String> accesses = new ArrayList<>();
        for (int i = 0; i < q.byLevel(6, 7, 8); i++) {
            boolean file = q.level() > 1 && q.dice().oneIn(2);
            long page =
                    file ? FILE + q.dice().below(4) * 4096L : BASE + q.dice().below(7) * 4096L;
            long address = page + q.dice().below(4096);
            boolean write = q.dice().oneIn(2);
            String what = (write ? "write " : "read ") + Hexes.hex(address);
            String answer = process.fault(address, write);
            accesses.add(what);
            answers.add(answer);
            steps.add(Hexes.left(what, 18) + "  " + answer);
        }
        lines.addAll(accesses);
        q.ask("faults.a-process-has-these-mappings");
        q.askCode(lines).answer(QuizAnswer.words(answers.toArray()));
        q.because("faults.the-first-touch-of-a-page-is");
        q.becauseCode(steps);
        return answers.stream().distinct().count() >= q.byLevel(3, 3, 3);
    }

    private static boolean counters(Draft q) {
        Process process = new Process(q.parts());
        MemoryCounters start = process.mm().counters();
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        long next = BASE + q.dice().below(256) * 4096L;
        for (int i = 0; i < q.byLevel(2, 3, 4); i++) {
            int pages = q.dice().from(2, 600);
            String map = "mmap " + Hexes.hex(next) + " " + Hexes.hex(pages * 4096L) + " rw- fixed";
            process.call(map);
            step(process, start, map, lines, steps);
            for (int touch = 0; touch < q.byLevel(2, 2, 3); touch++) {
                boolean write = q.level() == 1 || q.dice().oneIn(2);
                long address = next + q.dice().below(pages) * 4096L;
                process.access(address, write);
                step(process, start, (write ? "write " : "read ") + Hexes.hex(address), lines, steps);
            }
            if (q.level() > 1 && q.dice().oneIn(3)) {
                String gone = "munmap " + Hexes.hex(next) + " " + Hexes.hex((pages + 1) / 2 * 4096L);
                process.call(gone);
                step(process, start, gone, lines, steps);
            }
            next += pages * 4096L + q.dice().from(1, 3) * (1L << (q.level() == 3 ? 29 : 21));
        }
        MemoryCounters end = process.mm().counters();
        q.ask("faults.x86-64-4-levels-of-page");
        q.askCode(lines);
        q.part(same("VmSize"), QuizAnswer.number(end.vmSize() - start.vmSize(), Unit.KB));
        q.part(same("VmRSS"), QuizAnswer.number(end.vmRss() - start.vmRss(), Unit.KB));
        q.part(same("VmPTE"), QuizAnswer.number(end.vmPte() - start.vmPte(), Unit.KB));
        q.because("faults.vmsize-counts-what-is-mapped");
        q.becauseCode(steps);
        return true;
    }

    private static void step(
            Process process, MemoryCounters start, String what, List<String> lines, List<String> steps) {
        MemoryCounters now = process.mm().counters();
        lines.add(what);
        steps.add(Hexes.left(what, 36) + "  VmSize " + (now.vmSize() - start.vmSize()) + "  VmRSS "
                + (now.vmRss() - start.vmRss()) + "  VmPTE " + (now.vmPte() - start.vmPte()));
    }

    private static boolean zeroPage(Draft q) {
        Process process = new Process(q.parts());
        int pages = q.dice().from(20, q.byLevel(60, 200, 400));
        process.map(BASE, pages * 4096L, Prot.READ | Prot.WRITE, MapFlag.FIXED);
        long before = process.mm().counters().rssAnon();
        long faults = process.task().minorFaults();
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < q.byLevel(2, 3, 5); i++) {
            int first = q.dice().below(pages - 5);
            int count = q.dice().from(3, pages - first);
            boolean drop = q.level() == 3 && q.dice().oneIn(3) && i > 0;
            boolean write = q.dice().oneIn(2);
            String line =
                    (drop ? "dontneed" : write ? "write" : "read") + " pages " + first + " to " + (first + count - 1);
            long was = process.task().minorFaults();
            if (drop) {
                process.mm().madvise(BASE + first * 4096L, count * 4096L, mm.vma.MemoryDescriptor.MADV_DONTNEED);
            }
            for (int page = first; page < first + count && !drop; page++) {
                process.access(BASE + page * 4096L, write);
            }
            lines.add(line);
            steps.add(Hexes.left(line, 30) + "  faults "
                    + Hexes.left(process.task().minorFaults() - was, 4) + "  RssAnon "
                    + (process.mm().counters().rssAnon() - before) + " kB");
        }
        q.ask(
                "faults.a-process-maps-pages-of",
                pages,
                q.level() == 3 ? say("faults.dontneed-is-madv-dontneed") : Text.NONE);
        q.askCode(lines);
        q.part(say("faults.minor-faults"), QuizAnswer.number(process.task().minorFaults() - faults));
        q.part(same("RssAnon"), QuizAnswer.number(process.mm().counters().rssAnon() - before, Unit.KB));
        q.because("faults.a-first-read-maps-the-shared");
        q.becauseCode(steps);
        return process.mm().counters().rssAnon() > before;
    }
}
