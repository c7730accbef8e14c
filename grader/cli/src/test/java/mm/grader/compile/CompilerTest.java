package mm.grader.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.submission.Note;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exercises that are compiled together become what each becomes by itself, or they are not compiled together. */
final class CompilerTest {
    private static final String TOGETHER = "together";

    @TempDir
    private Path folder;

    private Path work() {
        return folder.resolve("work");
    }

    private void source(Exercise exercise, String name, String text) throws IOException {
        Path file = exercise.sources(folder.resolve("in"))
                .resolve(exercise.packageName().replace('.', '/'))
                .resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package " + exercise.packageName() + ";\n" + text, StandardCharsets.UTF_8);
    }

    private Map<Exercise, Compiled> all() {
        return new Compiler(Submission.open(folder.resolve("in")), work()).compileAll(EnumSet.allOf(Exercise.class));
    }

    private Compiled alone(Exercise exercise) {
        return new Compiler(Submission.open(folder.resolve("in")), folder.resolve("alone")).compile(exercise);
    }

    private static Map<String, byte[]> bytes(Compiled compiled) throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        for (Path file : FileTrees.files(compiled.classes())) {
            bytes.put(compiled.classes().relativize(file).toString(), Files.readAllBytes(file));
        }
        return bytes;
    }

    @Test
    void classes_of_the_skeleton_that_are_nowhere_are_named_together() throws IOException {
        source(Exercise.LRU, "Clock", "final class Clock {}");
        assertThat(alone(Exercise.LRU).notes())
                .extracting(Note::english)
                .containsExactly(
                        "04-lru/src/main/java: of the classes that 04-lru/src/main/java/mm/lru has in the skeleton,"
                                + " these are not there: ExactLru, PageLinks, PageRing, TwoLists; they are needed only if your own"
                                + " use them");
    }

    @Tag("slow")
    @Test
    void the_reference_becomes_the_same_bytes() throws IOException {
        Submission reference = Submission.open(KitHome.root().resolve("solutions"));
        Map<Exercise, Compiled> all = new Compiler(reference, work()).compileAll(EnumSet.allOf(Exercise.class));
        for (Exercise exercise : Exercise.values()) {
            if (reference.handedIn(exercise)) {
                Compiled alone = new Compiler(reference, folder.resolve("alone")).compile(exercise);
                assertThat(all.get(exercise).classes()).startsWith(work().resolve(TOGETHER));
                assertThat(bytes(all.get(exercise))).usingRecursiveComparison().isEqualTo(bytes(alone));
                assertThat(all.get(exercise).names()).isEqualTo(alone.names());
                assertThat(all.get(exercise).notes()).isEqualTo(alone.notes());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "final class User { int use() { return mm.lru.Helper.SECRET; } }",
                "import mm.lru.*; final class User { int use() { return Helper.SECRET; } }",
                "import static mm.lru.Helper.*; final class User { int use() { return SECRET; } }",
                "final class User { int use() { return mm.lru.\\u0048elper.SECRET; } }",
                "final class User { int use() { return mm.lru.Hel\u200bper.SECRET; } }",
                "final class User extends mm.lru.Helper { int use() { return SECRET; } }",
                "final class User { /* \" */ int use() { return mm.lru.Helper.SECRET; } /* \" */ }",
                "final class User { char c = '\"'; int use() { return mm.lru.Helper.SECRET; } char d = '\"'; }",
                "final class User { String s = \"\\\\\"; int use() { return mm.lru.Helper.SECRET; } String t = \"\"; }",
                "final class User { String s = \"\"\"\n\" \\\"\"\" \"\"\"; int use() { return mm.lru.Helper.SECRET; } String t = \"\"; }",
                "final class User { // \" /*\r int use() { return mm.lru.Helper.SECRET; } // */ \n}",
            })
    void what_uses_another_exercise_does_not_compile(String user) throws IOException {
        source(Exercise.LRU, "Helper", "public class Helper { public static final int SECRET = 7; }");
        source(Exercise.SWAP, "User", user);
        assertThat(all().get(Exercise.SWAP).errors())
                .isEqualTo(alone(Exercise.SWAP).errors())
                .isNotEmpty();
        assertThat(all().get(Exercise.LRU).errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Helper$X", "$", "$X", "X$"})
    void a_dollar_in_a_name_hides_no_use(String name) throws IOException {
        source(Exercise.LRU, name, "public class " + name + " { public static final int SECRET = 7; }");
        source(Exercise.SWAP, "User", "final class User { int use() { return mm.lru." + name + ".SECRET; } }");
        assertThat(all().get(Exercise.SWAP).errors())
                .isEqualTo(alone(Exercise.SWAP).errors())
                .isNotEmpty();
        assertThat(all().get(Exercise.LRU).errors()).isEmpty();
    }

    @Test
    void one_that_does_not_compile_takes_none_of_the_others_along() throws IOException {
        source(Exercise.LRU, "Helper", "final class Helper {}");
        source(Exercise.SWAP, "User", "final class User { int use() { return 7 } }");
        assertThat(all().get(Exercise.LRU).names()).containsExactly("mm.lru.Helper");
        assertThat(all().get(Exercise.SWAP).errors())
                .singleElement()
                .extracting(Note::english)
                .asString()
                .contains("User.java:2: ';' expected");
    }

    @Test
    void a_replaced_contract_reaches_only_its_own_exercise() throws IOException {
        source(
                Exercise.LRU,
                "User",
                "final class User { Object use(mm.machine.Task task) { return task.mm().maps(); } }");
        source(Exercise.BRK_MMAP, "MemoryDescriptor", "public interface MemoryDescriptor { }");
        assertThat(all().get(Exercise.LRU).errors()).isEmpty();
        assertThat(all().get(Exercise.LRU).classes())
                .doesNotHaveToString(work().resolve(TOGETHER).toString());
    }

    @Test
    void the_same_class_twice_is_no_error() throws IOException {
        source(Exercise.LRU, "Helper", "final class Helper {}");
        Path other = Exercise.SWAP.sources(folder.resolve("in")).resolve(Path.of("mm", "lru", "Helper.java"));
        Files.createDirectories(other.getParent());
        Files.writeString(other, "package mm.lru; final class Helper {}");
        assertThat(all().get(Exercise.LRU).errors()).isEmpty();
        assertThat(all().get(Exercise.SWAP).errors())
                .isEqualTo(alone(Exercise.SWAP).errors());
    }

    @Test
    void a_name_in_a_comment_or_a_literal_is_no_use() throws IOException {
        source(Exercise.LRU, "Helper", "final class Helper {}");
        source(Exercise.SWAP, "User", "/** No Helper. */ final class User { String s = \"Helper\"; } // Helper");
        assertThat(all().get(Exercise.SWAP).classes()).startsWith(work().resolve(TOGETHER));
    }

    @Test
    void sources_without_a_class_compile_together_with_others() throws IOException {
        source(Exercise.LRU, "Helper", "// nothing yet");
        source(Exercise.SWAP, "User", "final class User {}");
        assertThat(all().get(Exercise.LRU).errors()).isEmpty();
        assertThat(all().get(Exercise.LRU).names()).isEmpty();
        assertThat(all().get(Exercise.SWAP).classes()).startsWith(work().resolve(TOGETHER));
    }
}
