package mm.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.PhysicalMemory;

/**
 * What the processes of a log compete for: memory and swap together, or the limit of a memory cgroup. Read from the lines
 * before a table.
 *
 * @linux mm/oom_kill.c constrained_alloc
 * @linux mm/memcontrol.c mem_cgroup_get_max
 */
final class OomLogMemory {
    private static final Pattern RAM = Pattern.compile(".*?(\\d{1,18}) pages RAM.*");
    private static final Pattern RESERVED = Pattern.compile(".*?(\\d{1,18}) pages reserved.*");
    private static final Pattern SWAP = Pattern.compile(".*Total swap = (\\d{1,18})kB.*");
    private static final Pattern GROUP = Pattern.compile(".*\\bmemory: usage \\d+kB, limit (\\d{1,18})kB.*");
    private static final Pattern GROUP_SWAP = Pattern.compile(".*\\bswap: usage \\d+kB, limit (\\d{1,18})kB.*");
    private static final Pattern BOTH = Pattern.compile(".*memory\\+swap: usage \\d+kB, limit (\\d{1,18})kB.*");
    /** A limit that is none: the counters end here. */
    private static final long UNLIMITED_KB = 1L << 52;

    private long ram;
    private long reserved;
    private long swap;
    private long group;
    private long groupSwap;
    private long both = UNLIMITED_KB;

    /** Reads a line, which may say something. */
    void take(String text) {
        ram = find(RAM, text, ram);
        reserved = find(RESERVED, text, reserved);
        swap = find(SWAP, text, swap);
        both = find(BOTH, text, both);
        group = find(GROUP, text, group);
        groupSwap = text.contains("memory+swap") ? groupSwap : find(GROUP_SWAP, text, groupSwap);
    }

    private static long find(Pattern pattern, String text, long otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : otherwise;
    }

    /** Returns the pages; 0 if the log does not say. */
    long pages() {
        if (group > 0 && group < UNLIMITED_KB) {
            long withSwap = both < UNLIMITED_KB ? both : group + (groupSwap < UNLIMITED_KB ? groupSwap : 0);
            return withSwap / PhysicalMemory.PAGE_KB;
        }
        return ram - reserved + swap / PhysicalMemory.PAGE_KB;
    }
}
