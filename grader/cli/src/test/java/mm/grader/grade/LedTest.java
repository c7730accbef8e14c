package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import mm.grader.cli.Sample;
import mm.grader.feedback.Diagnosis;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import mm.text.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads a failure sees which calls led to it, where an exception came from, and which loop has no end. */
@Tag("slow")
final class LedTest {
    private static final String KERNEL = "the_kernel_has_the_upper_part";
    private static final String UPPER = "return Long.compareUnsigned(address, geometry.kernelStart()) >= 0;";

    @TempDir
    private Path folder;

    /** Grades exercise 01 of the reference, with something else in one place of it, by the checks of some names. */
    private ExerciseResult graded(String checks, String before, String after) throws IOException {
        Path solution = KitHome.root().resolve("solutions").resolve(Sample.FILE);
        String text = Files.readString(solution);
        assertThat(text).contains(before);
        Path reference = KitHome.root().resolve("solutions");
        for (Path file : FileTrees.files(Exercise.PAGE_TABLE.sources(reference))) {
            Sample.write(folder, reference.relativize(file), Files.readString(file), StandardCharsets.UTF_8);
        }
        Sample.write(folder, Sample.FILE, text.replace(before, after), StandardCharsets.UTF_8);
        Rubric rubric = Rubric.shipped()
                .only(each ->
                        each.exercise() == Exercise.PAGE_TABLE && each.method().matches(checks));
        GradingOptions terms = GradingOptions.of(
                        Sample.LIMITS.withComputing(Duration.ofMillis(500)), Sandbox.off(Message.verbatim("a test")), 1)
                .withoutAllowList()
                .withoutScreens();
        return new Grader(rubric, terms)
                .grade(Submission.open(folder), EnumSet.of(Exercise.PAGE_TABLE))
                .exercises()
                .get(0);
    }

    private Verdict failed(String check, String before, String after) throws IOException {
        return graded(check, before, after).verdicts().stream()
                .filter(verdict -> verdict.status() != Status.PASSED)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_last_calls_are_there_with_arguments_and_results() throws IOException {
        Verdict failed = failed(KERNEL, UPPER, "return address > geometry.kernelStart();");
        assertThat(failed.led().calls())
                .containsExactly(
                        "new RadixPageTable",
                        "isKernel(0) -> false",
                        "isKernel(0xbfffffff) -> false",
                        "isKernel(0xc0000000) -> false");
        assertThat(failed.led().fewCalls()).hasSize(3).last().isEqualTo("isKernel(0xc0000000) -> false");
    }

    @Test
    void an_exception_says_in_which_call_it_came_and_from_which_lines() throws IOException {
        Verdict failed = failed(KERNEL, UPPER, "return (new boolean[0])[0];");
        assertThat(failed.led().fewCalls()).last().isEqualTo("isKernel(0) -> ArrayIndexOutOfBoundsException");
        assertThat(failed.led().stack())
                .containsExactly("RadixPageTable.isKernel:" + failed.place().line());
    }

    @Test
    void an_endless_loop_is_ended_and_named() throws IOException {
        Verdict failed = failed(KERNEL, UPPER, "while (address != 0) {} return false;");
        assertThat(failed.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(failed.led().fewCalls()).last().isEqualTo("isKernel(0xbfffffff)");
        assertThat(failed.led().stack()).first().asString().startsWith("RadixPageTable.isKernel:");
        assertThat(failed.place().line()).isPositive();
    }

    @Test
    void the_constructor_is_named_where_no_call_came_after_it() throws IOException {
        Verdict failed = failed("an_empty_table_is_its_root", "throw new IllegalStateException(", "new StringBuilder(");
        assertThat(failed.place().call()).isEqualTo("new RadixPageTable");
    }

    /** What fails in one check may be one belief or another: the checks that were not run make the difference. */
    @Test
    void of_a_single_check_no_belief_is_told() throws IOException {
        ExerciseResult part = graded(KERNEL, UPPER, "return address >= geometry.kernelStart();");
        List<Verdict> all = Rubric.shipped().of(Exercise.PAGE_TABLE).stream()
                .map(check ->
                        check.method().equals(KERNEL) ? part.verdicts().get(0) : Verdict.without(check, Status.PASSED))
                .toList();
        ExerciseResult whole = new ExerciseResult(Exercise.PAGE_TABLE, List.of(), all);
        assertThat(Diagnosis.shipped().of(whole))
                .extracting(Diagnosis.Known::name)
                .containsExactly("kernel-half-compared-signed");
        assertThat(Diagnosis.shipped().of(part)).isEmpty();
    }
}
