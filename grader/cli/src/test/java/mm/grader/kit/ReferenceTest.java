package mm.grader.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mm.grader.handout.ReferenceJar;
import mm.machine.Exercise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference that is not whole marks nobody. */
final class ReferenceTest {
    private static final String CLASS = "06-oom/mm/oom/BadnessOomKiller.class";

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void pack() throws IOException {
        jar = folder.resolve("reference.jar");
        ReferenceJar.main(new String[] {jar.toString()});
    }

    private interface Change {
        void to(Path reference) throws IOException;
    }

    private void change(Change change) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            change.to(files.getPath("/" + Reference.FOLDER));
        }
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> Reference.packed(jar))
                .isInstanceOf(KitError.class)
                .hasMessageContaining(jar.toString())
                .satisfies(error -> assertThat(error.getMessage()).contains(words));
    }

    @Test
    void a_whole_one_has_the_classes_of_all_exercises() {
        for (Exercise exercise : Exercise.values()) {
            assertThat(Archives.names(Reference.packed(jar).resolve(exercise.folder())))
                    .containsAll(Archives.names(KitHome.referenceClasses(exercise)).stream()
                            .filter(name -> !name.endsWith("-info.class"))
                            .toList());
        }
    }

    @Test
    void the_same_classes_make_the_same_bytes() throws IOException {
        Path again = folder.resolve("again.jar");
        ReferenceJar.main(new String[] {again.toString()});
        assertThat(again).hasSameBinaryContentAs(jar);
    }

    @Test
    void a_class_that_is_missing_is_named() throws IOException {
        change(reference -> Files.delete(reference.resolve(CLASS)));
        refused("class mm.oom.BadnessOomKiller of the reference is missing", "nothing is graded");
    }

    @Test
    void a_class_that_was_changed_is_named() throws IOException {
        change(reference -> {
            byte[] bytes = Files.readAllBytes(reference.resolve(CLASS));
            bytes[bytes.length - 1]++;
            Files.write(reference.resolve(CLASS), bytes);
        });
        refused("class mm.oom.BadnessOomKiller of the reference was changed", "nothing is graded");
    }

    @Test
    void a_class_more_is_a_change_too() throws IOException {
        change(reference -> Files.copy(reference.resolve(CLASS), reference.resolve("06-oom/mm/oom/Other.class")));
        refused("class mm.oom.Other of the reference was changed");
    }

    @Test
    void an_exercise_that_is_missing_with_its_sums_is_named() throws IOException {
        change(reference -> {
            Path sums = reference.resolve(Reference.SUMS);
            List<String> others = new ArrayList<>(Files.readAllLines(sums));
            others.removeIf(line -> line.contains(" 06-oom/"));
            Files.write(sums, others);
        });
        refused("the reference of exercise 06 is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no sum in here", "PK\u0003\u0004"})
    void sums_that_are_no_list_are_refused(String text) throws IOException {
        change(reference -> Files.writeString(reference.resolve(Reference.SUMS), text));
        assertThatThrownBy(() -> Reference.packed(jar)).isInstanceOf(KitError.class);
    }

    @Test
    void a_jar_that_was_cut_or_is_none_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(jar);
        for (int length : List.of(0, 1, whole.length / 2, whole.length - 1)) {
            jar = folder.resolve(length + ".jar");
            Files.write(jar, java.util.Arrays.copyOf(whole, length));
            refused("not whole");
        }
        jar = folder.resolve("text.jar");
        Files.writeString(jar, "no jar");
        refused("not whole");
        jar = folder.resolve("none.jar");
        refused("missing");
    }

    @Test
    void of_a_build_each_source_and_each_class_within_a_class_is_demanded() throws IOException {
        Path module = KitHome.solutions().resolve(Exercise.FREE_TOP.folder());
        List<Path> classes = FileTrees.files(module.resolve("target/classes"));
        assertThat(classes).anyMatch(file -> file.toString().contains("$"));
        int number = 0;
        for (Path without : classes) {
            Path copy = folder.resolve("copy" + number++);
            for (String part : List.of("src/main/java", "target/classes")) {
                for (Path file : FileTrees.files(module.resolve(part))) {
                    Path to = copy.resolve(module.relativize(file).toString());
                    if (!file.equals(without)) {
                        Files.createDirectories(to.getParent());
                        Files.copy(file, to);
                    }
                }
            }
            String name = module.resolve("target/classes").relativize(without).toString();
            if (name.endsWith("-info.class")) {
                continue;
            }
            assertThatThrownBy(() -> Reference.built(copy, Exercise.FREE_TOP))
                    .isInstanceOf(KitError.class)
                    .hasMessageContaining(name.replace(".class", "").replace('/', '.'));
        }
    }

    @Test
    void a_build_that_was_cleaned_is_refused() {
        assertThatThrownBy(() -> Reference.built(folder.resolve("06-oom"), Exercise.OOM))
                .isInstanceOf(KitError.class)
                .hasMessageContaining("the reference of exercise 06 is missing");
    }

    @Test
    void the_program_stops_with_3_and_gives_no_mark() throws Exception {
        change(reference -> Files.delete(reference.resolve("02-mmu/mm/mmu/TlbMmu.class")));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dmm.home=" + KitHome.root(),
                        "-Dmm.reference=" + jar,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "mm.grader.cli.Mm",
                        "--lang",
                        "en",
                        "grade",
                        KitHome.solutions().toString(),
                        "--only",
                        "06")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(Exit.FAILED);
        assertThat(said)
                .contains("mm: class mm.mmu.TlbMmu of the reference is missing")
                .doesNotContain("Total", " of 100", "\tat ", "    at ");
    }
}
