package mm.grader.cli.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Verdict;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.grader.text.Width;
import mm.machine.Exercise;
import mm.text.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The screen of watch in each language: columns that stand below each other, and no sequences where none are wanted. */
final class WatchScreenTest {
    private static Map<Exercise, ExerciseResult> results() {
        Map<Exercise, ExerciseResult> results = new EnumMap<>(Exercise.class);
        Status[] statuses = {Status.PASSED, Status.FAILED, Status.NOT_STARTED};
        for (Exercise exercise : Exercise.values()) {
            List<CheckInfo> checks = Rubric.shipped().checks().stream()
                    .filter(check -> check.exercise() == exercise)
                    .limit(3)
                    .toList();
            List<Verdict> verdicts = new java.util.ArrayList<>();
            for (int i = 0; i < checks.size(); i++) {
                verdicts.add(Verdict.without(checks.get(i), statuses[i], Message.verbatim("")));
            }
            results.put(exercise, new ExerciseResult(exercise, List.of(), verdicts));
        }
        return results;
    }

    private static String shown(Language language, boolean escapes, boolean all) {
        StringWriter text = new StringWriter();
        WatchScreen screen = new WatchScreen(new PrintWriter(text), Texts.in(language), escapes, false);
        screen.show(results(), EnumSet.allOf(Exercise.class));
        if (all) {
            text.getBuffer().setLength(0);
            screen.all();
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void the_bars_of_all_exercises_begin_in_the_same_column(Language language) {
        List<Integer> columns = shown(language, false, false)
                .lines()
                .filter(line -> line.matches("0\\d .*[#-]{20} .*"))
                .map(line -> Width.of(line.replaceFirst("[#-]{20} .*", "")))
                .toList();
        assertThat(columns).hasSize(Exercise.values().length);
        assertThat(columns.stream().distinct()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void all_checks_stand_below_their_exercise_in_one_column_and_what_was_not_begun_has_not_failed(Language language) {
        String shown = shown(language, false, true);
        List<String> lines = shown.lines().toList();
        assertThat(lines).hasSize(4 * Exercise.values().length);
        for (int i = 0; i < Exercise.values().length; i++) {
            assertThat(lines.get(4 * i)).startsWith(Exercise.values()[i].number() + " ");
            assertThat(lines.get(4 * i + 1))
                    .startsWith("  " + Texts.in(language).say(Status.PASSED.key()));
            assertThat(lines.get(4 * i + 2))
                    .startsWith("  " + Texts.in(language).say("text-report.fail"));
            assertThat(lines.get(4 * i + 3))
                    .startsWith("  " + Texts.in(language).say(Status.NOT_STARTED.key()));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_terminal_that_wants_no_sequences_gets_none(Language language) {
        assertThat(shown(language, false, false)).doesNotContain("\033");
        assertThat(shown(language, true, false)).startsWith("\033[H\033[2J");
    }
}
