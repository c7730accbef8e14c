package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mm.machine.Exercise;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attack gets its verdict, and the honest exercise 04 beside it keeps its points. {@code -Dmm.attacks=all} takes the
 * whole corpus, as CI does; without it every seventh attack is tried, which keeps {@code mvn verify} short.
 */
@Execution(ExecutionMode.CONCURRENT)
final class AttacksTest {
    private static final Path ATTACKS = House.root().resolve("grader/cli/src/test/resources/attacks");
    private static final Set<String> CHECKS = Set.of(
            "badness_counts_what_death_gives_back",
            "the_owners_wish_counts_in_thousandths_of_all_pages",
            "the_page_not_used_for_longest_goes_first");
    private static final Rubric RUBRIC = new Rubric(Rubric.shipped().checks().stream()
            .filter(check -> CHECKS.contains(check.method()))
            .toList());
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofMinutes(1), 64);
    private static final Path SOURCE = Exercise.OOM.sources(Path.of("")).resolve("mm/oom/BadnessOomKiller.java");

    @TempDir
    private Path folder;

    static List<String> all() throws IOException {
        try (Stream<Path> attacks = Files.list(ATTACKS)) {
            return attacks.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    static List<String> chosen() throws IOException {
        return sample(all());
    }

    private static List<String> sample(List<String> names) {
        int step = System.getProperty("mm.attacks", "").equals("all") ? 1 : 7;
        return IntStream.range(0, names.size())
                .filter(i -> i % step == 0)
                .mapToObj(names::get)
                .toList();
    }

    static List<String> unpoliced() throws IOException {
        List<String> names = all().stream()
                .filter(name -> properties(name).containsKey("unpoliced"))
                .toList();
        return sample(names);
    }

    private static Properties properties(String name) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(ATTACKS.resolve(name).resolve("verdict.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
        return properties;
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void an_attack_gets_its_verdict_and_costs_no_honest_point(String name) throws IOException {
        Properties expected = properties(name);
        Terms terms = Terms.of(LIMITS, Sandbox.of(Sandbox.Wish.AUTO), 1).withoutScreens();
        GradeResult result = grade(name, expected, terms);
        verify(result, Status.valueOf(expected.getProperty("status")), expected.getProperty("message", ""));
    }

    /** The second wall: what the child withstands when the allow-list has missed something, without bubblewrap. */
    @ParameterizedTest
    @MethodSource("unpoliced")
    void what_the_allow_list_would_miss_gets_no_point_either(String name) throws IOException {
        Properties expected = properties(name);
        Terms terms = Terms.of(LIMITS, Sandbox.of(Sandbox.Wish.OFF), 1)
                .withoutScreens()
                .withoutPolice();
        verify(grade(name, expected, terms), Status.valueOf(expected.getProperty("unpoliced")), "");
    }

    private static void verify(GradeResult result, Status status, String message) {
        assertThat(result.exercises()).hasSize(2);
        assertThat(result.exercises().get(0).points()).as("the honest exercise").isEqualTo(5);
        ExerciseResult attacked = result.exercises().get(1);
        assertThat(attacked.verdicts()).hasSize(2);
        assertThat(attacked.verdicts().get(0).status())
                .as(attacked.verdicts().get(0).message() + attacked.notes())
                .isEqualTo(status);
        assertThat(attacked.points()).isEqualTo(status == Status.PASSED ? attacked.most() : 0);
        assertThat(attacked.verdicts().get(0).message() + attacked.notes()).contains(message);
    }

    private GradeResult grade(String name, Properties expected, Terms terms) throws IOException {
        Path files = folder.resolve("files");
        copy(ATTACKS.resolve(name), files);
        Path honest = Exercise.LRU.sources(House.solutions());
        copy(honest, files.resolve(House.solutions().relativize(honest)));
        Path made = make(expected.getProperty("make", ""), files);
        try (Submission submission = Submission.open(made)) {
            return new Grader(RUBRIC, terms).grade(submission, EnumSet.of(Exercise.LRU, Exercise.OOM));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : House.files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    /** Makes what no repository should hold: odd encodings, links, huge files, and zips. */
    private Path make(String what, Path files) throws IOException {
        Path source = files.resolve(SOURCE);
        String text = Files.exists(source) ? Files.readString(source) : "";
        switch (what) {
            case "module-info" ->
                Files.writeString(files.resolve("06-oom/src/main/java/module-info.java"), "module evil {}");
            case "bom" -> Files.writeString(source, "\ufeff" + text);
            case "crlf" -> Files.writeString(source, text.replace("\n", "\r\n"));
            case "latin-1" -> Files.writeString(source, text + "// für", StandardCharsets.ISO_8859_1);
            case "utf-16" -> Files.writeString(source, text, StandardCharsets.UTF_16);
            case "chinese" -> Files.writeString(source.resolveSibling("页表.java"), "package mm.oom; class 页表 {}");
            case "huge" -> Files.write(source, new byte[50 << 20]);
            case "link" -> {
                Files.move(files.resolve("06-oom"), folder.resolve("outside"));
                Files.createSymbolicLink(files.resolve("06-oom"), folder.resolve("outside"));
            }
            case "service" -> {
                Path services = Files.createDirectories(files.resolve("06-oom/src/main/java/META-INF/services"));
                Files.writeString(services.resolve("org.junit.platform.launcher.TestExecutionListener"), "mm.oom.X");
            }
            default -> {
                return what.isEmpty() ? files : zip(what, files);
            }
        }
        return files;
    }

    private Path zip(String what, Path files) throws IOException {
        String prefix = what.equals("zip-nested") ? "Ada/" : what.equals("zip-deep") ? "a/b/c/" : "";
        Path file = folder.resolve("submission.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path each : House.files(files)) {
                String name = files.relativize(each).toString();
                boolean bomb = what.equals("zip-bomb") && name.endsWith("BadnessOomKiller.java");
                put(zip, prefix + name, bomb ? new byte[200 << 20] : Files.readAllBytes(each));
            }
            switch (what) {
                case "zip-slip" -> put(zip, "../../Evil.java", new byte[1]);
                case "zip-absolute" -> put(zip, "/tmp/mm-evil/Evil.java", new byte[1]);
                case "zip-macosx" -> put(zip, "__MACOSX/" + SOURCE.resolveSibling("._X.java"), new byte[3]);
                default -> assertThat(what).isIn("zip-bomb", "zip-nested", "zip-deep");
            }
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
