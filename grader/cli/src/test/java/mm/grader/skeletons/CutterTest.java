package mm.grader.skeletons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import mm.grader.kit.UserError;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is cut from a solution, and which markers are refused. */
final class CutterTest {
    private static String cut(String text) {
        return Cutter.cut(Exercise.LRU, "A.java", text).orElse("(none)");
    }

    @Test
    void a_region_in_a_method_becomes_a_todo_and_takes_its_imports_along() {
        String text = """
                package mm.lru;

                import java.util.ArrayList;
                import java.util.List;
                import mm.machine.Pte;

                /** Uses {@link Pte}. */
                final class A {
                    List<String> all(int n) {
                        // BEGIN SOLUTION
                        List<String> all = new ArrayList<>();
                        return all;
                        // END SOLUTION
                    }
                }
                """;
        assertThat(cut(text)).isEqualTo("""
                        package mm.lru;

                        import java.util.List;
                        import mm.machine.Pte;
                        import mm.machine.Todo;

                        /** Uses {@link Pte}. */
                        final class A {
                            List<String> all(int n) {
                                throw new Todo("exercise 04: A.all");
                            }
                        }
                        """);
    }

    @Test
    void a_stub_says_what_remains_and_an_empty_one_that_nothing_does() {
        String text = """
                package mm.lru;

                final class A {
                    final int kept = 1;

                    // BEGIN SOLUTION
                    // STUB:
                    private int helper;

                    // END SOLUTION

                    A() {
                        // BEGIN SOLUTION
                        // STUB: // Begin here.
                        // STUB: helper(0);
                        helper = 2;
                        // END SOLUTION
                    }

                    // BEGIN SOLUTION
                    // STUB:

                    int gone() {
                        return helper;
                    }
                    // END SOLUTION
                }
                """;
        assertThat(cut(text)).isEqualTo("""
                        package mm.lru;

                        final class A {
                            final int kept = 1;

                            A() {
                                // Begin here.
                                helper(0);
                            }
                        }
                        """);
    }

    @Test
    void a_constructor_and_a_method_of_an_inner_class_are_named() {
        String text = "package mm.lru;\nclass A {\n A() {\n // BEGIN SOLUTION\n // END SOLUTION\n }\n"
                + " class B {\n void c() {\n // BEGIN SOLUTION\n // END SOLUTION\n }\n }\n}\n";
        assertThat(cut(text)).contains("Todo(\"exercise 04: new A\")", "Todo(\"exercise 04: B.c\")");
    }

    @Test
    void a_file_that_is_one_region_has_no_skeleton() {
        assertThat(cut("// BEGIN SOLUTION\npackage mm.lru;\nclass A {}\n// END SOLUTION\n"))
                .isEqualTo("(none)");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("A.java:3: a region begins within", "class A {\n// BEGIN SOLUTION\n// BEGIN SOLUTION\n}"),
                Arguments.of("A.java:2: the region that begins here does not end", "class A {\n// BEGIN SOLUTION\n}"),
                Arguments.of("A.java:2: a region ends that did not begin", "class A {\n// END SOLUTION\n}"),
                Arguments.of("A.java:1: a marker must be alone", "class A { // BEGIN SOLUTION\n}"),
                Arguments.of("A.java:2: a marker must be alone", "class A {\n//BEGIN SOLUTION\n}"),
                Arguments.of("A.java:2: a marker must be alone", "class A {\n// STUB: x\n}"),
                Arguments.of(
                        "A.java:4: a STUB line must follow",
                        "class A {\n// BEGIN SOLUTION\nint a;\n// STUB: x\n// END SOLUTION\n}"),
                Arguments.of(
                        "A.java:2: a region outside of a method needs a line '// STUB:'",
                        "class A {\n// BEGIN SOLUTION\nint a;\n// END SOLUTION\n}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void wrong_markers_are_refused_with_file_and_line(String message, String text) {
        assertThatThrownBy(() -> cut(text)).isInstanceOf(UserError.class).hasMessageStartingWith(message);
    }
}
