package mm.grader.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;
import mm.grader.trace.Compressed;

/**
 * A copy of {@code /proc/PID/smaps}: the kernel's own map, and how much of each mapping is in memory. It may be compressed.
 *
 * @linux fs/proc/task_mmu.c show_smap
 */
public final class Smaps {
    private static final Pattern HEAD =
            Pattern.compile("([0-9a-f]{1,16})-([0-9a-f]{1,16}) ([r-][w-][x-][ps]) \\S+ \\S+ \\d+ *(.*)");
    private static final Pattern RSS = Pattern.compile("Rss: +(\\d+) kB");

    private final List<Entry> entries = new ArrayList<>();

    /**
     * One mapping.
     *
     * @param touched bytes of it that are in memory
     */
    record Entry(long start, long end, String permissions, String name, long touched) {}

    private Smaps() {}

    /**
     * Reads a copy.
     *
     * @throws UserError if it cannot be read or is none
     */
    public static Smaps read(Path file) {
        Smaps smaps = new Smaps();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Compressed.open(file), StandardCharsets.ISO_8859_1))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                smaps.take(line, file + ":" + ++number);
            }
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
        if (smaps.entries.isEmpty()) {
            throw UserError.at(file, "smaps.there-is-no-mapping-in");
        }
        return smaps;
    }

    private void take(String line, String where) {
        Matcher head = HEAD.matcher(line);
        Matcher rss = RSS.matcher(line);
        if (head.matches()) {
            entries.add(new Entry(
                    Long.parseUnsignedLong(head.group(1), 16),
                    Long.parseUnsignedLong(head.group(2), 16),
                    head.group(3),
                    head.group(4),
                    0));
        } else if (rss.matches() && !entries.isEmpty()) {
            Entry last = entries.remove(entries.size() - 1);
            entries.add(
                    new Entry(last.start, last.end, last.permissions, last.name, Long.parseLong(rss.group(1)) << 10));
        } else if (!line.matches("[A-Za-z_]+: .*")) {
            throw UserError.at(where, "smaps.is-no-line-of-proc", line);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /**
     * Returns how much of a range is in memory; a mapping that lies in it in part counts as if its pages were spread
     * evenly.
     */
    public long touched(long start, long end) {
        long touched = 0;
        for (Entry entry : entries) {
            if (entry.end < 0) {
                continue; // the gate page, at the upper end of all addresses
            }
            long common = Math.min(end, entry.end) - Math.max(start, entry.start);
            touched += common <= 0 ? 0 : Math.round((double) entry.touched * common / (entry.end - entry.start));
        }
        return touched;
    }

    /** Returns the map outside of some areas: what the program has mapped itself. */
    List<Area> without(List<Area> areas) {
        AreaMap map = new AreaMap();
        entries.stream()
                .filter(entry -> entry.end > 0 && !entry.name.equals("[stack]"))
                .map(entry -> new Area(entry.start, entry.end, entry.permissions, entry.name))
                .forEach(map::put);
        areas.forEach(area -> map.remove(area.start(), area.end()));
        return map.areas();
    }
}
