package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which handlers could hide a full stack or heap. */
final class HandlersTest {
    @ParameterizedTest
    @ValueSource(classes = {Plain.class, Lookup.class, Own.class, Switch.class, Big.class})
    void a_handler_of_exceptions_hides_no_error(Class<?> type) throws IOException {
        assertThat(Handlers.mayHideErrors(bytes(type))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {All.class, Errors.class, Stack.class, Linkage.class, AtLast.class, Locked.class, Hidden.class})
    void a_handler_of_errors_may(Class<?> type) throws IOException {
        assertThat(Handlers.mayHideErrors(bytes(type))).isTrue();
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
