package mm.grader.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mm.grader.text.Width;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.machine.Watermarks;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.text.ArgumentError;
import mm.text.Catalogue;
import mm.vma.MapFlag;
import mm.vma.Prot;

/**
 * A trace as a process of the whole machine: each reference goes through the {@link Mmu}, and each page fault through the
 * address space.
 *
 * <p>A trace does not tell what is mapped. So a page that is in no mapping when it is touched gets one, with the
 * {@value #GROUP} pages of its 2 MB, of plain memory with all rights. Then the fault is Linux's: a first read maps the
 * zero page, the first write another.
 *
 * <p>Time is counted in references. For each window of them there is a {@link Window}; its working set is the number of
 * different pages used in it (Denning, 1968, with windows side by side).
 */
public final class MachineTrace implements TraceReader.Sink {
    private static final int GROUP = 512;
    private static final long LOWEST_PAGE = 16;
    private static final long MOVED = 1L << 34;
    private static final int MAX_TABLES = 1 << 16;
    private static final int ROWS = 40;

    private final Machine machine;
    private final Mmu mmu;
    private final Task task;
    private final int size;
    private final PageNumbers numbers = new PageNumbers();
    private final List<Window> windows = new ArrayList<>();
    private int[] seen = new int[1 << 12];
    private int pagesInWindow;
    private int references;
    private long misses;
    private long minor;
    private long major;
    private long minorBefore;
    private long majorBefore;

    /**
     * What happened in some references that follow each other.
     *
     * @param references how many they were
     * @param minor page faults without input or output
     * @param major page faults that read from swap
     * @param misses references that the TLB did not answer
     * @param pages the working set
     */
    public record Window(long references, long minor, long major, long misses, double pages) {
        private static Window of(List<Window> windows) {
            return new Window(
                    windows.stream().mapToLong(Window::references).sum(),
                    windows.stream().mapToLong(Window::minor).sum(),
                    windows.stream().mapToLong(Window::major).sum(),
                    windows.stream().mapToLong(Window::misses).sum(),
                    windows.stream().mapToDouble(Window::pages).average().orElse(0));
        }
    }

    /**
     * Makes a machine with one process.
     *
     * @param window references in a window
     * @param frames frames that there are, page tables included; 0 for as many as the trace needs
     * @param pages most different pages
     */
    public MachineTrace(Parts parts, int window, int frames, int pages) {
        size = window;
        machine = frames == 0
                ? new Machine(parts, new PhysicalMemory(pages + MAX_TABLES))
                : new Machine(
                        parts,
                        new PhysicalMemory(frames, Watermarks.forFrames(frames)),
                        ReclaimOptions.swap(pages + 1));
        mmu = machine.mmu();
        task = machine.exec("trace", List.of(), 0);
        mmu.activate(task.mm().pageTable().root(), task.mm().asid());
        Arrays.fill(seen, -1);
    }

    @Override
    public void reference(long page, int access) {
        count(numbers.of(page));
        long address = (page < LOWEST_PAGE ? page + MOVED : page) << PhysicalMemory.PAGE_SHIFT;
        long before = mmu.tlbMisses();
        long result = mmu.translate(address, access | PageFault.USER);
        misses += mmu.tlbMisses() - before;
        if (result < 0) {
            fault(address, (access & PageFault.WRITE) != 0);
        }
        if (references == size) {
            endWindow();
        }
    }

    private void count(int page) {
        if (page >= seen.length) {
            int from = seen.length;
            seen = Arrays.copyOf(seen, 2 * seen.length);
            Arrays.fill(seen, from, seen.length, -1);
        }
        if (seen[page] != windows.size()) {
            seen[page] = windows.size();
            pagesInWindow++;
        }
        references++;
    }

    private void fault(long address, boolean write) {
        Machine.Outcome outcome = machine.access(task, address, write);
        if (outcome == Machine.Outcome.SIGSEGV) {
            long group = address & -((long) GROUP << PhysicalMemory.PAGE_SHIFT);
            long start = Math.max(group, LOWEST_PAGE << PhysicalMemory.PAGE_SHIFT);
            long end = group + ((long) GROUP << PhysicalMemory.PAGE_SHIFT);
            int all = Prot.READ | Prot.WRITE | Prot.EXEC;
            int flags = MapFlag.PRIVATE | MapFlag.ANONYMOUS | MapFlag.FIXED;
            long mapped = task.mm().mmap(start, end - start, all, flags);
            if (Errno.isError(mapped)) {
                throw new ArgumentError("trace.not-mappable", Long.toHexString(address), Errno.show(mapped));
            }
            outcome = machine.access(task, address, write);
        }
        if (outcome != Machine.Outcome.OK) {
            throw new ArgumentError("trace.too-few-frames", Long.toHexString(address), outcome);
        }
    }

    private void endWindow() {
        minor = task.minorFaults();
        major = task.majorFaults();
        windows.add(new Window(references, minor - minorBefore, major - majorBefore, misses, pagesInWindow));
        minorBefore = minor;
        majorBefore = major;
        misses = 0;
        pagesInWindow = 0;
        references = 0;
    }

    /** Returns all windows; the last one may be shorter. */
    public List<Window> windows() {
        if (references > 0) {
            endWindow();
        }
        return List.copyOf(windows);
    }

    /** Returns how many different pages there were. */
    public int pages() {
        return numbers.size();
    }

    /** Returns the table: a line for each window, or for several when there are many, and the sum. */
    public List<String> table(Catalogue texts) {
        List<Window> all = windows();
        List<String> lines = new ArrayList<>();
        lines.add(Width.right(texts.say("machine-trace.references"), 14) + " "
                + Width.right(texts.say("machine-trace.minor-faults"), 12) + " "
                + Width.right(texts.say("machine-trace.major-faults"), 12) + " "
                + Width.right(texts.say("machine-trace.tlb-misses"), 14) + " "
                + Width.right(texts.say("machine-trace.of-1000"), 10) + " "
                + Width.right(texts.say("machine-trace.working-set"), 12));
        int group = Math.max(1, (all.size() + ROWS - 1) / ROWS);
        long references = 0;
        for (int i = 0; i < all.size(); i += group) {
            Window row = Window.of(all.subList(i, Math.min(all.size(), i + group)));
            references += row.references();
            lines.add(line(Long.toString(references), row, Double.toString(Math.rint(row.pages()))));
        }
        lines.add(line("all", Window.of(all), Integer.toString(pages())));
        return lines;
    }

    private static String line(String title, Window row, String pages) {
        return String.format(
                Locale.ROOT,
                "%14s %12d %12d %14d %10.2f %12s",
                title,
                row.minor(),
                row.major(),
                row.misses(),
                row.references() == 0 ? 0 : 1000.0 * row.misses() / row.references(),
                pages.replaceFirst("\\.0$", ""));
    }

    /** Returns the picture (SVG). */
    public String picture(String title, Catalogue texts) {
        return TimelinePlot.of(windows(), title, texts);
    }
}
