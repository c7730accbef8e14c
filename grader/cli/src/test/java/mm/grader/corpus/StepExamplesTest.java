package mm.grader.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mm.grader.LoadedParts;
import mm.grader.cli.Sample;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.Scripts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step has an example that a student runs and changes: it needs nothing of a later step, and its answers are right. */
final class StepExamplesTest {
    /** Arithmetic, a table of numbers, and steps of which the recordings of Linux are the examples. */
    private static final Set<String> WITHOUT = Set.of("01.1", "05.1", "06.3", "07.5");

    private static Path folder(Exercise exercise) {
        return KitHome.exercises().resolve(exercise.folder());
    }

    /** An example: the exercise, the step, the file. */
    record Example(Exercise exercise, int step, Path file) {
        @Override
        public String toString() {
            return exercise.number() + "/" + file.getFileName();
        }
    }

    static Stream<Example> examples() {
        List<Example> all = new ArrayList<>();
        for (Exercise exercise : Exercise.values()) {
            for (int step = 1; step < 20; step++) {
                for (String ending : new String[] {"txt", "mm", "trace"}) {
                    Path file = folder(exercise).resolve("step-" + step + "." + ending);
                    if (Files.exists(file)) {
                        all.add(new Example(exercise, step, file));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void the_steps_until_then_answer_so(Example example) throws IOException {
        if (example.file().toString().endsWith(".trace")) {
            assertThat(Sample.mm("trace", "--frames", "3", example.file().toString())
                            .code())
                    .isZero();
            return;
        }
        Parts parts = new LoadedParts(KitHome.reference());
        ReferenceForm form = new ReferenceForm(example.exercise(), example.step() + 1);
        Script script = Script.read(example.file());
        List<String> answers = new ArrayList<>();
        Scripts.kindOf(script).run(script, parts.with(example.exercise(), form.of(parts)), answers::add);
        assertThat(answers).isEqualTo(script.lines());
        Scripts.kindOf(script).requireWhole(script); // so that mm agree, which the assignment names, takes it
        assertThat(Files.readString(example.file())).doesNotContain("?");
    }

    @ParameterizedTest
    @EnumSource(Exercise.class)
    void each_step_has_one_that_the_assignment_names(Exercise exercise) throws IOException {
        Set<String> steps = new TreeSet<>();
        Rubric.shipped().of(exercise).stream().map(CheckInfo::step).forEach(step -> steps.add(step + ""));
        steps.removeIf(step -> WITHOUT.contains(exercise.number() + "." + step));
        assertThat(examples().filter(example -> example.exercise() == exercise).map(example -> example.step() + ""))
                .containsExactlyInAnyOrderElementsOf(steps);
        for (String page : new String[] {"README.md", "README.zh.md"}) {
            assertThat(Files.readString(folder(exercise).resolve(page)))
                    .contains("`step-", exercise.folder() + "/step-");
        }
    }
}
