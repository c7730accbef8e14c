package mm.grader.checks.procfs;

import static mm.grader.Demand.equal;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.procfs.PmapView;
import org.junit.jupiter.api.Order;

/** Which mapping has the memory, and whose it is. */
@Graded(exercise = Exercise.FREE_TOP, step = 6, title = "pmap and fair shares (bonus)", bonus = true)
public class Step6PmapCheck {
    private static final String STACK = "7ffffffde000-7ffffffff000";

    @Order(1)
    @Check(
            points = 2,
            hints = {
                "One block of smaps gives one line: the length is from the addresses, Dirty is a sum of two counters.",
                "fs/proc/task_mmu.c: show_smap, smaps_page_accumulate.",
                "docs/07-free-top.md: Mapping by mapping"
            })
    void a_mapping_has_a_line_with_its_length_rss_and_dirty(Parts parts, Random random) {
        int rss = 1 + random.nextInt(4000);
        int shared = 5000 + random.nextInt(1000);
        int own = random.nextInt(90);
        list(
                say("step6-pmap-check.pmap-x-7"),
                new Mapped(parts)
                        .map("00400000-00402000", "r-xp", "/usr/bin/server", "Size 8 Rss 8 Pss 4 Shared_Clean 8 Swap 0")
                        .map(
                                "7ffff0000000-7ffff4000000",
                                "rw-p",
                                "",
                                "Size 65536 Rss " + rss + " Pss 77 Pss_Dirty 66 Shared_Clean 33 Shared_Dirty " + shared
                                        + " Private_Clean 44 Private_Dirty " + own + " Anonymous 55 Swap 22 SwapPss 11")
                        .map(STACK, "rw-p", "[stack]", "Size 132 Rss 123456789 Private_Dirty 0 Swap 0")
                        .pmap(),
                List.of(
                        "7:   server --fast",
                        Mapped.HEADER,
                        "0000000000400000       8       8       0 r-x-- server",
                        String.format("00007ffff0000000   65536 %7d %7d rw---   [ anon ]", rss, shared + own),
                        "00007ffffffde000     132 123456789       0 rw---   [ stack ]",
                        Mapped.LINE,
                        String.format("total kB           65676 %7d %7d", 8 + rss + 123_456_789, shared + own)));
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "Private is the rule, so it is not said; five characters, of which the last is always a hyphen.",
                "fs/proc/task_mmu.c: show_vma_header_prefix.",
                "docs/07-free-top.md: Mapping by mapping"
            },
            requires = "a_mapping_has_a_line_with_its_length_rss_and_dirty")
    void the_mode_tells_what_is_shared(Parts parts) {
        String[] permissions = {"r--p", "-w-p", "--xp", "---p", "rwxp", "r--s", "rw-s", "---s"};
        String[] modes = {"r----", "-w---", "--x--", "-----", "rwx--", "r--s-", "rw-s-", "---s-"};
        for (int i = 0; i < permissions.length; i++) {
            String line = new Mapped(parts)
                    .map("00400000-00401000", permissions[i], "/plumbing", "Rss 4 Swap 0")
                    .mappings()
                    .get(0);
            assertThat(line)
                    .as(say("step6-pmap-check.line-of-permissions", permissions[i]))
                    .isEqualTo("0000000000400000       4       4       0 " + modes[i] + " plumbing");
        }
    }

    @Order(3)
    @Check(
            points = 1,
            hints = {
                "The last slash of the line decides. Without one, only the address where the stack began tells it from other"
                        + " memory.",
                "fs/proc/task_mmu.c: get_vma_name; fs/proc/array.c: do_task_stat, start_stack.",
                "docs/07-free-top.md: Mapping by mapping"
            },
            requires = "a_mapping_has_a_line_with_its_length_rss_and_dirty")
    void a_mapping_is_named_by_its_file_or_is_anonymous_or_the_stack(Parts parts) {
        String[][] names = {
            {"/usr/lib/x86_64/libc.so.6", "libc.so.6"},
            {"/tmp/two words (deleted)", "two words (deleted)"},
            {"/memfd:x/y (deleted)", "y (deleted)"},
            {"/mnt/", "/"},
            {"/tmp/\u00c3\u00a9 x\t", "?? x?"},
            {"[heap]", "  [ anon ]"},
            {"[vdso]", "  [ anon ]"},
            {"[stack]", "  [ anon ]"},
            {"", "  [ anon ]"}
        };
        for (String[] name : names) {
            named(say("step6-pmap-check.name-of", name[0]), new Mapped(parts), name[0], name[1]);
        }
        long[] inside = {0x400000, 0x400ff8, 0x401000};
        for (long stack : inside) {
            String what = say("step6-pmap-check.stack-began-at", Long.toHexString(stack));
            named(what, new Mapped(parts).stack(stack), "[heap]", "  [ stack ]");
        }
        named(say("step6-pmap-check.stack-began-at", "3ffff8"), new Mapped(parts).stack(0x3ffff8), "", "  [ anon ]");
        named(say("step6-pmap-check.stack-began-at", "401008"), new Mapped(parts).stack(0x401008), "", "  [ anon ]");
        named(say("step6-pmap-check.stack-in-a-file"), new Mapped(parts).stack(0x400800), "/dev/zero", "zero");
    }

    private static void named(String what, Mapped process, String name, String right) {
        List<String> lines =
                process.map("00400000-00401000", "rw-p", name, "Rss 4 Swap 0").mappings();
        assertThat(lines.get(0)).as(what).isEqualTo("0000000000400000       4       4       0 rw--- " + right);
    }

    @Order(4)
    @Check(
            points = 1,
            hints = {
                "Each block begins anew: what a kernel does not show of it is 0. A file may be empty, or not there.",
                "fs/proc/task_mmu.c: show_smap; a kernel thread has no mm_struct.",
                "docs/07-free-top.md: Mapping by mapping"
            },
            requires = "a_mapping_has_a_line_with_its_length_rss_and_dirty")
    void a_counter_or_file_that_is_missing_counts_nothing(Parts parts) {
        Mapped process = new Mapped(parts)
                .map("00400000-00402000", "rw-p", "", "Rss 8 Shared_Dirty 4 Private_Dirty 3 Swap 0")
                .map("00402000-00403000", "rw-p", "", "Rss 4 Swap 0")
                .map("ffffffffff600000-ffffffffff601000", "--xp", "[vsyscall]", "Swap 0");
        list(
                say("step6-pmap-check.lines-of-mappings-that-lack"),
                process.mappings(),
                List.of(
                        "0000000000400000       8       8       7 rw---   [ anon ]",
                        "0000000000402000       4       4       0 rw---   [ anon ]",
                        "ffffffffff600000       4       0       0 --x--   [ anon ]"));
        assertThat(process.sums())
                .as(say("step6-pmap-check.sums-of-mappings-that-lack"))
                .isEqualTo("total kB              16      12       7");
        list(
                say("step6-pmap-check.pmap-of-a-kernel-thread"),
                new Mapped(parts).kernelThread().pmap(),
                List.of("7:   [server]", Mapped.HEADER, Mapped.LINE, "total kB               0       0       0"));
        list(say("step6-pmap-check.pmap-without-smaps"), new Mapped(parts).pmap(), List.of("7:   server --fast"));
    }

    @Order(5)
    @Check(
            points = 3,
            hints = {
                "Pss is a line of its own. What is private goes with the process, whether it was changed or not.",
                "fs/proc/task_mmu.c: smaps_account, show_smaps_rollup.",
                "docs/07-free-top.md: Why RES does not add up"
            })
    void a_process_has_its_fair_share_and_what_nobody_else_maps(Parts parts, Random random) {
        int pss = 100 + random.nextInt(900);
        int clean = 10_000 + random.nextInt(900);
        int dirty = 200_000 + random.nextInt(900);
        Mapped process = new Mapped(parts)
                .map("00400000-00401000", "rw-p", "", "Rss 4 Pss 3 Private_Dirty 2 Swap 0")
                .rollup("Rss 999999 Pss " + pss + " Pss_Dirty 5 Pss_Anon 6 Pss_File 7 Shared_Clean 77 Shared_Dirty 88"
                        + " Private_Clean " + clean + " Private_Dirty " + dirty + " Swap 55 SwapPss 44");
        equal(say("step6-pmap-check.pss-of-process"), process.shares().pss(), pss);
        equal(
                say("step6-pmap-check.uss-of-process", clean, dirty),
                process.shares().uss(),
                clean + dirty);
        for (Mapped none : List.of(new Mapped(parts), new Mapped(parts).kernelThread())) {
            PmapView.Shares shares = none.shares();
            equal(say("step6-pmap-check.pss-of-a-kernel-thread"), shares.pss(), 0);
            equal(say("step6-pmap-check.uss-of-a-kernel-thread"), shares.uss(), 0);
        }
    }

    @Order(6)
    @Replays("smaps")
    @Check(
            points = 2,
            hints = {
                "The message names the recording and the line; the section's head has the command.",
                "They were made with procps-ng 4.0.2, of real processes and of made-up ones.",
                "docs/formats.md: procps"
            },
            requires = {
                "a_mapping_is_named_by_its_file_or_is_anonymous_or_the_stack",
                "a_counter_or_file_that_is_missing_counts_nothing",
                "a_process_has_its_fair_share_and_what_nobody_else_maps"
            })
    void the_real_pmap_and_ps_print_the_same(Parts parts) {
        RecordingReplay.demandAgreement("smaps", parts);
    }
}
