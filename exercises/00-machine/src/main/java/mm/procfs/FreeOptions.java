package mm.procfs;

import java.util.List;

/**
 * How {@code free} was called, parsed.
 *
 * @param procps the generation whose screen to show
 * @param unit the power of {@link #base()} bytes that the numbers count: 0 bytes, 1 kilo (the default), 2 mega, ...
 * @param si powers of 1000, not 1024 ({@code --si}, or a unit such as {@code --mega})
 * @param human a unit for every number that keeps it short ({@code -h})
 * @param wide buffers and cache in columns of their own ({@code -w})
 * @param lohi lines for low and high memory ({@code -l})
 * @param total a line with the sums of memory and swap ({@code -t})
 * @param committed a line with the commit limit ({@code -v}); generation 4 only
 * @param seconds pause between two screens ({@code -s})
 * @param count how many screens ({@code -c}); 0: without end
 */
public record FreeOptions(
        Procps procps,
        int unit,
        boolean si,
        boolean human,
        boolean wide,
        boolean lohi,
        boolean total,
        boolean committed,
        double seconds,
        int count) {
    private static final List<String> BINARY = List.of("-b", "-k", "-m", "-g", "--tebi", "--pebi");
    private static final List<String> LONG = List.of("--bytes", "--kibi", "--mebi", "--gibi", "--tebi", "--pebi");
    private static final List<String> DECIMAL = List.of("", "--kilo", "--mega", "--giga", "--tera", "--peta");

    /** Returns 1000 with {@link #si}, else 1024. */
    public int base() {
        return si ? 1000 : 1024;
    }

    /**
     * Parses the arguments as the real tool does; short options may be written in one word ({@code -ht}).
     *
     * @throws IllegalArgumentException if an option is unknown, lacks its value, or contradicts another
     */
    public static FreeOptions parse(Procps procps, List<String> arguments) {
        Arguments words = new Arguments(arguments, "sc", List.of("--seconds", "--count"));
        int unit = -1;
        boolean si = false;
        boolean human = false;
        boolean wide = false;
        boolean lohi = false;
        boolean total = false;
        boolean committed = false;
        double seconds = 1;
        int count = 1;
        boolean repeat = false;
        boolean counted = false;
        while (words.next()) {
            String option = words.option();
            int binary = Math.max(BINARY.indexOf(option), LONG.indexOf(option));
            int power = Math.max(binary, DECIMAL.indexOf(option));
            if (power >= 0) {
                if (unit >= 0) {
                    throw new IllegalArgumentException("Multiple unit options don't make sense.");
                }
                unit = power;
                si |= binary < 0;
                continue;
            }
            switch (option) {
                case "-h", "--human" -> human = true;
                case "--si" -> si = true;
                case "-w", "--wide" -> wide = true;
                case "-l", "--lohi" -> lohi = true;
                case "-t", "--total" -> total = true;
                case "-s", "--seconds" -> {
                    seconds = words.positiveNumber();
                    repeat = true;
                }
                case "-c", "--count" -> {
                    count = words.positiveInteger();
                    counted = true;
                }
                case "-v", "--committed" -> {
                    if (procps == Procps.V3) {
                        throw words.unknown();
                    }
                    committed = true;
                }
                default -> throw words.unknown();
            }
        }
        if (procps == Procps.V3 && unit < 0 && !human) {
            si = false; // 3.x prints the plain kB of meminfo unless a unit is asked for
        }
        int screens = repeat && !counted ? 0 : count;
        return new FreeOptions(procps, unit < 0 ? 1 : unit, si, human, wide, lohi, total, committed, seconds, screens);
    }
}
