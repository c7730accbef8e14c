package mm.grader.checks.oom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.checks.swap.Pool;
import mm.lru.PolicyKind;
import mm.machine.BlockDevice;
import mm.machine.Exercise;
import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.PhysicalMemory.Watermarks;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.vma.MapFlag;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** A whole machine that runs out of memory. */
@Graded(exercise = Exercise.OOM, step = 4, title = "In the machine")
public class Step4MachineCheck {
    private static final int SEEDS = 72;
    private static final long FILE_AREA = 0x7000_0000L;
    private static final int PAGES = 90;
    private static final int AUDIT = 4;
    private static final long[][] AREAS = {
        {Pool.address(0), Pool.address(PAGES)}, {FILE_AREA, FILE_AREA + PAGES * 4096L}
    };

    @Order(1)
    @Check(
            points = 7,
            hints = {
                "Who leaks dies, unless somebody is worse; who only touched one page too many goes on.",
                "mm/oom_kill.c __oom_kill_process logs \"Killed process\"; the faulting access is tried again.",
                "docs/06-oom.md: Somebody else's death"
            })
    void a_leak_ends_in_a_kill_and_everybody_else_goes_on(Parts parts) {
        Pool pool = new Pool(parts, 200, 50);
        Task init = pool.task;
        Task leaker = pool.process("leaker");
        Task service = pool.process("service");
        Machine machine = pool.machine;
        int page = 0;
        Machine.Outcome outcome = Machine.Outcome.OK;
        while (outcome == Machine.Outcome.OK && page < 1000) {
            outcome = machine.store(leaker, Pool.address(page++), page);
            if (page % 4 == 0) {
                assertThat(machine.store(service, Pool.address(page / 8), 7))
                        .as("the service's write")
                        .isEqualTo(Machine.Outcome.OK);
            }
        }
        assertThat(outcome).as("how the leak ends").isEqualTo(Machine.Outcome.KILLED);
        assertThat(machine.tasks()).as("who lives").containsExactly(init, service);
        assertThat(machine.log()).as("kernel log").hasSize(1);
        assertThat(machine.log().get(0))
                .as("kernel log")
                .startsWith("Out of memory: Killed process 2 (leaker) total-vm:65540kB, anon-rss:")
                .endsWith("oom_score_adj:0");
        assertThat(machine.store(service, Pool.address(500), 1))
                .as("the service's next write")
                .isEqualTo(Machine.Outcome.OK);
        Audit.of(machine, "after the kill");
    }

    @Order(2)
    @Check(
            points = 7,
            hints = {
                "With -1000 on the leaker, the next worst dies, and the next, until nobody is left.",
                "Documentation/filesystems/proc.rst: oom_score_adj. systemd: OOMScoreAdjust=.",
                "docs/06-oom.md: How to protect a service"
            })
    void protecting_the_leaker_kills_the_others(Parts parts) {
        Pool pool = new Pool(parts, 200, 20);
        Machine machine = pool.machine;
        Task leaker = pool.process("leaker");
        leaker.setOomScoreAdj(-1000);
        Task small = pool.process("small");
        Task large = pool.process("large");
        for (int page = 0; page < 40; page++) {
            machine.store(large, Pool.address(page), 1);
            machine.store(small, Pool.address(page / 4), 1);
        }
        Machine.Outcome outcome = Machine.Outcome.OK;
        for (int page = 0; outcome == Machine.Outcome.OK && page < 1000; page++) {
            outcome = machine.store(leaker, Pool.address(page), 1);
        }
        assertThat(outcome)
                .as("how the leak ends when all others are dead, and init and the leaker are unkillable")
                .isEqualTo(Machine.Outcome.OOM);
        assertThat(machine.log()).as("kernel log: two kills and the end").hasSize(3);
        assertThat(machine.log().get(0)).as("first to die").contains("(large)");
        assertThat(machine.log().get(1)).as("second to die").contains("(small)");
        assertThat(machine.tasks()).as("who lives").containsExactly(pool.task, leaker);
        Audit.of(machine, "at the end");
    }

    @Order(3)
    @Check(
            points = 6,
            hints = {
                "The message names the step and what does not add up.",
                "Linux checks itself in the same way: CONFIG_DEBUG_VM, \"Bad page state\", \"Bad rss-counter state\".",
                "docs/06-oom.md: What must never happen"
            },
            requires = "a_leak_ends_in_a_kill_and_everybody_else_goes_on")
    void whatever_processes_do_the_books_balance(Parts parts, Random random) {
        for (int seed = 0; seed < SEEDS; seed++) {
            PolicyKind policy = PolicyKind.values()[seed % PolicyKind.values().length];
            int swappiness = random.nextInt(ReclaimOptions.MAX_SWAPPINESS + 1);
            int slots = random.nextInt(3) == 0 ? random.nextInt(30) : 200;
            ReclaimOptions options = new ReclaimOptions(policy, slots, BlockDevice.Latency.SSD, swappiness);
            Watermarks marks = new Watermarks(4, 8, 9 + random.nextInt(24));
            PhysicalMemory memory = new PhysicalMemory(60 + random.nextInt(120), marks);
            new Workload(new Pool(parts, memory, options), random).run(100, "seed " + seed);
        }
    }

    /** Random processes that write, read, fork, unmap and exit, and remember what they wrote. */
    private static final class Workload {
        private final Pool pool;
        private final Machine machine;
        private final Random random;
        private final PageCache file;
        private final Map<Task, Map<Long, Long>> contents = new HashMap<>();

        Workload(Pool pool, Random random) {
            this.pool = pool;
            this.random = random;
            machine = pool.machine;
            file = machine.openFile("data");
            start(pool.task);
        }

        private void start(Task task) {
            contents.put(task, new HashMap<>());
            int kind = random.nextBoolean() ? MapFlag.SHARED : MapFlag.PRIVATE;
            task.mm().mmap(FILE_AREA, PAGES * 4096L, Prot.READ | Prot.WRITE, kind | MapFlag.FIXED, file, 0);
        }

        void run(int steps, String name) {
            for (int step = 0; step < steps; step++) {
                List<Task> tasks = new ArrayList<>(machine.tasks());
                Task task = tasks.get(random.nextInt(tasks.size()));
                int dice = random.nextInt(100);
                for (int i = random.nextInt(12); i >= 0 && dice < 85; i--) {
                    touch(task);
                }
                if (dice >= 85 && dice < 90 && tasks.size() < 5) {
                    Task child = machine.fork(task, "child");
                    if (child != null) {
                        contents.put(child, new HashMap<>(contents.get(task)));
                    }
                } else if (dice >= 90
                        && dice < 93
                        && tasks.size() < 5
                        && machine.memory().freeFrames() > 8) {
                    start(pool.process("process"));
                } else if (dice >= 93 && dice < 96 && task != pool.task) {
                    machine.exit(task);
                } else if (dice >= 96) {
                    long start = Pool.address(random.nextInt(PAGES));
                    task.mm().madvise(start, 8 * 4096, mm.vma.MemoryDescriptor.MADV_DONTNEED);
                    contents.get(task).keySet().removeIf(address -> address >= start && address < start + 8 * 4096);
                }
                if (step % AUDIT == 0) {
                    Audit.of(machine, name + ", step " + step, AREAS);
                }
            }
            Audit.of(machine, name + ", at the end");
            for (Task task : List.copyOf(machine.tasks())) {
                contents.get(task).forEach((address, value) -> compare(task, address, value));
            }
        }

        private void touch(Task task) {
            if (isDead(task)) {
                return;
            }
            if (random.nextInt(4) == 0) {
                machine.access(task, FILE_AREA + random.nextInt(PAGES) * 4096L, random.nextBoolean());
                return;
            }
            long address = Pool.address(random.nextInt(PAGES));
            if (random.nextBoolean()) {
                long value = random.nextLong();
                if (machine.store(task, address, value) == Machine.Outcome.OK) {
                    contents.get(task).put(address, value);
                }
            } else {
                compare(task, address, contents.get(task).getOrDefault(address, 0L));
            }
        }

        /** Whoever runs out of memory may kill anybody, also itself. */
        private boolean isDead(Task task) {
            return !machine.tasks().contains(task);
        }

        private void compare(Task task, long address, long value) {
            if (isDead(task)) {
                return;
            }
            if (machine.access(task, address, false) == Machine.Outcome.OK && machine.load(task, address) != value) {
                assertThat(machine.load(task, address))
                        .as("content of 0x%x of process %d", address, task.pid())
                        .isEqualTo(value);
            }
        }
    }
}
