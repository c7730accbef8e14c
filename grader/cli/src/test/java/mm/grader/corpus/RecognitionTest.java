package mm.grader.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the grader says that a failure looks like is right, or it says nothing; and it says it often enough. */
final class RecognitionTest {
    private static final double PRECISION = 98;
    private static final double RECALL = 80;

    /** Of each implementation alone: none may be understood at the cost of another. */
    private static final double RECALL_OF_EACH = 75;

    @Test
    void every_wrong_implementation_is_written_down() {
        assertThat(Observed.all().keySet())
                .as("planted/observed.tsv, written by PlantedTest with -Dmm.planted=all -Dmm.write=true")
                .containsExactlyInAnyOrderElementsOf(
                        Planted.all().stream().map(Planted::toString).toList());
    }

    @Test
    void the_names_that_are_given_are_right() {
        Recognition.Count all = Recognition.count(null, null);
        assertThat(all.precision())
                .as("per cent of names that are right; wrong are " + all.wrong())
                .isGreaterThanOrEqualTo(PRECISION);
    }

    @Test
    void the_names_that_are_given_half_way_are_right() {
        Recognition.Count all = Recognition.countHalfWay(null);
        assertThat(all.planted()).isGreaterThan(400);
        assertThat(all.precision())
                .as("per cent of names that are right when later steps are to be done; wrong are " + all.wrong())
                .isGreaterThanOrEqualTo(PRECISION);
    }

    @Test
    void what_is_planted_gets_its_name() {
        Recognition.Count all = Recognition.count(null, null);
        assertThat(all.recall())
                .as("per cent of what is planted; missed are " + all.missed())
                .isGreaterThanOrEqualTo(RECALL);
        for (String author : new String[] {Planted.REFERENCE, "loops", "maps"}) {
            assertThat(Recognition.count(null, author).recall())
                    .as("the same in " + author)
                    .isGreaterThanOrEqualTo(RECALL_OF_EACH);
        }
    }

    @Test
    void other_bugs_are_many_and_get_no_name_of_another() {
        Recognition.Count all = Recognition.count(null, null);
        assertThat(all.others()).isGreaterThan(100);
        assertThat(all.wrong())
                .as("of other bugs")
                .filteredOn(name -> name.contains(Planted.OTHER))
                .hasSizeLessThan(4);
    }
}
