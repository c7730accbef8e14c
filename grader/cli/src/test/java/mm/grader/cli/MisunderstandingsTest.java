package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import mm.machine.Parts;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each known misunderstanding costs the checks that are about it, and no others, and gets the hint meant for it. */
@Execution(ExecutionMode.CONCURRENT)
final class MisunderstandingsTest {
    /** Whether the patches' heads are written anew, for a person to compare. */
    private static final boolean WRITE = Boolean.getBoolean("mm.write");

    private static final Rubric RUBRIC = Rubric.shipped();
    private static final ClassLoader REFERENCE = House.reference();

    static Stream<Misunderstanding> corpus() {
        String only = System.getProperty("mm.misunderstanding", "");
        return Misunderstanding.all().stream()
                .filter(wrong -> wrong.patch().toString().contains(only));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void it_costs_the_checks_that_are_about_it(Misunderstanding wrong, @TempDir Path folder) throws IOException {
        wrong.writeTo(folder.resolve("in"));
        Compiled compiled = new Compiler(Submission.open(folder.resolve("in")), folder.resolve("out"))
                .compile(wrong.exercise());
        assertThat(compiled.errors()).isEmpty();
        Parts parts = new Parts(REFERENCE).with(wrong.exercise(), House.loader(List.of(compiled.classes())));
        Map<String, Optional<Throwable>> results = InProcess.run(RUBRIC, wrong.exercise(), parts);
        List<String> failed = new ArrayList<>();
        results.forEach((check, failure) -> failure.ifPresent(e -> failed.add(check)));
        String hint = RUBRIC.of(wrong.exercise()).stream()
                .filter(check -> failed.contains(check.method()))
                .findFirst()
                .map(check -> check.hints().get(0))
                .orElse("none: nothing fails");
        if (WRITE) {
            Map<String, String> head = new LinkedHashMap<>();
            head.put("fails", failed.isEmpty() ? "?" : String.join(" ", failed));
            head.put("hint", hint);
            wrong.rewrite(head);
            results.forEach((check, failure) -> failure.ifPresent(e -> System.out.println(wrong.name() + " | " + check
                    + " | " + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "))));
        }
        assertThat(failed).as("checks that fail").isNotEmpty();
        assertThat(new TreeSet<>(failed)).as("checks that fail").isEqualTo(WRITE ? new TreeSet<>(failed) : wrong.fails());
        assertThat(hint).isEqualTo(WRITE ? hint : wrong.head().get("hint"));
    }
}
