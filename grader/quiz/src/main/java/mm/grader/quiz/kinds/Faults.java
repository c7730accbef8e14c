package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.same;
import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
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
                kind("fault-kind", "minor, major, SIGSEGV or none", "次缺页、主缺页、SIGSEGV 还是没有缺页", Faults::faults),
                kind("counters", "VmSize, VmRSS and VmPTE", "VmSize、VmRSS 和 VmPTE", Faults::counters),
                kind("zero-page", "reads and writes of fresh memory", "读写刚映射的内存", Faults::zeroPage));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.FAULTS, say(en, zh), maker);
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
        q.ask(
                "A process has these mappings and has touched nothing of them; of the file no page is in memory, and none is"
                        + " read ahead. It makes"
                        + " the accesses below, in this order (a SIGSEGV is caught, and the process goes on). What does"
                        + " each cause? Answer with minor, major, SIGSEGV or none for each access, in their order.",
                "一个进程有下列映射，还没有访问过；文件没有任何一页在内存中，也不预读。它依次进行下面的访问（SIGSEGV 会被捕获，进程继续运行）。每次访问引起什么？按顺序对每次访问回答"
                        + " minor（次缺页）、major（主缺页）、SIGSEGV 或 none（没有缺页）。");
        q.askCode(lines).answer(QuizAnswer.words(answers.toArray()));
        q.because(
                "The first touch of a page is a minor fault; a read maps the zero page, so the first write after it is"
                        + " another. What the mapping does not allow is SIGSEGV. A page of a file that must be read from"
                        + " the device is a major fault; a first write to a private one is a copy.",
                "第一次访问一页是次缺页；读操作映射零页，因此之后的第一次写又是一次次缺页。映射不允许的访问是 SIGSEGV。文件的页若要从设备读入，就是主缺页；第一次写私有文件页会产生副本。");
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
        q.ask(
                "x86-64, 4 levels of page tables. A process does this (address, length, rights; nothing else is mapped"
                        + " near). By how many kB are VmSize, VmRSS and VmPTE greater than before?",
                "x86-64，4 级页表。一个进程依次执行下面的操作（地址、长度、权限；附近没有其他映射）。与之前相比，VmSize、VmRSS 和 VmPTE 各增加了多少 kB？");
        q.askCode(lines);
        q.part(same("VmSize"), QuizAnswer.number(end.vmSize() - start.vmSize(), Unit.KB));
        q.part(same("VmRSS"), QuizAnswer.number(end.vmRss() - start.vmRss(), Unit.KB));
        q.part(same("VmPTE"), QuizAnswer.number(end.vmPte() - start.vmPte(), Unit.KB));
        q.because(
                "VmSize counts what is mapped, VmRSS pages in memory without the zero page (so no reads of fresh memory),"
                        + " VmPTE the tables below the root: one for each 2 MB, 1 GB and 512 GB that was touched and is"
                        + " still mapped. Step by step, all in kB more than at the start:",
                "VmSize 统计映射的大小；VmRSS 统计内存中的页，不含零页（所以读取新内存不算）；VmPTE 统计根以下的页表：每个访问过且仍有映射的 2 MB、1 GB、512 GB"
                        + " 各一张。逐步来看，都是比开始时多出的 kB：");
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
                "A process maps {0} pages of private anonymous memory, readable and writable, and then accesses them as"
                        + " follows, one access to each page{1}. How many minor faults does it get, and by how many kB is"
                        + " RssAnon greater at the end?",
                "一个进程映射了 {0} 页可读写的私有匿名内存，然后按下面的方式访问，每一页访问一次{1}。一共有多少次次缺页？最后 RssAnon 增加了多少 kB？",
                pages,
                q.level() == 3 ? say(" (dontneed is MADV_DONTNEED)", "（dontneed 即 MADV_DONTNEED）") : say("", ""));
        q.askCode(lines);
        q.part(say("minor faults", "次缺页"), QuizAnswer.number(process.task().minorFaults() - faults));
        q.part(same("RssAnon"), QuizAnswer.number(process.mm().counters().rssAnon() - before, Unit.KB));
        q.because(
                "A first read maps the shared zero page: a fault, but no memory. A first write takes a frame, also after a"
                        + " read: a fault. Later accesses to a written page cost nothing.",
                "第一次读映射共享的零页：有一次缺页，但不占内存。第一次写会得到一个页框，即使之前读过：也是一次缺页。之后访问写过的页没有代价。");
        q.becauseCode(steps);
        return process.mm().counters().rssAnon() > before;
    }
}
