package mm.grader.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which handlers could hide a full stack or heap, and which classes keep something for the next check. */
final class ClassFileTest {
    @ParameterizedTest
    @ValueSource(classes = {Plain.class, Lookup.class, Own.class, Switch.class, Big.class})
    void a_handler_of_exceptions_hides_no_error(Class<?> type) throws IOException {
        assertThat(new ClassFile(bytes(type)).mayHideErrors()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {All.class, Errors.class, Stack.class, Linkage.class, AtLast.class, Locked.class, Hidden.class})
    void a_handler_of_errors_may(Class<?> type) throws IOException {
        assertThat(new ClassFile(bytes(type)).mayHideErrors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Plain.class, Big.class, Locked.class, Constants.class, Kind.class, Bodies.class, Switched.class})
    void a_class_without_changing_static_fields_keeps_nothing(Class<?> type) throws IOException {
        assertThat(new ClassFile(bytes(type)).keepsState()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {Counter.class, Array.class, Holder.class, Volatile.class, Changing.class, Listing.class})
    void a_class_with_changing_static_fields_does(Class<?> type) throws IOException {
        assertThat(new ClassFile(bytes(type)).keepsState()).isTrue();
    }

    @Test
    void the_body_of_a_constant_counts_as_its_enum() throws IOException {
        assertThat(new ClassFile(bytes(Body.ONE.getClass())).keepsState()).isTrue();
        assertThat(new ClassFile(bytes(Bodies.ONE.getClass())).keepsState()).isFalse();
    }

    private enum Body {
        ONE {
            private int calls;

            @Override
            int number() {
                return ++calls;
            }
        };

        abstract int number();
    }

    private static final class Constants {
        private static final String TEXT = String.valueOf(work());
        private static final boolean WELL = TEXT.isEmpty();

        int length() {
            assert WELL;
            return TEXT.length();
        }
    }

    private enum Kind {
        FEW(1, "few"),
        MANY(2, "many");

        private final int number;
        private final String text;

        Kind(int number, String text) {
            this.number = number;
            this.text = text;
        }

        String shown() {
            return text + number;
        }
    }

    private enum Bodies {
        ONE {
            @Override
            int number() {
                return 1;
            }
        };

        abstract int number();
    }

    /** The compiler keeps the numbers of the constants in an array. */
    private static final class Switched {
        int number(Kind kind) {
            return switch (kind) {
                case FEW -> 1;
                case MANY -> 2;
            };
        }
    }

    private static final class Counter {
        private static int calls;

        int next() {
            return ++calls;
        }
    }

    private static final class Array {
        private static final int[] CALLS = {0};

        int next() {
            return ++CALLS[0];
        }
    }

    private static final class Holder {
        private static final Object HELD = new StringBuilder();

        Object held() {
            return HELD;
        }
    }

    private static final class Volatile {
        private static volatile long calls;

        long next() {
            return calls++;
        }
    }

    /** The constants of an enum live as long as its class. */
    private enum Changing {
        ONE;

        private int calls;

        int next() {
            return ++calls;
        }
    }

    private enum Listing {
        ONE;

        private final java.util.List<String> names = new java.util.ArrayList<>();

        int next() {
            names.add("x");
            return names.size();
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getName().replaceAll(".*\\.", "") + ".class")) {
            return in.readAllBytes();
        }
    }

    private static int work() {
        return Integer.parseInt("7");
    }

    private static final class Plain {
        private final String[] constants = {"a", "b"};

        int length() {
            return constants.length;
        }
    }

    private static final class Lookup {
        int number() {
            try {
                return work();
            } catch (NumberFormatException | ArithmeticException e) {
                return 0;
            }
        }
    }

    private static final class Own {
        private static final class Mine extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        int number() {
            try {
                return work();
            } catch (Mine e) {
                return 0;
            }
        }
    }

    /** What the compiler makes of a switch over an enum. */
    private static final class Switch {
        int number() {
            try {
                return work();
            } catch (NoSuchFieldError e) {
                return 0;
            }
        }
    }

    /** Constants of all kinds. */
    private static final class Big {
        private static final long LONG = 1L << 40;
        private static final double DOUBLE = 1.5;

        IntSupplier supplier(String text) {
            return () -> (text + LONG + DOUBLE + 2.5f).length();
        }
    }

    private static final class All {
        int number() {
            try {
                return work();
            } catch (Throwable e) {
                return 0;
            }
        }
    }

    private static final class Errors {
        int number() {
            try {
                return work();
            } catch (Error e) {
                return 0;
            }
        }
    }

    private static final class Stack {
        int number() {
            try {
                return work();
            } catch (StackOverflowError e) {
                return 0;
            }
        }
    }

    private static final class Linkage {
        int number() {
            try {
                return work();
            } catch (NoClassDefFoundError e) {
                return 0;
            }
        }
    }

    private static final class AtLast {
        private int done;

        int number() {
            try {
                return work();
            } finally {
                done++;
            }
        }
    }

    private static final class Locked {
        int number() {
            synchronized (this) {
                return work();
            }
        }
    }

    private static final class Hidden {
        IntSupplier supplier() {
            return () -> {
                try {
                    return work();
                } catch (Throwable e) {
                    return 0;
                }
            };
        }
    }
}
