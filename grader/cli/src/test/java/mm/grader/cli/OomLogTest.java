package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import org.junit.jupiter.api.Test;

/** The kernel's own log of a kill, of any kernel and in any program's form, is a question and has an answer. */
final class OomLogTest {
    private static final Path LOGS = KitHome.root().resolve("grader/cli/src/test/resources/oom");
    private static final String HEAD_4_4 =
            "[ pid ]   uid  tgid total_vm      rss nr_ptes nr_pmds swapents oom_score_adj name";
    private static final String HEAD_5 =
            "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name";
    private static final String HEAD_6_8 = "[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem"
            + " pgtables_bytes swapents oom_score_adj name";

    private final Parts parts = new LoadedParts(KitHome.reference());

    private List<String> run(String... lines) {
        return Scripts.run(Script.of("log", String.join("\n", lines)), parts);
    }

    @Test
    void a_log_of_this_kernel_is_answered_as_the_kernel_did() {
        List<String> lines = Scripts.run(Script.read(LOGS.resolve("linux-6.18.txt")), parts);
        assertThat(lines)
                .containsExactly(
                        "limit 61440 kB = 15360 pages",
                        "  bash rss 777 pgtables_bytes 53248 swapents 0 oom_score_adj 0",
                        "  hog x rss 5395 pgtables_bytes 86016 swapents 0 oom_score_adj 200",
                        "  hog x rss 10383 pgtables_bytes 126976 swapents 0 oom_score_adj 0",
                        "  killed hog x",
                        "# hog x (6403): 10383 in memory + 0 in swap + 31 of page tables + 0 x 15 = 10414 pages",
                        "# hog x (6402): 5395 in memory + 0 in swap + 21 of page tables + 200 x 15 = 8416 pages",
                        "# bash (6401): 777 in memory + 0 in swap + 13 of page tables + 0 x 15 = 790 pages",
                        "# the log killed hog x (6403): the same");
        assertThat(Scripts.run(Script.of("again", String.join("\n", lines)), parts))
                .as("what is printed is a script of the kind oom")
                .isEqualTo(lines);
    }

    @Test
    void every_prefix_of_dmesg_syslog_and_journal_is_passed_over() {
        for (String prefix : List.of(
                "",
                "[  512.345678] ",
                "[    5.000001] [  T4242] ",
                "[Sun Nov 29 12:00:00 2026] ",
                "Nov 29 12:00:00 host kernel: ",
                "Nov 29 12:00:00 host kernel: [  512.345678] ",
                "2026-11-29T12:00:00,123456+00:00 ",
                "<6>[  512.345678] ",
                "kern  :warn  : [  512.345678] ")) {
            List<String> lines = run(
                    prefix + "cat invoked oom-killer: gfp_mask=0x1, order=0, oom_score_adj=0",
                    prefix + "1000000 pages RAM",
                    prefix + "24000 pages reserved",
                    prefix + "Total swap = 96000kB",
                    prefix + HEAD_5,
                    prefix + "[    300]     0   300    10000      500    65536        7         -1000 sshd",
                    prefix + "[    400]  1000   400   200000    90000   409600     1000             0 Web Content",
                    prefix + "[    500]  1000   500    20000     1000    65536        0           300 a) b (c",
                    prefix + "oom-kill:constraint=CONSTRAINT_NONE,task_memcg=/,task=a) b (c,pid=500,uid=1000",
                    prefix + "Out of memory: Killed process 500 (a) b (c) total-vm:80000kB, anon-rss:4000kB");
            assertThat(lines).as(prefix).contains("limit 4000000 kB = 1000000 pages", "  killed a) b (c");
            assertThat(lines).as(prefix).endsWith("# the log killed a) b (c (500): the same");
            assertThat(lines)
                    .as(prefix)
                    .filteredOn(line -> line.startsWith("# "))
                    .hasSize(3);
        }
    }

    @Test
    void older_columns_are_read_by_their_names_and_root_was_spared_until_4_17() {
        String[] log = {
            "[1.0] CPU: 0 PID: 1 Comm: cat Not tainted VERSION #1",
            "[1.0] 100000 pages RAM",
            "[1.0] " + HEAD_4_4,
            "[1.0] [  300]     0   300    10000     5000       20       3       10             0 daemon",
            "[1.0] [  400]  1000   400    20000     4900       20       4        7             0 user",
            "[1.0] Out of memory: Kill process 400 (user) score 49 or sacrifice child",
            "[1.0] Killed process 400 (user) total-vm:80000kB, anon-rss:4000kB"
        };
        String[] old = log.clone();
        old[0] = old[0].replace("VERSION", "4.4.0-21-generic");
        assertThat(run(old)).contains("  killed user").last().isEqualTo("# the log killed user (400): the same");
        String[] young = log.clone();
        young[0] = young[0].replace("VERSION", "4.17.0");
        assertThat(run(young))
                .contains("  killed daemon")
                .last()
                .isEqualTo("# the log killed user (400), of 4931 pages: another");
    }

    @Test
    void a_log_of_several_kills_has_a_question_for_each_and_foreign_lines_between() {
        List<String> log = new ArrayList<>();
        Random random = new Random(5);
        for (int kill = 0; kill < 20; kill++) {
            log.add("x invoked oom-killer: gfp_mask=0x1");
            log.add("memory: usage 98304kB, limit 98304kB, failcnt 5");
            log.add("swap: usage 0kB, limit " + (kill % 2 == 0 ? 9007199254740988L : 1000) + "kB");
            log.add(HEAD_6_8);
            int worst = random.nextInt(10);
            for (int i = 0; i < 10; i++) {
                int rss = i == worst ? 20_000 : random.nextInt(10_000);
                log.add(String.format(
                        "[%7d] %5d %5d %8d %8d 1 2 3 4096 0 0 p%d", 100 + i, i, 100 + i, rss * 2, rss, i));
                if (i == 4) {
                    log.add("usb 1-1: new high-speed USB device number 4");
                }
            }
            log.add("Memory cgroup out of memory: Killed process " + (100 + worst) + " (p" + worst
                    + ") total-vm:1kB, x");
        }
        List<String> lines = run(log.toArray(String[]::new));
        assertThat(lines).filteredOn(line -> line.endsWith(": the same")).hasSize(20);
        assertThat(lines).contains("limit 98304 kB = 24576 pages", "limit 99304 kB = 24826 pages");
    }

    @Test
    void a_log_that_is_cut_is_refused_with_its_line() {
        assertThatThrownBy(() ->
                        run("x", HEAD_5, "[    300]     0   300    10000      500    65536        7       0 sshd"))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("log:2: the log ends before it says who was killed");
        assertThatThrownBy(() -> run("x", HEAD_5, "Out of memory: Killed process 5 (x) total-vm:1kB"))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("log:2: this table of tasks is empty");
    }
}
