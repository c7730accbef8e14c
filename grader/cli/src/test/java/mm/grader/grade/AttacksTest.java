package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import mm.grader.cli.Sample;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Note;
import mm.grader.submission.Submission;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attack gets its verdict, and the honest exercise 04 beside it keeps its points. {@code -Dmm.attacks=all} takes
 * the whole corpus with and without bubblewrap, as CI does; another value is a pattern of names. Without it a sample is
 * tried, which keeps {@code mvn verify} short.
 */
@Execution(ExecutionMode.CONCURRENT)
final class AttacksTest {
    private static final Set<String> CHECKS = Set.of(
            "badness_counts_what_death_gives_back",
            "the_owners_wish_counts_in_thousandths_of_all_pages",
            "the_page_not_used_for_longest_goes_first");
    private static final Rubric RUBRIC = new Rubric(Rubric.shipped().checks().stream()
            .filter(check -> CHECKS.contains(check.method()))
            .toList());
    private static final Path PROCESSOR_RAN =
            Path.of(System.getProperty("java.io.tmpdir"), "mm-annotation-processor-ran");

    @TempDir
    private Path folder;

    static List<Arguments> withAllowList() {
        return cases(true);
    }

    static List<Arguments> withoutAllowList() {
        return cases(false);
    }

    /** Returns the attacks, each with bubblewrap and without; of a sample in turns. */
    private static List<Arguments> cases(boolean allowList) {
        List<Arguments> all = new ArrayList<>();
        for (Attack attack : Attack.all()) {
            for (boolean sandbox : new boolean[] {true, false}) {
                if (attack.status(allowList, sandbox).isPresent()) {
                    all.add(Arguments.of(attack, sandbox));
                }
            }
        }
        String wanted = System.getProperty("mm.attacks", "");
        if (wanted.isEmpty()) {
            return IntStream.range(0, all.size())
                    .filter(i -> i % 30 == 0)
                    .mapToObj(all::get)
                    .toList();
        }
        return all.stream()
                .filter(each -> wanted.equals("all") || each.get()[0].toString().matches(wanted))
                .toList();
    }

    @ParameterizedTest(name = "{0}, bubblewrap: {1}")
    @MethodSource("withAllowList")
    void an_attack_gets_its_verdict_and_costs_no_honest_point(Attack attack, boolean sandbox) throws IOException {
        verify(
                grade(attack, terms(attack, sandbox)),
                attack.status(true, sandbox).orElseThrow(),
                attack.message());
        assertThat(PROCESSOR_RAN).doesNotExist();
    }

    /** The second wall: what the child withstands when the allow-list has missed something. */
    @ParameterizedTest(name = "{0}, bubblewrap: {1}")
    @MethodSource("withoutAllowList")
    void what_the_allow_list_would_miss_gets_no_point_either(Attack attack, boolean sandbox) throws IOException {
        verify(
                grade(attack, terms(attack, sandbox).withoutAllowList()),
                attack.status(false, sandbox).orElseThrow(),
                "");
    }

    @Test
    void the_corpus_is_as_large_as_promised() {
        assertThat(Attack.all()).hasSizeGreaterThanOrEqualTo(130);
        assertThat(cases(true)).isNotEmpty();
    }

    private static GradingOptions terms(Attack attack, boolean sandbox) {
        Sandbox walls = Sandbox.of(sandbox ? Sandbox.Wish.AUTO : Sandbox.Wish.OFF);
        assumeTrue(walls.on() == sandbox, () -> Texts.english().say(walls.description()));
        Limits limits = new Limits(
                attack.limit("seconds"), Duration.ofMinutes(5), Duration.ofMinutes(2), 64, attack.limit("compile"));
        return GradingOptions.of(limits, walls, 1).withoutScreens();
    }

    private GradeResult grade(Attack attack, GradingOptions terms) throws IOException {
        try (Submission submission = Submission.open(attack.submission(folder))) {
            return new Grader(RUBRIC, terms).grade(submission, EnumSet.of(Exercise.LRU, Exercise.OOM));
        }
    }

    private static void verify(GradeResult result, Status status, String message) {
        assertThat(result.exercises()).hasSize(2);
        ExerciseResult honest = result.exercises().get(0);
        assertThat(honest.points())
                .as("the honest exercise: " + honest.verdicts())
                .isEqualTo(5);
        ExerciseResult attacked = result.exercises().get(1);
        assertThat(attacked.verdicts()).hasSize(2);
        String said = attacked.verdicts().get(0).message()
                + attacked.notes().stream().map(Note::english).toList();
        assertThat(attacked.verdicts().get(0).status()).as(said).isEqualTo(status);
        assertThat(said).contains(message);
        if (status == Status.FORBIDDEN) {
            assertThat(attacked.notes())
                    .as("file, line, class and rule")
                    .extracting(Note::english)
                    .anyMatch(note -> note.matches(
                            "forbidden: 06-oom/\\S+\\.java(:\\d+)?: [\\w.$]+ (uses|declares) .+; the rule: .+"));
        }
        int points = status == Status.PASSED ? attacked.maxPoints() : 0;
        assertThat(attacked.points()).isEqualTo(points);
        assertThat(Sample.report(result))
                .as("nothing in it moves a cursor, or commands a program")
                .doesNotContainPattern("[\\p{Cc}\\u202a-\\u202e&&[^\\t\\n]]|(?m)^\\s*(::|##\\[)")
                .hasSizeLessThan(200_000);
        assertThat(Sample.report(result))
                .contains("\nTotal " + (5 + points) + " of " + (5 + attacked.maxPoints()) + "\n");
    }
}
