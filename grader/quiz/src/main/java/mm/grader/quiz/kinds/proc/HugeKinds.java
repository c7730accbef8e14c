package mm.grader.quiz.kinds.proc;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/** What a touch brings in where huge pages are wanted. */
public final class HugeKinds {
    private static final int PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long BASE = 0x4000_0000L;
    private static final int HUGE_PAGES = 512;
    private static final int HUGE_KB = HUGE_PAGES * PhysicalMemory.PAGE_KB;

    private HugeKinds() {}

    /** Returns the kinds. */
    public static List<Kind> kinds() {
        return List.of(new Kind("huge-rss", Topic.SPACES, HugeKinds::resident));
    }

    private static boolean resident(Draft q) {
        Machine machine = new Machine(q.parts(), new PhysicalMemory(8192));
        Task task = machine.exec("prog", List.of(new Mapping(0x1000, 0x2000, "rw-p", "")), 0x2000);
        MemoryDescriptor mm = task.mm();
        long start = BASE + (long) q.dice().below(HUGE_PAGES) * PAGE;
        int pages = q.dice().from(HUGE_PAGES + 100, 4 * HUGE_PAGES);
        long length = (long) pages * PAGE;
        mm.mmap(start, length, Prot.READ | Prot.WRITE, MapFlag.FIXED | MapFlag.PRIVATE | MapFlag.ANONYMOUS);
        mm.madvise(start, length, MemoryDescriptor.MADV_HUGEPAGE);
        List<String> lines = new ArrayList<>();
        lines.add("mmap of 0x%x bytes at 0x%x, private, rw-".formatted(length, start));
        lines.add("madvise of all of it, MADV_HUGEPAGE");
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < q.byLevel(3, 4, 6); i++) {
            long page = start + (long) page(q, pages) * PAGE;
            if (i > 1 && q.level() > 1 && q.dice().oneIn(3)) {
                mm.madvise(page, PAGE, MemoryDescriptor.MADV_DONTNEED);
                lines.add("madvise of the page at 0x%x, MADV_DONTNEED".formatted(page));
            } else {
                machine.access(task, page, true);
                lines.add("write to 0x%x".formatted(page));
            }
            steps.add(lines.get(lines.size() - 1) + ": RssAnon " + mm.counters().rssAnon());
        }
        long kb = mm.counters().rssAnon();
        if (kb < HUGE_KB - PhysicalMemory.PAGE_KB || kb % HUGE_KB == 0) {
            return false;
        }
        q.ask("remap-kinds.a-process-does-this").askCode(lines);
        q.ask("huge-kinds.how-much-is-in-memory").answer(QuizAnswer.number(kb));
        q.because("huge-kinds.who-gets-two-megabytes").becauseCode(steps);
        return true;
    }

    /** The ends are where a huge page does not fit. */
    private static int page(Draft q, int pages) {
        return switch (q.dice().below(4)) {
            case 0 -> q.dice().below(20);
            case 1 -> pages - 1 - q.dice().below(20);
            default -> q.dice().below(pages);
        };
    }
}
