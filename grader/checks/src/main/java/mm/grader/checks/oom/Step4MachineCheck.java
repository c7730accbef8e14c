package mm.grader.checks.oom;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.checks.swap.SwapFixture;
import mm.lru.PolicyKind;
import mm.machine.BlockDevice;
import mm.machine.Exercise;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import org.junit.jupiter.api.Order;

/** A whole machine that runs out of memory. */
@Graded(exercise = Exercise.OOM, step = 4, title = "In the machine")
public class Step4MachineCheck {
    private static final int SEEDS = 72;

    @Order(1)
    @Check(
            points = 7,
            hints = {
                "Who leaks dies, unless somebody is worse; who only touched one page too many goes on.",
                "mm/oom_kill.c __oom_kill_process logs \"Killed process\"; the faulting access is tried again.",
                "docs/06-oom.md: Somebody else's death"
            })
    void a_leak_ends_in_a_kill_and_everybody_else_goes_on(Parts parts) {
        SwapFixture pool = new SwapFixture(parts, 200, 50);
        Task init = pool.task;
        Task leaker = pool.process("leaker");
        Task service = pool.process("service");
        Machine machine = pool.machine;
        int page = 0;
        Machine.Outcome outcome = Machine.Outcome.OK;
        while (outcome == Machine.Outcome.OK && page < 1000) {
            outcome = machine.store(leaker, SwapFixture.address(page++), page);
            if (page % 4 == 0) {
                assertThat(machine.store(service, SwapFixture.address(page / 8), 7))
                        .as(say("step4-machine-check.the-service-s-write"))
                        .isEqualTo(Machine.Outcome.OK);
            }
        }
        assertThat(outcome).as(say("step4-machine-check.how-the-leak-ends")).isEqualTo(Machine.Outcome.KILLED);
        list(say("step4-machine-check.who-lives"), List.copyOf(machine.tasks()), List.of(init, service));
        assertThat(kills(machine)).as(say("step4-machine-check.kernel-log")).hasSize(1);
        assertThat(kills(machine).get(0))
                .as(say("step4-machine-check.kernel-log"))
                .startsWith("Out of memory: Killed process 2 (leaker) total-vm:65540kB, anon-rss:")
                .endsWith("oom_score_adj:0");
        assertThat(machine.store(service, SwapFixture.address(500), 1))
                .as(say("step4-machine-check.the-service-s-next-write"))
                .isEqualTo(Machine.Outcome.OK);
        Audit.of(machine, say("step4-machine-check.after-the-kill"));
    }

    /** Returns the log without the tables of tasks. */
    private static List<String> kills(Machine machine) {
        return machine.log().stream()
                .filter(line -> line.startsWith("Out of memory"))
                .toList();
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
        SwapFixture pool = new SwapFixture(parts, 200, 20);
        Machine machine = pool.machine;
        Task leaker = pool.process("leaker");
        leaker.setOomScoreAdj(-1000);
        Task small = pool.process("small");
        Task large = pool.process("large");
        for (int page = 0; page < 40; page++) {
            machine.store(large, SwapFixture.address(page), 1);
            machine.store(small, SwapFixture.address(page / 4), 1);
        }
        Machine.Outcome outcome = Machine.Outcome.OK;
        for (int page = 0; outcome == Machine.Outcome.OK && page < 1000; page++) {
            outcome = machine.store(leaker, SwapFixture.address(page), 1);
        }
        assertThat(outcome)
                .as(say("step4-machine-check.how-the-leak-ends-when"))
                .isEqualTo(Machine.Outcome.OOM);
        assertThat(kills(machine))
                .as(say("step4-machine-check.kernel-log-two-kills-and"))
                .hasSize(3);
        assertThat(kills(machine).get(0))
                .as(say("step4-machine-check.first-to-die"))
                .contains("(large)");
        assertThat(kills(machine).get(1))
                .as(say("step4-machine-check.second-to-die"))
                .contains("(small)");
        list(say("step4-machine-check.who-lives"), List.copyOf(machine.tasks()), List.of(pool.task, leaker));
        Audit.of(machine, say("step4-machine-check.at-the-end"));
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
            Workload.play(parts, options, random, say("step4-machine-check.seed", seed));
        }
    }
}
