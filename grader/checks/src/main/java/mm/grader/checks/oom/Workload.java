package mm.grader.checks.oom;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mm.grader.FailureMinimizer;
import mm.grader.checks.swap.SwapFixture;
import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.machine.Watermarks;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/** Random processes that write, read, fork, unmap and exit, and remember what they wrote. */
final class Workload {
    static final long FILE_AREA = 0x7000_0000L;
    static final int PAGES = 90;

    private static final int OPERATIONS = 180;
    private static final int AUDIT = 8;
    private static final long[][] AREAS = {
        {SwapFixture.address(0), SwapFixture.address(PAGES)}, {FILE_AREA, FILE_AREA + PAGES * 4096L}
    };

    private final SwapFixture pool;
    private final Machine machine;
    private final PageCache file;
    private final Task[] tasks = new Task[WorkloadOp.NAMES.size()];
    private final long[][] contents = new long[tasks.length][];

    private Workload(SwapFixture pool, int kind) {
        this.pool = pool;
        machine = pool.machine;
        file = machine.openFile("data");
        start(0, pool.task, kind);
    }

    /** Plays random operations on a random memory; when something does not add up, down to the fewest that do so. */
    static void play(Parts parts, ReclaimOptions options, Random random, String name) {
        Watermarks marks = new Watermarks(4, 8, 9 + random.nextInt(24));
        int frames = 60 + random.nextInt(120);
        int kind = random.nextBoolean() ? MapFlag.SHARED : MapFlag.PRIVATE;
        FailureMinimizer.play(WorkloadOp.some(random, OPERATIONS), some -> {
            SwapFixture pool = new SwapFixture(parts, new PhysicalMemory(frames, marks), options);
            new Workload(pool, kind).run(some, name);
        });
    }

    private void start(int who, Task task, int kind) {
        tasks[who] = task;
        contents[who] = new long[PAGES];
        task.mm().mmap(FILE_AREA, PAGES * 4096L, Prot.READ | Prot.WRITE, kind | MapFlag.FIXED, file, 0);
    }

    private void run(List<WorkloadOp> operations, String name) {
        int step = 0;
        for (WorkloadOp operation : operations) {
            step(operation);
            if (++step % AUDIT == 0 || step == operations.size()) {
                Audit.of(machine, say("workload.step", name, step), AREAS);
            }
        }
        Audit.of(machine, say("workload.at-the-end", name));
        for (int who = 0; who < tasks.length; who++) {
            for (int page = 0; page < PAGES && lives(who); page++) {
                if (contents[who][page] != 0) {
                    compare(who, page);
                }
            }
        }
    }

    private void step(WorkloadOp operation) {
        int who = operation.who();
        switch (operation.call()) {
            case START -> {
                if (!lives(who) && machine.memory().freeFrames() > 8) {
                    start(who, pool.process(operation.name()), operation.how());
                }
            }
            case FORK -> fork(who, operation.how());
            case EXIT -> {
                if (lives(who)) {
                    machine.exit(tasks[who]);
                }
            }
            case DONTNEED -> forget(who, operation.page(), operation.end());
            default -> {
                for (int page = operation.page(); page < operation.end(); page++) {
                    touch(operation, page);
                }
            }
        }
    }

    private void fork(int who, int child) {
        if (lives(who) && !lives(child)) {
            tasks[child] = machine.fork(tasks[who], WorkloadOp.NAMES.get(child));
            contents[child] = contents[who].clone();
        }
    }

    private void forget(int who, int from, int to) {
        if (lives(who)) {
            tasks[who].mm().madvise(SwapFixture.address(from), (to - from) * 4096L, MemoryDescriptor.MADV_DONTNEED);
            Arrays.fill(contents[who], from, to, 0);
        }
    }

    private void touch(WorkloadOp operation, int page) {
        int who = operation.who();
        if (!lives(who)) {
            return;
        }
        switch (operation.call()) {
            case READ -> compare(who, page);
            case READ_FILE -> machine.access(tasks[who], FILE_AREA + page * 4096L, false);
            case WRITE_FILE -> machine.access(tasks[who], FILE_AREA + page * 4096L, true);
            default -> {
                if (machine.store(tasks[who], SwapFixture.address(page), operation.how() + page)
                        == Machine.Outcome.OK) {
                    contents[who][page] = operation.how() + page;
                }
            }
        }
    }

    /** Whoever runs out of memory may kill anybody, also itself. */
    private boolean lives(int who) {
        return tasks[who] != null && machine.tasks().contains(tasks[who]);
    }

    private void compare(int who, int page) {
        long address = SwapFixture.address(page);
        Task task = tasks[who];
        long value = contents[who][page];
        if (machine.access(task, address, false) == Machine.Outcome.OK && machine.load(task, address) != value) {
            assertThat(machine.load(task, address))
                    .as(say("workload.content-of-0x-of-process", Long.toHexString(address), task.name()))
                    .isEqualTo(value);
        }
    }
}
