package mm.grader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mm.procfs.ProcFs;
import mm.procfs.TaskStat;
import mm.text.Message;

/**
 * Runs the system's own, unmodified tools on a /proc tree of ours: a private mount namespace in which the tree lies over
 * {@code /proc}.
 *
 * <p>It takes Linux, util-linux's {@code unshare}, and the right to make a namespace: root, or a system that lets users
 * make their own. Without root all processes in the tree belong to the caller.
 *
 * @linux fs/namespace.c do_loopback
 */
public final class RealTools {
    private static final String MOUNT = "mount --bind \"$1\" /proc && shift && exec \"$@\"";

    private RealTools() {}

    /** Tells why the tools cannot be run here; nothing if they can. */
    public static Optional<Message> whyNot() {
        if (!Files.exists(Path.of("/proc/self/ns/mnt"))) {
            return Optional.of(Message.of("real-tools.this-needs-linux-where-proc"));
        }
        try {
            Path empty = Files.createTempDirectory("proc");
            Process process = new ProcessBuilder(command(empty, List.of("true")))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            Files.delete(empty);
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(Message.of("real-tools.no-private-proc-can-be", said));
        } catch (IOException e) {
            return Optional.of(Message.of("real-tools.there-is-no-unshare-here"));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while a tool was running");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> command(Path tree, List<String> command) {
        List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork"));
        if (!isRoot()) {
            words.add("--map-root-user");
        }
        words.addAll(List.of("sh", "-c", MOUNT, "sh", tree.toAbsolutePath().toString()));
        words.addAll(command);
        return words;
    }

    /** Starts a tool on a tree, with its output as a pipe and both its streams in one. */
    public static Process start(Path tree, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(tree, command)).redirectErrorStream(true);
        builder.environment().remove("COLUMNS");
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TERM", "dumb", "TZ", "UTC"));
        return builder.start();
    }

    /**
     * Runs a tool on a tree and returns what it prints.
     *
     * @throws IllegalStateException if it does not end within a minute
     */
    public static List<String> run(Path tree, List<String> command) throws IOException {
        Process process = start(tree, command);
        process.getOutputStream().close();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try {
            if (process.waitFor(1, TimeUnit.MINUTES)) {
                return lines;
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        throw new IllegalStateException(String.join(" ", command) + " does not end");
    }

    /**
     * Runs a tool on a tree at the caller's own terminal, for tools that draw and read keys, and waits for its end.
     *
     * @return the tool's exit status
     */
    public static int attach(Path tree, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command(tree, command)).inheritIO().start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Makes an empty directory for a tree: in {@code /dev/shm} where there is one, since a tmpfs, written by
     * {@link #write}, lists the processes by ascending pid as the real /proc does, and other file systems do not.
     */
    public static Path newDirectory() throws IOException {
        Path shm = Path.of("/dev/shm");
        return Files.isWritable(shm) ? Files.createTempDirectory(shm, "proc") : Files.createTempDirectory("proc");
    }

    /**
     * Writes a tree into a directory, over what is there. As root, each process's directory gets its owner; that is where
     * ps and top find the user.
     *
     * @param files texts by their path; a missing {@code self} is made
     */
    public static void write(Map<String, String> files, Path directory) {
        try {
            ProcFs proc = ProcFs.of(files);
            for (int i = proc.pids().size() - 1; i >= 0; i--) { // a tmpfs lists the newest first
                Files.createDirectories(
                        directory.resolve(String.valueOf(proc.pids().get(i))));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue(), StandardCharsets.ISO_8859_1);
            }
            for (int pid : proc.pids()) {
                TaskStat task = TaskStat.read(proc, pid);
                if (isRoot() && task != null) {
                    Files.setAttribute(directory.resolve(String.valueOf(pid)), "unix:uid", task.uid());
                }
            }
            Path self = directory.resolve("self");
            if (!proc.pids().isEmpty() && !Files.exists(self)) {
                Files.createSymbolicLink(
                        self, Path.of(String.valueOf(proc.pids().get(0))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a directory and all that is in it. */
    public static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
