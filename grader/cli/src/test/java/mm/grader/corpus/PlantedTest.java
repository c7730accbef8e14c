package mm.grader.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong implementation of the corpus fails in just the checks that it is said to fail in. */
@Execution(ExecutionMode.CONCURRENT)
final class PlantedTest {
    static Stream<Planted> planted() {
        String only = System.getProperty("mm.planted", "06");
        return Planted.all().stream()
                .filter(each -> !each.author().equals(Planted.REFERENCE) || Boolean.getBoolean("mm.reference"))
                .filter(each -> only.equals("all") || each.toString().matches(".*(" + only + ").*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void it_fails_in_the_checks_that_it_is_said_to_fail_in(Planted planted, @TempDir Path folder) throws IOException {
        planted.writeTo(folder.resolve("in"), Integer.MAX_VALUE);
        Marking marking = Marking.of(planted.exercise(), folder.resolve("in"), folder.resolve("out"));
        if (Boolean.getBoolean("mm.probe")) {
            Files.writeString(
                    Path.of("/tmp/brief2/f16/probe-" + planted.toString().replaceAll("[ /]", "_")),
                    String.join(" ", marking.failed()) + "\n" + marking.signs() + marking.failures() + "\n");
        }
        Set<String> failed = marking.failed();
        assertThat(failed).as(planted + marking.failures()).isNotEmpty();
    }
}
