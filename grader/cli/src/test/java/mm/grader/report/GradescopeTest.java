package mm.grader.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import mm.grader.cli.GradescopeRun;
import mm.grader.cli.Sample;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Seeds;
import mm.machine.Exercise;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The autograder for Gradescope, unpacked and run as Gradescope does it, below another root than {@code /autograder}. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts in the zip are for Gradescope's Linux")
final class GradescopeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Exercise GRADED = Exercise.PAGE_TABLE;

    @TempDir
    private static Path made;

    @TempDir
    private Path root;

    @BeforeAll
    static void export() {
        String zip = made.resolve("gradescope.zip").toString();
        Sample.Ran ran = Sample.mm("export", "gradescope", "--only", GRADED.number(), "--out", zip);
        assertThat(ran)
                .isEqualTo(new Sample.Ran(0, zip + ": the autograder for Gradescope; upload it there as it is\n", ""));
    }

    @BeforeEach
    void layOut() throws IOException {
        unpack(made.resolve("gradescope.zip"), root.resolve("source"));
        Files.createDirectories(root.resolve("submission"));
        Files.writeString(root.resolve("submission_metadata.json"), """
                {"id": 1, "created_at": "2018-07-01T14:22:32-07:00", "submission_method": "upload",
                 "users": [{"email": "zoe@example.org", "id": 2, "name": "Zoé"},
                           {"email": "ada@example.org", "id": 3, "name": "Ada"}],
                 "previous_submissions": []}
                """);
    }

    private static void unpack(Path file, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? target : target.getParent());
                if (!entry.isDirectory()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }

    /** Runs a script of the zip with nothing of this process's environment but where its programs are. */
    private String run(String script, Map<String, String> more, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of("bash", root.resolve("source").resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(more);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private JsonNode result() throws IOException {
        JsonNode result = JSON.readTree(root.resolve("results/results.json").toFile());
        Schemas.requireValid("gradescope", result);
        return result;
    }

    private void handIn(Path sources) throws IOException {
        for (Path file : FileTrees.files(sources.resolve(GRADED.folder()).resolve("src"))) {
            Path target =
                    root.resolve("submission").resolve(sources.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    @Test
    void the_scripts_in_the_zip_may_be_run_and_all_the_kit_needs_is_there() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(
                URI.create("jar:" + made.resolve("gradescope.zip").toUri()),
                Map.of("enablePosixFileAttributes", "true"))) {
            for (String script : List.of("setup.sh", "run_autograder")) {
                assertThat(Files.getPosixFilePermissions(zip.getPath(script)))
                        .contains(PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
            }
        }
        assertThat(FileTrees.files(root.resolve("source/kit")))
                .as("classes of the reference, and not its sources")
                .contains(root.resolve("source/kit/lib/reference.jar"))
                .noneMatch(file -> file.toString().endsWith(".java"));
    }

    @Test
    void the_reference_gets_full_marks_with_the_seed_of_its_authors() throws Exception {
        handIn(KitHome.solutions());
        String output = run("run_autograder", Map.of(), root.toString());
        JsonNode result = result();
        assertThat(result.get("score").asInt()).as(output).isGreaterThanOrEqualTo(100);
        assertThat(result.get("tests"))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(test.get("status").asText()).isEqualTo("passed"));
        assertThat(output)
                .contains("seed " + Seeds.of("ada@example.org zoe@example.org") + ";")
                .endsWith("the grader ended with exit code 0\n");
    }

    @Tag("slow")
    @Test
    void what_does_not_compile_gets_nothing_for_each_check_and_the_compilers_words() throws Exception {
        handIn(KitHome.solutions());
        Path source = FileTrees.files(root.resolve("submission")).get(0);
        Files.writeString(source, Files.readString(source) + "}");
        String output = run("run_autograder", Map.of(), root.toString());
        JsonNode result = result();
        assertThat(result.get("score").asInt()).as(output).isZero();
        assertThat(result.get("tests")).hasSize(Rubric.shipped().of(GRADED).size());
        assertThat(result.get("output").asText()).contains(source.getFileName() + ":", "class, interface, enum");
    }

    @Tag("slow")
    @Test
    void an_archive_by_itself_is_graded_as_mm_class_does() throws Exception {
        handIn(KitHome.solutions());
        Path zip = root.resolve("work.zip");
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
            for (Path file : FileTrees.files(root.resolve("submission"))) {
                Path to = files.getPath(
                        root.resolve("submission").relativize(file).toString());
                Files.createDirectories(to.getParent() == null ? files.getPath("/") : to.getParent());
                Files.copy(file, to);
            }
        }
        FileTrees.delete(root.resolve("submission"));
        Files.createDirectories(root.resolve("submission"));
        Files.move(zip, root.resolve("submission/work.zip"));
        String output = run("run_autograder", Map.of(), root.toString());
        assertThat(result().get("score").asInt()).as(output).isGreaterThanOrEqualTo(100);
    }

    @Test
    void a_submission_without_the_exercise_gets_nothing_and_a_sentence() throws Exception {
        Files.writeString(root.resolve("submission/Main.java"), "class Main {}");
        run("run_autograder", Map.of(), root.toString());
        assertThat(result().get("score").asInt()).isZero();
        assertThat(result().get("output").asText()).contains("there is no exercise in this folder");
    }

    @Test
    void when_the_grader_cannot_run_there_is_a_result_that_says_so() throws Exception {
        handIn(KitHome.solutions());
        Map<String, String> noJava = Map.of("JAVA_HOME", root.resolve("nowhere").toString());
        assertThat(run("run_autograder", noJava, root.toString())).contains("the grader ended with exit code 127");
        assertThat(result().get("score").asInt()).isZero();
        assertThat(result().get("output").asText()).contains("The grader could not run");
        FileTrees.delete(root.resolve("source/kit"));
        assertThat(run("run_autograder", Map.of(), root.toString())).contains("the grader ended with exit code 1");
        assertThat(result().get("output").asText()).contains("The grader could not run");
    }

    @Test
    void the_image_gets_a_compiler_and_bubblewrap() throws Exception {
        Path log = root.resolve("log");
        Path fake = Files.createDirectories(root.resolve("bin")).resolve("apt-get");
        Files.writeString(fake, "#!/bin/sh\necho \"$@\" >>" + log + "\n");
        assertThat(fake.toFile().setExecutable(true)).isTrue();
        // The last command of the script removes apt's lists, which are none of ours here.
        Path script = root.resolve("source/setup.sh");
        String text = Files.readString(script);
        assertThat(text).endsWith("\nrm -rf /var/lib/apt/lists/*\n");
        Files.writeString(script, text.replace("rm -rf /var", "echo rm -rf /var"));
        run("setup.sh", Map.of("PATH", fake.getParent() + ":" + System.getenv("PATH")));
        assertThat(Files.readAllLines(log))
                .containsExactly(
                        "update",
                        "install -y --no-install-recommends openjdk-17-jdk-headless",
                        "install -y --no-install-recommends bubblewrap");
    }

    @Test
    void a_student_is_known_by_address_and_nobody_by_broken_metadata() throws IOException {
        Path metadata = root.resolve("submission_metadata.json");
        assertThat(GradescopeRun.student(metadata)).isEqualTo("ada@example.org zoe@example.org");
        Files.writeString(metadata, "{\"users\": 3}");
        assertThat(GradescopeRun.student(metadata)).isEmpty();
        Files.writeString(metadata, "{");
        assertThat(GradescopeRun.student(metadata)).isEmpty();
        assertThat(GradescopeRun.student(root.resolve("none"))).isEmpty();
    }

    @Test
    void wrong_wishes_are_refused_when_the_zip_is_made() {
        assertThat(Sample.mm("export").code()).isEqualTo(Exit.USAGE);
        assertThat(Sample.mm("export", "gradescope", "--only", "9").err()).contains("there is no exercise '9'");
        assertThat(Sample.mm("export", "gradescope", "--cases", root.toString()).err())
                .contains("there is no recording here");
        assertThat(Path.of("gradescope.zip")).doesNotExist();
    }
}
