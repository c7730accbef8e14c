package mm.grader.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which handlers could hide a full stack or heap, and which classes keep something for the next check. */
final class ClassFileTest {
    @TempDir
    private Path folder;

    /** The compiler makes a handler of NoSuchFieldError for a switch over an enum. */
    @ParameterizedTest
    @ValueSource(strings = {"NumberFormatException | ArithmeticException", "NoSuchFieldError"})
    void a_handler_of_exceptions_hides_no_error(String caught) throws IOException {
        assertThat(new ClassFile(withHandler(caught)).mayHideErrors()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Throwable", "Error", "StackOverflowError", "NoClassDefFoundError"})
    void a_handler_of_errors_may(String caught) throws IOException {
        assertThat(new ClassFile(withHandler(caught)).mayHideErrors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {Plain.class, Own.class, Big.class})
    void a_class_that_handles_no_error_hides_none(Class<?> type) throws IOException {
        assertThat(new ClassFile(bytes(type)).mayHideErrors()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {AtLast.class, Locked.class, Hidden.class})
    void a_handler_that_is_not_written_as_one_may(Class<?> type) throws IOException {
        assertThat(new ClassFile(bytes(type)).mayHideErrors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Plain.class, Big.class, Locked.class, Constants.class, Kind.class, Bodies.class, Switched.class})
    void a_class_without_changing_static_fields_keeps_nothing(Class<?> type) throws IOException {
        assertThat(new ClassFile(bytes(type)).keepsState()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int calls",
                "final int[] CALLS = {0}",
                "final Object HELD = new StringBuilder()",
                "volatile long calls",
            })
    void a_class_with_a_changing_static_field_does(String field) throws IOException {
        assertThat(new ClassFile(compiled("private static " + field + ";")).keepsState())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {Changing.class, Listing.class})
    void an_enum_with_changing_fields_does(Class<?> type) throws IOException {
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

    private byte[] withHandler(String caught) throws IOException {
        return compiled(
                "int number() { try { return Integer.parseInt(\"7\"); } catch (" + caught + " e) { return 0; } }");
    }

    /** Compiles a class with a member. */
    private byte[] compiled(String member) throws IOException {
        Path source = Files.writeString(folder.resolve("Sample.java"), "class Sample { " + member + " }");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        return Files.readAllBytes(folder.resolve("Sample.class"));
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

    /** Constants of all kinds. */
    private static final class Big {
        private static final long LONG = 1L << 40;
        private static final double DOUBLE = 1.5;

        IntSupplier supplier(String text) {
            return () -> (text + LONG + DOUBLE + 2.5f).length();
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
