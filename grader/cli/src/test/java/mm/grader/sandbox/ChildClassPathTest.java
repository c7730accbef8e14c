package mm.grader.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import mm.grader.rubric.Rubric;
import org.junit.jupiter.api.Test;

final class ChildClassPathTest {
    @Test
    void a_child_can_load_its_own_module_and_what_that_needs_alone() {
        assertThat(ChildClassPath.of(Rubric.shipped()).entries())
                .allSatisfy(entry -> assertThat(entry.toString())
                        .containsPattern(
                                "00-machine|grader.checks|/archive/checks-[0-9a-f]+\\.jar|grader.child|junit|assertj|opentest4j|apiguardian|"
                                        + "byte-buddy|jspecify"));
    }
}
