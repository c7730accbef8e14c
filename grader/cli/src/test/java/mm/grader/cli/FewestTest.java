package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import mm.grader.Fewest;
import org.junit.jupiter.api.Test;

/** Random operations that go wrong are made few, as long as they go wrong in the same way. */
final class FewestTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 300).boxed().toList();

    @Test
    void what_goes_wrong_is_told_with_the_few_operations_that_it_takes() {
        assertThatThrownBy(() -> Fewest.play(NUMBERS, some -> {
                    if (some.contains(17) && some.contains(233)) {
                        throw new AssertionError("17 and 233 among " + some.size());
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage(String.format(
                        "17 and 233 among 2%nthe fewest of 300 random operations that do so, 2: 17, 233"));
    }

    @Test
    void another_failure_is_not_the_same_and_none_is_none() {
        assertThatThrownBy(() -> Fewest.play(NUMBERS, some -> {
                    if (some.size() < 300) {
                        if (some.size() % 2 == 0) {
                            throw new AssertionError("other");
                        }
                        throw new IllegalStateException("other");
                    }
                    throw new AssertionError("all");
                }))
                .hasMessageContaining("all")
                .hasMessageContaining("the fewest of 300 random operations that do so, 300: 0, 1")
                .hasMessageEndingWith("and 260 more");
        assertThatCode(() -> Fewest.play(NUMBERS, some -> {})).doesNotThrowAnyException();
    }
}
