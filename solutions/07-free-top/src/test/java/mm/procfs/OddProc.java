package mm.procfs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * /proc trees that kernels, containers and processes have really written, or could: by what is odd about each. A text is
 * one character for each byte, as {@link ProcFs} has it.
 */
final class OddProc {
    private static final String MEMINFO =
            "MemTotal:         131072 kB\nMemFree:           44896 kB\nMemAvailable:      65536 kB\n"
                    + "Buffers:            1024 kB\nCached:            20480 kB\nSwapCached:            0 kB\nSwapTotal:        262144 kB\n"
                    + "SwapFree:         200000 kB\nShmem:               512 kB\nSReclaimable:       3072 kB\nCommitLimit:     327680 kB\n"
                    + "Committed_AS:     100000 kB\n";

    private OddProc() {}

    /** Returns the odd {@code meminfo} files, by name. */
    static Map<String, String> meminfos() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("6.x", MEMINFO);
        all.put(
                "2.4",
                "        total:    used:    free:  shared: buffers:  cached:\n"
                        + "Mem:  528564224 514797568 13766656        0 60067840 320000000\nSwap: 1077469184  1000000 1076469184\n"
                        + "MemTotal:       516176 kB\nMemFree:         13444 kB\nMemShared:           0 kB\nBuffers:         58660 kB\n"
                        + "Cached:         312500 kB\nSwapTotal:     1052216 kB\nSwapFree:      1051240 kB\n");
        all.put("2.6 without MemAvailable", without(MEMINFO, "MemAvailable"));
        all.put("2.6 without Shmem and SReclaimable", without(without(MEMINFO, "Shmem"), "SReclaimable"));
        all.put(
                "32 bits with high memory",
                MEMINFO + "HighTotal:         40000 kB\nHighFree:          10000 kB\n"
                        + "LowTotal:          91072 kB\nLowFree:           34896 kB\n");
        all.put(
                "more low than there is",
                MEMINFO + "HighTotal: 5 kB\nHighFree: 10 kB\nLowTotal: 100 kB\nLowFree: 300 kB\n");
        all.put(
                "container, SwapFree below zero",
                with("SwapTotal", "0", with("SwapFree", "18446744073709346000", MEMINFO)));
        all.put("container, available above total", with("MemAvailable", "99999999", MEMINFO));
        all.put("container, free above total", with("MemFree", "1987608", with("MemAvailable", "1987608", MEMINFO)));
        all.put("container, Cached below zero", with("Cached", "18446744073709551000", MEMINFO));
        all.put("container, SReclaimable below zero", with("SReclaimable", "18446744073709551000", MEMINFO));
        all.put("container without a limit", with("MemTotal", "9007199254740988", MEMINFO));
        all.put("MemFree below zero", with("MemFree", "18446744073709551000", without(MEMINFO, "MemAvailable")));
        all.put("MemTotal below zero", with("MemTotal", "18446744073709551000", MEMINFO));
        all.put("Committed_AS below zero", with("Committed_AS", "18446744073709551000", MEMINFO));
        all.put("available 0", with("MemAvailable", "0", MEMINFO));
        all.put("nothing", MEMINFO.replaceAll("[0-9]+", "0"));
        all.put("MemTotal alone", "MemTotal: 4096 kB\n");
        all.put("no line feed at the end", MEMINFO.stripTrailing());
        all.put("carriage returns", MEMINFO.replace("\n", "\r\n"));
        all.put("tabs", MEMINFO.replaceAll(" +", "\t"));
        all.put("no unit", MEMINFO.replace(" kB", ""));
        all.put("a minus sign", with("SwapFree", "-5", MEMINFO));
        all.put("a plus sign", with("SwapFree", "+5", MEMINFO));
        all.put("too many digits", with("SwapFree", "99999999999999999999999", MEMINFO));
        all.put("not a number", with("Buffers", "many", MEMINFO));
        all.put("decimals", with("Buffers", "12.75", MEMINFO));
        all.put("a number and a letter", with("Buffers", "12k", MEMINFO));
        all.put("twice", MEMINFO + "MemFree: 7 kB\n");
        all.put("a line without a colon", MEMINFO.replace("Buffers:", "something\nBuffers:"));
        all.put("a blank line", MEMINFO.replace("Buffers:", "\nBuffers:"));
        all.put("blanks before names", MEMINFO.replace("\n", "\n  "));
        all.put("16 TB", with("MemTotal", "17179869184", with("MemFree", "17000000000", MEMINFO)));
        all.put("64 kB pages", MEMINFO.replaceAll("(\\d{4,}) kB", "$1" + "04 kB"));
        all.put("5 EB", with("MemTotal", "5629499534213120", with("MemFree", "5000000000000000", MEMINFO)));
        return all;
    }

    private static String with(String name, String value, String text) {
        return text.replaceAll("(?m)^" + name + ": +\\S+", name + ":    " + value);
    }

    private static String without(String text, String name) {
        return text.replaceAll("(?m)^" + name + ":.*\n", "");
    }

    /** Returns whole trees for top, by what is odd about them. */
    static Map<String, Map<String, String>> trees() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        String[] names = {
            "",
            "x",
            "tmux: server",
            "a)b(c) S 1",
            ") R 1 (",
            "tab\there",
            "esc\u001b[31m",
            "bad\u00ff\u007fx",
            "cut-t\u00c3",
            "\u0001\u0002",
            "back\\slash",
            utf8("ärger"),
            utf8("计算机"),
            utf8("プロセス監視"),
            utf8("e\u0301tude"),
            utf8("sm\u00f6rg\u00e5sbord-lagd"),
            utf8("😀 face"),
            "over\u00c0\u00afslash",
            "\u00f5\u00f6x",
            "kworker/u8:2-events_unbound",
            "%s%n%d",
            "percent%",
            " ",
            "a\u0080b",
            utf8("计算机计算机计算机计算机计算机"),
            utf8("мир"),
            "DEL\u007f",
            "quote\"'",
            "#",
            "[brackets]",
            "sh <defunct>"
        };
        for (int i = 0; i < names.length; i += 4) {
            Map<String, String> tree = tree();
            for (int j = i; j < Math.min(i + 4, names.length); j++) {
                process(tree, 10 + j, names[j], "S", "20 0 1");
            }
            all.put("names from " + i, tree);
        }
        for (int cpus : new int[] {1, 2, 10, 11, 64, 101, 512, 1100}) {
            Map<String, String> tree = tree();
            StringBuilder stat = new StringBuilder("cpu  5 6 7 8 9 1 2 3 4 5\n");
            for (int cpu = 0; cpu < cpus; cpu++) {
                stat.append("cpu").append(cpu).append(" 1 2 3 4 5 6 7 8 9 10\n");
            }
            tree.put(
                    "stat", stat + "intr 1\nctxt 2\nbtime 1700000000\nprocesses 3\nprocs_running 1\nprocs_blocked 0\n");
            process(tree, 44, "busy", "R", "20 0 400");
            tree.put("44/stat", tree.get("44/stat").replace(" 10 3 0 0 ", " 123456789 3 0 0 "));
            all.put(cpus + " processors", tree);
        }
        all.put(
                "stat without steal and guest",
                put(tree(), "stat", "cpu  5 6 7 8 9 1 2 3\ncpu0 5 6 7 8 9 1 2 3\nintr 1\n"));
        for (String most : new String[] {"99", "32768", "100000\n", "4194304\n", "99999\n", "1000000000\n", "\n"}) {
            all.put("pid_max " + most.trim(), put(tree(), "sys/kernel/pid_max", most));
        }
        Map<String, String> noMost = tree();
        noMost.remove("sys/kernel/pid_max");
        all.put("no pid_max", noMost);
        all.put(
                "an empty stat",
                put(tree(), "44/stat", "", "44/statm", "1 2 3 4 5 6 7\n", "44/status", "Uid:\t0\t0\t0\t0\n"));
        Map<String, String> noStatm = process(tree(), 44, "nostatm", "S", "20 0 1");
        noStatm.remove("44/statm");
        all.put("no statm", noStatm);
        Map<String, String> noStatus = process(tree(), 44, "nostatus", "S", "20 0 1");
        noStatus.remove("44/status");
        all.put("no status", noStatus);
        all.put("statm of fewer numbers", put(process(tree(), 44, "few", "S", "20 0 1"), "44/statm", "2000 300\n"));
        all.put("statm of no numbers", put(process(tree(), 44, "none", "S", "20 0 1"), "44/statm", "a b c\n"));
        all.put(
                "stat cut after the state",
                put(process(tree(), 44, "cut", "S", "20 0 1"), "44/stat", "44 (cut) S 1 44\n"));
        all.put(
                "stat of 2.2",
                put(
                        process(tree(), 44, "old", "S", "20 0 1"),
                        "44/stat",
                        "44 (old) S 1 44 44 0 -1 256 10 0 20 0 7 3 0 0 20 0 0 0 100 9000000 300 4294967295 1 2 3 4 5 0 0 0 0 0 0 0 17 0\n"));
        for (String state : new String[] {"D", "I", "K", "P", "T", "t", "W", "X", "x", "Z"}) {
            all.put("state " + state, process(tree(), 44, "state", state, "20 0 1"));
        }
        all.put("real time", process(process(tree(), 44, "rt", "S", "-100 0 1"), 45, "rr", "S", "-51 0 1"));
        all.put("no threads", process(tree(), 44, "threads", "S", "39 19 0"));
        all.put(
                "huge",
                put(process(tree(), 44, "huge", "S", "0 -20 3"), "44/statm", "34359738368 99999999 1000 0 0 0 0\n"));
        all.put(
                "beyond counting",
                put(
                        process(tree(), 44, "beyond", "S", "20 0 1"),
                        "44/statm",
                        "18446744073709551615 4503599627370495 1 0 0 0 0\n"));
        all.put(
                "years of time",
                put(
                        process(tree(), 44, "years", "S", "20 0 1"),
                        "44/stat",
                        process(tree(), 44, "years", "S", "20 0 1")
                                .get("44/stat")
                                .replace(" 10 3 0 0 ", " 99999999999 3 0 0 ")));
        all.put("uptime of a year", put(tree(), "uptime", "31536000.00 1.00\n"));
        all.put("a wrapped load", put(tree(), "loadavg", "1234.56 0.00 99999.99 1/1 1\n"));
        for (String odd : new String[] {
            "container, SwapFree below zero",
            "container, free above total",
            "container without a limit",
            "2.4",
            "container, Cached below zero",
            "MemTotal below zero"
        }) {
            all.put("meminfo: " + odd, put(tree(), "meminfo", meminfos().get(odd)));
        }
        return all;
    }

    private static String utf8(String text) {
        return ProcFs.bytes(text);
    }

    private static Map<String, String> tree() {
        Map<String, String> tree = new TreeMap<>();
        put(
                tree,
                "meminfo",
                MEMINFO,
                "uptime",
                "600.00 5.00\n",
                "loadavg",
                "0.00 0.00 0.00 1/9 1\n",
                "cpuinfo",
                "processor\t: 0\n\n",
                "diskstats",
                "",
                "vmstat",
                "nr_free_pages 1\npgpgin 1\npgpgout 2\npswpin 0\npswpout 0\n",
                "sys/kernel/osrelease",
                "6.18.0\n",
                "sys/kernel/pid_max",
                "32768\n",
                "stat",
                "cpu  5 6 7 8 9 1 2 3 4 5\ncpu0 5 6 7 8 9 1 2 3 4 5\nintr 1\nctxt 2\nbtime 1700000000\nprocesses 3\nprocs_running 1\n"
                        + "procs_blocked 0\n");
        return process(tree, 1, "init", "S", "20 0 1");
    }

    private static Map<String, String> put(Map<String, String> tree, String... filesAndTexts) {
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            tree.put(filesAndTexts[i], filesAndTexts[i + 1]);
        }
        return tree;
    }

    /** Adds a process; {@code scheduled} is its priority, nice value and number of threads. */
    private static Map<String, String> process(
            Map<String, String> tree, int pid, String name, String state, String scheduled) {
        return put(
                tree,
                pid + "/stat",
                pid + " (" + name + ") " + state + " 0 " + pid + " " + pid + " 0 -1 4194304 0 0 0 0 10 3 0 0 "
                        + scheduled
                        + " 0 100 9000000 300 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
                pid + "/statm",
                "2197 300 10 0 0 0 0\n",
                pid + "/status",
                "Name:\t" + name.replace("\\", "\\\\") + "\nState:\t" + state + "\nTgid:\t" + pid + "\nPid:\t" + pid
                        + "\nPPid:\t0\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nThreads:\t1\n");
    }
}
