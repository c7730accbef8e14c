package mm.grader.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mm.grader.submission.Note;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The compiler has a process of its own, which ends with the work that it cannot do; the next work gets another. */
@Isolated("it looks which processes there are")
final class CompilerProcessTest {
    /** Each level trebles what the compiler has to try. */
    private static final String ENDLESS = "import java.util.function.*;\nfinal class Tried {\n"
            + "static void g(Function<Integer, Integer> f) {}\nstatic void g(UnaryOperator<String> f) {}\n"
            + "static void g(ToIntFunction<Long> f) {}\nstatic { "
            + IntStream.range(0, 30).mapToObj(i -> "g((var a" + i + ") -> { ").collect(Collectors.joining())
            + "return 1;" + " });".repeat(30) + " } }";

    @TempDir
    private Path folder;

    private int number;

    private Compiled compiled(String text, int seconds) throws IOException {
        Path in = folder.resolve("in-" + number++);
        Path file = Exercise.OOM.sources(in).resolve("mm/oom/Tried.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package mm.oom;\n" + text, StandardCharsets.UTF_8);
        Duration limit = Duration.ofSeconds(seconds);
        return new Compiler(Submission.open(in), folder.resolve("out-" + number), limit).compile(Exercise.OOM);
    }

    private void assertThatOthersCompile() throws IOException {
        assertThat(compiled("final class Tried {}", 60).names()).containsExactly("mm.oom.Tried");
    }

    private static Set<ProcessHandle> processes() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(CompilerMain.class.getName()))
                .collect(Collectors.toSet());
    }

    /** Returns the one process that is gone, as it is asked to. */
    private static void assertThatOneHasEnded(Set<ProcessHandle> before) throws Exception {
        for (int i = 0; i < 100 && before.stream().allMatch(ProcessHandle::isAlive); i++) {
            Thread.sleep(50);
        }
        assertThat(before).filteredOn(process -> !process.isAlive()).hasSize(1);
    }

    @Test
    void one_that_does_not_finish_is_ended() throws Exception {
        assertThatOthersCompile();
        Set<ProcessHandle> before = processes();
        assertThat(before).isNotEmpty();
        assertThat(compiled(ENDLESS, 3).errors()).extracting(Note::kind).containsExactly(Note.Kind.TOO_SLOW);
        assertThatOneHasEnded(before);
        assertThatOthersCompile();
    }

    @Test
    void one_that_uses_up_its_memory_is_ended_and_this_program_has_its_own() throws Exception {
        assertThatOthersCompile();
        Set<ProcessHandle> before = processes();
        String doubling = "static final String S0 = \"" + "x".repeat(1000) + "\";\n"
                + IntStream.range(1, 40)
                        .mapToObj(i -> "static final String S%d = S%d + S%d;%n".formatted(i, i - 1, i - 1))
                        .collect(Collectors.joining());
        assertThat(compiled("final class Tried {" + doubling + "}", 120).errors())
                .extracting(Note::english)
                .containsExactly("the compiler itself stopped on these sources: it needs too much memory");
        assertThatOneHasEnded(before);
        assertThatOthersCompile();
    }

    /** The one that has worked is asked first, then those that have hardly begun to start. */
    @Test
    void those_that_were_killed_are_replaced_however_many_waited() throws Exception {
        for (int i = 0; i < 3; i++) {
            CompilerProcess.prepare(3);
            assertThatOthersCompile();
            for (int times = 0; times < 600 && processes().size() < 3; times++) {
                Thread.sleep(100);
            }
            assertThat(processes()).hasSizeGreaterThanOrEqualTo(3);
            processes().forEach(ProcessHandle::destroyForcibly);
            assertThatOthersCompile();
        }
    }

    @Test
    void one_that_ended_without_a_word_is_asked_again_within_the_rest_of_the_time() throws Exception {
        CompilerAnswer ended = CompilerAnswer.stopped(CompilerAnswer.Kind.ENDED, "exit code 137");
        CompilerAnswer done = new CompilerAnswer(List.of(), List.of(), List.of());
        List<Duration> times = new ArrayList<>();
        Duration limit = Duration.ofHours(1);
        assertThat(CompilerProcess.ask(limit, time -> ended, time -> {
                    times.add(time);
                    return done;
                }))
                .isSameAs(done);
        assertThat(times).singleElement().satisfies(time -> assertThat(time).isLessThan(limit));
        assertThat(CompilerProcess.ask(Duration.ofSeconds(-1), time -> ended, time -> done))
                .isSameAs(ended);
    }

    @Test
    void one_that_says_why_it_stopped_is_not_asked_again() throws Exception {
        for (CompilerAnswer.Kind kind : CompilerAnswer.Kind.values()) {
            CompilerAnswer stopped = CompilerAnswer.stopped(kind, "for a reason");
            CompilerProcess.Attempt again = time -> {
                throw new AssertionError("asked again after " + kind);
            };
            if (kind != CompilerAnswer.Kind.ENDED) {
                assertThat(CompilerProcess.ask(Duration.ofHours(1), time -> stopped, again))
                        .isSameAs(stopped);
            }
        }
    }

    @Test
    void what_it_says_is_not_longer_than_a_sentence() throws IOException {
        String name = "x".repeat(60_000);
        String wrong =
                IntStream.range(0, 500).mapToObj(i -> "int i" + i + " = m();\n").collect(Collectors.joining());
        assertThat(compiled(
                                "final class Tried { static class " + name + " {}\n static " + name
                                        + " m() { return null; }\n" + wrong + "}",
                                60)
                        .errors())
                .hasSize(11)
                .allSatisfy(note -> assertThat(note.english()).hasSizeLessThan(1200));
    }

    @Test
    void a_class_whose_name_no_file_can_have_is_said_with_its_source() throws IOException {
        String name = "x".repeat(300);
        assertThat(compiled("final class Tried { static class " + name + " {} }", 60)
                        .errors())
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.kind()).isEqualTo(Note.Kind.NOT_WRITTEN);
                    assertThat(note.english())
                            .contains("Tried.java: the class mm.oom.Tried$xxx")
                            .endsWith(" [...] cannot be written: File name too long");
                });
    }
}
