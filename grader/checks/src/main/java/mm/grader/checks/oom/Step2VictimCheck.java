package mm.grader.checks.oom;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.oom.Step1BadnessCheck.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.oom.OomKiller;
import mm.oom.OomTask;
import org.junit.jupiter.api.Order;

/** Who dies, and who dies with him? */
@Graded(exercise = Exercise.OOM, step = 2, title = "The victim")
public class Step2VictimCheck {
    private static final long TOTAL = 100_000;

    @Order(1)
    @Check(
            points = 7,
            hints = {
                "The greatest badness; on a tie, whoever comes last in the list.",
                "mm/oom_kill.c oom_evaluate_task skips a task only if its points are less than the chosen one's.",
                "docs/06-oom.md: The victim"
            })
    void the_worst_task_is_chosen_and_the_last_of_equals(Parts parts) {
        OomKiller killer = parts.oomKiller();
        OomTask small = task(10, 100, 0);
        OomTask large = task(11, 5000, 0);
        OomTask wished = task(12, 50, 60);
        OomTask equal = task(13, 6050, 0);
        chosen(say("step2-victim-check.victim-the-larger"), killer.select(List.of(small, large), TOTAL), large);
        chosen(say("step2-victim-check.victim-the-larger"), killer.select(List.of(large, small), TOTAL), large);
        chosen(
                say("step2-victim-check.victim-50-pages-and-adj"),
                killer.select(List.of(small, wished, large), TOTAL),
                wished);
        chosen(
                say("step2-victim-check.victim-among-6050-6050-and"),
                killer.select(List.of(wished, equal, large), TOTAL),
                equal);
        chosen(
                say("step2-victim-check.victim-in-the-other-order"),
                killer.select(List.of(equal, wished, large), TOTAL),
                wished);
    }

    private static void chosen(String what, OomTask actual, OomTask expected) {
        if (!name(actual).equals(name(expected))) {
            assertThat(name(actual)).as(what).isEqualTo(name(expected));
        }
        assertThat(actual).as(what).isSameAs(expected);
    }

    private static List<String> names(List<OomTask> tasks) {
        return tasks == null
                ? List.of("null")
                : tasks.stream().map(Step2VictimCheck::name).toList();
    }

    private static String name(OomTask task) {
        return task == null ? "null" : task.pid() + " " + task.name();
    }

    @Order(2)
    @Check(
            points = 7,
            hints = {
                "When nobody may be killed, there is no victim: null. A negative badness is still a badness.",
                "mm/oom_kill.c out_of_memory: without a victim the kernel panics, \"System is deadlocked on memory\".",
                "docs/06-oom.md: Who is safe"
            },
            requires = "the_worst_task_is_chosen_and_the_last_of_equals")
    void unkillable_tasks_are_never_chosen(Parts parts) {
        OomKiller killer = parts.oomKiller();
        OomTask init = task(OomTask.INIT, 90_000, 1000);
        OomTask thread = new OomTask(2, "kthreadd", -1, 0, 0, 0, 0, 0);
        OomTask safe = task(20, 80_000, -1000);
        OomTask shy = task(21, 1, -999);
        chosen(
                say("step2-victim-check.victim-among-init-a-kernel"),
                killer.select(List.of(init, thread, safe), TOTAL),
                null);
        chosen(say("step2-victim-check.victim-among-nobody"), killer.select(List.of(), TOTAL), null);
        chosen(
                say("step2-victim-check.victim-when-the-only-killable"),
                killer.select(List.of(init, shy, thread, safe), TOTAL),
                shy);
    }

    @Order(3)
    @Check(
            points = 7,
            hints = {
                "Memory comes back only when the last task that uses it is gone.",
                "mm/oom_kill.c __oom_kill_process kills every process that shares the mm, but not init.",
                "docs/06-oom.md: Sharing memory means dying together"
            })
    void tasks_that_share_memory_die_together(Parts parts) {
        OomKiller killer = parts.oomKiller();
        OomTask init = new OomTask(OomTask.INIT, "init", 4, 10, 10, 0, 1, 0);
        OomTask leader = new OomTask(30, "leader", 4, 9000, 8000, 0, 20, 0);
        OomTask other = task(31, 3000, 0);
        OomTask twin = new OomTask(32, "twin", 4, 9000, 8000, 0, 20, -1000);
        OomTask friend = new OomTask(33, "friend", 4, 9000, 8000, 0, 20, -10);
        List<OomTask> tasks = List.of(init, leader, other, twin, friend);
        chosen(say("step2-victim-check.victim"), killer.select(tasks, TOTAL), leader);
        list(
                say("step2-victim-check.who-dies-all-that-share"),
                names(killer.killed(leader, tasks)),
                names(List.of(leader, twin, friend)));
        list(
                say("step2-victim-check.who-dies-in-the-order"),
                names(killer.killed(twin, tasks)),
                names(List.of(leader, twin, friend)));
        list(say("step2-victim-check.who-dies-with-a-task"), names(killer.killed(other, tasks)), names(List.of(other)));
    }

    @Order(4)
    @Check(
            points = 5,
            hints = {
                "Compare with all others: nobody may be worse, and nobody behind the victim as bad.",
                "mm/oom_kill.c select_bad_process goes over all tasks once.",
                "docs/06-oom.md: The victim"
            },
            requires = "the_worst_task_is_chosen_and_the_last_of_equals")
    void nobody_is_worse_than_the_victim(Parts parts, Random random) {
        OomKiller killer = parts.oomKiller();
        for (int round = 0; round < 300; round++) {
            List<OomTask> tasks = new ArrayList<>();
            for (int i = 1 + random.nextInt(9); i > 0; i--) {
                int adj = random.nextInt(4) == 0 ? random.nextInt(2001) - 1000 : 0;
                tasks.add(task(tasks.size() + 2, 1 + random.nextInt(round % 2 == 0 ? 4 : 50_000), adj));
            }
            OomTask linux = null;
            long worst = Long.MIN_VALUE;
            for (OomTask task : tasks) {
                long badness = task.rss() + task.oomScoreAdj() * 100L;
                if (task.oomScoreAdj() != -1000 && badness >= worst) {
                    linux = task;
                    worst = badness;
                }
            }
            chosen(say("step2-victim-check.victim-among-of-100000-pages", tasks), killer.select(tasks, TOTAL), linux);
        }
    }
}
