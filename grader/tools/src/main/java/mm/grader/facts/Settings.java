package mm.grader.facts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.text.Message;

/**
 * What the answers of a machine depend on: its versions and settings, read from {@code /proc} and {@code /sys}.
 *
 * @param values a word or a few for each name, {@value #UNKNOWN} for what this machine does not tell
 */
public record Settings(Map<String, String> values) {
    /** The value of what cannot be read. */
    public static final String UNKNOWN = "unknown";

    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

    /**
     * Reads them.
     *
     * @param root the root of the file system
     * @param arch the processor as Java calls it
     * @param told what a C program tells, lines of the form NAME VALUE
     */
    static Settings read(Path root, String arch, List<String> told) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kernel", text(root, "proc/sys/kernel/osrelease"));
        told.forEach(line -> values.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
        values.put("arch", arch.matches("amd64|x86_64") ? "x86-64" : arch);
        values.put("processor", line(root, "proc/cpuinfo", "flags"));
        values.put("thp", chosen(root, "sys/kernel/mm/transparent_hugepage/enabled"));
        values.put("mglru", mglru(text(root, "sys/kernel/mm/lru_gen/enabled")));
        values.put("overcommit", text(root, "proc/sys/vm/overcommit_memory"));
        values.put("aslr", text(root, "proc/sys/kernel/randomize_va_space"));
        values.put("mmap_min_addr", text(root, "proc/sys/vm/mmap_min_addr"));
        values.put("oom_score_adj", text(root, "proc/self/oom_score_adj"));
        values.put("swap", swap(root));
        values.put("probed_swap", probedSwap(root, values.get("swap")));
        values.put("swap_half_full", yesNo(isHalfFull(root)));
        values.put("kpti", kpti(text(root, "sys/devices/system/cpu/vulnerabilities/meltdown")));
        values.put("container", yesNo(isContainer(root)));
        values.put("wsl", yesNo(values.get("kernel").toLowerCase(Locale.ROOT).contains("microsoft")));
        return new Settings(values);
    }

    /** Returns a setting; {@value #UNKNOWN} if there is none of that name. */
    public String get(String name) {
        return values.getOrDefault(name, UNKNOWN);
    }

    private static String text(Path root, String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Returns what is after the colon in the first line that begins with a word. */
    private static String line(Path root, String file, String word) {
        return text(root, file)
                .lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static String chosen(Path root, String file) {
        Matcher chosen = CHOSEN.matcher(text(root, file));
        return chosen.find() ? chosen.group(1) : "missing";
    }

    private static String mglru(String enabled) {
        return yesNo(!enabled.equals(UNKNOWN) && Integer.decode(enabled) != 0);
    }

    private static String kpti(String meltdown) {
        return meltdown.equals(UNKNOWN) ? UNKNOWN : yesNo(meltdown.contains("PTI"));
    }

    /** Returns the kind of the area that is used first. */
    private static String swap(Path root) {
        String first = text(root, "proc/swaps")
                .lines()
                .skip(1)
                .max(Comparator.comparingInt(line -> Integer.parseInt(line.replaceAll(".*\\s", ""))))
                .orElse("");
        return first.isEmpty() ? "none" : first.contains("zram") ? "zram" : "disk";
    }

    /** Where there is none, a probe makes one for itself, if it may. */
    private static String probedSwap(Path root, String swap) {
        boolean canMake = Files.isReadable(root.resolve("sys/class/zram-control/hot_add"));
        return swap.equals("none") && canMake ? "zram" : swap;
    }

    private static boolean isHalfFull(Path root) {
        return kB(root, "SwapFree") * 2 < kB(root, "SwapTotal");
    }

    private static long kB(Path root, String name) {
        String number = line(root, "proc/meminfo", name + ":").replaceAll("\\D", "");
        return number.isEmpty() ? 0 : Long.parseLong(number);
    }

    /** A container has process numbers of its own, without the threads of the kernel, or a group that says so. */
    private static boolean isContainer(Path root) {
        return text(root, "proc/1/cgroup").matches("(?s).*(docker|kubepods|lxc|containerd).*")
                || !text(root, "proc/2/comm").equals("kthreadd");
    }

    private static String yesNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    /** Returns them as one line. */
    public Message summary() {
        List<String> shown = List.of(
                "kernel", "libc", "glibc", "arch", "page", "thp", "mglru", "overcommit", "aslr", "swap", "container");
        return Message.of("facts.summary", shown.stream().map(this::get).toArray());
    }
}
