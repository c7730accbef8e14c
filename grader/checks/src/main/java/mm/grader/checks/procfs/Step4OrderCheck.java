package mm.grader.checks.procfs;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** Which processes top shows, and in which order. */
@Graded(exercise = Exercise.FREE_TOP, step = 4, title = "Sorting and choosing")
public class Step4OrderCheck {
    @Order(1)
    @Check(
            points = 4,
            hints = {
                "Sort by the counter, not by the text: 9.5g is more than 999996. List.sort is stable, and keep it so.",
                "procps_pids_sort in library/pids.c of procps-ng.",
                "docs/07-free-top.md: The order"
            })
    void the_greatest_comes_first_and_ties_keep_the_order_of_pids(Parts parts, Random random) {
        Screens screens = new Screens(parts);
        List<long[]> tasks = new ArrayList<>();
        for (int pid = 1; pid <= 12; pid++) {
            long size = random.nextInt(4) * 1_000_000L;
            tasks.add(new long[] {pid, size});
            screens.process(pid, "t", 0, 'S', size, pid == 5 ? 9 : 3, 1, 7);
        }
        List<Integer> expected = tasks.stream()
                .sorted(Comparator.comparingLong((long[] task) -> -task[1]))
                .map(task -> (int) task[0])
                .toList();
        assertThat(screens.pids("-o", "VIRT")).as("top -o VIRT").isEqualTo(expected);
        assertThat(screens.pids("-o", "%MEM").get(0))
                .as(say("step4-order-check.top-o-mem-sorts-by"))
                .isEqualTo(5);
        list(
                say("step4-order-check.top-o-pid-ascending"),
                screens.pids("-o", "-PID"),
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    }

    @Order(2)
    @Check(
            points = 4,
            hints = {
                "%CPU is limited when shown; the order knows the ticks themselves.",
                "PIDS_TICS_ALL_DELTA in library/pids.c of procps-ng.",
                "docs/07-free-top.md: The order"
            })
    void without_an_option_the_order_is_that_of_the_ticks_used_since(Parts parts) {
        Screens screens = new Screens(parts)
                .process(1, "a", 0, 'S', 1, 1, 1, 90_000)
                .process(2, "b", 0, 'S', 1, 1, 1, 10)
                .process(3, "c", 0, 'S', 1, 1, 1, 10)
                .secondsLater(1)
                .used(2, 300)
                .used(3, 400);
        assertThat(screens.field(2, "%CPU"))
                .as(say("step4-order-check.both-are-shown-with-100"))
                .isEqualTo(screens.field(3, "%CPU"));
        list(say("step4-order-check.400-ticks-before-300-before"), screens.pids(), List.of(3, 2, 1));
        list("top -o TIME+", screens.pids("-o", "TIME+"), List.of(1, 3, 2));
    }

    @Order(3)
    @Check(
            points = 4,
            hints = {
                "-p changes what is counted, too; -u only what is listed.",
                "procps_pids_select against wins_usrselect in src/top/top.c.",
                "docs/07-free-top.md: The order"
            })
    void processes_are_chosen_by_pid_and_by_user(Parts parts) {
        Screens screens = new Screens(parts)
                .process(1, "a", 0, 'S', 1, 1, 1, 9)
                .process(2, "b", 33, 'S', 2, 1, 1, 9)
                .process(3, "c", 33, 'R', 3, 1, 1, 9);
        list(say("step4-order-check.top-p-3-2-99"), screens.pids("-p", "3,2,99,3"), List.of(3, 2));
        assertThat(screens.top("-p", "3,2").get(1))
                .as(say("step4-order-check.tasks-of-p"))
                .startsWith("Tasks:   2 total,   1 running");
        list("top -u www-data", screens.pids("-u", "www-data", "-o", "VIRT"), List.of(3, 2));
        list("top -u 0", screens.pids("-u", "0"), List.of(1));
        list("top -u www", screens.pids("-u", "www"), List.of());
        assertThat(screens.top("-u", "0").get(1))
                .as(say("step4-order-check.tasks-of-u"))
                .startsWith("Tasks:   3 total");
        screens.process(4, "gone", 0, 'R', 9, 1, 1, 9).ends(4);
        list(say("step4-order-check.process-4-ends"), screens.pids("-o", "VIRT"), List.of(3, 2, 1));
        list(say("step4-order-check.process-4-ends-of-p"), screens.pids("-p", "2,4", "-o", "VIRT"), List.of(2));
    }

    @Order(4)
    @Check(
            points = 3,
            hints = {
                "Names sort by their characters, numbers by their value.",
                "sort_pids_str and sort_pids_s_int in library/pids.c of procps-ng.",
                "docs/07-free-top.md: The order"
            })
    void every_column_can_be_the_key(Parts parts) {
        Screens screens = new Screens(parts)
                .process(1, "b", 33, 'S', 30, 10, 1, 5, 5, 2, 9)
                .process(2, "a", 65534, 'Z', -2, -15, 1, 5, 5, 3, 9)
                .process(3, "c", 0, 'D', 5, 0, 1, 5, 5, 1, 9);
        Object[][] cases = {
            {"PID", List.of(3, 2, 1)}, {"USER", List.of(1, 3, 2)}, {"PR", List.of(1, 3, 2)}, {"NI", List.of(1, 3, 2)},
            {"SHR", List.of(2, 1, 3)}, {"S", List.of(2, 1, 3)}, {"COMMAND", List.of(3, 1, 2)}, {"RES", List.of(1, 2, 3)}
        };
        for (Object[] each : cases) {
            assertThat(screens.pids("-o", (String) each[0]))
                    .as("top -o %s", each[0])
                    .isEqualTo(each[1]);
        }
        list("top -o -PR", screens.pids("-o", "-PR"), List.of(2, 3, 1));
        long large = 1L << 33; // pages, of which 32 bits are not enough to count
        Screens close = new Screens(parts)
                .process(1, "a", 0, 'S', -101, 0, 1, 7, 1, 1, 1_010)
                .process(2, "B", 0, 'S', -102, 0, 1, large, 1, 1, 1_020)
                .process(3, "c", 0, 'S', -100, 0, 1, large + 1, 1, 1, 1_030);
        list(say("step4-order-check.small-letters-come-after"), close.pids("-o", "COMMAND"), List.of(3, 1, 2));
        list(say("step4-order-check.ticks-of-one-second"), close.pids("-o", "TIME+"), List.of(3, 2, 1));
        list(say("step4-order-check.priorities-all-shown-as-rt"), close.pids("-o", "PR"), List.of(3, 1, 2));
        list(say("step4-order-check.more-pages-than-32-bits"), close.pids("-o", "VIRT"), List.of(3, 2, 1));
    }
}
