package mm.grader.quiz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Address spaces page by page. */
final class HandSpaces {
    private static final long END = 0x7ffffffff000L;

    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "maps-lines", given -> List.of(String.join(", ", lines(given))),
            "maps-count", given -> List.of("" + lines(given).size()),
            "next-mmap", HandSpaces::next,
            "call-error", HandSpaces::error,
            "brk", HandSpaces::brk,
            "stack-growth", HandSpaces::stack);

    private HandSpaces() {}

    private static void apply(TreeMap<Long, String> pages, String call) {
        String[] words = call.split(" ");
        long start = Given.number(words[1]);
        for (long page = start; page < start + Given.number(words[2]); page += 4096) {
            if (words[0].equals("munmap")) {
                pages.remove(page);
            } else if (words[0].equals("mmap") || pages.containsKey(page)) {
                pages.put(page, words[3] + "p");
            }
        }
    }

    /** A mapping is a run of pages with equal rights. */
    private static List<String> lines(Given given) {
        TreeMap<Long, String> pages = new TreeMap<>();
        given.code().forEach(call -> apply(pages, call));
        List<String> lines = new ArrayList<>();
        long start = 0;
        for (Map.Entry<Long, String> page : pages.entrySet()) {
            if (!page.getValue().equals(pages.get(page.getKey() - 4096))) {
                start = page.getKey();
            }
            if (!page.getValue().equals(pages.get(page.getKey() + 4096))) {
                lines.add(
                        Long.toHexString(start) + "-" + Long.toHexString(page.getKey() + 4096) + " " + page.getValue());
            }
        }
        return lines;
    }

    private static List<String> next(Given given) {
        TreeMap<Long, Boolean> pages = new TreeMap<>();
        for (String line : given.code()) {
            String[] words = line.split(" ");
            if (line.contains("-") && line.endsWith("p")) {
                long end = Long.parseLong(words[0].split("-")[1], 16);
                for (long page = Long.parseLong(words[0].split("-")[0], 16); page < end; page += 4096) {
                    pages.put(page, true);
                }
                continue;
            }
            boolean map = words[0].equals("mmap");
            long start = Given.number(map ? words[5] : words[1]);
            long length = Given.number(words[2]);
            for (long page = start; page < start + length; page += 4096) {
                if (map) {
                    pages.put(page, true);
                } else {
                    pages.remove(page);
                }
            }
        }
        long wanted = (given.find("mmap 0 (0x[0-9a-f]+) r") + 4095) / 4096;
        long free = 0;
        long page = 0x7ffff7fff000L;
        while (free < wanted) {
            page -= 4096;
            free = pages.containsKey(page) ? 0 : free + 1;
        }
        return List.of("0x" + Long.toHexString(page));
    }

    private static List<String> error(Given given) {
        TreeMap<Long, String> pages = new TreeMap<>();
        given.code().forEach(call -> apply(pages, call));
        String[] words = given.word("What does `([^`]+)`").split(" ");
        long start = Given.number(words[1]);
        long length = Given.number(words[2]);
        long end = start + (length + 4095) / 4096 * 4096;
        boolean fixed = words.length > 4;
        boolean hole = false;
        boolean any = false;
        for (long page = start; page < end && end - start < 1 << 20; page += 4096) {
            hole |= !pages.containsKey(page) && page < 0x7ffffffde000L;
            any |= pages.containsKey(page);
        }
        if (words[0].equals("mprotect")) {
            return List.of(
                    start % 4096 != 0 ? "EINVAL" : length == 0 ? "it succeeds" : hole ? "ENOMEM" : "it succeeds");
        }
        if (words[0].equals("munmap")) {
            return List.of(start % 4096 != 0 || length == 0 || end > END ? "EINVAL" : "it succeeds");
        }
        if (length == 0) {
            return List.of("EINVAL");
        }
        if (length > END || (fixed && end > END)) {
            return List.of("ENOMEM");
        }
        if (fixed && start % 4096 != 0) {
            return List.of("EINVAL");
        }
        if (fixed && start < 0x10000) {
            return List.of("EPERM");
        }
        return List.of(fixed && words[4].equals("fixed_noreplace") && any ? "EEXIST" : "it succeeds");
    }

    private static List<String> brk(Given given) {
        long start = given.find("begins at (0x[0-9a-f]+)");
        long end = given.find("break is at (0x[0-9a-f]+)");
        long wall = Long.MAX_VALUE;
        for (String line : given.code()) {
            if (line.startsWith("mmap")) {
                wall = Given.numbers(line).get(0);
                continue;
            }
            long next = end + Long.parseLong(line.substring("brk ".length()));
            boolean near = next > end && (next + 4095) / 4096 * 4096 + 4096 > wall;
            end = next < start || near ? end : next;
        }
        return List.of("0x" + Long.toHexString(end), "" + ((end + 4095) / 4096 - start / 4096));
    }

    private static List<String> stack(Given given) {
        long bottom = 0x7ffffffde000L;
        long limit = 8L << 20;
        long wall = 0;
        for (String line : given.code()) {
            if (line.startsWith("setrlimit")) {
                limit = Given.numbers(line).get(0) << 10;
            } else if (line.startsWith("mmap")) {
                wall = Given.numbers(line).get(0) + 4096;
            } else {
                long page = Given.numbers(line).get(0) / 4096 * 4096;
                if (page < bottom && END - page <= limit && page - wall >= 256 * 4096) {
                    bottom = page;
                }
            }
        }
        return List.of("" + (END - bottom) / 1024);
    }
}
