package mm.grader.quiz;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A mapping as an array of pages, each with one mark: in memory, or locked. */
final class HandRemap {
    static final Map<String, Function<Given, List<String>>> SOLVERS =
            Map.of("remap-faults", HandRemap::faults, "locked-memory", HandRemap::locked);

    private HandRemap() {}

    private static List<String> faults(Given given) {
        boolean[] present = {};
        int missing = 0;
        for (String line : given.code()) {
            int[] numbers =
                    Given.numbers(line).stream().mapToInt(Long::intValue).toArray();
            if (line.contains("mremap") || line.contains("mmap")) {
                present = Arrays.copyOf(present, numbers[0]);
            } else if (line.startsWith("madvise")) {
                Arrays.fill(
                        present, Math.min(present.length, numbers[0]), Math.min(present.length, numbers[1] + 1), false);
            } else {
                missing = 0;
                for (int page = 0; page < numbers[0]; page++) {
                    missing += present[page] ? 0 : 1;
                    present[page] = true;
                }
            }
        }
        return List.of("" + missing);
    }

    private static List<String> locked(Given given) {
        Map<String, boolean[]> areas = new HashMap<>();
        for (String line : given.code()) {
            String[] words = line.split("[ ,]+");
            String last = words[words.length - 1];
            if (line.contains(" = mmap ")) {
                areas.put(words[0], new boolean[Integer.parseInt(words[3])]);
            } else if (line.contains(" = mremap ")) {
                boolean[] old = areas.get(words[0]);
                boolean[] now = Arrays.copyOf(old, Integer.parseInt(words[4]));
                Arrays.fill(now, Math.min(old.length, now.length), now.length, old[old.length - 1]);
                areas.put(words[0], now);
            } else if (line.startsWith("mlock the first")) {
                Arrays.fill(areas.get(last), 0, Integer.parseInt(words[3]), true);
            } else {
                Arrays.fill(areas.get(last), words[0].equals("mlock"));
            }
        }
        int pages = 0;
        for (boolean[] area : areas.values()) {
            for (boolean each : area) {
                pages += each ? 1 : 0;
            }
        }
        return List.of("" + pages * 4);
    }
}
