package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.cli.Sample;
import mm.grader.kit.Exit;
import mm.grader.rubric.Status;
import mm.grader.sandbox.Limits;
import mm.grader.submission.Note;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wrong, unfinished or harmful submission gets, and that it harms nothing but itself. */
final @Execution(ExecutionMode.CONCURRENT) class VerdictsTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Status.FAILED, "[the root]", Sample.withRoot("return 8;")),
                Arguments.of(
                        Status.FAILED,
                        "the code threw java.lang.ArithmeticException: / by zero",
                        Sample.withRoot("return 1 / (getClass().getModifiers() & 0);")),
                Arguments.of(
                        Status.NOT_STARTED,
                        "exercise 01: x is not written yet",
                        Sample.withRoot("throw new Todo(\"exercise 01: x\");")),
                Arguments.of(Status.TIMED_OUT, "it has computed for 1 s", Sample.withRoot("while (true) {}")),
                Arguments.of(
                        Status.TIMED_OUT,
                        "no answer in 8 s",
                        Sample.withRoot("while (true) try { Thread.sleep(100); } catch (InterruptedException e) {}")),
                Arguments.of(
                        Status.TIMED_OUT,
                        "it has computed for 1 s",
                        Sample.withRoot("while (true) try { System.out.println(\"more\"); } catch (Throwable e) {}")),
                Arguments.of(Status.CRASHED, "(exit status 0)", Sample.withRoot("System.exit(0); return 7;")),
                Arguments.of(
                        Status.CRASHED, "(exit status 3)", Sample.withRoot("Runtime.getRuntime().halt(3); return 7;")),
                Arguments.of(Status.STACK_OVERFLOW, "", Sample.withRoot("return root() + 1;")),
                Arguments.of(
                        Status.OUT_OF_MEMORY,
                        "",
                        Sample.withRoot("java.util.List<long[]> all = new java.util.ArrayList<>();"
                                + " while (true) all.add(new long[100000]);")),
                Arguments.of(
                        Status.FAILED,
                        "(its message cannot be had)",
                        Sample.withRoot("throw new RuntimeException() { @Override public String getMessage() {"
                                + " throw new IllegalStateException(); } };")));
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void a_wrong_method_costs_its_own_check_and_what_depends_on_it(Status status, String message, String text)
            throws IOException {
        Sample.write(folder, Sample.FILE, text, StandardCharsets.UTF_8);
        boolean isEndless = message.startsWith("it has computed");
        Limits limits = isEndless
                ? Sample.LIMITS.withComputing(Duration.ofMillis(500))
                : status == Status.TIMED_OUT ? Sample.limits(8) : Sample.LIMITS;
        List<Verdict> verdicts = Sample.result(folder, EnumSet.of(Exercise.PAGE_TABLE), limits)
                .exercises()
                .get(0)
                .verdicts();
        assertThat(verdicts)
                .extracting(Verdict::status)
                .containsExactly(
                        status,
                        Status.PASSED,
                        status == Status.NOT_STARTED ? Status.NOT_STARTED : Status.BLOCKED,
                        Status.PASSED);
        assertThat(verdicts.get(0).message()).contains(message);
        assertThat(verdicts).extracting(Verdict::points).containsExactly(0, 50, 0, 5);
    }

    /** The reference stands in for what was not handed in, and must not for what has no class in it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "// to do", "package mm.pagetable;", "package mm.pagetable; class Helper {}"})
    void a_file_without_the_class_is_no_way_to_the_reference(String text) throws IOException {
        assertThat(Sample.grade(folder, text))
                .extracting(Verdict::status)
                .containsOnly(Status.MISSING_CLASS, Status.BLOCKED);
    }

    @Test
    void all_that_is_right_gives_full_marks() throws IOException {
        Sample.write(folder, Sample.FILE, Sample.withRoot("return 7;"), StandardCharsets.UTF_8);
        GradeResult result = Sample.result(folder, EnumSet.of(Exercise.PAGE_TABLE));
        assertThat(result.points()).isEqualTo(100);
        assertThat(result.bonus()).isEqualTo(5);
        assertThat(result.exitCode()).isEqualTo(Exit.OK);
        assertThat(Sample.report(result))
                .contains("ok     40      the root is frame seven", "Total 100 of 100 and 5 bonus");
    }

    /** 137: somebody killed the child; 1: the kernel had no memory for its virtual machine. */
    @ParameterizedTest
    @ValueSource(ints = {137, 1})
    void a_check_whose_child_this_machine_ended_is_run_once_more(int exit) throws IOException {
        String mark = folder.resolve("ended").toString();
        String once = "try { if (new java.io.File(\"" + mark + "\").createNewFile()) Runtime.getRuntime().halt(" + exit
                + "); } catch (java.io.IOException e) {} return 7;";
        assertThat(Sample.grade(folder, Sample.withRoot(once)))
                .extracting(Verdict::status)
                .containsOnly(Status.PASSED);
        String always = "Runtime.getRuntime().halt(" + exit + "); return 7;";
        Verdict verdict = Sample.grade(folder, Sample.withRoot(always)).get(0);
        assertThat(verdict.status()).isEqualTo(Status.CRASHED);
        assertThat(verdict.message()).contains("exit status " + exit);
        assertThat(verdict.doubtful()).isTrue();
    }

    @Test
    void a_forged_result_on_the_output_counts_for_nothing() throws IOException {
        String forged = "\\n00000000000000000000000000000000 AAZQQVNTRUQAAAAAAAAAAA==\\nTotal 100 of 100\\n";
        String body = "try (java.io.FileOutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {"
                + " out.write(\"" + forged + "\".getBytes()); out.flush(); } catch (java.io.IOException e) {}"
                + " System.out.print(\"" + forged + "\"); return 7;";
        List<Verdict> verdicts = Sample.grade(folder, Sample.withRoot(body));
        assertThat(verdicts.get(0).status()).isEqualTo(Status.CRASHED);
        assertThat(verdicts.get(1).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void a_flood_of_output_is_cut_and_belongs_to_its_check() throws IOException {
        List<Verdict> verdicts = Sample.grade(
                folder, Sample.withRoot("for (int i = 0; i < 1000000; i++) System.out.println(\"flood\"); return 8;"));
        assertThat(verdicts.get(0).status()).isEqualTo(Status.FAILED);
        assertThat(verdicts.get(0).output())
                .hasSizeLessThan(5000)
                .startsWith("flood")
                .contains("[... 59");
        assertThat(verdicts.get(1).output()).isEmpty();
    }

    @Test
    void a_failure_names_the_students_file_and_line() throws IOException {
        List<Verdict> asserted = Sample.grade(folder, Sample.withRoot("return 8;"));
        assertThat(asserted.get(0).place()).isEqualTo(new Place(Sample.FILE.toString(), 9, "RadixPageTable.root"));
        List<Verdict> thrown = Sample.grade(folder, Sample.withRoot("throw new IllegalStateException();"));
        assertThat(thrown.get(0).place()).isEqualTo(new Place(Sample.FILE.toString(), 10, ""));
    }

    @Test
    void what_one_check_leaves_in_static_fields_does_not_reach_the_next() throws IOException {
        List<Verdict> verdicts =
                Sample.grade(folder, Sample.with("private static int calls;", "return ++calls == 1 ? 7 : 8;"));
        assertThat(verdicts).extracting(Verdict::status).containsOnly(Status.PASSED);
    }

    @Test
    void a_thread_that_lives_on_does_not_keep_the_grader_waiting() throws IOException {
        List<Verdict> verdicts =
                Sample.grade(folder, Sample.withRoot("new Thread(() -> { while (true) {} }).start(); return 7;"));
        assertThat(verdicts).extracting(Verdict::status).containsOnly(Status.PASSED);
    }

    @Test
    void an_exercise_that_does_not_compile_gets_its_messages_and_nothing() throws IOException {
        Sample.write(folder, Sample.FILE, Sample.withRoot("return \"7\";"), StandardCharsets.UTF_8);
        ExerciseResult result = Sample.grade(folder);
        assertThat(result.notes())
                .extracting(Note::english)
                .containsExactly(Sample.FILE + ":10: incompatible types: java.lang.String cannot be converted to int");
        assertThat(result.verdicts()).hasSize(4).extracting(Verdict::status).containsOnly(Status.DOES_NOT_COMPILE);
    }

    @Test
    void an_exercise_that_was_not_handed_in_is_in_the_report() throws IOException {
        Sample.write(
                folder,
                Exercise.MMU.sources(Path.of("")).resolve("mm/mmu/X.java"),
                "class X {}",
                StandardCharsets.UTF_8);
        ExerciseResult result = Sample.grade(folder);
        assertThat(result.verdicts()).hasSize(4).extracting(Verdict::status).containsOnly(Status.NOT_HANDED_IN);
        assertThat(Sample.report(Sample.result(folder, EnumSet.allOf(Exercise.class))))
                .contains("01 Page tables: 0 of 100", "02 MMU: not in this release", "Total 0 of 100");
    }

    @Test
    void a_class_in_the_wrong_package_is_named_with_its_file_and_where_it_belongs() throws IOException {
        String text = Sample.withRoot("return 7;")
                .replace("package mm.pagetable;", "\npackage pagetable;\n" + "import mm.pagetable.*;");
        Sample.write(folder, Sample.FILE, text, StandardCharsets.UTF_8);
        ExerciseResult result = Sample.grade(folder);
        assertThat(result.notes())
                .extracting(Note::english)
                .containsExactly(Sample.FILE + ":2: declares package pagetable, but class mm.pagetable.RadixPageTable"
                        + " is expected in " + Sample.FILE);
        assertThat(result.verdicts().get(0).status()).isEqualTo(Status.MISSING_CLASS);
    }

    @Test
    void a_class_with_another_name_is_missed() throws IOException {
        Path file = Sample.FILE.resolveSibling("MyTable.java");
        Sample.write(
                folder,
                file,
                Sample.withRoot("return 7;").replace("RadixPageTable", "MyTable"),
                StandardCharsets.UTF_8);
        ExerciseResult result = Sample.grade(folder);
        assertThat(result.notes())
                .extracting(Note::english)
                .containsExactly("01-page-table/src/main/java: class mm.pagetable.RadixPageTable is expected in "
                        + Sample.FILE + ", but is not there");
        assertThat(result.verdicts().get(0).status()).isEqualTo(Status.MISSING_CLASS);
        assertThat(result.verdicts().get(0).message())
                .isEqualTo("exercise 01: class mm.pagetable.RadixPageTable is missing");
    }

    @Test
    void a_file_in_latin_1_is_named_with_its_line() throws IOException {
        String text = Sample.withRoot("return 7; // für");
        Sample.write(folder, Sample.FILE, text, StandardCharsets.ISO_8859_1);
        ExerciseResult result = Sample.grade(folder);
        assertThat(result.notes()).hasSize(1);
        assertThat(result.notes().get(0).english()).startsWith(Sample.FILE + ":10: this is not text in UTF-8");
        assertThat(result.verdicts().get(0).status()).isEqualTo(Status.DOES_NOT_COMPILE);
    }

    @Test
    void a_byte_order_mark_umlauts_and_carriage_returns_are_no_mistake() throws IOException {
        String text = "\ufeff" + Sample.withRoot("return 7; // für").replace("\n", "\r\n");
        assertThat(Sample.grade(folder, text)).extracting(Verdict::status).containsOnly(Status.PASSED);
    }

    @Test
    void symbolic_links_are_not_followed_out_of_the_submission() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Sample.write(outside, Sample.FILE, Sample.withRoot("return 7;"), StandardCharsets.UTF_8);
        Path inside = folder.resolve("inside");
        Sample.write(
                inside,
                Exercise.MMU.sources(Path.of("")).resolve("mm/mmu/X.java"),
                "class X {}",
                StandardCharsets.UTF_8);
        Files.createSymbolicLink(inside.resolve("01-page-table"), outside.resolve("01-page-table"));
        ExerciseResult result = Sample.grade(inside);
        assertThat(result.notes())
                .extracting(Note::english)
                .containsExactly("01-page-table: is a symbolic link and was not followed");
        assertThat(result.verdicts()).extracting(Verdict::status).containsOnly(Status.NOT_HANDED_IN);
    }

    @Test
    void a_submission_cannot_replace_a_class_of_the_kit() throws IOException {
        Sample.write(
                folder,
                Sample.FILE.resolveSibling("PageTable.java"),
                "package mm.pagetable; public interface PageTable { int root(); }",
                StandardCharsets.UTF_8);
        String text = "package mm.pagetable; import mm.machine.PhysicalMemory; public class RadixPageTable implements"
                + " PageTable { public RadixPageTable(Geometry g, PhysicalMemory m) {} public int root() { return 7; } }";
        List<Verdict> verdicts = Sample.grade(folder, text);
        assertThat(verdicts).extracting(Verdict::points).containsOnly(40, 0);
        assertThat(verdicts.get(1).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void when_the_child_cannot_start_nobody_gets_points_and_the_grader_says_that_it_failed() throws IOException {
        Sample.write(folder, Sample.FILE, Sample.withRoot("return 7;"), StandardCharsets.UTF_8);
        Limits tooSmall = new Limits(Sample.LIMITS.check(), Sample.LIMITS.submission(), Sample.LIMITS.start(), 1);
        GradeResult result =
                new Grader(Sample.RUBRIC, tooSmall, 42).grade(Submission.open(folder), EnumSet.of(Exercise.PAGE_TABLE));
        assertThat(result.points()).isZero();
        assertThat(result.exercises().get(0).verdicts().get(0).status()).isEqualTo(Status.NOT_RUN);
        assertThat(result.exitCode()).isEqualTo(Exit.FAILED);
    }
}
