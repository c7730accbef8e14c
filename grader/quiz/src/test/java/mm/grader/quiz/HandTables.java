package mm.grader.quiz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Tables as sets of numbers, walks over the printed dump, and TLBs as lists. */
final class HandTables {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "flat-table", HandTables::flat,
            "table-count", HandTables::count,
            "freed-tables", HandTables::freed,
            "walk", HandTables::walk,
            "walk-fault", HandTables::fault,
            "accessed-dirty", HandTables::bits,
            "tlb-hits", HandTables::hits,
            "tlb-switch", HandTables::switches,
            "tlb-loop", HandTables::loop,
            "access-time", HandTables::time);

    private HandTables() {}

    private static List<String> flat(Given given) {
        long entries = 1L << (given.find("have (\\d+) bits") - 12);
        long bytes = entries * given.find("entry (\\d+) bytes") * given.find("of (\\d+) processes");
        String unit = given.word("how many (kB|MB|GB)");
        return List.of(
                "" + entries, "" + (unit.equals("kB") ? bytes >> 10 : unit.equals("MB") ? bytes >> 20 : bytes >> 30));
    }

    private static List<String> count(Given given) {
        int bits = given.says("32-bit") ? 10 : 9;
        int levels = (int) given.find("with (\\d) levels");
        List<Set<Long>> tables = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            tables.add(new HashSet<>());
        }
        for (String line : given.code()) {
            List<Long> range = Given.numbers(line.replace('-', ' '));
            for (long page = range.get(0); page < range.get(1); page += 4096) {
                for (int level = 0; level < levels; level++) {
                    tables.get(level).add(page >>> (12 + bits * (level + 1)));
                }
            }
        }
        List<String> answer = new ArrayList<>();
        int all = 0;
        for (int level = 0; level < levels; level++) {
            all += level == levels - 1 ? 1 : tables.get(level).size();
            if (level < Math.min(levels - 1, 3)) {
                answer.add("" + tables.get(level).size());
            }
        }
        answer.add("" + all * 4);
        return answer;
    }

    private static List<String> freed(Given given) {
        List<long[]> maps =
                new ArrayList<>(List.of(new long[] {0x400000, 0x401000}, new long[] {0x601000, 0x603000}, new long[] {
                    0x7ffffffde000L, 0x7ffffffff000L
                }));
        List<Set<Long>> tables = List.of(new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (String line : given.code()) {
            List<Long> numbers = Given.numbers(line);
            if (line.startsWith("mmap")) {
                maps.add(new long[] {numbers.get(0), numbers.get(0) + numbers.get(1)});
            } else {
                for (int level = 0; level < 3; level++) {
                    tables.get(level).add(numbers.get(0) >>> (21 + 9 * level));
                }
            }
        }
        List<Long> gone = Given.numbers(given.word("munmap ([0-9a-fx ]+)`"));
        long start = gone.get(0);
        long end = start + gone.get(1);
        List<long[]> left = new ArrayList<>();
        for (long[] map : maps) {
            if (map[0] < Math.min(map[1], start)) {
                left.add(new long[] {map[0], Math.min(map[1], start)});
            }
            if (Math.max(map[0], end) < map[1]) {
                left.add(new long[] {Math.max(map[0], end), map[1]});
            }
        }
        int freed = 0;
        for (int level = 0; level < 3; level++) {
            int shift = 21 + 9 * level;
            for (long table : tables.get(level)) {
                boolean overlaps = (table << shift) < end && ((table + 1) << shift) > start;
                boolean used =
                        left.stream().anyMatch(map -> map[0] < ((table + 1) << shift) && map[1] > (table << shift));
                freed += overlaps && !used ? 1 : 0;
            }
        }
        return List.of("" + freed);
    }

    private static Map<Long, Long> dump(Given given) {
        Map<Long, Long> entries = new TreeMap<>();
        long frame = 0;
        for (String line : given.code()) {
            List<Long> numbers = Given.numbers(line);
            if (line.startsWith("frame")) {
                frame = numbers.get(0);
            } else {
                entries.put(frame << 12 | numbers.get(0), numbers.get(1));
            }
        }
        return entries;
    }

    private static List<Long> path(Given given, long address) {
        int bits = given.says("32-bit") ? 10 : 9;
        int levels = given.says("32-bit") ? 2 : 4;
        long frame = given.find("to frame (0x[0-9a-f]+)");
        Map<Long, Long> dump = dump(given);
        List<Long> path = new ArrayList<>();
        for (int level = levels - 1; level >= 0; level--) {
            long entry = dump.getOrDefault((frame << 12) | ((address >>> (12 + bits * level)) & ((1 << bits) - 1)), 0L);
            path.add(entry);
            frame = (entry & 0xffffffffff000L) >>> 12;
        }
        return path;
    }

    private static List<String> walk(Given given) {
        long address = given.find("address (0x[0-9a-f]+)\\?");
        List<Long> path = path(given, address);
        long leaf = path.get(path.size() - 1);
        return List.of("0x" + Long.toHexString((leaf & 0xffffffffff000L) | (address & 0xfff)));
    }

    private static List<String> fault(Given given) {
        long address = given.find("(?:to|from) (0x[0-9a-f]+)\\. Which");
        boolean write = given.says("writes to");
        boolean fetch = given.says("fetches");
        boolean user = given.says("Now a program");
        int code = (write ? 2 : 0) | (user ? 4 : 0) | (fetch ? 16 : 0);
        long reserved = given.says("32-bit") ? 0 : (1L << 52) - (1L << 46);
        boolean may = true;
        for (long entry : path(given, address)) {
            if ((entry & 1) == 0) {
                return List.of("" + code);
            }
            if ((entry & reserved) != 0) {
                return List.of("" + (code | 9));
            }
            may &= (!write || (entry & 2) != 0) && (!user || (entry & 4) != 0) && (!fetch || entry >= 0);
        }
        return List.of(may ? "none" : "" + (code | 1));
    }

    private static List<String> bits(Given given) {
        Map<Long, Boolean> writable = new TreeMap<>();
        Map<Long, String> bits = new TreeMap<>();
        Map<Long, Boolean> tlbDirty = new HashMap<>();
        boolean known = given.level() == 3;
        for (String line : given.code()) {
            long page = Given.numbers(line).get(0);
            if (line.startsWith("page")) {
                writable.put(page, line.endsWith("rw"));
                bits.put(page, known ? "D" : "");
                if (known) {
                    tlbDirty.put(page, true);
                }
                continue;
            }
            boolean write = line.startsWith("write");
            if (line.startsWith("invalidate")) {
                tlbDirty.remove(page);
            } else if (!write || writable.get(page)) {
                boolean hit = tlbDirty.containsKey(page) && (!write || tlbDirty.get(page));
                if (!hit) {
                    boolean dirty = write || bits.get(page).contains("D");
                    bits.put(page, dirty ? "AD" : "A");
                    tlbDirty.put(page, dirty);
                }
            }
        }
        return List.of(String.join(
                " ", bits.values().stream().map(b -> b.isEmpty() ? "none" : b).toList()));
    }

    /** A cache of sets, each a map in the order of use. Returns hits and misses. */
    private static long[] cache(Given given, List<Long> pages) {
        int sets = given.says("fully associative") ? 1 : (int) given.find("(\\d+) sets of");
        int ways = (int)
                (given.says("fully associative") ? given.find("with (\\d+) entries") : given.find("sets of (\\d+)"));
        List<LinkedHashMap<Long, Long>> cache = new ArrayList<>();
        for (int set = 0; set < sets; set++) {
            cache.add(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
                    return size() > ways;
                }
            });
        }
        long hits = 0;
        for (long page : pages) {
            LinkedHashMap<Long, Long> set = cache.get((int) (page % sets));
            if (set.get(page) != null) {
                hits++;
            } else {
                set.put(page, page);
            }
        }
        return new long[] {hits, pages.size() - hits};
    }

    private static List<String> hits(Given given) {
        long[] counts = cache(given, Given.numbers(given.code().get(0)));
        return List.of("" + counts[0], "" + counts[1]);
    }

    private static List<String> switches(Given given) {
        Set<String> known = new HashSet<>();
        String active = "A";
        int misses = 0;
        for (String line : given.code()) {
            String[] words = line.split(" ");
            if (line.startsWith("switch")) {
                active = words[2];
                if (given.says("no address-space ids")) {
                    known.clear();
                }
            } else if (line.startsWith("invalidate all")) {
                known.removeIf(entry -> entry.startsWith(words[3]));
            } else if (line.startsWith("invalidate")) {
                known.remove(words[4] + words[2]);
            } else {
                misses += known.add(active + words[2]) ? 1 : 0;
            }
        }
        return List.of("" + misses);
    }

    private static List<String> loop(Given given) {
        List<Long> pages = new ArrayList<>();
        long stride = given.find("page 0, of page (\\d+)");
        for (long round = given.find("that (\\d+) times"); round > 0; round--) {
            for (long i = 0; i < given.find("so on, (\\d+) pages"); i++) {
                pages.add(i * stride);
            }
        }
        return List.of("" + cache(given, pages)[1]);
    }

    private static List<String> time(Given given) {
        double levels = given.find("with (\\d) levels");
        double each = given.find("reads (\\d+) times");
        double memory = given.find("takes (\\d+) ns");
        double ratio = 1 / each; // of the reads of each page only the first one misses
        return List.of(String.format(java.util.Locale.ROOT, "%.1f", memory + ratio * levels * memory));
    }
}
