package mm.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random operations that go wrong are made few, as long as they go wrong in the same way. */
final class FailureMinimizerTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 300).boxed().toList();
    private static final List<Integer> MANY =
            IntStream.range(0, 100_000).boxed().toList();

    @Test
    void what_goes_wrong_is_told_with_the_few_operations_that_it_takes() {
        assertThatThrownBy(() -> FailureMinimizer.play(NUMBERS, some -> {
                    if (some.contains(17) && some.contains(233)) {
                        throw new AssertionError("17 and 233 among " + some.size());
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage(String.format(
                        "17 and 233 among 2%nthe fewest of 300 random operations that do so, 2: 17, 233"));
    }

    @Test
    void an_exception_is_told_with_its_few_calls_and_with_what_was_made_before_them() {
        assertThatThrownBy(() -> FailureMinimizer.play("new Thing(7)", NUMBERS, some -> {
                    if (some.contains(17)) {
                        throw new ArrayIndexOutOfBoundsException("Index 9 out of bounds for length 7");
                    }
                }))
                .isInstanceOf(RandomCallsException.class)
                .hasMessageStartingWith("java.lang.ArrayIndexOutOfBoundsException: Index 9")
                .hasMessageEndingWith("random operations that do so, 1: new Thing(7), 17")
                .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FailureMinimizer.play(NUMBERS, some -> {
                    throw new mm.machine.Todo("x");
                }))
                .as("what is not written is no failure")
                .isInstanceOf(mm.machine.Todo.class);
    }

    @Test
    void another_failure_is_not_the_same_and_none_is_none() {
        assertThatThrownBy(() -> FailureMinimizer.play(NUMBERS, some -> {
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
        assertThatCode(() -> FailureMinimizer.play(NUMBERS, some -> {})).doesNotThrowAnyException();
    }

    @Test
    void of_a_hundred_thousand_operations_the_first_that_go_wrong_are_made_few_without_playing_many_again() {
        AtomicLong played = new AtomicLong();
        assertThatThrownBy(() -> FailureMinimizer.play(MANY, some -> fail(some, played, 17, 233)))
                .hasMessageEndingWith("operations that do so, 2: 17, 233");
        assertThat(played.get() - MANY.size()).as("operations played again").isLessThan(20_000);
    }

    @Test
    void even_the_last_that_go_wrong_are_found_among_a_hundred_thousand() {
        AtomicLong played = new AtomicLong();
        assertThatThrownBy(() -> FailureMinimizer.play(MANY, some -> fail(some, played, 5_000, 99_998)))
                .hasMessageEndingWith("operations that do so, 2: 5000, 99998");
        assertThat(played.get()).as("operations played").isLessThan(22L * MANY.size());
    }

    @Test
    void a_number_is_one_in_hexadecimal_too_and_many_are_as_good_as_one() {
        assertThatThrownBy(() -> FailureMinimizer.play(NUMBERS, some -> {
                    if (some.contains(17)) {
                        throw new AssertionError("0x" + Integer.toHexString(some.size() * 1023) + " is wrong: " + some);
                    }
                }))
                .hasMessageStartingWith("0x3ff is wrong: [17]")
                .hasMessageEndingWith("operations that do so, 1: 17");
    }

    private static void fail(List<Integer> some, AtomicLong played, int first, int last) {
        boolean begun = false;
        for (int number : some) {
            played.incrementAndGet();
            begun |= number == first;
            if (begun && number == last) {
                throw new AssertionError("behind " + some.indexOf(last));
            }
        }
    }
}
