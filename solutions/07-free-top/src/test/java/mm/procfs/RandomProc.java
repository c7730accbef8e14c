package mm.procfs;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Made-up /proc trees: sizes from nothing to petabytes, and every state, width and age of processes. */
final class RandomProc {
    private static final String[] NAMES = {
        "systemd", "a(b) c", "kworker/u16:3-ev", "x", ") R 1 (", "Web Content", "tmux: server", "0", "migration/0"
    };
    private static final int[] USERS = {0, 0, 1, 33, 65534, 1234, 5678, 99, 100000, 123456789};

    private final Random random;
    private final Map<String, String> files = new TreeMap<>();
    private long memTotal;

    private RandomProc(Random random) {
        this.random = random;
    }

    /** Returns a whole tree. */
    static Map<String, String> tree(Random random) {
        RandomProc proc = new RandomProc(random);
        proc.meminfo();
        proc.system();
        TreeSet<Integer> pids = new TreeSet<>();
        pids.add(1);
        for (int i = random.nextInt(18); i > 0; i--) {
            pids.add(1 + random.nextInt(32767));
        }
        pids.forEach(proc::process);
        return proc.files;
    }

    /** Returns the files of a tree that have changed some time later. */
    static Map<String, String> later(Map<String, String> files, Random random) {
        Map<String, String> later = new TreeMap<>();
        files.forEach((path, text) -> {
            if (path.equals("uptime")) {
                double up = Double.parseDouble(text.split(" ")[0]) + (1 + random.nextInt(500)) / 100.0;
                later.put(path, String.format("%.2f 1.00\n", up));
            } else if (path.endsWith("/stat") && random.nextInt(4) > 0) {
                int close = text.lastIndexOf(')') + 2;
                String[] fields = text.substring(close).split(" ");
                for (int field = 11; field <= 12; field++) {
                    fields[field] =
                            String.valueOf(Long.parseLong(fields[field]) + random.nextInt(1 << random.nextInt(10)));
                }
                later.put(path, text.substring(0, close) + String.join(" ", fields));
            } else if (path.equals("stat") && random.nextBoolean()) {
                String[] words = text.substring(0, text.indexOf('\n')).split(" +");
                StringBuilder line = new StringBuilder("cpu ");
                for (int i = 1; i < words.length; i++) {
                    line.append(' ').append(Long.parseLong(words[i]) + random.nextInt(1 + random.nextInt(500)));
                }
                later.put(path, line + text.substring(text.indexOf('\n')));
            }
        });
        return later;
    }

    /** A number of any order of magnitude up to 2^bits. */
    private long size(int bits) {
        int shift = random.nextInt(bits + 1);
        return shift == 0 ? random.nextInt(2) : (random.nextLong() >>> 1) % (1L << shift);
    }

    private long part(long whole) {
        return (long) (whole * random.nextDouble());
    }

    private void line(StringBuilder text, String name, long kb) {
        text.append(String.format("%-15s %8d kB%n", name + ":", kb));
    }

    private void meminfo() {
        StringBuilder text = new StringBuilder();
        memTotal = 1 + (random.nextInt(6) == 0 ? size(44) : 100_000 + size(31));
        line(text, "MemTotal", memTotal);
        long free = part(memTotal);
        line(text, "MemFree", free);
        switch (random.nextInt(8)) {
            case 0 -> {}
            case 1 -> line(text, "MemAvailable", 0);
            case 2 -> line(text, "MemAvailable", memTotal + part(memTotal));
            case 3 -> line(text, "MemAvailable", memTotal);
            default -> line(text, "MemAvailable", part(memTotal));
        }
        line(text, "Buffers", part(memTotal / 8));
        line(text, "Cached", part(memTotal - free));
        line(text, "Active", part(memTotal));
        line(text, "Inactive", part(memTotal));
        if (random.nextInt(8) == 0) {
            line(text, "HighTotal", part(memTotal));
            line(text, "HighFree", part(memTotal));
            line(text, "LowTotal", part(memTotal));
            line(text, "LowFree", part(memTotal));
        }
        long swap = random.nextInt(3) == 0 ? 0 : size(33);
        line(text, "SwapTotal", swap);
        line(text, "SwapFree", random.nextInt(8) == 0 ? swap + size(20) : part(swap));
        line(text, "Shmem", part(memTotal / 8));
        line(text, "SReclaimable", random.nextInt(5) == 0 ? 0 : part(memTotal / 16));
        line(text, "CommitLimit", size(34));
        line(text, "Committed_AS", size(35));
        files.put("meminfo", text.toString());
    }

    private void system() {
        int cpus = new int[] {1, 2, 4, 9, 10, 11, 16}[random.nextInt(7)];
        StringBuilder stat = new StringBuilder("cpu ");
        StringBuilder each = new StringBuilder();
        StringBuilder cpuinfo = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            stat.append(' ').append(random.nextInt(5) == 0 ? 0 : size(36));
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            each.append("cpu").append(cpu).append(" 1 2 3 4 5 6 7 8 9 10\n");
            cpuinfo.append("processor\t: ").append(cpu).append("\n\n");
        }
        files.put(
                "stat",
                stat + "\n" + each + "intr " + size(31) + "\nctxt " + size(31) + "\nbtime 1700000000\nprocesses "
                        + size(20) + "\nprocs_running " + random.nextInt(100) + "\nprocs_blocked "
                        + random.nextInt(3) + "\n");
        files.put("cpuinfo", cpuinfo.toString());
        files.put("uptime", String.format("%d.%02d 5.00\n", 60 + size(28), random.nextInt(100)));
        files.put(
                "loadavg",
                String.format(
                        "%.2f %.2f %.2f 1/%d 1\n",
                        random.nextFloat() * 3, random.nextFloat() * 120, random.nextFloat(), 9));
        files.put(
                "vmstat",
                "nr_free_pages 1\npgpgin " + size(30) + "\npgpgout " + size(30) + "\npswpin " + size(20) + "\npswpout "
                        + size(20) + "\npgfault 1\npgmajfault 1\n");
        files.put("diskstats", "");
        files.put("sys/kernel/osrelease", "6.18.0\n");
        files.put("sys/kernel/pid_max", random.nextInt(4) == 0 ? "4194304\n" : "32768\n");
    }

    private void process(int pid) {
        boolean kernel = random.nextInt(4) == 0;
        long pages = kernel ? 0 : size(34);
        long resident = random.nextInt(9) == 0 ? pages : part(Math.min(pages, memTotal / 4));
        long shared = part(resident);
        String name = NAMES[random.nextInt(NAMES.length)];
        char state = "SSSRDIZTtP".charAt(random.nextInt(10));
        int user = USERS[random.nextInt(USERS.length)];
        int nice = random.nextBoolean() ? 0 : random.nextInt(40) - 20;
        boolean realtime = random.nextInt(8) == 0;
        int threads = 1 + random.nextInt(random.nextInt(8) + 1);
        int parent = pid == 1 ? 0 : 1;
        files.put(
                pid + "/stat",
                pid + " (" + name + ") " + state + " " + parent + " " + (pid + random.nextInt(2)) + " "
                        + (pid - random.nextInt(2)) + " 0 " + (random.nextBoolean() ? -1 : pid) + " 4194304 " + size(30)
                        + " 0 "
                        + size(20) + " 0 " + size(34) + " " + size(33) + " 0 0 "
                        + (realtime ? -100 + random.nextInt(99) : 20 + nice) + " " + nice + " " + threads + " 0 "
                        + size(36)
                        + " " + pages * 4096 + " " + resident + " 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 0 "
                        + (realtime ? 50 : 0) + " " + (realtime ? 1 : 0) + " 0 0 0 0 0 0 0 0 0 0 0\n");
        files.put(pid + "/statm", pages + " " + resident + " " + shared + " 1 0 " + part(pages) + " 0\n");
        String memory = kernel || state == 'Z'
                ? ""
                : "VmSize:\t" + pages * 4 + " kB\n" + "VmLck:\t" + (random.nextInt(4) == 0 ? 8 : 0) + " kB\nVmRSS:\t"
                        + resident * 4 + " kB\nRssAnon:\t" + (resident - shared) * 4 + " kB\nRssFile:\t" + shared * 4
                        + " kB\nRssShmem:\t0 kB\nVmSwap:\t" + part(100000) + " kB\n";
        files.put(
                pid + "/status",
                "Name:\t" + name + "\nState:\t" + state + "\nTgid:\t" + pid + "\nPid:\t" + pid
                        + "\nPPid:\t" + parent + "\nUid:\t" + user + "\t" + user + "\t" + user + "\t" + user
                        + "\nGid:\t0\t0\t0\t0\n"
                        + memory + "Threads:\t" + threads + "\n");
        files.put(pid + "/cmdline", "");
    }
}
