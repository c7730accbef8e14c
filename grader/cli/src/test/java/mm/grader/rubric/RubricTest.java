package mm.grader.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import mm.grader.cli.Sample;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The points and the needs of the checks that this kit ships. */
final class RubricTest {
    private final Rubric rubric = Rubric.shipped();

    @ParameterizedTest
    @EnumSource
    void the_points_of_an_exercise_add_up_to_a_hundred(Exercise exercise) {
        List<CheckInfo> checks = rubric.of(exercise);
        if (!checks.isEmpty()) {
            assertThat(checks.stream()
                            .filter(c -> !c.bonus())
                            .mapToInt(CheckInfo::points)
                            .sum())
                    .isEqualTo(100);
        }
    }

    @Test
    void there_are_checks_and_each_has_points_hints_and_a_name_of_its_own() {
        assertThat(rubric.checks()).isNotEmpty().allSatisfy(check -> {
            assertThat(check.points()).as(check.id()).isPositive();
            assertThat(check.hints()).as(check.id()).isNotEmpty().noneMatch(String::isBlank);
            assertThat(check.method()).matches("[a-z][a-z0-9_]*");
        });
        assertThat(rubric.checks()).extracting(CheckInfo::id).doesNotHaveDuplicates();
    }

    @Test
    void what_a_check_requires_exists_and_never_comes_round_to_itself() {
        for (CheckInfo check : rubric.checks()) {
            assertThat(neededBy(check, new HashSet<>())).as(check.id()).doesNotContain(check.method());
        }
    }

    /** The grader calls checks itself, so what JUnit would do around them would not be done. */
    @Test
    void checks_use_nothing_of_junit_but_their_order() throws ClassNotFoundException {
        for (CheckInfo check : rubric.checks()) {
            Class<?> type = Class.forName(check.className());
            assertThat(type.getSuperclass()).as(check.className()).isEqualTo(Object.class);
            assertThat(type.getInterfaces()).as(check.className()).isEmpty();
            assertThat(type.getAnnotations())
                    .as(check.className())
                    .extracting(annotation -> annotation.annotationType().getSimpleName())
                    .containsExactly("Graded");
            for (Method method : type.getDeclaredMethods()) {
                List<String> annotations = Stream.of(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getSimpleName())
                        .filter(annotation -> !annotation.equals("Replays"))
                        .toList();
                assertThat(annotations)
                        .as(method.toString())
                        .containsExactlyInAnyOrderElementsOf(
                                method.getAnnotations().length == 0 ? List.of() : List.of("Check", "Order"));
            }
        }
    }

    private Set<String> neededBy(CheckInfo check, Set<String> seen) {
        for (String required : check.requires()) {
            CheckInfo other = rubric.of(check.exercise()).stream()
                    .filter(candidate -> candidate.method().equals(required))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(check.id() + " requires " + required + ", which is none"));
            if (seen.add(required)) {
                neededBy(other, seen);
            }
        }
        return seen;
    }

    @Test
    void the_rubric_is_printed_with_every_check_and_every_exercise() {
        Sample.Ran ran = Sample.mm("rubric");
        assertThat(ran.code()).isZero();
        rubric.checks().forEach(check -> assertThat(ran.out()).contains(check.sentence()));
        for (Exercise exercise : Exercise.values()) {
            String rest = rubric.of(exercise).isEmpty() ? ": not in this release" : ": 100 points";
            assertThat(ran.out()).contains(exercise.number() + " " + exercise.title() + rest);
        }
    }
}
