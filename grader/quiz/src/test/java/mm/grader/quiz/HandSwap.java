package mm.grader.quiz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Swap slots as an array, the device as a clock, pages as little objects. */
final class HandSwap {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "swap-slot",
            HandSwap::slot,
            "swap-cost",
            HandSwap::cost,
            "swap-faults",
            given -> List.of(String.join(" ", play(given).faults)),
            "swap-io",
            given -> List.of("" + play(given).writes, "" + play(given).reads));

    private HandSwap() {}

    private static List<String> slot(Given given) {
        int[] uses = new int[(int) given.find("has (\\d+) slots")];
        uses[0] = 1;
        int cursor = 1;
        List<String> lines = new ArrayList<>(given.code());
        lines.add("out");
        int found = 0;
        for (String line : lines) {
            if (line.equals("out")) {
                found = cursor % uses.length;
                while (uses[found] != 0) {
                    found = (found + 1) % uses.length;
                }
                uses[found] = 1;
                cursor = found + 1;
            } else {
                uses[Given.numbers(line).get(0).intValue()] += line.startsWith("fork") ? 1 : -1;
            }
        }
        return List.of("" + found);
    }

    private static List<String> cost(Given given) {
        long transfer = given.find("takes (\\d+) µs");
        long seek = given.find("and (\\d+) µs more");
        long time = 0;
        long next = -1;
        for (String line : given.code()) {
            List<Long> range = Given.numbers(line);
            time += (range.get(1) - range.get(0) + 1) * transfer + (range.get(0) == next ? 0 : seek);
            next = range.get(1) + 1;
        }
        return List.of("" + time);
    }

    /** A page of memory that one or more entries map, or that is on the device, or both. */
    private static final class Page {
        boolean inMemory = true;
        boolean onDevice;
        int onlySwapped; // entries that hold the slot, not the frame
        int mapped = 1;
    }

    /** An entry: the page, and whether it may be written and was. */
    private static final class Entry {
        Page page;
        boolean present = true;
        boolean writable = true;
        boolean dirty = true;
        boolean exclusive = true;
    }

    private static final class Run {
        final Map<String, Map<Long, Entry>> processes = new TreeMap<>();
        final List<String> faults = new ArrayList<>();
        int reads;
        int writes;

        void access(String who, long number, boolean write) {
            Entry entry = processes.get(who).get(number);
            if (entry == null) {
                entry = new Entry();
                entry.page = new Page();
                processes.get(who).put(number, entry);
                faults.add("minor");
                return;
            }
            String fault = "none";
            if (!entry.present) {
                Page page = entry.page;
                fault = page.inMemory ? "minor" : "major";
                reads += page.inMemory ? 0 : 1;
                boolean alone = page.mapped == 0 && page.onlySwapped == 1;
                page.inMemory = true;
                page.onlySwapped--;
                page.mapped++;
                entry.present = true;
                entry.exclusive = alone;
                entry.writable = alone;
                entry.dirty = false;
            }
            if (write && !entry.writable) {
                fault = fault.equals("major") ? fault : "minor";
                Page page = entry.page;
                boolean copy = !(entry.exclusive || (page.mapped == 1 && !page.onDevice));
                if (copy) {
                    page.mapped--;
                    forget(page);
                    entry.page = new Page();
                }
                entry.writable = true;
                entry.exclusive = true;
            }
            entry.dirty |= write;
            faults.add(fault);
        }

        /** The cache lets go of a page that nobody maps and whose slot nobody needs. */
        private static void forget(Page page) {
            if (page.mapped == 0 && page.onlySwapped == 0) {
                page.inMemory = false;
                page.onDevice = false;
            }
        }

        void out(String who, long number) {
            Page page = processes.get(who).get(number).page;
            boolean dirty = false;
            for (Map<Long, Entry> process : processes.values()) {
                for (Entry entry : process.values()) {
                    if (entry.page == page && entry.present) {
                        dirty |= entry.dirty;
                        entry.present = false;
                        page.mapped--;
                        page.onlySwapped++;
                    }
                }
            }
            writes += page.onDevice && !dirty ? 0 : 1;
            page.onDevice = true;
            page.inMemory = false;
        }

        void fork() {
            Map<Long, Entry> copy = new HashMap<>();
            processes.get("P").forEach((number, entry) -> {
                Entry other = new Entry();
                other.page = entry.page;
                other.present = entry.present;
                other.dirty = entry.dirty;
                entry.writable = false;
                entry.exclusive = false;
                other.writable = false;
                other.exclusive = false;
                if (entry.present) {
                    entry.page.mapped++;
                } else {
                    entry.page.onlySwapped++;
                }
                copy.put(number, other);
            });
            processes.put("C", copy);
        }
    }

    private static Run play(Given given) {
        Run run = new Run();
        run.processes.put("P", new HashMap<>());
        for (String line : given.code()) {
            String who = line.startsWith("C:") || line.endsWith("of C") ? "C" : "P";
            if (line.contains("fork")) {
                run.fork();
            } else if (line.contains("swap out")) {
                run.out(who, Given.numbers(line).get(0));
            } else {
                run.access(who, Given.numbers(line).get(0), line.contains("write"));
            }
        }
        return run;
    }
}
