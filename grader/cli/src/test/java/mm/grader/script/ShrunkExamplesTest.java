package mm.grader.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.LoadedParts;
import mm.grader.child.ClassLoaders;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.feedback.Misunderstanding;
import mm.grader.kit.KitHome;
import mm.grader.submission.Submission;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.script.Script;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The handbook's examples of a smallest script, one for each exercise, are what the tool makes of a misunderstanding. */
public final class ShrunkExamplesTest {
    private static final String RECORDINGS = "grader/checks/src/main/resources/mm/grader/recordings/";
    private static final Duration TIME = Duration.ofMinutes(2);

    /** An example: whose code, and on which script it goes wrong. */
    private record Example(Exercise exercise, String wrong, String script) {}

    /** Returns where the handbook keeps an exercise's example. */
    public static Path file(Exercise exercise) {
        return KitHome.root().resolve("docs/shrunk/" + exercise.number() + ".txt");
    }

    static Stream<Example> examples() {
        return Stream.of(
                new Example(Exercise.PAGE_TABLE, "tables-freed-under-neighbours", RECORDINGS + "status-1.txt"),
                new Example(Exercise.MMU, "no-asid-in-the-tlb", RECORDINGS + "cow-1.txt"),
                new Example(Exercise.BRK_MMAP, "merge-ignores-permissions", RECORDINGS + "layout-1.txt"),
                new Example(Exercise.LRU, "touch-activates-at-once", RECORDINGS + "swap-mid-2.txt"),
                new Example(Exercise.SWAP, "slot-freed-while-shared", "exercises/00-machine/first.mm"),
                new Example(Exercise.OOM, "adjustment-in-pages", RECORDINGS + "oom-2.txt"),
                new Example(Exercise.FREE_TOP, "units-rounded", RECORDINGS + "procps-1.txt"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_tool_says_what_the_handbook_shows(Example example, @TempDir Path folder) throws IOException {
        Misunderstanding wrong = Misunderstanding.all().stream()
                .filter(each ->
                        each.exercise() == example.exercise() && each.name().equals(example.wrong()))
                .findFirst()
                .orElseThrow();
        wrong.writeTo(folder.resolve("in"));
        Compiled compiled =
                new Compiler(Submission.open(folder.resolve("in")), folder.resolve("out")).compile(wrong.exercise());
        Parts tested = SubmittedParts.reference()
                .with(wrong.exercise(), new LoadedParts(ClassLoaders.of(List.of(compiled.classes()))));
        Script script = Script.read(KitHome.root().resolve(example.script()));
        ScriptShrinker shrunk = ScriptShrinker.of(script, SubmittedParts.reference(), tested, TIME);
        assertThat(shrunk).as("what differs").isNotNull();
        List<String> shown = new ArrayList<>();
        shown.add(Path.of(example.script()).getFileName() + ", with the code of " + example.wrong() + ":");
        shown.addAll(shrunk.story().lines(Texts.english()));
        if (Boolean.getBoolean("mm.write")) {
            Files.createDirectories(file(example.exercise()).getParent());
            Files.write(file(example.exercise()), shown);
        }
        assertThat(file(example.exercise()))
                .as("written anew by -Dmm.write=true")
                .hasContent(String.join("\n", shown));
        assertThat(shrunk.lines().size())
                .as("lines of the small script")
                .isLessThan(script.lines().size());
        assertThat(ScriptRun.of(new Script("small", shrunk.lines()), tested).lines())
                .as("what the small script gives with the wrong code")
                .isNotEqualTo(ScriptRun.of(new Script("small", shrunk.lines()), SubmittedParts.reference())
                        .lines());
    }
}
