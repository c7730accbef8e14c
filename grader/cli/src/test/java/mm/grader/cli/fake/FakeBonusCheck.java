package mm.grader.cli.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** A bonus for the tests of the grader, beside {@link FakeCheck}. */
@Graded(exercise = Exercise.PAGE_TABLE, step = 2, title = "Fake bonus", bonus = true)
public final class FakeBonusCheck {
    /** On top. */
    @Check(
            points = 5,
            hints = {"look at the seed"})
    @Order(1)
    void the_seed_is_as_asked(Parts parts, Random random) {
        assertThat(FakeCheck.table(parts).index(1, 0)).isEqualTo(3);
        assertThat(mm.grader.Kit.seed()).isEqualTo(42);
    }
}
