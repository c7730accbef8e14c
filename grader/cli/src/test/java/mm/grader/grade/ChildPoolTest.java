package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import mm.grader.cli.Sample;
import mm.grader.report.Report;
import mm.grader.report.ReportFormat;
import mm.grader.rubric.Status;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.machine.Exercise;
import mm.text.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A child that went from one submission to the next gives the same marks as a new one, or it does not go on. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
final class ChildPoolTest {
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofMinutes(2), 64);
    private static final Sandbox SANDBOX = Sandbox.of(Sandbox.Wish.AUTO);
    private static final String HONEST =
            Sample.withRoot("return 7;").replace("return 3;", "System.out.println(\"three\"); return 3;");

    @TempDir
    private Path folder;

    private int submissions;

    private GradeResult grade(String text, GradingOptions terms, ChildPool workers) throws IOException {
        Path submission = folder.resolve("submission-" + submissions++);
        Sample.write(submission, Sample.FILE, text, StandardCharsets.UTF_8);
        return new Grader(Sample.RUBRIC, terms, workers, new Timings())
                .grade(Submission.open(submission), EnumSet.of(Exercise.PAGE_TABLE));
    }

    private String report(String text, ChildPool workers) throws IOException {
        GradingOptions terms = GradingOptions.of(LIMITS, SANDBOX, 42).withoutScreens();
        GradeResult result = grade(text, terms, workers);
        return ReportFormat.JSON.text(new Report(result, List.of(), "", Language.EN))
                + result.exercises().get(0).verdicts().stream()
                        .map(Verdict::output)
                        .toList();
    }

    private String fresh(String text) throws IOException {
        try (ChildPool workers = ChildPool.fresh(Sample.RUBRIC, LIMITS, SANDBOX)) {
            return report(text, workers);
        }
    }

    /** What an honest student may do, and one who only tries something: the child goes on. */
    static List<String> harmless() {
        return List.of(
                Sample.withRoot("return 8;"),
                Sample.withRoot("throw new Todo(\"exercise 01: x\");"),
                Sample.withRoot("throw new IllegalStateException();"),
                Sample.withRoot("return \"no integer\";"),
                Sample.withRoot("System.exit(0); return 7;"),
                Sample.withRoot("System.out.print('\\ud83d'); return 7;"),
                Sample.with("private static int calls;", "return ++calls == 1 ? 7 : 8;"));
    }

    /** What could have broken something in the virtual machine, which is then ended behind it. */
    static List<String> spoiling() {
        return List.of(
                Sample.withRoot("return root() + 1;"),
                Sample.with(
                        "private int deep() { return deep() + 1; }",
                        "try { return deep(); } catch (Throwable e) { return 7; }"),
                Sample.withRoot("try { return index(1, 2) + 4; } finally { index(1, 0); }"),
                // Java's own code catches the error here, and the student's none but its own exception.
                Sample.with(
                        "private static int deep(int n) { return n == 0 ? 0 : deep(n - 1) + 1; }",
                        "try { java.util.stream.Stream.of(1).onClose(() -> { throw new IllegalStateException(); })"
                                + ".onClose(() -> deep(1_000_000)).close(); } catch (IllegalStateException e) {}"
                                + " return 7;"),
                Sample.withRoot(
                        "try { java.util.stream.Stream.of(1).onClose(() -> { throw new IllegalStateException(); })"
                                + ".onClose(() -> java.util.List.of(new long[Integer.MAX_VALUE / 2])).close(); }"
                                + " catch (IllegalStateException e) {} return 7;"),
                Sample.withRoot("java.util.List<long[]> all = new java.util.ArrayList<>();"
                        + " while (true) all.add(new long[100000]);"));
    }

    @Test
    void reports_are_the_same_bytes_and_one_child_does_all_the_harmless() throws IOException {
        String expected = fresh(HONEST);
        assertThat(expected).contains("three").contains("\"points\":100,\"most\":100");
        try (ChildPool reused = ChildPool.reused(Sample.RUBRIC, LIMITS, SANDBOX)) {
            for (String text : harmless()) {
                assertThat(report(text, reused)).isEqualTo(fresh(text));
                assertThat(report(HONEST, reused)).isEqualTo(expected);
            }
            assertThat(reused.started()).isEqualTo(1);
        }
    }

    /** bubblewrap has itself killed when the thread ends that started it. */
    @Test
    void a_child_outlives_the_thread_that_first_used_it() throws Exception {
        try (ChildPool reused = ChildPool.reused(Sample.RUBRIC, LIMITS, SANDBOX)) {
            String first = CompletableFuture.supplyAsync(
                            () -> uncheckedReport(reused), work -> new Thread(work).start())
                    .get();
            for (int i = 0; i < 5; i++) {
                Thread.sleep(50);
                assertThat(report(HONEST, reused)).isEqualTo(first);
            }
            assertThat(reused.started()).isEqualTo(1);
        }
    }

    private String uncheckedReport(ChildPool workers) {
        try {
            return report(HONEST, workers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("spoiling")
    void a_child_to_which_something_happened_sees_no_other_submission(String text) throws IOException {
        String expected = fresh(text);
        try (ChildPool reused = ChildPool.reused(Sample.RUBRIC, LIMITS, SANDBOX)) {
            assertThat(report(text, reused)).isEqualTo(expected);
            assertThat(report(HONEST, reused)).contains("\"points\":100,\"most\":100");
            assertThat(reused.started()).isGreaterThan(1);
        }
    }

    /** The second look, with the allow-list off: what one check changes in the virtual machine does not reach the next. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.setProperty(\"left\", \"x\"); / System.getProperty(\"left\") == null",
                "java.util.Locale.setDefault(java.util.Locale.GERMANY);"
                        + " / java.util.Locale.getDefault().getCountry().equals(\"US\")",
                "java.util.SimpleTimeZone.setDefault(java.util.TimeZone.getTimeZone(\"CET\"));"
                        + " / java.util.TimeZone.getDefault().getRawOffset() == 0",
                "Thread t = new Thread(() -> { while (true) {} }, \"left\"); t.setDaemon(true); t.start();"
                        + " / Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().equals(\"left\"))",
                "System.setOut(new java.io.PrintStream(new java.io.ByteArrayOutputStream()) { @Override public void"
                        + " println(String s) { throw new Error(); } });"
                        + " / !System.out.getClass().isAnonymousClass()",
                "Thread.setDefaultUncaughtExceptionHandler((t, e) -> {});"
                        + " / Thread.getDefaultUncaughtExceptionHandler() == null",
                "Thread.currentThread().setName(\"left\"); / !Thread.currentThread().getName().equals(\"left\")"
            })
    void what_is_left_in_the_virtual_machine_ends_it(String attack) throws IOException {
        String[] parts = attack.split(" / ");
        String text = Sample.withRoot(parts[0] + " return 7;").replace("return 3;", "return " + parts[1] + " ? 3 : 4;");
        try (ChildPool workers = ChildPool.reused(Sample.RUBRIC, LIMITS, Sandbox.off(Message.verbatim("a test")))) {
            GradingOptions terms = GradingOptions.of(LIMITS, Sandbox.off(Message.verbatim("a test")), 42)
                    .withoutScreens()
                    .withoutAllowList();
            assertThat(grade(text, terms, workers).exercises().get(0).verdicts())
                    .extracting(Verdict::status)
                    .containsOnly(Status.PASSED);
        }
    }
}
