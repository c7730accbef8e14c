package mm.grader.checks.swap;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import mm.grader.FailureMinimizer;
import mm.machine.Parts;
import mm.machine.ReclaimOptions;
import mm.machine.Task;

/** Processes that want ten times as much memory as there is, and remember what they wrote. */
final class Pressure {
    private static final List<String> NAMES = List.of("pool", "second", "child", "youngest");
    private static final int PAGES = 400;
    private static final int STEPS = 6000;
    private static final int FIRST_FORK = 2000;
    private static final int FORK_EACH = 2500;

    private final SwapFixture pool;
    private final Task[] tasks = new Task[NAMES.size()];
    private final long[][] contents = new long[NAMES.size()][];

    /** Reads or writes of pages side by side, or a fork; those of a process that is not there do nothing. */
    private record Op(boolean write, int who, int first, int last, int value, int child) {
        @Override
        public String toString() {
            String pages = first == last ? "" + first : first + "-" + last;
            return child > 0
                    ? String.join(" ", "fork", NAMES.get(who), NAMES.get(child))
                    : String.join(" ", write ? "write" : "read", NAMES.get(who), pages);
        }
    }

    private Pressure(Parts parts, ReclaimOptions options) {
        pool = new SwapFixture(parts, 120, options);
        begin(0, pool.task);
        begin(1, pool.process(NAMES.get(1)));
    }

    private void begin(int who, Task task) {
        tasks[who] = task;
        contents[who] = new long[PAGES];
    }

    /** Plays random operations; when content is lost, down to the fewest that lose it. */
    static void play(Parts parts, ReclaimOptions options, Random random) {
        List<Op> operations = new ArrayList<>();
        int children = 2;
        for (int step = 0; step < STEPS; step++) {
            int who = random.nextInt(children);
            int first = random.nextInt(PAGES);
            int untilFork = Math.floorMod(FIRST_FORK - step, FORK_EACH);
            boolean many = (step < 100 || untilFork < 100) && random.nextInt(4) == 0; // few operations fill memory
            int last = many ? Math.min(first + random.nextInt(60), PAGES - 1) : first;
            operations.add(new Op(random.nextInt(3) > 0, who, first, last, 1 + step * PAGES, 0));
            if (untilFork == 0) {
                operations.add(new Op(false, who, 0, 0, 0, children++));
            }
        }
        FailureMinimizer.play(operations, some -> new Pressure(parts, options).run(some));
    }

    private void run(List<Op> operations) {
        for (Op operation : operations) {
            int who = operation.who;
            if (tasks[who] == null) {
                continue;
            }
            if (operation.child > 0) {
                fork(who, operation.child);
            }
            for (int page = operation.first; operation.child == 0 && page <= operation.last; page++) {
                touch(who, page, operation.write ? operation.value + page - operation.first : 0);
            }
        }
        for (int page = 0; page < PAGES; page++) {
            demandContents(page);
        }
        Stream.of(tasks).filter(Objects::nonNull).forEach(pool.machine::exit);
        assertThat(pool.area.freeSlots())
                .as(say("pressure.free-slots-when-all-are"))
                .isEqualTo(3999);
        assertThat(pool.swapper.cachedPages())
                .as(say("pressure.pages-in-the-swap-cache"))
                .isZero();
    }

    private void fork(int who, int child) {
        Task forked = pool.machine.fork(tasks[who], NAMES.get(child));
        assertThat(forked).as(say("pressure.fork-of-process", NAMES.get(who))).isNotNull();
        begin(child, forked);
        contents[child] = contents[who].clone();
    }

    private void touch(int who, int page, int value) {
        if (value > 0) {
            pool.store(tasks[who], page, value);
            contents[who][page] = value;
        } else {
            pool.demandContent(tasks[who], page, contents[who][page]);
        }
    }

    /** Demands what all have in a page, one after the other: who comes second finds a shared one in the swap cache. */
    private void demandContents(int page) {
        for (int who = 0; who < tasks.length; who++) {
            if (tasks[who] != null && contents[who][page] != 0) {
                pool.demandContent(tasks[who], page, contents[who][page]);
            }
        }
    }
}
