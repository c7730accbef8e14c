package mm.grader;

import static org.assertj.core.api.Assertions.assertThat;

/** The demand that checks make most often, in one line: what it is, what the student's code says, what is right. */
public final class Demand {
    private Demand() {}

    /** Demands a number. */
    public static void equal(String what, int actual, int expected) {
        assertThat(actual).as(what).isEqualTo(expected);
    }

    /** Demands a number. */
    public static void equal(String what, long actual, long expected) {
        assertThat(actual).as(what).isEqualTo(expected);
    }

    /** Demands an outcome, or another value of an enum. What a student could have written the class of is not for this. */
    public static <E extends Enum<E>> void equal(String what, E actual, E expected) {
        assertThat(actual).as(what).isEqualTo(expected);
    }
}
