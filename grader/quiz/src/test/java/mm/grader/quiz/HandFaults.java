package mm.grader.quiz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Faults and counters, page by page. */
final class HandFaults {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "fault-kind", HandFaults::kinds,
            "counters", HandFaults::counters,
            "zero-page", HandFaults::zero,
            "fork-copy", given -> List.of(String.join(" ", fork(given).did)),
            "fork-frames", given -> List.of("" + fork(given).frames()),
            "res-sum", HandFaults::sum);

    private HandFaults() {}

    private static List<String> kinds(Given given) {
        Map<Long, String> state = new HashMap<>();
        Set<Long> cache = new HashSet<>();
        boolean fileWritable = given.code().stream().anyMatch(line -> line.contains("rw-p data"));
        List<String> answers = new ArrayList<>();
        for (String line : given.code()) {
            if (line.contains("-p")) {
                continue;
            }
            boolean write = line.startsWith("write");
            long page = Given.numbers(line).get(0) / 4096;
            boolean file = page >= 0x20000;
            boolean mapped = (page >= 0x10000 && page < 0x10003) || (page >= 0x10004 && page < 0x10006) || file;
            boolean writable = page < 0x10003 || (file && fileWritable);
            String now = state.getOrDefault(page, "-");
            if (!mapped || (write && !writable)) {
                answers.add("SIGSEGV");
            } else if (now.equals("own") || (now.equals("shared") && !write)) {
                answers.add("none");
            } else {
                answers.add(file && now.equals("-") && cache.add(page) ? "major" : "minor");
                state.put(page, write ? "own" : "shared");
                if (file && !write) { // the neighbours that are in memory come along
                    cache.forEach(other -> state.putIfAbsent(other, "shared"));
                }
            }
        }
        return List.of(String.join(" ", answers));
    }

    private static List<String> counters(Given given) {
        Set<Long> mapped = new HashSet<>();
        Set<Long> written = new HashSet<>();
        Map<Integer, Set<Long>> tables =
                new TreeMap<>(Map.of(21, new HashSet<>(), 30, new HashSet<>(), 39, new HashSet<>()));
        // the program, its heap and its stack touched nothing yet, but keep the tables that they share
        List<Long> program = List.of(0x400L, 0x601L, 0x602L, 0x7ffffffdeL, 0x7fffffffeL);
        for (String line : given.code()) {
            List<Long> numbers = Given.numbers(line);
            long first = numbers.get(0) / 4096;
            if (line.startsWith("mmap")) {
                for (long page = first; page < first + numbers.get(1) / 4096; page++) {
                    mapped.add(page);
                }
            } else if (line.startsWith("munmap")) {
                long end = first + numbers.get(1) / 4096;
                for (long page = first; page < end; page++) {
                    mapped.remove(page);
                    written.remove(page);
                }
                tables.forEach((shift, set) -> set.removeIf(table -> {
                    long from = table << (shift - 12);
                    long to = (table + 1) << (shift - 12);
                    return from < end
                            && to > first
                            && mapped.stream().noneMatch(page -> page >= from && page < to)
                            && program.stream().noneMatch(page -> page >= from && page < to);
                }));
            } else {
                tables.forEach((shift, set) -> set.add(first >>> (shift - 12)));
                if (line.startsWith("write")) {
                    written.add(first);
                }
            }
        }
        int count = tables.values().stream().mapToInt(Set::size).sum();
        return List.of("" + mapped.size() * 4, "" + written.size() * 4, "" + count * 4);
    }

    private static List<String> zero(Given given) {
        Map<Long, String> state = new HashMap<>();
        int faults = 0;
        for (String line : given.code()) {
            List<Long> range = Given.numbers(line);
            for (long page = range.get(0); page <= range.get(1); page++) {
                String now = state.getOrDefault(page, "");
                if (line.startsWith("dontneed")) {
                    state.remove(page);
                } else if (line.startsWith("write") && !now.equals("own")) {
                    faults++;
                    state.put(page, "own");
                } else if (now.isEmpty()) {
                    faults++;
                    state.put(page, "zero");
                }
            }
        }
        long own = state.values().stream().filter("own"::equals).count();
        return List.of("" + faults, "" + own * 4);
    }

    /** Copy-on-write with counts of who has which frame. */
    private static final class Fork {
        final Map<String, Map<Long, int[]>> processes = new TreeMap<>();
        final List<String> did = new ArrayList<>();
        private final Map<Integer, Integer> users = new HashMap<>();
        private int next;

        /** A page of a process is {frame, 1 if it may write}. */
        void write(String who, long page) {
            int[] entry = processes.get(who).get(page);
            if (entry == null) {
                processes.get(who).put(page, new int[] {take(), 1});
            } else if (entry[1] == 1) {
                did.add("none");
            } else if (users.get(entry[0]) == 1) {
                did.add("same");
                entry[1] = 1;
            } else {
                did.add("copied");
                users.merge(entry[0], -1, Integer::sum);
                processes.get(who).put(page, new int[] {take(), 1});
            }
        }

        private int take() {
            users.put(next, 1);
            return next++;
        }

        void fork(String parent, String child) {
            Map<Long, int[]> copy = new TreeMap<>();
            processes.get(parent).forEach((page, entry) -> {
                entry[1] = 0;
                users.merge(entry[0], 1, Integer::sum);
                copy.put(page, new int[] {entry[0], 0});
            });
            processes.put(child, copy);
        }

        void exit(String who) {
            processes.remove(who).values().forEach(entry -> users.merge(entry[0], -1, Integer::sum));
        }

        long frames() {
            return users.values().stream().filter(count -> count > 0).count();
        }
    }

    private static Fork fork(Given given) {
        Fork run = new Fork();
        run.processes.put("P", new TreeMap<>());
        for (String line : given.code()) {
            String[] words = line.split("[: ]+");
            if (line.contains("pages")) {
                for (long page = 0; page <= Long.parseLong(words[5]); page++) {
                    run.write("P", page);
                }
            } else if (words[1].equals("fork")) {
                run.fork("P", words[2]);
            } else if (words[1].equals("exit")) {
                run.exit(words[0]);
            } else {
                run.write(words[0], Long.parseLong(words[3]));
            }
        }
        return run;
    }

    private static List<String> sum(Given given) {
        long own = 0;
        long shared = 0;
        long res = 0;
        long frames = 0;
        long shr = 0;
        for (String line : given.code()) {
            List<Long> numbers = Given.numbers(line.substring(line.indexOf(':')));
            if (line.contains("pages private")) {
                own = numbers.get(0);
                res = own;
                frames = own;
            } else if (line.contains("pages shared")) {
                shared = numbers.get(0);
                res += shared;
                frames += shared;
                shr = shared;
            } else if (line.contains("fork")) {
                res += own; // every child has all private pages, copied or not
                shr = 0;
            } else if (line.contains("private")) {
                frames += numbers.get(0);
            } else {
                shr = numbers.get(0);
                res += shr;
            }
        }
        // the last who still has a page that all others copied does not copy it: there is always the parent's copy
        return shared > 0
                ? List.of("" + shr * 4, "" + res * 4, "" + frames * 4)
                : List.of("" + res * 4, "" + frames * 4);
    }
}
