package mm.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

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

    /** Demands an entry of a page table; both are shown by the names of their bits. */
    public static void entry(String what, long actual, long expected) {
        if (actual != expected) {
            Printed shown = Printed.entry(actual);
            Printed right = Printed.entry(expected);
            assertThat(shown.equals(right) ? new Printed(shown + " = " + actual) : shown)
                    .as(what)
                    .isEqualTo(right);
        }
    }

    /** Demands bits of an entry; both are shown by their names. */
    public static void flags(String what, long actual, long expected) {
        assertThat(Printed.flags(actual)).as(what).isEqualTo(Printed.flags(expected));
    }

    /** Demands a list; of long ones, what is around the first difference is shown. */
    public static void list(String what, List<?> actual, List<?> expected) {
        assertThat((Object) actual).as(what).isNotNull();
        if (!actual.equals(expected)) {
            assertThat(Printed.list(actual, expected)).as(what).isEqualTo(Printed.list(expected, actual));
        }
    }

    /** Returns numbers as a list, for {@link #list}. */
    public static List<Integer> ints(int... numbers) {
        return IntStream.of(numbers).boxed().toList();
    }
}
