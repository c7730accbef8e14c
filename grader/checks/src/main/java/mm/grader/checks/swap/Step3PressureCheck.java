package mm.grader.checks.swap;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.lru.PolicyKind;
import mm.machine.BlockDevice;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.ReclaimOptions;
import org.junit.jupiter.api.Order;

/** A machine that has less memory than its processes want. */
@Graded(exercise = Exercise.SWAP, step = 3, title = "Under pressure")
public class Step3PressureCheck {
    @Order(1)
    @Check(
            points = 9,
            hints = {
                "The message says which page of whom lost its content. What happened to it: fork, swap, copy-on-write?",
                "mm/memory.c do_swap_page and do_wp_page: only an exclusive page may be written to in place.",
                "docs/05-swap.md: What must never happen"
            })
    void no_content_is_lost_with_ten_times_more_pages_than_frames(Parts parts, Random random) {
        for (PolicyKind policy : PolicyKind.values()) {
            ReclaimOptions options = new ReclaimOptions(policy, 4000, BlockDevice.Latency.SSD, 60);
            Pressure.play(parts, options, random);
        }
    }

    @Order(2)
    @Check(
            points = 9,
            hints = {
                "Measure: sum of the device's busy time for 2000 random reads, with a working set that grows.",
                "With everything in memory the device is idle; each page too many costs a device's time, not a memory's.",
                "docs/05-swap.md: The cliff"
            })
    void time_falls_off_a_cliff_when_the_working_set_outgrows_memory(Parts parts, Random random) {
        long[] nanos = new long[3];
        int[] workingSets = {60, 90, 240};
        for (int i = 0; i < workingSets.length; i++) {
            SwapFixture pool = new SwapFixture(parts, 120, 1000);
            for (int page = 0; page < workingSets[i]; page++) {
                pool.store(pool.task, page, page);
            }
            long before = pool.device.busyNanos();
            for (int reads = 0; reads < 2000; reads++) {
                int page = random.nextInt(workingSets[i]);
                pool.demandContent(pool.task, page, page);
            }
            nanos[i] = pool.device.busyNanos() - before;
            assertThat(pool.device.reads())
                    .as(say("step3-pressure-check.pages-read-from-the-device"))
                    .isEqualTo(pool.task.majorFaults());
        }
        assertThat(nanos[0])
                .as(say("step3-pressure-check.device-time-with-60-pages"))
                .isZero();
        assertThat(nanos[1])
                .as(say("step3-pressure-check.device-time-with-90-pages"))
                .isZero();
        assertThat(nanos[2])
                .as(say("step3-pressure-check.device-time-of-2000-reads"))
                .isBetween(40_000_000L, 400_000_000L);
    }
}
