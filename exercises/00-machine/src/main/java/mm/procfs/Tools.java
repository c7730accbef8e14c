package mm.procfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mm.machine.Parts;
import mm.text.ArgumentError;
import mm.text.Explained;
import mm.text.Message;

/** The commands that show a machine: free, top and pmap from exercise 07, ps and vmstat as given. */
public final class Tools {
    /** Without these files a command cannot show anything. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "free", List.of("meminfo"),
            "top", List.of("meminfo", "stat", "uptime", "loadavg"),
            "ps", List.of("meminfo", "uptime"),
            "vmstat", List.of("meminfo"));

    private final Parts parts;
    private final Host host;
    private final Procps procps;

    /** Makes the tools of one generation, for one host. */
    public Tools(Parts parts, Host host, Procps procps) {
        this.parts = parts;
        this.host = host;
        this.procps = procps;
    }

    /**
     * Runs a command on a machine that changes only between the two looks that top takes, and returns what it
     * prints. Where a command prints several screens, all but top's first show the second look.
     *
     * @param before what the first look finds
     * @param now what the second look finds; only top looks twice
     * @param command name and arguments, with blanks between
     * @throws UsageException if the command or an option is unknown, or it would never end
     */
    public List<String> run(ProcFs before, ProcFs now, String command) {
        List<String> words = Arrays.asList(command.trim().split("\\s+"));
        List<String> arguments = words.subList(1, words.size());
        List<String> lines = new ArrayList<>();
        for (String file : NEEDED.getOrDefault(words.get(0), List.of())) {
            if (before.read(file) == null || now.read(file) == null) {
                throw new UsageException("proc.needed-file-missing", file, words.get(0));
            }
        }
        switch (words.get(0)) {
            case "free" -> {
                FreeOptions options = read(() -> FreeOptions.parse(procps, arguments));
                for (int i = 0; i < requireEnd(options.count(), "-c"); i++) {
                    lines.addAll(i == 0 ? List.of() : List.of(""));
                    lines.addAll(parts.freeView().screen(before, options));
                }
            }
            case "top" -> {
                TopOptions options = read(() -> TopOptions.parse(procps, arguments));
                for (int i = 0; i < requireEnd(options.screens(), "-n"); i++) {
                    lines.addAll(i == 0 ? List.of() : List.of(""));
                    lines.addAll(parts.topView().screen(i == 0 ? before : now, now, host, options));
                }
            }
            case "ps" -> {
                Map<Integer, PmapView.Shares> shares = shares(before, arguments);
                lines.addAll(readAll("ps", () -> Ps.screen(before, host, arguments, shares)));
            }
            case "pmap" -> {
                for (int pid : read(() -> pids(before, arguments))) {
                    lines.addAll(parts.pmapView().screen(before, pid));
                }
            }
            case "vmstat" -> lines.addAll(readAll("vmstat", () -> VmStat.screen(before, arguments)));
            default -> throw new UsageException("command.unknown", words.get(0));
        }
        return lines;
    }

    private Map<Integer, PmapView.Shares> shares(ProcFs proc, List<String> arguments) {
        Map<Integer, PmapView.Shares> shares = new HashMap<>();
        if (Ps.showsShares(arguments)) {
            PmapView view = parts.pmapView();
            proc.pids().forEach(pid -> shares.put(pid, view.shares(proc, pid)));
        }
        return shares;
    }

    /** Reads {@code -x PID...}; processes that are not there are left out, as the real one does. */
    private static List<Integer> pids(ProcFs proc, List<String> arguments) {
        Arguments words = new Arguments(arguments, "", List.of());
        List<Integer> pids = new ArrayList<>();
        boolean extended = false;
        while (words.next()) {
            if (words.option().matches("[1-9][0-9]{0,8}")) {
                pids.add(Integer.valueOf(words.option()));
            } else if (words.option().equals("-x") || words.option().equals("--extended")) {
                extended = true;
            } else {
                throw words.unknown();
            }
        }
        if (!extended || pids.isEmpty()) {
            throw new ArgumentError("pmap.needs-x-and-pid");
        }
        pids.retainAll(proc.pids());
        return pids;
    }

    /** Reads the words of a command by given code, which complains of wrong ones only. */
    private static <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (NumberFormatException e) {
            throw e; // of a file; an option's value is complained of in a sentence
        } catch (IllegalArgumentException e) {
            throw new UsageException(Explained.of(e));
        }
    }

    /**
     * Runs given code, which reads files that the kernel wrote, on files that somebody may have changed: what it cannot
     * read is their fault.
     */
    private static <T> T readAll(String name, Supplier<T> reader) {
        try {
            return read(reader);
        } catch (UsageException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UsageException("proc.cannot-be-read", name);
        }
    }

    private static int requireEnd(int screens, String option) {
        if (screens == 0) {
            throw new UsageException("command.never-ends", option);
        }
        return screens;
    }

    /** A command that was called wrongly: the message is a sentence for whoever called it. */
    public static final class UsageException extends ArgumentError {
        private static final long serialVersionUID = 1;

        UsageException(String key, Object... arguments) {
            super(key, arguments);
        }

        UsageException(Message what) {
            super(what);
        }
    }
}
