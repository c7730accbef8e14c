package mm.grader.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.text.Message;

/**
 * The classes of the kit's jars in the form that a virtual machine maps into its memory (application class-data sharing),
 * which takes about a third off a child's start. The archive lies beside the jars that it is made from; its name is a
 * digest of Java's version and of every jar's path, size and time, so a stale one is never asked for. Without one,
 * everything works as well.
 */
public final class ClassArchive {
    private static final Duration TIME = Duration.ofMinutes(1);

    private ClassArchive() {}

    /** Returns the archive; nothing if there is none. */
    static Optional<Path> of(ChildClassPath classPath) {
        return file(classPath).filter(Files::isReadable);
    }

    /** Returns the options that make a child use an archive. */
    static List<String> options(Path archive) {
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
    }

    /**
     * Makes the archive, if it is not there: a child runs one check of each class of checks on the reference, and leaves
     * the classes it has loaded after it. If that does not work, there is none.
     */
    public static synchronized void prepare(Rubric rubric, Limits limits) {
        ChildClassPath classPath = ChildClassPath.of(rubric);
        Optional<Path> file = file(classPath);
        if (file.isEmpty() || Files.exists(file.get())) {
            return;
        }
        Path archive = file.get();
        Path folder = FileTrees.temporary("archive-");
        try {
            Files.createDirectories(archive.getParent());
            Path made = archive.resolveSibling(
                    archive.getFileName() + "." + ProcessHandle.current().pid());
            rehearse(rubric, classPath, limits, folder, made);
            if (Files.exists(made)) {
                Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | ChildProcess.NoAnswer e) {
            // A kit on a read-only disk, for example: then children start as they do without an archive.
        } finally {
            FileTrees.delete(folder);
        }
    }

    private static void rehearse(Rubric rubric, ChildClassPath classPath, Limits limits, Path folder, Path archive)
            throws ChildProcess.NoAnswer {
        List<String> options = List.of("-XX:ArchiveClassesAtExit=" + archive);
        try (ChildProcess child = new ChildProcess(
                classPath,
                limits,
                Sandbox.off(Message.of("class-archive.it-runs-the-reference")),
                folder,
                options,
                List.of())) {
            child.ready();
            child.submission(1, ReferenceClasses.all());
            Set<String> classes = new HashSet<>();
            for (CheckInfo check : rubric.checks()) {
                if (classes.add(check.className())) {
                    child.check("RUN", check, limits.check());
                }
            }
            child.end(TIME);
        }
    }

    /** Only jars can be archived: a build that runs from folders of classes has no archive. */
    private static Optional<Path> file(ChildClassPath classPath) {
        if (!classPath.entries().stream().allMatch(Files::isRegularFile)) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String jars = classPath.entries().stream()
                    .map(ClassArchive::stamp)
                    .collect(Collectors.joining(File.pathSeparator));
            String stamp = System.getProperty("java.home") + System.getProperty("java.vm.version") + jars;
            String name = HexFormat.of().formatHex(digest.digest(stamp.getBytes(StandardCharsets.UTF_8)), 0, 12);
            Path target = KitHome.kept().resolve(Path.of("archive"));
            return Optional.of(target.resolve(name + ".jsa"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String stamp(Path jar) {
        try {
            return jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
        } catch (IOException e) {
            return jar + " unreadable";
        }
    }
}
