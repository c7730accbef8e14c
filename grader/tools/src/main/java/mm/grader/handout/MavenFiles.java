package mm.grader.handout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.Reference;
import mm.grader.kit.UserError;

/**
 * Maven itself, and all that it needs to run the checks of a hand-out as JUnit tests: nobody knows that list but Maven, so
 * it runs one of them with an empty local repository, and what is in there afterwards is it. That is kept for the next
 * hand-out of the same versions.
 *
 * <pre>
 *  lib/maven/apache-maven   Maven
 *  lib/maven/repository     artifacts and plugins
 * </pre>
 */
final class MavenFiles {
    private static final String MIRROR = """
            <settings><mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>
            """;

    private final Path folder;
    private final Path maven;
    private final Path local;

    MavenFiles(Path folder) {
        this.folder = folder;
        maven = folder.resolve(Path.of(KitHome.LIB, "maven", "apache-maven"));
        String named = System.getProperty("maven.repo.local", System.getProperty("localRepository"));
        local = named != null ? Path.of(named) : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    /**
     * Adds them to a hand-out that is whole otherwise.
     *
     * @throws UserError if Maven fails, or cannot be fetched
     */
    void add() throws IOException {
        Path packed = KitHome.root().resolve(Path.of(KitHome.LIB, "maven"));
        Path kept = Files.isDirectory(packed) ? packed : KitHome.kept().resolve("maven-" + key());
        if (!Files.isDirectory(kept)) {
            collect(kept);
        }
        for (Path file : FileTrees.files(kept)) {
            Path name = kept.relativize(file);
            if (!name.startsWith(Path.of("repository", "mm"))) {
                PackedKit.copy(
                        file, folder.resolve(KitHome.LIB).resolve("maven").resolve(name.toString()));
            }
        }
    }

    /** Returns a digest of all versions that matter. */
    private static String key() throws IOException {
        String versions = StudentProject.versions().entrySet().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
        return Reference.sum(versions.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    private void collect(Path kept) throws IOException {
        Path work = FileTrees.temporary("maven-");
        try {
            unpack(distribution(), maven);
            Path fresh = work.resolve("repository");
            Path settings = work.resolve("settings.xml");
            Files.writeString(settings, MIRROR.formatted(local.toUri()));
            List<String> quiet = List.of("-s", settings.toString(), "-gs", settings.toString());
            fill(fresh);
            if (!run(fresh, quiet).isEmpty()) {
                require(run(local, List.of())); // fetches what this machine lacks
                FileTrees.delete(fresh);
                fill(fresh);
                require(run(fresh, quiet));
            }
            for (Path file : FileTrees.files(fresh)) {
                Path name = fresh.relativize(file);
                if (!name.startsWith("mm") && name.toString().matches(".*\\.(jar|pom)")) {
                    PackedKit.copy(file, work.resolve("all/repository").resolve(name));
                }
            }
            for (Path file : FileTrees.files(maven)) {
                PackedKit.copy(file, work.resolve("all/apache-maven").resolve(maven.relativize(file)));
            }
            copy(work.resolve("all"), kept.resolveSibling(kept.getFileName() + ".half"));
            Files.move(kept.resolveSibling(kept.getFileName() + ".half"), kept);
        } finally {
            FileTrees.delete(work);
            clean();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(to)) {
            FileTrees.delete(to);
        }
        for (Path file : FileTrees.files(from)) {
            PackedKit.copy(file, to.resolve(from.relativize(file)));
        }
    }

    /** The kit's own artifacts are installed there already. */
    private void fill(Path fresh) throws IOException {
        copy(folder.resolve(StudentProject.REPOSITORY), fresh);
    }

    /** What Maven has built in the hand-out is no part of it. */
    private void clean() {
        for (Path target : FileTrees.folders(folder.resolve("exercises"), "target")) {
            FileTrees.delete(target);
        }
        Path target = folder.resolve("target");
        if (Files.isDirectory(target)) {
            FileTrees.delete(target);
        }
    }

    /** Runs one test with a local repository, and returns what Maven says if it fails. */
    private String run(Path repository, List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                only(maven.resolve("boot"), "plexus-classworlds-").toString(),
                "-Dclassworlds.conf=" + maven.resolve("bin/m2.conf"),
                "-Dmaven.home=" + maven,
                "-Dmaven.multiModuleProjectDirectory=" + folder,
                "org.codehaus.plexus.classworlds.launcher.Launcher",
                "-q",
                "-B",
                "-f",
                folder.toString(),
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.test.failure.ignore",
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dtest=Step1*Test"));
        command.addAll(more);
        command.addAll(List.of("clean", "install"));
        return said(command);
    }

    private static String said(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said.isBlank() ? "exit code " + process.exitValue() : said.strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static void require(String said) {
        if (!said.isEmpty()) {
            String lines =
                    said.lines().filter(line -> line.contains("ERROR")).limit(5).collect(Collectors.joining("\n"));
            throw UserError.of("handout.maven-failed", lines.isEmpty() ? said : lines);
        }
    }

    /** Returns the archive of Maven, which its repository has like any artifact. */
    private Path distribution() throws IOException {
        String version = StudentProject.versions().getProperty("maven");
        Path zip = local.resolve(
                Path.of("org/apache/maven/apache-maven", version, "apache-maven-" + version + "-bin.zip"));
        if (!Files.exists(zip)) {
            require(said(List.of(
                    "mvn",
                    "-q",
                    "-B",
                    "-Dmaven.repo.local=" + local,
                    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get",
                    "-Dartifact=org.apache.maven:apache-maven:" + version + ":zip:bin")));
        }
        return zip;
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (!entry.isDirectory()
                        && name.getNameCount() > 1
                        && !name.toString().contains("jansi-native")) {
                    Path file = target.resolve(name.subpath(1, name.getNameCount()));
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }

    private static Path only(Path folder, String beginning) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
