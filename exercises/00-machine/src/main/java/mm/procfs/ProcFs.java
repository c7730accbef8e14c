package mm.procfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A /proc tree: files of text, by their path below {@code /proc} (for example {@code meminfo} or {@code 1/stat}).
 *
 * @linux fs/proc/root.c
 */
public interface ProcFs {
    /** What {@link #owner} answers if nobody can tell. */
    int NO_OWNER = -1;

    /** Returns the text of a file, one character for each of its bytes, or null if there is no such file. */
    String read(String path);

    /** Returns the processes' ids, ascending: the directories whose names are numbers. */
    List<Integer> pids();

    /**
     * Returns who owns the directory of a process, which is its effective user; {@link #NO_OWNER} if this tree has no
     * owners, as one in memory has none.
     */
    default int owner(int pid) {
        return NO_OWNER;
    }

    /** Returns a tree that is a map from paths to texts. */
    static ProcFs of(Map<String, String> files) {
        return of(files, Map.of());
    }

    private static ProcFs of(Map<String, String> files, Map<Integer, Integer> owners) {
        Map<String, String> copy = Map.copyOf(files);
        List<Integer> pids = pids(copy.keySet().stream().filter(path -> path.indexOf('/') > 0));
        return new ProcFs() {
            @Override
            public String read(String path) {
                return copy.get(path);
            }

            @Override
            public List<Integer> pids() {
                return pids;
            }

            @Override
            public int owner(int pid) {
                return owners.getOrDefault(pid, NO_OWNER);
            }
        };
    }

    /** Returns a tree that is a directory, for example the live {@code /proc}; every look reads it anew. */
    static ProcFs of(Path directory) {
        return new ProcFs() {
            @Override
            public String read(String path) {
                try {
                    return new String(Files.readAllBytes(directory.resolve(path)), StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                    return null; // a process that ended between two looks answers ESRCH
                }
            }

            @Override
            public List<Integer> pids() {
                try (Stream<Path> entries = Files.list(directory)) {
                    return ProcFs.pids(entries.map(entry -> entry.getFileName() + "/"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public int owner(int pid) {
                try {
                    return (int) Files.getAttribute(directory.resolve("" + pid), "unix:uid");
                } catch (IOException | UnsupportedOperationException e) {
                    return NO_OWNER; // gone, or a file system without owners
                }
            }
        };
    }

    /** Returns a text as {@link #read} gives it: the bytes of its UTF-8, a character each. */
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static List<Integer> pids(Stream<String> paths) {
        Pattern pid = Pattern.compile("[1-9][0-9]{0,8}");
        return paths.map(path -> path.substring(0, path.indexOf('/')))
                .filter(name -> pid.matcher(name).matches())
                .map(Integer::valueOf)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns a copy of the files of the tree that are read by free, top, ps and vmstat, as they are now. */
    default ProcFs snapshot() {
        Map<String, String> files = new TreeMap<>();
        Stream<String> system = Stream.of(
                "meminfo", "stat", "uptime", "loadavg", "vmstat", "cpuinfo", "diskstats", "sys/kernel/pid_max");
        Stream<String> tasks = pids().stream()
                .flatMap(pid -> Stream.of("stat", "statm", "status", "cmdline").map(name -> pid + "/" + name));
        Stream.concat(system, tasks).forEach(path -> {
            String text = read(path);
            if (text != null) {
                files.put(path, text);
            }
        });
        Map<Integer, Integer> owners = new TreeMap<>();
        pids().forEach(pid -> owners.put(pid, owner(pid)));
        return of(files, owners);
    }
}
