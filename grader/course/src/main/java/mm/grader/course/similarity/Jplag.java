package mm.grader.course.similarity;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mm.grader.child.ClassLoaders;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.text.Message;

/** JPlag, a program of others that Maven fetches when somebody asks for it. It has a process and a class path of its own. */
public final class Jplag {
    /** Why there is no result if fewer than two submissions have anything to compare. */
    static final Message TOO_FEW = Message.of("jplag.too-few");

    private static final Message NOTHING = Message.verbatim("");
    private static final int FETCH_SECONDS = 600;
    private static final int RUN_SECONDS = 1800;
    private static final String COMPARISONS = "100";

    private final Path jars;

    private Jplag(Path jars) {
        this.jars = jars;
    }

    /**
     * Takes JPlag from where it was fetched to, or fetches it.
     *
     * @throws UserError if it cannot be had
     */
    public static Jplag fetched() {
        Path folder = KitHome.root().resolve(Path.of("grader", "similarity"));
        Path jars = folder.resolve(Path.of("target", "jplag"));
        if (!isThere(jars)) {
            Message why = run(
                    List.of(
                            "mvn",
                            "-q",
                            "-B",
                            "-f",
                            folder.resolve("pom.xml").toString(),
                            "dependency:copy-dependencies",
                            "-DoutputDirectory=" + jars),
                    FETCH_SECONDS);
            if (!why.isEmpty() || !isThere(jars)) {
                throw UserError.at("--similarity", "jplag.jplag-is-not-here-and", why);
            }
        }
        return new Jplag(jars);
    }

    private static boolean isThere(Path jars) {
        if (!Files.isDirectory(jars)) {
            return false;
        }
        try (Stream<Path> files = Files.list(jars)) {
            return files.anyMatch(file -> file.getFileName().toString().matches("jplag-[0-9.]+\\.jar"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Compares all folders below one with each other, and returns why there is no result, or nothing. */
    Message compare(Path submissions, Path skeleton, Path result) {
        Path own = ClassLoaders.origin(JplagDriver.class);
        return run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jars + File.separator + "*" + File.pathSeparator + own,
                        "mm.grader.course.similarity.JplagDriver",
                        submissions.toString(),
                        skeleton.toString(),
                        result.toString().replaceFirst("\\.zip$", ""),
                        COMPARISONS),
                RUN_SECONDS);
    }

    /** Returns nothing if all went well, else the last line that was said. */
    private static Message run(List<String> command, int seconds) {
        Path log = null;
        try {
            log = FileTrees.temporary("jplag-").resolve("log");
            Process process = new ProcessBuilder(command)
                    .directory(KitHome.root().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return Message.of("jplag.did-not-end-in-s", command.get(0), seconds);
            }
            if (process.exitValue() == JplagDriver.TOO_FEW) {
                return TOO_FEW;
            }
            List<String> said = Arrays.asList(Files.readString(log).split("\\R"));
            return process.exitValue() == 0
                    ? NOTHING
                    : said.stream()
                            .filter(line -> !line.isBlank() && !line.startsWith("SLF4J"))
                            .findFirst()
                            .map(Message::verbatim)
                            .orElse(Message.of("jplag.failed", command.get(0)));
        } catch (IOException e) {
            return Message.of("jplag.there-is-no-on-the", command.get(0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Message.of("course.interrupted");
        } finally {
            delete(log);
        }
    }

    private static void delete(Path file) {
        if (file != null) {
            FileTrees.delete(file.getParent());
        }
    }
}
