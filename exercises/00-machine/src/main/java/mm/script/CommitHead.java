package mm.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.PhysicalMemory;
import mm.vma.Overcommit;

/**
 * The line of a head that says of which machine the promises are, in kB; {@code Committed_AS} is that of the start, with
 * the program's own.
 *
 * <pre>
 * commit MemTotal 24683652 SwapTotal 0 Committed_AS 11534336 admin_reserve 1048576 user_reserve 100400
 * </pre>
 *
 * @param memory pages of memory
 * @param swap pages of swap
 * @param committed pages that are promised when the script begins
 * @param settings mode 0 and ratio 50, and the two reserves
 */
record CommitHead(long memory, long swap, long committed, Overcommit.Settings settings) {
    private static final Pattern LINE = Pattern.compile("commit MemTotal (\\d{1,12}) SwapTotal (\\d{1,12})"
            + " Committed_AS (\\d{1,12}) admin_reserve (\\d{1,12}) user_reserve (\\d{1,12})");

    static boolean is(String line) {
        return line.startsWith("commit ");
    }

    static CommitHead parse(Script script, int line) {
        String text = script.lines().get(line - 1);
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            throw script.error(line, "script.not-a-commit-line", text);
        }
        long[] numbers = new long[matcher.groupCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(matcher.group(i + 1));
        }
        return new CommitHead(
                numbers[0] / PhysicalMemory.PAGE_KB,
                numbers[1] / PhysicalMemory.PAGE_KB,
                numbers[2] / PhysicalMemory.PAGE_KB,
                Overcommit.Settings.DEFAULT.withReserves(numbers[3], numbers[4]));
    }
}
