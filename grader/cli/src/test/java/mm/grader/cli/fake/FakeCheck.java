package mm.grader.cli.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import org.junit.jupiter.api.Order;

/** Checks for the tests of the grader. No test of the build's: its package is not {@code mm.grader.checks}. */
@Graded(exercise = Exercise.PAGE_TABLE, step = 1, title = "Fake")
public final class FakeCheck {
    static PageTable table(Parts parts) {
        return parts.pageTable(Geometry.X86_64, new PhysicalMemory(64));
    }

    /** What the tests make go wrong. */
    @Check(
            points = 40,
            hints = {"look at root"})
    @Order(1)
    void the_root_is_frame_seven(Parts parts) {
        assertThat(table(parts).root()).as("the root").isEqualTo(7);
    }

    /** Stays honest in all tests. */
    @Check(
            points = 50,
            hints = {"look at index"})
    @Order(2)
    void the_index_is_three(Parts parts, Random random) {
        assertThat(table(parts).index(1, 0)).as("the index").isEqualTo(3);
    }

    /** Needs the first. */
    @Check(
            points = 10,
            hints = {"look at span"},
            requires = "the_root_is_frame_seven")
    @Order(3)
    void the_span_is_five(Parts parts) {
        assertThat(table(parts).span(1)).isEqualTo(5);
    }
}
