package mm.procfs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.machine.Machine;

/** Reads the kernel's log of kills and asks whether each was right: by the table's own numbers, and nobody else died. */
final class MachineDeaths {
    private static final String KILLED = "Out of memory: Killed process ";
    private static final int UNKILLABLE = -1000;

    private final long totalPages;
    private final Set<Integer> living;

    MachineDeaths(Machine machine, MachineBook book) {
        totalPages = machine.memory().frames() + machine.reclaim().area().slots() - 1L;
        living = new HashSet<>(book.processes.keySet());
    }

    /** A row of the table. */
    private record Row(int pid, long rss, long tables, long swapents, int adj) {
        static Row of(String line) {
            String[] words = line.replaceAll("[\\[\\]]", " ").trim().split("\\s+");
            return new Row(
                    Integer.parseInt(words[0]),
                    Long.parseLong(words[4]),
                    Long.parseLong(words[8]) / 4096,
                    Long.parseLong(words[9]),
                    Integer.parseInt(words[10]));
        }

        long badness(long total) {
            return rss + swapents + tables + adj * (total / 1000);
        }
    }

    /** Takes the dead out of the book, and returns what is wrong with the log, or "". */
    String enterInto(MachineBook book, List<String> log) {
        List<Row> rows = new ArrayList<>();
        for (String line : log) {
            if (line.startsWith("Tasks state")) {
                rows.clear();
            } else if (line.startsWith("[  pid  ]")) {
                continue;
            } else if (line.startsWith("[")) {
                rows.add(Row.of(line));
            } else {
                Row worst = worst(rows);
                int killed = line.startsWith(KILLED)
                        ? Integer.parseInt(line.substring(KILLED.length()).split(" ")[0])
                        : 0;
                if (killed != (worst == null ? 0 : worst.pid())) {
                    return "the worst is " + worst + ", and the log says: " + line;
                }
                if (!rowsAre(rows, book.processes.keySet())) {
                    return "the table is " + rows + ", living are " + living;
                }
                living.remove(killed);
                book.processes.remove(killed);
            }
        }
        return "";
    }

    private boolean rowsAre(List<Row> rows, Set<Integer> pids) {
        Set<Integer> listed = new HashSet<>();
        rows.forEach(row -> listed.add(row.pid()));
        Set<Integer> expected = new HashSet<>(pids);
        expected.remove(1);
        return listed.equals(expected);
    }

    private Row worst(List<Row> rows) {
        Row worst = null;
        for (Row row : rows) {
            boolean asBad = worst == null || row.badness(totalPages) >= worst.badness(totalPages);
            if (row.adj() != UNKILLABLE && asBad) {
                worst = row;
            }
        }
        return worst;
    }
}
