package mm.grader.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mm.machine.Exercise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps stand alone: who has written the first of them gets their points, all of them and no others. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
final class StepsTest {
    /** An implementation whose steps before one are written. */
    record Form(Implementation whole, int next) {
        @Override
        public String toString() {
            return whole + (next == Integer.MAX_VALUE ? " whole" : " before step " + next);
        }
    }

    static Stream<Form> forms() {
        String only = System.getProperty("mm.students", "");
        return Implementation.all().stream()
                .flatMap(whole -> {
                    TreeSet<Integer> nexts = new TreeSet<>(whole.steps());
                    nexts.add(whole.end());
                    return nexts.stream().map(next -> new Form(whole, next));
                })
                .filter(form -> form.toString().matches(".*" + only + ".*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void the_steps_that_are_written_get_their_points_and_no_others(Form form, @TempDir Path folder) throws IOException {
        form.whole().writeTo(folder.resolve("in"), form.whole().sources(form.next() - 1));
        Marking marking = Marking.of(form.whole().exercise(), folder.resolve("in"), folder.resolve("out"));
        Set<String> expected = Marking.before(form.whole().exercise(), form.next());
        assertThat(marking.passed()).as(form + marking.failures()).isEqualTo(expected);
        assertThat(Recognition.names(marking))
                .as("of what is not written yet, in " + form)
                .isSubsetOf(trueOf(form.whole().exercise(), form.next()));
    }

    static Stream<ReferenceForm> referenceForms() {
        String only = System.getProperty("mm.students", "");
        return Stream.of(Exercise.values())
                .flatMap(ReferenceForm::of)
                .filter(form -> form.toString().matches(".*" + only + ".*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("referenceForms")
    void the_reference_gets_the_points_of_the_steps_that_it_has(ReferenceForm form, @TempDir Path folder)
            throws IOException {
        form.writeTo(folder.resolve("in"));
        Marking marking = Marking.of(form.exercise(), folder.resolve("in"), folder.resolve("out"), form::of);
        assertThat(marking.passed())
                .as(form + marking.failures())
                .isEqualTo(Marking.before(form.exercise(), form.next()));
        assertThat(Recognition.names(marking))
                .as("of what is not written yet, in " + form)
                .isSubsetOf(trueOf(form.exercise(), form.next()));
    }

    /** A TLB without ids is just what is there before the step that adds them, and nothing else of that step shows. */
    private static List<String> trueOf(Exercise exercise, int next) {
        return exercise == Exercise.MMU && next == 4 ? List.of("no-asid-in-the-tlb") : List.of();
    }

    @Test
    void a_form_has_what_was_written_up_to_its_step_and_what_stood_there_before() {
        var lines = List.of("a", "// from step 2", "b", "// before step 2", "  // c", "// end", "d");
        assertThat(Implementation.form(lines, 1)).containsExactly("a", "  c", "d");
        assertThat(Implementation.form(lines, 2)).containsExactly("a", "b", "d");
        var nested = List.of(
                "// from step 2", "b", "// from step 3", "c", "// end", "d", "// before step 2", "// e", "// end");
        assertThat(Implementation.form(nested, 1)).containsExactly("e");
        assertThat(Implementation.form(nested, 2)).containsExactly("b", "d");
        assertThat(Implementation.form(nested, 3)).containsExactly("b", "c", "d");
    }
}
