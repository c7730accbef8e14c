package mm.grader.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.Kit;
import mm.grader.checks.vma.Step8FreeCheck;
import mm.grader.checks.vma.Step9BinsCheck;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Verdict;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.script.SubmittedParts;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Todo;
import mm.vma.Malloc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A bonus that is not begun: neither in what went wrong, nor red under Maven; one that is begun is both. */
@Isolated
final class BonusTest {
    private static final String FIRST = "free_neighbours_become_one";
    private static final String SECOND = "the_chunk_that_fits_best_is_taken";

    /** The result of a student who passes all of exercise 03 but for some checks of the bonus. */
    private static ExerciseResult failing(List<String> failed) {
        List<Verdict> verdicts = Rubric.shipped().of(Exercise.BRK_MMAP).stream()
                .map(check -> Verdict.without(check, failed.contains(check.method()) ? Status.FAILED : status(check)))
                .toList();
        return new ExerciseResult(Exercise.BRK_MMAP, List.of(), verdicts);
    }

    private static Status status(CheckInfo check) {
        return check.bonus() && !check.method().equals(FIRST) ? Status.BLOCKED : Status.PASSED;
    }

    @Test
    void a_bonus_that_is_not_begun_is_not_in_what_went_wrong() {
        assertThat(failing(List.of(FIRST)).failures()).isEmpty();
        assertThat(Diagnosis.shipped().of(failing(List.of(FIRST)))).isEmpty();
        assertThat(failing(List.of(FIRST, SECOND)).failures())
                .as("what could only be reached past the first check")
                .isEmpty();
        assertThat(failing(List.of(SECOND)).failures())
                .singleElement()
                .matches(verdict -> verdict.check().method().equals(SECOND));
    }

    @Test
    void of_a_student_it_is_skipped_under_maven_and_of_the_reference_nothing_is() {
        String required = "free_keeps_the_memory_for_the_next_malloc";
        assertThat(results("true", required))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(FIRST, TestExecutionResult.Status.ABORTED, required, TestExecutionResult.Status.FAILED));
        assertThat(results("false", required))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(FIRST, TestExecutionResult.Status.FAILED, required, TestExecutionResult.Status.FAILED));
    }

    private static Map<String, TestExecutionResult.Status> results(String isSkipped, String required) {
        Map<String, TestExecutionResult.Status> results = new TreeMap<>();
        Launcher launcher = LauncherFactory.create();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("mm.unbegun.bonus.is.skipped", isSkipped)
                .selectors(
                        selectMethod(Step9BinsCheck.class, FIRST, Parts.class),
                        selectMethod(Step8FreeCheck.class, required, Parts.class))
                .build();
        Kit.use(exercise -> SubmittedParts.reference().watching(BonusTest::withoutMalloc), 1);
        launcher.execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.put(test.getDisplayName().replaceAll("\\(.*", ""), result.getStatus());
                }
            }
        });
        return results;
    }

    private static Object withoutMalloc(Class<?> contract, Exercise exercise, Object part) {
        return contract != Malloc.class
                ? part
                : java.lang.reflect.Proxy.newProxyInstance(
                        Malloc.class.getClassLoader(), new Class<?>[] {Malloc.class}, (proxy, method, arguments) -> {
                            throw new Todo("exercise 03: " + method.getName());
                        });
    }
}
