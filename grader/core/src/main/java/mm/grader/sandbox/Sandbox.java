package mm.grader.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mm.grader.kit.UserError;
import mm.text.Message;

/**
 * The walls around the child that the operating system gives: with bubblewrap, no network, nothing to write to, no
 * other process to see, and of the disk only Java, the kit's jars and the classes of the submission.
 *
 * @param on whether the child runs within
 * @param description one sentence for the report
 */
public record Sandbox(boolean on, Message description) {
    /** What a user can ask for. */
    public enum Wish {
        /** If bubblewrap works here. */
        AUTO,
        /** It must. */
        ON,
        /** Without, even if it would. */
        OFF
    }

    private static final List<String> SYSTEM = List.of("/usr", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache");

    /** No walls. */
    public static Sandbox off(Message why) {
        return new Sandbox(false, Message.of("sandbox.off", why));
    }

    /**
     * Finds out whether bubblewrap works here.
     *
     * @throws UserError if it must, and does not
     */
    public static Sandbox of(Wish wish) {
        if (wish == Wish.OFF) {
            return off(Message.of("sandbox.off-by-option"));
        }
        Optional<Message> whyNot = whyNot();
        if (whyNot.isEmpty()) {
            return new Sandbox(true, Message.of("sandbox.on"));
        }
        if (wish == Wish.ON) {
            throw UserError.at("--sandbox on", whyNot.get().key());
        }
        return off(whyNot.get());
    }

    private static Optional<Message> whyNot() {
        List<String> command = new ArrayList<>(prefix(List.of(), List.of()));
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(Message.of("sandbox.no-answer"));
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(Message.of("sandbox.no-namespaces"));
        } catch (IOException e) {
            return Optional.of(Message.of("sandbox.not-installed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Message.of("sandbox.interrupted"));
        }
    }

    /** Returns the beginning of the command. */
    public List<String> around(List<Path> visible) {
        return around(visible, List.of());
    }

    /** Returns the beginning of a command that may also write into some folders. */
    public List<String> around(List<Path> visible, List<Path> writable) {
        return on ? prefix(visible, writable) : List.of();
    }

    private static List<String> prefix(List<Path> visible, List<Path> writable) {
        List<String> command = new ArrayList<>(List.of(
                "bwrap",
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--cap-drop",
                "ALL",
                "--hostname",
                "mm"));
        Path java = Path.of(System.getProperty("java.home"));
        Stream<Path> system = Stream.concat(SYSTEM.stream().map(Path::of), etcOfJava());
        Stream.concat(Stream.concat(system, Stream.of(java)), visible.stream())
                .filter(Files::exists)
                .distinct()
                .forEach(path -> command.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        writable.forEach(path -> command.addAll(List.of("--bind", path.toString(), path.toString())));
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        // What is left is in memory, and would be a place to write to, and to fill.
        command.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/", "--"));
        return command;
    }

    /** Debian keeps Java's configuration here, and links to it. */
    private static Stream<Path> etcOfJava() {
        try (Stream<Path> etc = Files.list(Path.of("/etc"))) {
            return etc.filter(path -> path.getFileName().toString().startsWith("java-")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
