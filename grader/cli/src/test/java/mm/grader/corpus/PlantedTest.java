package mm.grader.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import mm.grader.grade.Verdict;
import mm.grader.rubric.Status;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each wrong implementation of the corpus fails, and in just the checks and for just the reasons that are written down of
 * it. {@code -Dmm.planted=all} checks all of them, an ordinary build those of one exercise; {@code -Dmm.write=true} writes
 * down what is so.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PlantedTest {
    private static final boolean WRITE = Boolean.getBoolean("mm.write");
    private static final Map<String, Observed> NOTED = Observed.all();

    static Stream<Planted> planted() {
        String only = System.getProperty("mm.planted", "^06");
        return Planted.all().stream()
                .filter(each -> only.equals("all") || each.toString().matches(".*(" + only + ").*"));
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void it_fails_as_is_written_down_of_it(Planted planted, @TempDir Path folder) throws IOException {
        planted.writeTo(folder.resolve("in"), Integer.MAX_VALUE);
        Marking marking = Marking.of(planted.exercise(), folder.resolve("in"), folder.resolve("out"));
        Observed observed = Observed.of(marking.result());
        if (WRITE) {
            writeDown(planted, observed);
        }
        assertThat(marking.result().verdicts())
                .extracting(Verdict::status)
                .as(planted + " must fail, and not only be to do" + marking.failures())
                .contains(Status.FAILED);
        if (!WRITE) {
            assertThat(observed).as(planted + marking.failures()).isEqualTo(NOTED.get(planted.toString()));
        }
    }

    private static synchronized void writeDown(Planted planted, Observed observed) throws IOException {
        Observed.write(Map.of(planted.toString(), observed));
    }
}
