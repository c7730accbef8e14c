package mm.grader.checks.oom;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.oom.OomKiller;
import mm.oom.OomTask;
import org.junit.jupiter.api.Order;

/** How bad is a task, and what does /proc show of it? */
@Graded(exercise = Exercise.OOM, step = 1, title = "Badness and oom_score")
public class Step1BadnessCheck {
    private static final long TOTAL = 1_000_000;

    /** A thousandth of it does not fit 32 bits: 16 PB, which a machine with five levels of tables can have. */
    private static final long HUGE_TOTAL = 4_000_000_000_000L;

    static OomTask task(int pid, long rss, int adj) {
        return new OomTask(pid, "task" + pid, pid, rss, rss, 0, 0, adj);
    }

    @Order(1)
    @Check(
            points = 8,
            hints = {
                "What would the task's death give back? Three things count, in pages.",
                "mm/oom_kill.c oom_badness: get_mm_rss, MM_SWAPENTS, mm_pgtables_bytes.",
                "docs/06-oom.md: Badness"
            })
    void badness_counts_what_death_gives_back(Parts parts) {
        OomKiller killer = parts.oomKiller();
        assertThat(killer.badness(new OomTask(7, "db", 7, 900_000, 40_000, 3_000, 120, 0), TOTAL))
                .as(say("step1-badness-check.badness-with-40000-pages-in"))
                .isEqualTo(43_120);
        assertThat(killer.badness(task(7, 0, 0), TOTAL))
                .as(say("step1-badness-check.badness-of-a-task-without"))
                .isZero();
    }

    @Order(2)
    @Check(
            points = 8,
            hints = {
                "VIRT is what was asked for. Untouched, it costs no frame, and killing gives none back.",
                "mm/oom_kill.c oom_badness does not look at total_vm; the first versions of the kernel did.",
                "docs/06-oom.md: Not the one that asked for the most"
            })
    void a_large_virt_does_not_make_a_task_worse(Parts parts) {
        OomKiller killer = parts.oomKiller();
        OomTask asker = new OomTask(5, "asker", 5, 50_000_000, 100, 0, 0, 0);
        OomTask user = new OomTask(6, "user", 6, 5_000, 4_000, 0, 0, 0);
        assertThat(killer.badness(asker, TOTAL))
                .as(say("step1-badness-check.badness-with-virt-50-million"))
                .isEqualTo(100);
        assertThat(killer.badness(user, TOTAL))
                .as(say("step1-badness-check.badness-with-virt-20-mb"))
                .isEqualTo(4_000);
    }

    @Order(3)
    @Check(
            points = 8,
            hints = {
                "oom_score_adj is in thousandths of all pages; divide the total by 1000 first, then multiply.",
                "mm/oom_kill.c oom_badness: adj *= totalpages / 1000. C divides towards zero.",
                "docs/06-oom.md: Badness"
            },
            requires = "badness_counts_what_death_gives_back")
    void the_owners_wish_counts_in_thousandths_of_all_pages(Parts parts) {
        OomKiller killer = parts.oomKiller();
        assertThat(killer.badness(task(7, 10, 500), TOTAL))
                .as(say("step1-badness-check.badness-with-adj-500-of"))
                .isEqualTo(500_010);
        assertThat(killer.badness(task(7, 10, 1000), 1999))
                .as(say("step1-badness-check.badness-with-adj-1000-of"))
                .isEqualTo(1010);
        assertThat(killer.badness(task(7, 10, -999), TOTAL))
                .as(say("step1-badness-check.badness-with-adj-999-negative"))
                .isEqualTo(-998_990);
        assertThat(killer.badness(task(7, 10, 1000), HUGE_TOTAL))
                .as(say("step1-badness-check.badness-with-adj-1000-of-2", HUGE_TOTAL))
                .isEqualTo(10 + HUGE_TOTAL);
    }

    @Order(4)
    @Check(
            points = 8,
            hints = {
                "Three kinds of task are never killed, however large.",
                "mm/oom_kill.c oom_unkillable_task (init, PF_KTHREAD) and OOM_SCORE_ADJ_MIN.",
                "docs/06-oom.md: Who is safe"
            },
            requires = "badness_counts_what_death_gives_back")
    void init_kernel_threads_and_minus_1000_are_unkillable(Parts parts) {
        OomKiller killer = parts.oomKiller();
        OomTask thread = new OomTask(2, "kswapd0", -1, 0, 0, 0, 0, 0);
        assertThat(killer.badness(task(OomTask.INIT, 5000, 0), TOTAL))
                .as(say("step1-badness-check.badness-of-init"))
                .isEqualTo(OomKiller.UNKILLABLE);
        assertThat(killer.badness(thread, TOTAL))
                .as(say("step1-badness-check.badness-of-a-kernel-thread"))
                .isEqualTo(OomKiller.UNKILLABLE);
        OomTask first = new OomTask(3, "first", 0, 20, 10, 0, 0, 0);
        assertThat(killer.badness(first, TOTAL))
                .as(say("step1-badness-check.badness-of-a-task-whose"))
                .isEqualTo(10);
        assertThat(killer.badness(task(9, 5000, -1000), TOTAL))
                .as(say("step1-badness-check.badness-with-oom-score-adj"))
                .isEqualTo(OomKiller.UNKILLABLE);
        assertThat(killer.badness(task(9, 5000, -999), TOTAL))
                .as(say("step1-badness-check.badness-with-oom-score-adj-2"))
                .isEqualTo(5000 - 999_000);
        assertThat(killer.oomScore(task(9, 5000, -1000), TOTAL))
                .as(say("step1-badness-check.oom-score-of-an-unkillable"))
                .isZero();
    }

    @Order(5)
    @Check(
            points = 8,
            hints = {
                "An idle process shows 666: two thirds of 1000. Each division cuts towards zero, in the kernel's order.",
                "fs/proc/base.c proc_oom_score: (1000 + badness * 1000 / totalpages) * 2 / 3.",
                "docs/06-oom.md: The number in /proc"
            },
            requires = "badness_counts_what_death_gives_back")
    void oom_score_is_the_kernels_number(Parts parts, Random random) {
        OomKiller killer = parts.oomKiller();
        demandScore(killer, 0, 0, 666);
        demandScore(killer, 1499, 0, 667);
        demandScore(killer, 500_000, 0, 1000);
        demandScore(killer, 0, 1000, 1333);
        demandScore(killer, 0, -500, 333);
        demandScore(killer, 0, -999, 0);
        for (int i = 0; i < 300; i++) {
            long rss = random.nextInt((int) TOTAL);
            int adj = random.nextInt(2000) - 999;
            long badness = rss + adj * (TOTAL / 1000);
            demandScore(killer, rss, adj, (int) ((1000 + badness * 1000 / TOTAL) * 2 / 3));
        }
    }

    @Order(6)
    @Replays("score")
    @Check(
            points = 7,
            hints = {
                "The recordings are in kB, a page has 4; memory and swap together are the total.",
                "fs/proc/base.c proc_oom_score: totalram_pages() + total_swap_pages.",
                "docs/06-oom.md: The number in /proc"
            })
    void linux_shows_the_same_scores(Parts parts) {
        RecordingReplay.demandAgreement("score", parts);
    }

    private static void demandScore(OomKiller killer, long rss, int adj, int linux) {
        assertThat(killer.oomScore(task(7, rss, adj), TOTAL))
                .as(say("step1-badness-check.oom-score-with-of-1000000", rss, adj))
                .isEqualTo(linux);
    }
}
