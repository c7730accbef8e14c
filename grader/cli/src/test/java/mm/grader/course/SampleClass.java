package mm.grader.course;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes classes of any size of which the marks are known: the reference, parts of it, skeletons, broken and hostile ones. */
final class SampleClass {
    static final Set<Exercise> EXERCISES = Set.of(Exercise.LRU, Exercise.OOM);

    /** One check of exercise 04 and two of 06, so that a whole class is graded in a test. */
    static final Rubric RUBRIC = new Rubric(Rubric.shipped().checks().stream()
            .filter(check -> Set.of(
                            "badness_counts_what_death_gives_back",
                            "the_owners_wish_counts_in_thousandths_of_all_pages",
                            "the_page_not_used_for_longest_goes_first")
                    .contains(check.method()))
            .toList());

    private static final Path ATTACKS = KitHome.root().resolve("grader/cli/src/test/resources/attacks");

    /** What is known of a hand-in: its row, its points, and what its reason or report says. */
    record Truth(Result.Row row, int lru, int oom, String said) {
        static Truth of(int lru, int oom) {
            return new Truth(Result.Row.GRADED, lru * maxPoints(Exercise.LRU), oom * maxPoints(Exercise.OOM), "");
        }

        static Truth unreadable(String said) {
            return new Truth(Result.Row.UNREADABLE, 0, 0, said);
        }

        private static int maxPoints(Exercise exercise) {
            return RUBRIC.of(exercise).stream()
                    .mapToInt(check -> check.points())
                    .sum();
        }
    }

    /** A kind of student. */
    enum Kind {
        REFERENCE(Truth.of(1, 1)),
        PARTLY_IN_A_ZIP(Truth.of(1, 0)),
        PARTLY_IN_A_TAR(Truth.of(1, 0)),
        REPOSITORY(Truth.of(1, 0)),
        BARE_REPOSITORY(Truth.of(1, 0)),
        SKELETON(Truth.of(0, 0)),
        DOES_NOT_COMPILE(Truth.of(0, 0)),
        FORBIDDEN(Truth.of(0, 0)),
        ENDLESS(Truth.of(0, 0)),
        ZIP_THAT_LEADS_OUT(Truth.of(0, 0)),
        TAR_WITH_LINKS(Truth.of(0, 0)),
        EMPTY(Truth.unreadable("there is no exercise in this folder")),
        NO_ZIP(Truth.unreadable("this is neither a folder nor a zip")),
        CUT_ZIP(Truth.unreadable("this zip cannot be read")),
        CUT_TAR(Truth.unreadable("this tar.gz cannot be read")),
        NO_COMMIT(Truth.unreadable("this git repository has no commit")),
        LINK(Truth.unreadable("this is a symbolic link and was not followed"));

        private final Truth truth;

        Kind(Truth truth) {
            this.truth = truth;
        }
    }

    private SampleClass() {}

    /** Makes a class of so many, and returns the truth by the students' names. */
    static Map<String, Truth> make(Path folder, int students) throws Exception {
        Map<String, Truth> truth = new TreeMap<>();
        Files.createDirectories(folder);
        for (int i = 0; i < students; i++) {
            Kind kind = kindOf(i);
            String student = "%03d-%s".formatted(i, kind.name().toLowerCase().replace('_', '-'));
            write(folder, student, kind);
            truth.put(student, kind.truth);
        }
        return truth;
    }

    /** One of each kind; of the students behind them every twentieth is again one of each, and the others are usual. */
    private static Kind kindOf(int i) {
        int kinds = Kind.values().length;
        List<Kind> usual = List.of(
                Kind.REFERENCE,
                Kind.PARTLY_IN_A_ZIP,
                Kind.PARTLY_IN_A_TAR,
                Kind.REFERENCE,
                Kind.REPOSITORY,
                Kind.SKELETON,
                Kind.DOES_NOT_COMPILE);
        return i < kinds ? Kind.values()[i] : i % 20 == 0 ? Kind.values()[i / 20 % kinds] : usual.get(i % usual.size());
    }

    /** Hands one in. */
    static void write(Path folder, String student, Kind kind) throws Exception {
        Path own = folder.resolve(student);
        switch (kind) {
            case REFERENCE -> copy(own, KitHome.solutions(), Exercise.LRU, Exercise.OOM);
            case PARTLY_IN_A_ZIP -> zip(folder.resolve(student + ".zip"), sources(Exercise.LRU));
            case PARTLY_IN_A_TAR -> tar(folder.resolve(student + ".tar.gz"), sources(Exercise.LRU), false);
            case REPOSITORY -> commit(own, KitHome.solutions(), Exercise.LRU);
            case BARE_REPOSITORY -> {
                Path work = folder.resolveSibling("work-" + student);
                commit(work, KitHome.solutions(), Exercise.LRU);
                git(folder, "clone", "-q", "--bare", work.toString(), student + ".git");
            }
            case SKELETON -> copy(own, KitHome.exercises(), Exercise.LRU, Exercise.OOM);
            case DOES_NOT_COMPILE -> Files.writeString(killer(own), "package mm.oom; class BadnessOomKiller {");
            case FORBIDDEN -> attack("exit-in-a-check", own);
            case ENDLESS -> attack("endless-loop", own);
            case ZIP_THAT_LEADS_OUT ->
                zip(
                        folder.resolve(student + ".zip"),
                        Map.of("../Out.java", new byte[1], "06-oom/src/main/java/mm/oom/A.java", new byte[0]));
            case TAR_WITH_LINKS ->
                tar(folder.resolve(student + ".tgz"), Map.of("06-oom/src/main/java/mm/oom/A.java", new byte[0]), true);
            case EMPTY -> Files.createDirectories(own);
            case NO_ZIP -> Files.writeString(folder.resolve(student + ".zip"), "my work");
            case CUT_ZIP -> cut(folder.resolve(student + ".zip"), Kind.PARTLY_IN_A_ZIP);
            case CUT_TAR -> cut(folder.resolve(student + ".tar.gz"), Kind.PARTLY_IN_A_TAR);
            case NO_COMMIT -> git(Files.createDirectories(own), "init", "-q", ".");
            case LINK -> Files.createSymbolicLink(own, KitHome.solutions());
        }
    }

    private static Path killer(Path own) throws IOException {
        Path file = Exercise.OOM.sources(own).resolve("mm/oom/BadnessOomKiller.java");
        Files.createDirectories(file.getParent());
        return file;
    }

    static void copy(Path own, Path from, Exercise... exercises) throws IOException {
        for (Exercise exercise : exercises) {
            for (Path file : FileTrees.files(exercise.sources(from))) {
                Path target = own.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void attack(String name, Path own) throws IOException {
        for (Path file : FileTrees.files(ATTACKS.resolve(name).resolve("06-oom"))) {
            Path target = own.resolve(ATTACKS.resolve(name).relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static Map<String, byte[]> sources(Exercise exercise) throws IOException {
        Map<String, byte[]> sources = new TreeMap<>();
        for (Path file : FileTrees.files(exercise.sources(KitHome.solutions()))) {
            sources.put(KitHome.solutions().relativize(file).toString(), Files.readAllBytes(file));
        }
        return sources;
    }

    static void zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private static void tar(Path file, Map<String, byte[]> entries, boolean links) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(each.getKey());
                entry.setSize(each.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(each.getValue());
                tar.closeArchiveEntry();
            }
            if (links) {
                TarArchiveEntry link =
                        new TarArchiveEntry("06-oom/src/main/java/mm/oom/Passwd.java", TarConstants.LF_SYMLINK);
                link.setLinkName("/etc/passwd");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        }
    }

    private static void cut(Path file, Kind whole) throws Exception {
        Path folder = Files.createTempDirectory("mm-cut-");
        write(folder, "x", whole);
        try (var files = Files.list(folder)) {
            byte[] bytes = Files.readAllBytes(files.findFirst().orElseThrow());
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        }
        FileTrees.delete(folder);
    }

    /** Makes a repository of one commit; whoever runs its hooks leaves a file behind. */
    static void commit(Path own, Path from, Exercise... exercises) throws Exception {
        copy(own, from, exercises);
        git(own, "init", "-q", ".");
        Path hook = own.resolve(".git/hooks/post-checkout");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\ntouch " + own.resolveSibling("hook-was-run") + "\n");
        hook.toFile().setExecutable(true);
        git(own, "config", "core.fsmonitor", hook.toString());
        commitAll(own, "2026-11-01T12:00:00Z");
    }

    static void commitAll(Path own, String time) throws Exception {
        git(own, "-c", "core.fsmonitor=false", "add", "-A");
        run(
                own,
                Map.of("GIT_COMMITTER_DATE", time, "GIT_AUTHOR_DATE", time),
                List.of(
                        "git",
                        "-c",
                        "core.fsmonitor=false",
                        "-c",
                        "core.hooksPath=/dev/null",
                        "-c",
                        "user.name=s",
                        "-c",
                        "user.email=s@example.org",
                        "commit",
                        "-q",
                        "-m",
                        "work"));
    }

    static void git(Path folder, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        run(folder, Map.of(), command);
    }

    private static void run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + out.toString(StandardCharsets.UTF_8));
        }
    }
}
