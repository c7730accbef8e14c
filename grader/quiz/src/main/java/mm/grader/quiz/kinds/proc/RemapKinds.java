package mm.grader.quiz.kinds.proc;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import mm.vma.RemapFlag;

/** What moves with a mapping, and what is locked. */
public final class RemapKinds {
    private static final int PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long BASE = 0x1000_0000L;
    private static final long APART = 0x100_0000L;

    private RemapKinds() {}

    /** Returns the kinds. */
    public static List<Kind> kinds() {
        return List.of(
                new Kind("remap-faults", Topic.SPACES, RemapKinds::faults),
                new Kind("locked-memory", Topic.SPACES, RemapKinds::locked));
    }

    private static Task process(Draft q) {
        Machine machine = new Machine(q.parts(), new PhysicalMemory(1024));
        return machine.exec("prog", List.of(new Mapping(0x1000, 0x2000, "rw-p", "")), 0x2000);
    }

    private static long map(MemoryDescriptor mm, int place, int pages) {
        int flags = MapFlag.FIXED | MapFlag.PRIVATE | MapFlag.ANONYMOUS;
        return mm.mmap(BASE + place * APART, (long) pages * PAGE, Prot.READ | Prot.WRITE, flags);
    }

    private static boolean faults(Draft q) {
        Machine machine = new Machine(q.parts(), new PhysicalMemory(1024));
        Task task = machine.exec("prog", List.of(new Mapping(0x1000, 0x2000, "rw-p", "")), 0x2000);
        int pages = q.dice().from(8, 60);
        int written = q.dice().from(3, pages - 2);
        long start = map(task.mm(), 0, pages);
        List<String> lines = new ArrayList<>();
        lines.add("a = mmap " + pages + " pages, private, rw-");
        lines.add("write to the first " + written + " pages of a");
        touch(machine, task, start, 0, written);
        for (int i = 1; i < q.byLevel(2, 3, 4); i++) {
            boolean gives = q.level() > 1 && q.dice().oneIn(2);
            if (gives) {
                int count = q.dice().from(1, Math.min(5, pages - 1));
                int first = q.dice().below(pages - count);
                task.mm().madvise(start + (long) first * PAGE, (long) count * PAGE, MemoryDescriptor.MADV_DONTNEED);
                lines.add("madvise pages " + first + " to " + (first + count - 1) + " of a, MADV_DONTNEED");
            } else {
                int size = q.dice().from(4, 80);
                start = task.mm().mremap(start, (long) pages * PAGE, (long) size * PAGE, RemapFlag.MAYMOVE, 0);
                pages = size;
                lines.add("a = mremap a, " + size + " pages, MAYMOVE");
            }
        }
        if (Errno.isError(start) || lines.stream().noneMatch(line -> line.contains("mremap"))) {
            return false;
        }
        lines.add("write to all " + pages + " pages of a");
        long resident = task.mm().counters().vmRss() / PhysicalMemory.PAGE_KB;
        long before = task.minorFaults();
        touch(machine, task, start, 0, pages);
        long faults = task.minorFaults() - before;
        if (faults == 0 || faults == pages || resident + faults != pages) {
            return false;
        }
        q.ask("remap-kinds.a-process-does-this").askCode(lines);
        q.ask("remap-kinds.how-many-faults", lines.size()).answer(QuizAnswer.number(faults));
        q.because("remap-kinds.entries-move-with-the-mapping", resident, pages, faults);
        return true;
    }

    private static void touch(Machine machine, Task task, long start, int first, int end) {
        for (int page = first; page < end; page++) {
            machine.access(task, start + (long) page * PAGE, true);
        }
    }

    /** A mapping of the question. */
    private record Area(String name, long start, int pages) {}

    private static boolean locked(Draft q) {
        Task task = process(q);
        List<Area> areas = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < q.byLevel(5, 6, 8); i++) {
            String line =
                    areas.size() < 2 || q.dice().oneIn(4) ? mapArea(q, task.mm(), areas) : change(q, task.mm(), areas);
            if (line == null) {
                return false;
            }
            lines.add(line);
            steps.add(Hexes.left(line, 34) + "VmLck " + task.mm().counters().vmLck());
        }
        long kb = task.mm().counters().vmLck();
        if (kb == 0 || areas.stream().anyMatch(area -> area.pages() * 4L == kb)) {
            return false;
        }
        q.ask("remap-kinds.a-process-does-this").askCode(lines);
        q.ask("remap-kinds.how-much-is-locked").answer(QuizAnswer.number(kb));
        q.because("remap-kinds.locked-is-a-mark-of-the-mapping").becauseCode(steps);
        return true;
    }

    private static String mapArea(Draft q, MemoryDescriptor mm, List<Area> areas) {
        int pages = q.dice().from(3, 60);
        String name = String.valueOf((char) ('a' + areas.size()));
        areas.add(new Area(name, map(mm, areas.size(), pages), pages));
        return name + " = mmap " + pages + " pages";
    }

    private static String change(Draft q, MemoryDescriptor mm, List<Area> areas) {
        Area area = q.dice().of(areas);
        long bytes = (long) area.pages() * PAGE;
        switch (q.dice().below(q.level() == 1 ? 3 : 5)) {
            case 0, 1:
                mm.mlock(area.start(), bytes);
                return "mlock " + area.name();
            case 2:
                mm.munlock(area.start(), bytes);
                return "munlock " + area.name();
            case 3:
                int half = area.pages() / 2;
                mm.mlock(area.start(), (long) half * PAGE);
                return "mlock the first " + half + " pages of " + area.name();
            default:
                int size = q.dice().from(3, 60);
                long start = mm.mremap(area.start(), bytes, (long) size * PAGE, RemapFlag.MAYMOVE, 0);
                areas.set(areas.indexOf(area), new Area(area.name(), start, size));
                return Errno.isError(start) ? null : area.name() + " = mremap " + area.name() + ", " + size + " pages";
        }
    }
}
