package mm.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.PhysicalMemory;
import mm.vma.Mapping;

/**
 * The head of a process script: where the break is, the initial mappings, and perhaps the counters at the start.
 *
 * <pre>
 * brk 0 -> 0x601000
 * maps
 *   00400000-00401000 r--p [image]
 *   ...
 * start VmSize 2216 VmRSS 1940 RssAnon 1276 VmPTE 28 VmData 1384 VmStk 132
 * </pre>
 *
 * <p>Scripts of promises have a {@link CommitHead} in the place of the last line.
 *
 * @param brk the break
 * @param maps the initial mappings
 * @param counters whether there is a {@code start} line, so that every answer ends with the counters
 * @param locked whether VmLck is one of them
 * @param huge whether AnonHugePages is one of them
 * @param commit of which machine the promises are; null if they are not counted
 * @param lines how many lines of the script the head takes
 */
record ProcessHead(
        long brk, List<Mapping> maps, boolean counters, boolean locked, boolean huge, CommitHead commit, int lines) {
    static final String MAPS = "maps";

    /** A program that starts touches its pages one by one: of a terabyte, for hours. */
    private static final long MAX_TOUCHED = 1L << 30;

    private static final Set<String> NOT_TOUCHED = Set.of("[heap]", "[stack]", "[vsyscall]");
    private static final String BRK = "brk 0 -> ";
    private static final Pattern MAPPING =
            Pattern.compile("  ([0-9a-f]{1,16})-([0-9a-f]{1,16}) ([r-][w-][x-][ps])(?: (\\S+))?");

    static boolean begins(Script script) {
        return script.lines().get(0).startsWith(BRK);
    }

    static ProcessHead parse(Script script) {
        List<String> lines = script.lines();
        if (lines.size() < 2 || !lines.get(1).equals(MAPS)) {
            throw script.error(2, "script.no-maps");
        }
        List<Mapping> maps = new ArrayList<>();
        int line = 2;
        long left = MAX_TOUCHED;
        for (; line < lines.size() && lines.get(line).startsWith("  "); line++) {
            Mapping mapping = mapping(script, line + 1);
            long touched = NOT_TOUCHED.contains(mapping.name()) ? 0 : mapping.end() - mapping.start();
            if (Long.compareUnsigned(touched, left) > 0) {
                throw script.error(
                        line + 1, "script.program-too-large", lines.get(line).strip());
            }
            left -= touched;
            maps.add(mapping);
        }
        if (maps.isEmpty()) {
            throw script.error(line, "script.maps-empty");
        }
        boolean counters = line < lines.size() && lines.get(line).startsWith("start ");
        boolean locked = counters && lines.get(line).contains(" VmLck ");
        boolean huge = counters && lines.get(line).contains(" AnonHugePages ");
        line += counters ? 1 : 0;
        boolean commits = line < lines.size() && CommitHead.is(lines.get(line));
        CommitHead commit = commits ? CommitHead.parse(script, line + 1) : null;
        return new ProcessHead(
                brk(script, maps), List.copyOf(maps), counters, locked, huge, commit, commits ? line + 1 : line);
    }

    private static Mapping mapping(Script script, int line) {
        String text = script.lines().get(line - 1);
        Matcher matcher = MAPPING.matcher(text);
        if (!matcher.matches()) {
            throw script.error(line, "script.not-a-mapping", text.strip());
        }
        long start = UnsignedNumber.parse(matcher.group(1), 16);
        long end = UnsignedNumber.parse(matcher.group(2), 16);
        if (((start | end) % PhysicalMemory.PAGE_SIZE) != 0 || Long.compareUnsigned(start, end) >= 0) {
            throw script.error(line, "script.not-whole-pages", text.strip());
        }
        return new Mapping(start, end, matcher.group(3), matcher.group(4) == null ? "" : matcher.group(4));
    }

    /** The break as answered, or where it reads "?", the end of the heap. */
    private static long brk(Script script, List<Mapping> maps) {
        String answer = script.lines().get(0).substring(BRK.length());
        if (answer.equals("?")) {
            return maps.stream()
                    .filter(mapping -> mapping.name().equals("[heap]"))
                    .findFirst()
                    .orElseThrow(() -> script.error(1, "script.no-brk"))
                    .end();
        }
        try {
            return UnsignedNumber.parse(answer.replaceFirst("^0x", ""), 16);
        } catch (NumberFormatException e) {
            throw script.error(1, "script.not-an-address", answer);
        }
    }
}
