package mm.grader.checks.vma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Task;
import mm.pagetable.PageTable;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;

/** Random operations by several processes, with all frames counted again and again. */
final class Storm {
    private static final int PAGES = 700;
    private static final int MOST_TASKS = 6;
    private static final int RECOUNT = 2000;

    private final Lab lab;
    private final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private final int free;

    Storm(Parts parts, Random random) {
        this.random = random;
        lab = new Lab(parts, 2000);
        tasks.add(lab.task);
        free = lab.freeFrames() + 1; // the root of the first process goes at the end, too
    }

    void run(int operations) {
        for (int i = 1; i <= operations; i++) {
            step(tasks.get(random.nextInt(tasks.size())));
            if (i % RECOUNT == 0) {
                recount(i);
            }
        }
        tasks.forEach(lab.machine::exit);
        assertThat(lab.freeFrames())
                .as("free frames when all processes have ended")
                .isEqualTo(free);
    }

    private void step(Task task) {
        long address = Lab.page(random.nextInt(PAGES));
        long length = (1L + random.nextInt(random.nextBoolean() ? 4 : 60)) * PhysicalMemory.PAGE_SIZE;
        MemoryDescriptor mm = task.mm();
        switch (random.nextInt(16)) {
            case 0 -> mm.munmap(address, length);
            case 1 -> mm.mprotect(address, length, random.nextInt(4));
            case 2 -> mm.madvise(address, length, MemoryDescriptor.MADV_DONTNEED);
            case 3 -> mm.mmap(address, length, 3, MapFlag.PRIVATE | MapFlag.FIXED);
            case 4 -> mm.mmap(address, length, 3, MapFlag.SHARED | MapFlag.FIXED);
            case 5 -> mm.brk(Lab.HEAP + random.nextInt(40 * Lab.PAGE));
            case 6 -> forkOrExit(task);
            case 7 -> lab.machine.access(task, Lab.HEAP + random.nextInt(40 * Lab.PAGE), true);
            default -> lab.machine.access(task, address, random.nextInt(3) > 0);
        }
    }

    private void forkOrExit(Task task) {
        if (tasks.size() < MOST_TASKS && random.nextInt(5) == 0) {
            Task child = lab.machine.fork(task, "child");
            if (child != null) {
                tasks.add(child);
            }
        } else if (tasks.size() > 1 && random.nextInt(5) == 0) {
            tasks.remove(task);
            lab.machine.exit(task);
        }
    }

    /** Every frame is free, a table, or mapped by exactly as many entries as its count says (or held by a cache). */
    private void recount(int operations) {
        PhysicalMemory memory = lab.machine.memory();
        Map<Integer, Integer> mapped = new HashMap<>();
        long tables = 0;
        for (Task task : tasks) {
            PageTable table = task.mm().pageTable();
            table.walk(0, MemoryDescriptor.TASK_SIZE, (page, pte) -> mapped.merge(Pte.pfn(pte), 1, Integer::sum));
            for (int level = 1; level <= table.geometry().levels(); level++) {
                tables += table.tableCount(level);
            }
        }
        mapped.remove(PhysicalMemory.ZERO_FRAME);
        int idle = 0;
        for (int pfn = 1; pfn < memory.frames(); pfn++) {
            int entries = mapped.getOrDefault(pfn, 0);
            if (memory.mapCount(pfn) != entries) {
                assertThat(memory.mapCount(pfn))
                        .as("map count of frame " + pfn + " after " + operations + " operations, against a recount")
                        .isEqualTo(entries);
            }
            idle += memory.isAllocated(pfn) && memory.isCached(pfn) && memory.mapCount(pfn) == 0 ? 1 : 0;
        }
        assertThat(memory.freeFrames() + mapped.size() + idle + tables)
                .as("free + mapped + cached frames and tables after " + operations + " operations")
                .isEqualTo(memory.frames() - 1L);
    }
}
