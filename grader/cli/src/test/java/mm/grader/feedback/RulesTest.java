package mm.grader.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each rule of a contract there is a recording on which an implementation without just that rule fails. */
final class RulesTest {
    static Stream<Misunderstanding> rules() {
        return RuleTable.rules().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void a_recording_tells_that_a_rule_is_missing(Misunderstanding without, @TempDir Path folder) throws IOException {
        Map<String, List<RuleTable.Told>> told = RuleTable.run(without, folder);
        System.out.println(without.name() + " | " + told.keySet() + " " + told.values().stream().mapToInt(List::size).sum() + " "
                + told.values().stream().findFirst().map(l -> l.get(0)).orElse(null));
        assertThat(told).isNotEmpty();
    }
}
