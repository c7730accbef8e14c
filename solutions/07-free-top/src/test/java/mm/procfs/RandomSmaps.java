package mm.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Made-up files about the mappings of processes: any length, name and kernel, and processes that have none. */
final class RandomSmaps {
    private static final String[] NAMES = {
        "",
        "[heap]",
        "[stack]",
        "[vdso]",
        "[anon:arena]",
        "/usr/bin/prog",
        "/usr/lib/libc.so.6",
        "/tmp/na me (deleted)",
        "/memfd:x (deleted)",
        "/a/b/",
        "/dev/zero (deleted)",
        "/tmp/" + "long".repeat(50),
        "/tmp/\u00e9\u4e2d\u6587",
        "/tmp/\ud83d\ude00 p",
        "/tmp/a\tb\u007f",
        "anon_inode:[io_uring]"
    };
    private static final String[] COMMANDS = {
        "",
        "\0",
        "\0\0\0",
        " \0",
        "p \0\0",
        "prog\0",
        "prog\0a b\0\0c\0",
        "/usr/bin/x\0--y=\u4e2d\0",
        "a\nb\0",
        "tab\there\0",
        "w".repeat(300) + "\0"
    };
    private static final String[] COUNTERS = {
        "Size", "KernelPageSize", "MMUPageSize", "Rss", "Pss", "Pss_Dirty", "Shared_Clean", "Shared_Dirty",
        "Private_Clean", "Private_Dirty", "Referenced", "Anonymous", "LazyFree", "AnonHugePages", "Swap", "SwapPss",
        "Locked"
    };

    private final Random random;
    private final boolean isOld;

    private RandomSmaps(Random random) {
        this.random = random;
        isOld = random.nextInt(3) == 0;
    }

    /** Adds files to a tree, for its processes. */
    static Map<String, String> added(Map<String, String> tree, Random random) {
        Map<String, String> files = new TreeMap<>(tree);
        RandomSmaps maker = new RandomSmaps(random);
        for (int pid : ProcFs.of(tree).pids()) {
            maker.process(files, pid);
        }
        return files;
    }

    private void process(Map<String, String> files, int pid) {
        String command = ProcFs.bytes(COMMANDS[random.nextInt(COMMANDS.length)]);
        files.put(pid + "/cmdline", random.nextInt(5) == 0 ? command.replace("p", "p\u00ff") : command);
        int kind = random.nextInt(6);
        if (kind == 0) {
            return;
        }
        List<Long> edges = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        long at = 0x1000L * random.nextInt(0x500);
        for (int i = kind == 1 ? 0 : random.nextInt(20); i > 0; i--) {
            long end = at + 0x1000L * (1 + (random.nextInt() >>> 1 >>> random.nextInt(31)));
            text.append(head(at, end)).append(counters());
            edges.add(random.nextBoolean() ? at : end);
            at = end + (random.nextBoolean() ? 0 : 0x1000L * (random.nextInt() >>> 1));
        }
        if (random.nextBoolean() && kind > 1) {
            text.append("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n")
                    .append(counters());
        }
        files.put(pid + "/smaps", text.toString());
        files.put(pid + "/smaps_rollup", kind == 1 ? "" : rollup(at));
        if (!edges.isEmpty()) {
            long stack = edges.get(random.nextInt(edges.size())) + random.nextInt(3) - 1;
            String[] stat = files.get(pid + "/stat").split("\\) (?=[^)]*$)");
            String[] fields = stat[1].split(" ");
            fields[25] = Long.toUnsignedString(stack);
            files.put(pid + "/stat", stat[0] + ") " + String.join(" ", fields));
        }
    }

    /** Every kernel that has this file shows whose pages they are; ps finds no Pss in SwapPss as long as there is one. */
    private String rollup(long end) {
        String head = String.format("00000000-%08x ---p 00000000 00:00 0 ", end);
        return head + " ".repeat(25) + "[rollup]\n" + counters(List.of(COUNTERS).subList(3, 10));
    }

    private String head(long start, long end) {
        String permissions = (random.nextBoolean() ? "r" : "-")
                + (random.nextBoolean() ? "w" : "-")
                + (random.nextBoolean() ? "x" : "-")
                + (random.nextInt(4) == 0 ? "s" : "p");
        String name = ProcFs.bytes(NAMES[random.nextInt(NAMES.length)]);
        if (random.nextInt(8) == 0) {
            name = name.replace("e", "\u00e2\u0082");
        }
        return String.format("%08x-%08x %s 00000000 00:00 0 ", start, end, permissions)
                + (name.isEmpty() ? "" : " ".repeat(25) + name) + "\n";
    }

    private String counters() {
        return counters(List.of("Swap"));
    }

    private String counters(List<String> always) {
        StringBuilder text = new StringBuilder();
        for (String name : COUNTERS) {
            if (always.contains(name) || !isOld || random.nextInt(4) > 0) {
                text.append(SmapsWriter.line(name, (random.nextLong() >>> 1) >>> 20 + random.nextInt(44)));
            }
        }
        return text + (isOld ? "" : "THPeligible:           0\nVmFlags: rd wr mr mw me ac sd \n");
    }
}
