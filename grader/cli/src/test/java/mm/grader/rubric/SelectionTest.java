package mm.grader.rubric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import mm.grader.cli.Sample;
import mm.grader.kit.Exit;
import mm.grader.kit.KitError;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exercises and steps that are set: their points, and what else is run. */
final class SelectionTest {
    private final Rubric all = Rubric.shipped();

    private static Selection named(String only) {
        return Selection.named(List.of(only.split(",")));
    }

    private int points(String only) {
        return points(named(only).of(all));
    }

    private static int points(Rubric rubric) {
        return rubric.checks().stream()
                .filter(check -> !check.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
    }

    @Test
    void the_plan_of_seven_weeks_in_the_guide_has_the_points_it_says() {
        assertThat(points("03.1-5")).isEqualTo(64);
        assertThat(points("03.6-8")).isEqualTo(36);
        assertThat(points("01,02,03.1-5,03.6-8,04,05,06,07")).isEqualTo(700);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | 03",
                "03-brk-mmap.2 | 03.2",
                "06,03.1-5 | 03.1-5,06",
                "03.4,03.1-2,03.3 | 03.1-4",
                "03.1,03.4 | 03.1,03.4",
                "03,03.1 | 03",
                "03.1,03 | 03",
                " 03.1-1 , 02 | 02,03.1"
            })
    void what_is_set_has_a_shortest_form_that_reads_the_same(String only, String shortest) {
        assertThat(named(only)).hasToString(shortest);
        assertThat(named(shortest)).hasToString(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"03.", "03.x", "03.1-", "03.1-2-3", "03.-1", "03.1.2", ""})
    void a_word_of_another_form_is_refused_with_the_forms(String only) {
        assertThatThrownBy(() -> Selection.named(List.of(only)))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("--only .*");
    }

    @ParameterizedTest
    @CsvSource({"03.0, count from 1", "03.5-1, count from 1", "03.1-99, the steps 1 to 13", "08, no exercise '08'"})
    void a_step_that_does_not_exist_is_refused(String only, String sentence) {
        Sample.Ran ran = Sample.mm("rubric", "--only", only);
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("--only").contains(sentence);
    }

    @Test
    void each_step_alone_has_its_own_points_and_what_it_requires_of_others_has_none() {
        for (CheckInfo any : all.checks()) {
            String only = any.exercise().number() + "." + any.step();
            Rubric some = named(only).of(all);
            assertThat(some.checks()).as(only).allSatisfy(check -> {
                boolean set = check.exercise() == any.exercise() && check.step() == any.step();
                assertThat(check.points() > 0).isEqualTo(set);
            });
            for (CheckInfo check : some.checks()) {
                assertThat(some.of(check.exercise()))
                        .extracting(CheckInfo::method)
                        .containsAll(check.requires());
            }
        }
    }

    @Test
    void grade_and_rubric_know_the_same_total() {
        Sample.Ran graded = Sample.mm("grade", KitHome.solutions().toString(), "--only", "06.1-2");
        int points = points("06.1-2");
        assertThat(graded.out()).contains("Total " + points + " of " + points).contains("--only 06.1-2");
        assertThat(graded.code()).isZero();
        assertThat(Sample.mm("rubric", "--only", "06.1-2").out())
                .contains("06 OOM killer: " + points + " points")
                .contains("in all: " + points + " points");
        assertThat(Sample.mm("rubric").out()).contains("in all: 700 points");
    }

    @Test
    void points_that_do_not_add_up_are_refused_with_the_steps() {
        List<CheckInfo> checks = new ArrayList<>(all.of(Exercise.OOM));
        checks.removeIf(check -> check.step() == 2);
        assertThatThrownBy(() -> new Rubric(checks).requireAll())
                .isInstanceOf(KitError.class)
                .hasMessageContaining("the points of exercise 06 add up to " + points("06.1,06.3-4"))
                .hasMessageContaining("1: " + points("06.1"));
        assertThat(all.requireAll()).isSameAs(all);
    }
}
