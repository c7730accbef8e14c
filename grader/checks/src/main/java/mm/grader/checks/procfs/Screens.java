package mm.grader.checks.procfs;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.machine.Parts;
import mm.procfs.FreeOptions;
import mm.procfs.Host;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.TopOptions;

/** A made-up machine for the checks, and its screens taken apart. */
final class Screens {
    static final String HEADER = "               total        used        free      shared  buff/cache   available";

    private final Parts parts;
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> later = new HashMap<>();
    private Procps procps = Procps.V4;
    private Host host = Host.DEBIAN;

    Screens(Parts parts) {
        this.parts = parts;
        memory("MemTotal 2000000 MemFree 300000 MemAvailable 1200000 Buffers 50000 Cached 700000 SReclaimable 50000"
                + " Shmem 100000 SwapTotal 500000 SwapFree 400000 CommitLimit 1500000 Committed_AS 1600000");
        processors(2);
        uptime(10_000);
        files.put("loadavg", "0.50 0.25 0.12 1/2 3\n");
    }

    Screens procps(Procps generation) {
        procps = generation;
        return this;
    }

    Screens host(Host newHost) {
        host = newHost;
        return this;
    }

    /** Sets meminfo: names and kB, with blanks between. */
    Screens memory(String counters) {
        String[] words = counters.split(" ");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.length; i += 2) {
            text.append(String.format("%-15s %8s kB%n", words[i] + ":", words[i + 1]));
        }
        files.put("meminfo", text.toString());
        return this;
    }

    Screens processors(int count) {
        StringBuilder text = new StringBuilder("cpu  100 0 100 1000 0 0 0 0 0 0\n");
        for (int cpu = 0; cpu < count; cpu++) {
            text.append("cpu").append(cpu).append(" 1 2 3 4 5 6 7 8 0 0\n");
        }
        files.put("stat", text + "intr 1\nctxt 2\nbtime 3\nprocesses 4\nprocs_running 1\nprocs_blocked 0\n");
        return this;
    }

    Screens uptime(double seconds) {
        files.put("uptime", seconds + " 1.00\n");
        return this;
    }

    /** Sets how long after the first look the second one comes. */
    Screens secondsLater(double seconds) {
        later.put("uptime", Double.parseDouble(files.get("uptime").split(" ")[0]) + seconds + " 1.00\n");
        return this;
    }

    /** Adds a process; sizes in pages, ticks in hundredths of a second. */
    Screens process(int pid, String name, int uid, char state, long size, long resident, long shared, long ticks) {
        return process(pid, name, uid, state, 20, 0, 1, size, resident, shared, ticks);
    }

    Screens process(
            int pid,
            String name,
            int uid,
            char state,
            int priority,
            int nice,
            int threads,
            long size,
            long resident,
            long shared,
            long ticks) {
        files.put(
                pid + "/stat",
                String.format(
                        "%d (%s) %c 1 %d %d 0 -1 0 0 0 0 0 %d %d 0 0 %d %d %d 0 100 %d %d 0%n",
                        pid,
                        name,
                        state,
                        pid,
                        pid,
                        ticks - ticks / 3,
                        ticks / 3,
                        priority,
                        nice,
                        threads,
                        size * 4096,
                        resident));
        files.put(pid + "/statm", size + " " + resident + " " + shared + " 1 0 1 0\n");
        files.put(pid + "/status", "Name:\t" + name + "\nUid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid + "\n");
        return this;
    }

    /** Lets a process have used some more ticks at the second look. */
    Screens used(int pid, long ticks) {
        String stat = files.get(pid + "/stat");
        int close = stat.lastIndexOf(')') + 2;
        String[] fields = stat.substring(close).split(" ");
        fields[11] = String.valueOf(Long.parseLong(fields[11]) + ticks);
        later.put(pid + "/stat", stat.substring(0, close) + String.join(" ", fields));
        return this;
    }

    /** Makes a process appear between the two looks. */
    Screens appears(int pid) {
        for (String name : List.of("/stat", "/statm", "/status")) {
            later.put(pid + name, files.remove(pid + name));
        }
        return this;
    }

    /** Lets a process end while its files are read at the second look: its folder is still there. */
    Screens ends(int pid) {
        files.remove(pid + "/stat");
        return this;
    }

    List<String> free(String... arguments) {
        return parts.freeView().screen(ProcFs.of(files), FreeOptions.parse(procps, List.of(arguments)));
    }

    List<String> top(String... arguments) {
        Map<String, String> second = new HashMap<>(files);
        second.putAll(later);
        return parts.topView()
                .screen(ProcFs.of(files), ProcFs.of(second), host, TopOptions.parse(procps, List.of(arguments)));
    }

    /** Returns one number of free's screen, by the names of its row and column. */
    String cell(String row, String column, String... arguments) {
        List<String> lines = free(arguments);
        assertThat(lines)
                .as(say("screens.free-prints-a-header-and", String.join(" ", arguments)))
                .hasSizeGreaterThan(1);
        int place = List.of(lines.get(0).trim().split("\\s+")).indexOf(column);
        assertThat(place)
                .as(say("screens.free-s-header-has-a", column, lines.get(0)))
                .isNotNegative();
        String line = lines.stream()
                .filter(each -> each.startsWith(row + ":"))
                .findFirst()
                .orElse(null);
        assertThat(line)
                .as(say("screens.free-prints-a-row", String.join(" ", arguments), row))
                .isNotNull();
        String[] numbers = line.substring(line.indexOf(':') + 1).trim().split("\\s+");
        assertThat(numbers.length)
                .as(say("screens.row-reaches-to-column", line, column))
                .isGreaterThan(place);
        return numbers[place];
    }

    /** Returns the lines of top's list, header first. */
    List<String> list(String... arguments) {
        List<String> lines = top(arguments);
        assertThat(lines).as(say("screens.top-prints-five-lines-an")).hasSizeGreaterThan(6);
        return lines.subList(6, lines.size());
    }

    /** Returns one word of the line of a process in top. */
    String field(int pid, String title, String... arguments) {
        List<String> list = list(arguments);
        int place = List.of(list.get(0).trim().split("\\s+")).indexOf(title);
        assertThat(place)
                .as(say("screens.top-s-header-has-a", title, list.get(0)))
                .isNotNegative();
        String line = list.stream()
                .skip(1)
                .filter(each -> each.trim().startsWith(pid + " "))
                .findFirst()
                .orElse(null);
        assertThat(line).as(say("screens.top-shows-process", pid)).isNotNull();
        return line.trim().split("\\s+")[place];
    }

    /** Returns the pids in the order in which top shows them. */
    List<Integer> pids(String... arguments) {
        List<Integer> pids = new ArrayList<>();
        List<String> list = list(arguments);
        for (String line : list.subList(1, list.size())) {
            pids.add(Integer.valueOf(line.trim().split("\\s+")[0]));
        }
        return pids;
    }
}
