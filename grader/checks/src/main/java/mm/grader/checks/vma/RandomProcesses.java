package mm.grader.checks.vma;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import mm.grader.FailureMinimizer;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Task;
import mm.pagetable.PageTable;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;

/** Random operations by several processes, with all frames counted again and again. */
final class RandomProcesses {
    static final int MAX_TASKS = 6;
    private static final int RECOUNT = 2000;

    private final VmaFixture lab;
    private final Task[] tasks = new Task[MAX_TASKS];
    private final int free;

    private RandomProcesses(Parts parts) {
        lab = new VmaFixture(parts, 2000);
        tasks[0] = lab.task;
        free = lab.freeFrames() + 1; // the root of the first process goes at the end, too
    }

    /** Plays random operations; shows the fewest that lose a frame. */
    static void play(Parts parts, Random random, int operations) {
        FailureMinimizer.play(RandomProcessOp.some(random, operations), some -> new RandomProcesses(parts).run(some));
    }

    private void run(List<RandomProcessOp> operations) {
        int done = 0;
        for (RandomProcessOp operation : operations) {
            Task task = tasks[operation.who()];
            if (task != null) {
                step(task, operation);
            }
            if (++done % RECOUNT == 0 || done == operations.size()) {
                recount(done);
            }
        }
        living().forEach(lab.machine::exit);
        assertThat(lab.freeFrames())
                .as(say("random-processes.free-frames-when-all-processes"))
                .isEqualTo(free);
    }

    private void step(Task task, RandomProcessOp operation) {
        long address = operation.address();
        long length = operation.length();
        MemoryDescriptor mm = task.mm();
        switch (operation.call()) {
            case MUNMAP -> mm.munmap(address, length);
            case MPROTECT -> mm.mprotect(address, length, operation.how());
            case DONTNEED -> mm.madvise(address, length, MemoryDescriptor.MADV_DONTNEED);
            case PRIVATE -> mm.mmap(address, length, 3, MapFlag.PRIVATE | MapFlag.FIXED);
            case SHARED -> mm.mmap(address, length, 3, MapFlag.SHARED | MapFlag.FIXED);
            case BRK -> mm.brk(address);
            case FORK -> fork(task, operation.how());
            case EXIT -> exit(task, operation.who());
            case READ -> lab.machine.access(task, address, false);
            default -> lab.machine.access(task, address, true);
        }
    }

    private void fork(Task task, int child) {
        if (tasks[child] == null) {
            tasks[child] = lab.machine.fork(task, "child"); // or not: there may be no frame for its tables
        }
    }

    private void exit(Task task, int who) {
        if (living().count() > 1) {
            tasks[who] = null;
            lab.machine.exit(task);
        }
    }

    private Stream<Task> living() {
        return Arrays.stream(tasks).filter(Objects::nonNull);
    }

    /** Every frame is free, a table, or mapped by exactly as many entries as its count says (or held by a cache). */
    private void recount(int operations) {
        PhysicalMemory memory = lab.machine.memory();
        Map<Integer, Integer> mapped = new HashMap<>();
        long tables = 0;
        for (Task task : living().toList()) {
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
                        .as(say("random-processes.map-count-of-frame-after", pfn, operations))
                        .isEqualTo(entries);
            }
            idle += memory.isAllocated(pfn) && memory.isCached(pfn) && memory.mapCount(pfn) == 0 ? 1 : 0;
        }
        assertThat(memory.freeFrames() + mapped.size() + idle + tables)
                .as(say("random-processes.free-mapped-cached-frames-and", operations))
                .isEqualTo(memory.frames() - 1L);
    }
}
