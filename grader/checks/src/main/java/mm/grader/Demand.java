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

    /** Demands a value that is not a number: an outcome, a list. */
    public static <T> void equal(String what, T actual, T expected) {
        assertThat(actual).as(what).isEqualTo(expected);
    }
}
