package mm.grader.checks.procfs;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.procfs.Host;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import org.junit.jupiter.api.Order;

/** The screen of top. */
@Graded(exercise = Exercise.FREE_TOP, step = 3, title = "The columns of top")
public class Step3TopCheck {
    @Order(1)
    @Check(
            points = 5,
            hints = {
                "The first line and the third are given: Summary. For the others count states and scale counters.",
                "procps-ng src/top/top.c; D and I are asleep for Tasks.",
                "docs/07-free-top.md: The head of top"
            })
    void the_head_counts_tasks_and_shows_memory(Parts parts) {
        Screens screens = new Screens(parts);
        String states = "RSDITtZP";
        for (int i = 0; i < states.length(); i++) {
            screens.process(i + 1, "task", 0, states.charAt(i), 1, 1, 1, 1);
        }
        list(
                say("step3-top-check.the-first-six-lines-of"),
                screens.top().subList(0, 6),
                List.of(
                        "top - 12:00:00 up  2:46,  0 user,  load average: 0.50, 0.25, 0.12",
                        "Tasks:   8 total,   1 running,   4 sleeping,   2 stopped,   1 zombie",
                        "%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st",
                        "MiB Mem :   1953.1 total,    293.0 free,    781.2 used,    781.2 buff/cache",
                        "MiB Swap:    488.3 total,    390.6 free,     97.7 used.   1171.9 avail Mem",
                        ""));
    }

    @Order(2)
    @Check(
            points = 3,
            hints = {
                "C's float has 24 bits. A number longer than 8 characters and a blank is cut and gets a +.",
                "do_memory in src/top/top.c of procps-ng.",
                "docs/07-free-top.md: The head of top"
            })
    void memory_in_the_head_is_a_float_in_nine_columns(Parts parts) {
        Screens screens = new Screens(parts).memory("MemTotal 51138229 MemFree 1234567890120 MemAvailable 1");
        assertThat(screens.top("-E", "k").get(3))
                .as(say("step3-top-check.does-not-fit"))
                .startsWith("KiB Mem : 51138228 total, 12345679+free, ");
        assertThat(screens.top("-E", "g").get(3)).as("top -E g").startsWith("GiB Mem :     48.8 total, 1177375.+free");
        assertThat(screens.top("-E", "e").get(3)).as("top -E e").startsWith("EiB Mem :      0.0 total, ");
        assertThat(screens.procps(Procps.V3).top("-E", "g").get(3))
                .as(say("step3-top-check.three-decimals"))
                .startsWith("GiB Mem :   48.769 total,");
    }

    @Order(3)
    @Check(
            points = 5,
            hints = {
                "Look at statm: size, resident, shared, in pages of 4 kB.",
                "fs/proc/task_mmu.c task_statm: size is mm->total_vm, resident the pages in memory.",
                "docs/07-free-top.md: VIRT, RES, SHR"
            })
    void memory_in_use_is_res_and_not_virt(Parts parts, Random random) {
        int resident = 1000 + random.nextInt(1000);
        Screens screens = new Screens(parts)
                .process(7, "java", 0, 'S', 250_000, resident, 10, 5)
                .process(8, "rest", 0, 'S', 9, 8, 7, 5);
        assertThat(screens.field(7, "VIRT"))
                .as(say("step3-top-check.virt-250000-pages-are-mapped"))
                .isEqualTo("1000000");
        assertThat(screens.field(7, "RES"))
                .as(say("step3-top-check.res-of-them-pages-were", resident))
                .isEqualTo(String.valueOf(resident * 4));
        assertThat(screens.field(7, "SHR"))
                .as(say("step3-top-check.shr-10-of-those-pages"))
                .isEqualTo("40");
        assertThat(screens.field(7, "%MEM"))
                .as(say("step3-top-check.mem-res-not-virt-as"))
                .isEqualTo(String.format(java.util.Locale.ROOT, "%.1f", resident * 4 * 100 / 2_000_000.0));
        screens.process(9, "all", 0, 'S', 500_000, 500_000, 10, 5);
        assertThat(screens.field(9, "%MEM"))
                .as(say("step3-top-check.mem-of-all-memory"))
                .isEqualTo("100.0");
        assertThat(screens.procps(Procps.V3).field(9, "%MEM"))
                .as(say("step3-top-check.mem-of-all-memory-in"))
                .isEqualTo("100");
        screens.procps(Procps.V4).process(10, "few", 0, 'S', 750, 750, 10, 5);
        assertThat(screens.field(10, "%MEM"))
                .as(say("step3-top-check.mem-of-750-pages"))
                .isEqualTo("0.2");
    }

    @Order(4)
    @Check(
            points = 4,
            hints = {
                "A page that ten processes share is counted in the RES of all ten.",
                "Pss in /proc/PID/smaps_rollup would divide it by ten: fs/proc/task_mmu.c smaps_account.",
                "docs/07-free-top.md: Why RES does not add up"
            })
    void the_sum_of_res_is_more_than_what_is_used(Parts parts) {
        Screens screens = new Screens(parts)
                .memory("MemTotal 2000000 MemFree 1500000 MemAvailable 1600000 Cached 410000 Shmem 400000");
        for (int pid = 1; pid <= 10; pid++) {
            screens.process(pid, "postgres", 0, 'S', 110_000, 101_000, 100_000, pid);
        }
        double sum = 0;
        for (int pid = 1; pid <= 10; pid++) {
            assertThat(screens.field(pid, "RES"))
                    .as(say("step3-top-check.res-of-process", pid))
                    .isEqualTo("404000");
            assertThat(screens.field(pid, "SHR"))
                    .as(say("step3-top-check.shr-of-process", pid))
                    .isEqualTo("400000");
            sum += Double.parseDouble(screens.field(pid, "%MEM"));
        }
        assertThat(sum).as(say("step3-top-check.ten-processes-share-400000-kb")).isGreaterThan(200);
        assertThat(screens.top("-E", "k").get(3))
                .as(say("step3-top-check.used"))
                .contains("   400000 used,");
    }

    @Order(5)
    @Check(
            points = 4,
            hints = {
                "Try the forms k, m, g, t, p one after the other: not below the unit asked for, and not wider than the column.",
                "scale_mem in src/top/top.c of procps-ng divides a float.",
                "docs/07-free-top.md: Widths and units"
            })
    void sizes_take_the_first_unit_that_fits(Parts parts) {
        Screens screens = new Screens(parts).process(7, "big", 0, 'S', 25_000_000, 249_999, 250_000, 5);
        assertThat(screens.field(7, "VIRT"))
                .as(say("step3-top-check.100000000-kb-in-7-columns"))
                .isEqualTo("95.4g");
        assertThat(screens.field(7, "RES"))
                .as(say("step3-top-check.999996-kb-in-6-columns"))
                .isEqualTo("999996");
        assertThat(screens.field(7, "SHR"))
                .as(say("step3-top-check.1000000-kb-in-6-columns"))
                .isEqualTo("976.6m");
        assertThat(screens.field(7, "SHR", "-e", "g")).as("-e g").isEqualTo("1.0g");
        assertThat(screens.field(7, "SHR", "-e", "p")).as("-e p").isEqualTo("0.0p");
        screens.procps(Procps.V3);
        assertThat(screens.field(7, "SHR"))
                .as(say("step3-top-check.procps-3-one-decimal-of"))
                .isEqualTo("976.6m");
        assertThat(screens.field(7, "VIRT")).as("procps 3").isEqualTo("95.367g");
    }

    @Order(6)
    @Check(
            points = 5,
            hints = {
                "Ticks since the look before, times 100 / (100 x seconds). Then the limits: threads, processors, the column.",
                "TICS_ALL_DELTA in procps; Summary.mostCpu gives the last limit.",
                "docs/07-free-top.md: %CPU"
            })
    void cpu_is_the_share_of_one_processor_since_the_look_before(Parts parts) {
        Screens screens = new Screens(parts)
                .process(1, "a", 0, 'S', 1, 1, 1, 9_000)
                .process(2, "b", 0, 'S', 20, 0, 2, 1, 1, 1, 100)
                .process(3, "c", 0, 'S', 20, 0, 9, 1, 1, 1, 100)
                .process(4, "d", 0, 'S', 1, 1, 1, 45)
                .secondsLater(3)
                .used(1, 130)
                .used(2, 900)
                .used(3, 900)
                .appears(4);
        assertThat(screens.field(1, "%CPU"))
                .as(say("step3-top-check.130-ticks-in-3-seconds"))
                .isEqualTo("43.3");
        assertThat(screens.field(2, "%CPU"))
                .as(say("step3-top-check.900-ticks-in-3-seconds"))
                .isEqualTo("200.0");
        assertThat(screens.field(3, "%CPU"))
                .as(say("step3-top-check.300-on-2-processors"))
                .isEqualTo("200.0");
        assertThat(screens.field(4, "%CPU"))
                .as(say("step3-top-check.45-ticks-of-a-process"))
                .isEqualTo("15.0");
        screens.processors(1);
        assertThat(screens.field(2, "%CPU"))
                .as(say("step3-top-check.on-one-processor-at-most"))
                .isEqualTo("99.9");
        screens.processors(16).process(5, "e", 0, 'S', 20, 0, 64, 1, 1, 1, 0).used(5, 4000);
        assertThat(screens.field(2, "%CPU"))
                .as(say("step3-top-check.900-ticks-in-3-seconds-of-16"))
                .isEqualTo("200.0");
        assertThat(screens.field(5, "%CPU"))
                .as(say("step3-top-check.1333-3-does-not-fit"))
                .isEqualTo("1333");
        Screens rounded = new Screens(parts)
                .process(1, "a", 0, 'S', 1, 1, 1, 0)
                .secondsLater(28)
                .used(1, 91);
        assertThat(rounded.field(1, "%CPU"))
                .as(say("step3-top-check.91-ticks-in-28-seconds"))
                .isEqualTo("3.3");
    }

    @Order(7)
    @Check(
            points = 3,
            hints = {
                "The form depends on the size, and on the 9 columns. 100 ticks are a second.",
                "scale_tics in src/top/top.c of procps-ng.",
                "docs/07-free-top.md: TIME+"
            })
    void time_gets_coarser_as_it_grows(Parts parts) {
        Object[][] cases = {
            {5, "0:00.05", "0:00.05"}, {6_099, "1:00.99", "1:00.99"}, {2_165_999, "360:59.99", "360:59.99"},
            {2_166_000, "6,01", "361:00.00"}, {9_647_900, "26,47", "1607:59"}, {34_919_999, "96,59", "5819:59"},
            {34_920_000, "4d+1h", "5820:00"}, {129_599_999, "14d+23h", "21599:59"}, {129_600_000, "2w+1d", "21600:00"},
            {600_000_000, "9w+6d", "100000:00"}, {2_000_000_000, "33w+0d", "333333:20"}
        };
        for (Object[] each : cases) {
            long ticks = ((Integer) each[0]).longValue();
            Screens screens = new Screens(parts).process(7, "old", 0, 'S', 1, 1, 1, ticks);
            assertThat(screens.field(7, "TIME+"))
                    .as(say("step3-top-check.time-of-ticks", ticks))
                    .isEqualTo(each[1]);
            assertThat(screens.procps(Procps.V3).field(7, "TIME+"))
                    .as(say("step3-top-check.time-of-ticks-procps-3", ticks))
                    .isEqualTo(each[2]);
        }
    }

    @Order(8)
    @Check(
            points = 3,
            hints = {
                "Which columns stand right, which left? What happens to a name that is too long?",
                "Fieldstab in src/top/top.c of procps-ng.",
                "docs/07-free-top.md: Widths and units"
            })
    void a_line_has_its_columns_where_top_has_them(Parts parts) {
        Screens screens = new Screens(parts)
                .host(new Host("12:00:00", 0, Map.of(33, "www-data", 1000, "alexandra")))
                .process(123, "a(b) c", 1000, 'S', -100, -20, 1, 25, 24, 3, 100)
                .process(30_000, "a-name-that-has-no-end", 33, 'R', 39, 19, 1, 1, 1, 0, 200)
                .process(4, "x", 77, 'Z', -2, 0, 1, 0, 0, 0, 0);
        assertThat(screens.list("-o", "TIME+"))
                .as(say("step3-top-check.top-s-list-in-80"))
                .containsExactlyInAnyOrder(
                        "  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND",
                        "30000 www-data  39  19       4      4      0 R   0.0   0.0   0:02.00 a-name-th+",
                        "  123 alexand+  rt -20     100     96     12 S   0.0   0.0   0:01.00 a(b) c",
                        "    4 77        -2   0       0      0      0 Z   0.0   0.0   0:00.00 x");
        assertThat(screens.list("-w", "60"))
                .as(say("step3-top-check.in-60-columns-there-is"))
                .contains(
                        "  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM",
                        "  123 alexand+  rt -20     100     96     12 S   0.0   0.0");
        screens.process(5, "exactly-10", 0, 'S', -99, 0, 1, 0, 0, 0, 0)
                .process(6, "fast", 0, 'S', 999, 0, 1, 0, 0, 0, 0)
                .process(7, "faster", 0, 'S', 1000, 0, 1, 0, 0, 0, 0);
        assertThat(screens.field(5, "COMMAND"))
                .as(say("step3-top-check.a-name-of-10-characters"))
                .isEqualTo("exactly-10");
        screens.process(8, ProcFs.bytes("内存管理器"), 0, 'S', 20, 0, 1, 0, 0, 0, 0)
                .process(9, ProcFs.bytes("内存管理器程序"), 0, 'S', 20, 0, 1, 0, 0, 0, 0);
        assertThat(screens.field(8, "COMMAND"))
                .as(say("step3-top-check.a-name-of-5-chinese"))
                .isEqualTo("内存管理器");
        assertThat(screens.field(9, "COMMAND"))
                .as(say("step3-top-check.a-name-of-7-chinese"))
                .isEqualTo("内存管理+");
        assertThat(screens.field(5, "PR")).as("priority -99").isEqualTo("-99");
        assertThat(screens.field(6, "PR")).as("priority 999").isEqualTo("999");
        assertThat(screens.field(7, "PR")).as("priority 1000").isEqualTo("rt");
        String[] last = {"%MEM", "TIME+", "TIME+", "COMMAND"};
        int[] widths = {68, 69, 76, 77};
        for (int i = 0; i < widths.length; i++) {
            assertThat(screens.list("-w", "" + widths[i]).get(0).trim())
                    .as(say("step3-top-check.header-width", widths[i]))
                    .endsWith(last[i]);
        }
    }
}
