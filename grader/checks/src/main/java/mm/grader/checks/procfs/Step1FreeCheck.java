package mm.grader.checks.procfs;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.procfs.Procps;
import org.junit.jupiter.api.Order;

/** What each column of free means. */
@Graded(exercise = Exercise.FREE_TOP, step = 1, title = "The columns of free")
public class Step1FreeCheck {
    @Order(1)
    @Check(
            points = 3,
            hints = {
                "Label left in 9 columns, every number right in 11, one blank between the numbers.",
                "procps-ng src/free.c prints the numbers of fs/proc/meminfo.c meminfo_proc_show.",
                "docs/07-free-top.md: The columns of free"
            })
    void free_shows_a_header_a_memory_line_and_a_swap_line(Parts parts) {
        list(
                say("step1-free-check.free-on-a-machine-of"),
                new Screens(parts).free(),
                List.of(
                        Screens.HEADER,
                        "Mem:         2000000      800000      300000      100000      800000     1200000",
                        "Swap:         500000      100000      400000"));
    }

    @Order(2)
    @Check(
            points = 4,
            hints = {
                "MemFree is memory that nobody uses at all. The page cache would be given back at once, so it is left too.",
                "mm/show_mem.c si_mem_available: free pages plus the part of cache and slab that can go.",
                "docs/07-free-top.md: What is left"
            })
    void what_is_left_is_available_and_not_free(Parts parts, Random random) {
        long available = 1_300_000 + random.nextInt(100_000);
        Screens screens = new Screens(parts)
                .memory("MemTotal 2000000 MemFree 20000 MemAvailable " + available + " Cached 1500000 Buffers 1000");
        assertThat(screens.cell("Mem", "free"))
                .as(say("step1-free-check.free-is-memfree-the-memory"))
                .isEqualTo("20000");
        assertThat(screens.cell("Mem", "available"))
                .as(say("step1-free-check.available-is-memavailable-with-1500000"))
                .isEqualTo(String.valueOf(available));
        assertThat(screens.cell("Mem", "used"))
                .as(say("step1-free-check.used-is-total-available-cache"))
                .isEqualTo(String.valueOf(2_000_000 - available));
    }

    @Order(3)
    @Check(
            points = 4,
            hints = {
                "Three counters of meminfo make buff/cache.",
                "fs/proc/meminfo.c: Cached leaves the buffers out; SReclaimable are the dentries and inodes.",
                "docs/07-free-top.md: The columns of free"
            })
    void cache_is_page_cache_and_reclaimable_slab_and_contains_shared_memory(Parts parts, Random random) {
        long buffers = random.nextInt(90_000);
        long cached = 500_000 + random.nextInt(90_000);
        long slab = random.nextInt(90_000);
        Screens screens = new Screens(parts)
                .memory("MemTotal 2000000 MemFree 20000 MemAvailable 900000 Buffers " + buffers + " Cached " + cached
                        + " SwapCached 777 Slab 400000 SReclaimable " + slab + " Shmem 123456");
        assertThat(screens.cell("Mem", "buff/cache"))
                .as(say("step1-free-check.buff-cache-is-buffers-cached", buffers, cached, slab))
                .isEqualTo(String.valueOf(buffers + cached + slab));
        assertThat(screens.cell("Mem", "shared"))
                .as(say("step1-free-check.shared-is-shmem-cached-contains"))
                .isEqualTo("123456");
        assertThat(screens.cell("Mem", "buffers", "-w"))
                .as(say("step1-free-check.free-w-buffers"))
                .isEqualTo(String.valueOf(buffers));
        assertThat(screens.cell("Mem", "cache", "-w"))
                .as(say("step1-free-check.free-w-cache-is-cached"))
                .isEqualTo(String.valueOf(cached + slab));
    }

    @Order(4)
    @Check(
            points = 4,
            hints = {
                "Which generation subtracts what? FreeView's Javadoc has both formulas.",
                "procps-ng 4 changed it since tmpfs and cache that cannot be dropped looked unused.",
                "docs/07-free-top.md: Two generations"
            })
    void the_older_generation_counts_all_cache_as_unused(Parts parts) {
        Screens screens = new Screens(parts);
        assertThat(screens.cell("Mem", "used"))
                .as(say("step1-free-check.procps-4-used-2000000-total"))
                .isEqualTo("800000");
        assertThat(screens.procps(Procps.V3).cell("Mem", "used"))
                .as(say("step1-free-check.procps-3-used-2000000-total"))
                .isEqualTo("900000");
        list(
                say("step1-free-check.procps-3-gives-the-label"),
                screens.free(),
                List.of(
                        Screens.HEADER.substring(1),
                        "Mem:        2000000      900000      300000      100000      800000     1200000",
                        "Swap:        500000      100000      400000"));
    }

    @Order(5)
    @Check(
            points = 3,
            hints = {
                "What does a kernel before 3.14 say about MemAvailable? And what does a container with a patched meminfo?",
                "library/meminfo.c of procps falls back to MemFree.",
                "docs/07-free-top.md: Odd machines"
            })
    void impossible_numbers_fall_back_rather_than_turn_negative(Parts parts) {
        String rest = "MemTotal 1000 MemFree 300 Cached 900 Buffers 200 SwapTotal 100 SwapFree 150";
        for (String available : new String[] {"", "MemAvailable 0 ", "MemAvailable 1001 "}) {
            Screens screens = new Screens(parts).memory(available + rest);
            String what = available.isEmpty()
                    ? say("step1-free-check.no-memavailable")
                    : say("step1-free-check.of-memtotal-1000", available.trim());
            assertThat(screens.cell("Mem", "available"))
                    .as(say("step1-free-check.memfree-takes-its-place", what))
                    .isEqualTo("300");
            assertThat(screens.cell("Mem", "used"))
                    .as(say("step1-free-check.total-memfree-is-used", what))
                    .isEqualTo("700");
            assertThat(screens.cell("Swap", "used"))
                    .as(say("step1-free-check.swapfree-greater-than-swaptotal-0"))
                    .isEqualTo("0");
            assertThat(screens.procps(Procps.V3).cell("Mem", "used"))
                    .as(say("step1-free-check.procps-3-1000-300-1100"))
                    .isEqualTo("700");
        }
        Screens allLeft = new Screens(parts).memory(rest + " MemAvailable 1000");
        assertThat(allLeft.cell("Mem", "available"))
                .as(say("step1-free-check.memavailable-1000-of-memtotal-1000"))
                .isEqualTo("1000");
        assertThat(allLeft.cell("Mem", "used"))
                .as(say("step1-free-check.memavailable-1000-of-memtotal-1000-2"))
                .isEqualTo("0");
        Screens belowZero = new Screens(parts).memory(rest + " MemAvailable -5");
        assertThat(belowZero.cell("Mem", "available"))
                .as(say("step1-free-check.memavailable-2-64-5"))
                .isEqualTo("300");
        Screens moreThanAll = new Screens(parts).memory("MemTotal 1000 MemFree 300 SwapTotal 100 SwapFree -5");
        assertThat(moreThanAll.cell("Swap", "used"))
                .as(say("step1-free-check.swapfree-2-64-5"))
                .isEqualTo("0");
    }

    @Order(6)
    @Check(
            points = 3,
            hints = {
                "Total adds memory and swap. Comm may well be negative. A 64-bit kernel has no high memory.",
                "mm/util.c vm_commit_limit; __vm_enough_memory refuses only in overcommit mode 2.",
                "docs/07-free-top.md: More lines"
            })
    void the_optional_lines_come_in_their_places(Parts parts) {
        Screens screens = new Screens(parts);
        list(
                "free -l -t -v",
                screens.free("-l", "-t", "-v"),
                List.of(
                        Screens.HEADER,
                        "Mem:         2000000      800000      300000      100000      800000     1200000",
                        "Low:         2000000     1700000      300000",
                        "High:              0           0           0",
                        "Swap:         500000      100000      400000",
                        "Total:       2500000      900000      700000",
                        "Comm:        1500000     1600000     -100000"));
        screens.memory("MemTotal 100 MemFree 50 MemAvailable 60 LowTotal 70 LowFree 20 HighTotal 30 HighFree 31");
        assertThat(screens.free("-l"))
                .as(say("step1-free-check.low-and-high"))
                .contains(
                        "Low:              70          50          20", "High:             30           0          31");
    }

    @Order(7)
    @Check(
            points = 2,
            hints = {
                "This is the screen of a server with a crypto-miner on it, in procps 3.",
                "used = total - free - buff/cache.",
                "docs/07-free-top.md: The case of the miner"
            })
    void the_lessons_free_is_reproduced(Parts parts) {
        list(
                say("demand.the-screen"),
                new Screens(parts)
                        .procps(Procps.V3)
                        .memory("MemTotal 1877504 MemFree 73200 MemAvailable 177920 Buffers 11208 Cached 219376"
                                + " SReclaimable 40000 Shmem 19144 SwapTotal 0 SwapFree 0")
                        .free(),
                List.of(
                        "              total        used        free      shared  buff/cache   available",
                        "Mem:        1877504     1533720       73200       19144      270584      177920",
                        "Swap:             0           0           0"));
    }
}
