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
    void a_body_becomes_a_todo_and_takes_its_imports_along() {
        assertThat(cut("""
                        package mm.lru;

                        import java.util.ArrayList;
                        import java.util.List;
                        import mm.machine.Pte;

                        /** Uses {@link Pte}. */
                        public final class A {
                            /** Returns all. */
                            List<String> all(int n) {
                                List<String> all = new ArrayList<>();
                                return all;
                            }
                        }
                        """)).isEqualTo("""
                        package mm.lru;

                        import java.util.List;
                        import mm.machine.Pte;
                        import mm.machine.Todo;

                        /** Uses {@link Pte}. */
                        public final class A {
                            /** Returns all. */
                            List<String> all(int n) {
                                throw new Todo("exercise 04: A.all");
                            }
                        }
                        """);
    }

    @Test
    void private_members_and_initializers_go_with_their_comments_and_what_has_no_body_stays() {
        assertThat(cut("""
                        public abstract class A {
                            /** Is seen from outside. */
                            static final int SHOWN = 1;
                            // a number
                            private static final int HIDDEN = 2, TOO = 3;

                            static {
                                System.out.println(HIDDEN);
                            }

                            /** Begins. */
                            A() {}

                            // a comment of its own

                            /**
                             * Helps.
                             */
                            @Deprecated
                            private static int help() {
                                return HIDDEN;
                            }

                            abstract void work();

                            private static class Helper {
                                int a;
                            }
                        }
                        """)).isEqualTo("""
                        public abstract class A {
                            /** Is seen from outside. */
                            static final int SHOWN = 1;

                            /** Begins. */
                            A() {}

                            abstract void work();
                        }
                        """);
    }

    @Test
    void given_keeps_what_follows_up_to_a_blank_line_or_the_next_marker() {
        assertThat(cut("""
                        public class A {
                            // GIVEN
                            /** A size. */
                            private final int size;
                            private final int twice;
                            // STUB: private final int other = 5;
                            // STUB: // and more
                            private final int four;
                            private final int eight;

                            private final int gone;

                            // GIVEN
                            /** Makes it. */
                            A(int size) {
                                this.size = size;
                            }
                        }
                        """)).isEqualTo("""
                        public class A {
                            /** A size. */
                            private final int size;
                            private final int twice;
                            private final int other = 5;
                            // and more

                            /** Makes it. */
                            A(int size) {
                                this.size = size;
                            }
                        }
                        """);
    }

    @Test
    void a_stub_in_a_body_is_shown_instead_of_the_rest_of_its_block() {
        assertThat(cut("""
                        package mm.lru;

                        public class A {
                            A() {
                                int kept = 1;
                                // STUB: // Begin here.
                                // STUB: help(kept);
                                help(2);
                                help(3);
                            }

                            // GIVEN
                            void two(boolean yes) {
                                if (yes) {
                                    help(1);
                                    // STUB:
                                    help(2);
                                }
                                // STUB: throw new Todo("here");
                                help(4);
                            }

                            private static void help(int n) {}
                        }
                        """)).isEqualTo("""
                        package mm.lru;

                        import mm.machine.Todo;

                        public class A {
                            A() {
                                int kept = 1;
                                // Begin here.
                                help(kept);
                            }

                            void two(boolean yes) {
                                if (yes) {
                                    help(1);
                                }
                                throw new Todo("here");
                            }
                        }
                        """);
    }

    @Test
    void all_of_a_given_class_stays_but_for_its_stubs() {
        assertThat(cut("""
                        // GIVEN
                        /** Is given. */
                        final class A {
                            private int number = 1;

                            // STUB:
                            private int gone() {
                                return 2;
                            }

                            private int kept() {
                                return 3;
                            }

                            private record Pair(int one, int two) {
                                int sum() {
                                    // STUB: return 0;
                                    return one + two;
                                }
                            }
                        }
                        """)).isEqualTo("""
                        /** Is given. */
                        final class A {
                            private int number = 1;

                            private int kept() {
                                return 3;
                            }

                            private record Pair(int one, int two) {
                                int sum() {
                                    return 0;
                                }
                            }
                        }
                        """);
    }

    @Test
    void a_class_in_a_class_is_cut_by_the_same_rules() {
        String text = """
                public class A {
                    A() {
                        super();
                    }

                    static class B {
                        private int gone;

                        void c() {
                            gone = 1;
                        }
                    }

                    record Pair(
                            int one,
                            int two) {
                        int sum() {
                            return one + two;
                        }
                    }

                    enum Side {
                        LEFT, RIGHT;

                        Side other() {
                            return this == LEFT ? RIGHT : LEFT;
                        }
                    }
                }
                """;
        assertThat(cut(text))
                .contains("04: new A\"", "04: B.c\"", "04: Pair.sum\"", "04: Side.other\"")
                .contains("int one,", "LEFT, RIGHT;")
                .doesNotContain("gone");
    }

    @Test
    void a_file_without_a_public_class_and_without_a_marker_has_no_skeleton() {
        assertThat(cut("package mm.lru;\nclass A {\n    int a;\n}\n")).isEqualTo("(none)");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("A.java:2: a marker must be alone on its line", "class A {\n//GIVEN\n int a;\n}"),
                Arguments.of("A.java:2: a marker must be alone on its line", "class A {\n int a; // GIVEN\n}"),
                Arguments.of("A.java:2: a marker must be alone on its line", "class A {\n // Given:\n int a;\n}"),
                Arguments.of("A.java:2: a marker must be alone on its line", "class A {\n // stub\n int a;\n}"),
                Arguments.of("A.java:2: a marker must be alone on its line", "class A {\n // BEGIN SOLUTION\n}"),
                Arguments.of("A.java:2: this marker is neither", "class A {\n // GIVEN\n}"),
                Arguments.of("A.java:2: this marker is neither", "class A {\n // GIVEN\n\n private int a;\n}"),
                Arguments.of("A.java:3: this marker is neither", "class A {\n int a() {\n // GIVEN\n return 1;\n}\n}"),
                Arguments.of(
                        "A.java:3: this marker is neither",
                        "class A {\n private int a() {\n // STUB: return 2;\n return 1;\n}\n}"),
                Arguments.of("A.java:2: what follows stays without this", "class A {\n // GIVEN\n int a;\n}"),
                Arguments.of("A.java:2: what follows stays without this", "class A {\n // GIVEN\n A() {}\n}"),
                Arguments.of(
                        "A.java:3: what follows stays without this",
                        "// GIVEN\nclass A {\n // GIVEN\n private int a;\n}"),
                Arguments.of(
                        "A.java:1: a member must begin on a line",
                        "public class A { private int a() {\n return 1;\n}\n}"),
                Arguments.of(
                        "A.java:2: a body must begin and end on lines", "public class A {\n int a() { return 1; }\n}"),
                Arguments.of("A.java:2: ';' expected", "public class A {\n int a\n}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void wrong_markers_are_refused_with_file_and_line(String message, String text) {
        assertThatThrownBy(() -> cut(text)).isInstanceOf(UserError.class).hasMessageStartingWith(message);
    }
}
