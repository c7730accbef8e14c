package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.same;
import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.vma.MapFlag;
import mm.vma.MemoryCounters;
import mm.vma.Prot;

/** Why the sum of RES is more than the memory in use. */
final class TopSums {
    private static final long OWN = 0x1000_0000L;
    private static final long SHARED = 0x2000_0000L;
    private static final int PAGE_KB = 4;

    private TopSums() {}

    static List<Kind> kinds() {
        return List.of(new Kind("res-sum", Topic.FREE_TOP, TopSums::sum));
    }

    private static boolean sum(Draft q) {
        Machine machine = new Machine(q.parts(), new PhysicalMemory(4096));
        Process parent = new Process(machine, machine.exec("server", List.of(), 0));
        int own = q.dice().from(20, 200);
        int shared = q.level() == 1 ? 0 : q.dice().from(10, 150);
        parent.map(OWN, own * 4096L, Prot.READ | Prot.WRITE, MapFlag.FIXED);
        touch(parent, OWN, own);
        List<String> lines = new ArrayList<>();
        lines.add("P: mmap " + own + " pages private, write all");
        if (shared > 0) {
            parent.mm()
                    .mmap(
                            SHARED,
                            shared * 4096L,
                            Prot.READ | Prot.WRITE,
                            MapFlag.FIXED | MapFlag.SHARED | MapFlag.ANONYMOUS);
            touch(parent, SHARED, shared);
            lines.add("P: mmap " + shared + " pages shared, write all");
        }
        List<Process> all = new ArrayList<>(List.of(parent));
        for (int child = 0; child < q.byLevel(1, 2, 3); child++) {
            Process process = new Process(machine, machine.fork(parent.task(), "child"));
            all.add(process);
            String name = "C" + (child + 1);
            lines.add("P: fork " + name);
            int copied = q.dice().from(1, own / 2);
            touch(process, OWN, copied);
            lines.add(name + ": write " + copied + " of the private pages");
            if (shared > 0) {
                int seen = q.dice().from(1, shared);
                touch(process, SHARED, seen);
                lines.add(name + ": write " + seen + " of the shared pages");
            }
        }
        long res = 0;
        List<String> steps = new ArrayList<>();
        Set<Integer> frames = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            MemoryCounters counters = all.get(i).mm().counters();
            res += counters.vmRss();
            steps.add(Hexes.left(i == 0 ? "P" : "C" + i, 4) + "RES " + Hexes.left(counters.vmRss() + " kB", 9)
                    + "  SHR " + (counters.rssFile() + counters.rssShmem()) + " kB");
            all.get(i).mm().pageTable().walk(OWN, SHARED << 1, (page, pte) -> frames.add(Pte.pfn(pte)));
        }
        MemoryCounters last = all.get(all.size() - 1).mm().counters();
        long shr = last.rssFile() + last.rssShmem();
        q.ask("top-sums.a-server-p-and-its-children");
        if (shared > 0) {
            q.ask("top-sums.and-what-does-top-show-as-shr");
        }
        q.askCode(lines);
        if (shared > 0) {
            q.part(same("SHR"), QuizAnswer.number(shr, Unit.KB));
        }
        q.part(say("top-sums.sum-of-res"), QuizAnswer.number(res, Unit.KB));
        q.part(say("top-sums.memory"), QuizAnswer.number(frames.size() * (long) PAGE_KB, Unit.KB));
        q.because("top-sums.res-counts-each-page-of-4-kb");
        q.becauseCode(steps);
        q.because("top-sums.the-sum-is-kb-but-only", res, frames.size(), frames.size() * PAGE_KB);
        return true;
    }

    private static void touch(Process process, long start, int pages) {
        for (int page = 0; page < pages; page++) {
            process.access(start + page * 4096L, true);
        }
    }
}
