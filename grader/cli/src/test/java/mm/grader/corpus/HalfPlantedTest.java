package mm.grader.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A wrong implementation that is written half-way gets the name that {@link Recognition} counts it with, or none: it is
 * really written, and checked. {@code -Dmm.planted=all} does all, an ordinary build one of each author.
 */
@Execution(ExecutionMode.CONCURRENT)
final class HalfPlantedTest {
    /** A wrong implementation before one of its steps. */
    record Form(Planted planted, int next) {
        @Override
        public String toString() {
            return planted + " before step " + next;
        }
    }

    static Stream<Form> forms() {
        String only = System.getProperty("mm.planted", "06/(first-of-equals|counts-virt) in (loops|maps)");
        return Planted.all().stream()
                .filter(each -> !each.author().equals(Planted.REFERENCE))
                .filter(each -> only.equals("all") || each.toString().matches(".*(" + only + ").*"))
                .flatMap(each -> new Implementation(each.author(), each.exercise())
                        .steps().stream().filter(step -> step > 1).map(step -> new Form(each, step)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void its_name_is_right_or_there_is_none(Form form, @TempDir Path folder) throws IOException {
        form.planted().writeTo(folder.resolve("in"), form.next());
        Marking marking = Marking.of(form.planted().exercise(), folder.resolve("in"), folder.resolve("out"));
        assertThat(Recognition.names(marking))
                .as(form + marking.failures())
                .isSubsetOf(form.planted().name());
    }
}
