package mm.procfs;

import java.util.ArrayList;
import java.util.List;

/**
 * How {@code top} was called, parsed.
 *
 * @param procps the generation whose screen to show
 * @param screens how many screens ({@code -n}); 0: without end
 * @param seconds pause between two screens ({@code -d})
 * @param width width of the screen ({@code -w}), 3 to 512
 * @param sort the column to sort by ({@code -o})
 * @param ascending the smallest first ({@code -o -FIELD}), else the greatest
 * @param summaryUnit unit of the two memory lines, as a power of 1024 kB ({@code -E}): 0 for KiB, 1 for MiB, up to 5
 * @param taskUnit smallest unit of VIRT, RES and SHR ({@code -e}): 0 for KiB, 1 for {@code m}, up to 4
 * @param pids show these processes alone ({@code -p}); empty: all
 * @param user show the processes of this user alone ({@code -u}), a name or a number; null: all
 */
public record TopOptions(
        Procps procps,
        int screens,
        double seconds,
        int width,
        TopField sort,
        boolean ascending,
        int summaryUnit,
        int taskUnit,
        List<Integer> pids,
        String user) {
    /** Width of a line when nobody says otherwise and the output is no terminal. */
    public static final int DEFAULT_WIDTH = 80;

    private static final int LEAST_WIDTH = 3;
    private static final int MAX_WIDTH = 512;

    /** Letters of the units, from KiB upwards. */
    public static final String UNITS = "kmgtpe";

    /** Copies the list. */
    public TopOptions {
        pids = List.copyOf(pids);
    }

    /**
     * Parses the arguments; {@code -b} is understood and changes nothing, since this top knows no terminal.
     *
     * @throws IllegalArgumentException if an option is unknown, lacks its value, or contradicts another
     */
    public static TopOptions parse(Procps procps, List<String> arguments) {
        Arguments words = new Arguments(
                arguments,
                "dEenopuw",
                List.of(
                        "--delay",
                        "--iterations",
                        "--sort-override",
                        "--scale-summary-mem",
                        "--scale-task-mem",
                        "--pid",
                        "--filter-only-euser",
                        "--width"));
        int screens = 0;
        double seconds = 3;
        int width = DEFAULT_WIDTH;
        TopField sort = TopField.CPU;
        boolean ascending = false;
        int summaryUnit = procps == Procps.V3 ? 0 : 1;
        int taskUnit = 0;
        List<Integer> pids = new ArrayList<>();
        String user = null;
        while (words.next()) {
            switch (words.option()) {
                case "-b", "--batch-mode" -> {}
                case "-n", "--iterations" -> screens = words.positiveInteger();
                case "-d", "--delay" -> seconds = words.positiveNumber();
                case "-w", "--width" -> {
                    width = words.positiveInteger();
                    if (width < LEAST_WIDTH || width > MAX_WIDTH) {
                        throw new IllegalArgumentException("bad width arg '" + width + "'");
                    }
                }
                case "-o", "--sort-override" -> {
                    String field = words.value();
                    ascending = field.startsWith("-");
                    sort = TopField.of(field.startsWith("+") || ascending ? field.substring(1) : field);
                }
                case "-E", "--scale-summary-mem" -> summaryUnit = unit(words, 6);
                case "-e", "--scale-task-mem" -> taskUnit = unit(words, 5);
                case "-p", "--pid" -> {
                    for (String pid : words.value().split(",")) {
                        pids.add(pid(pid));
                    }
                }
                case "-u", "--filter-only-euser" -> user = words.value();
                default -> throw words.unknown();
            }
        }
        if (user != null && !pids.isEmpty()) {
            throw new IllegalArgumentException("conflicting process selections (U/p/u)");
        }
        return new TopOptions(procps, screens, seconds, width, sort, ascending, summaryUnit, taskUnit, pids, user);
    }

    private static int unit(Arguments words, int count) {
        int unit = words.value().length() == 1
                ? UNITS.indexOf(Character.toLowerCase(words.value().charAt(0)))
                : -1;
        if (unit < 0 || unit >= count) {
            throw new IllegalArgumentException("bad memory scaling arg '" + words.value() + "'");
        }
        return unit;
    }

    private static int pid(String text) {
        try {
            return Integer.parseInt(text.startsWith("-") ? "" : text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("bad pid '" + text + "'");
        }
    }
}
