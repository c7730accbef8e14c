package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import mm.grader.Recordings;
import mm.grader.kit.KitHome;
import mm.grader.report.Report;
import mm.grader.report.ReportFormat;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.machine.Exercise;
import mm.script.Script;
import mm.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that an instructor keeps are demanded, and the report says nothing of them. */
final class HeldBackTest {
    private static final Script RECORDING = Recordings.of("score").get(0);

    @TempDir
    private Path folder;

    private ExerciseResult graded() {
        Rubric rubric = new Rubric(Rubric.shipped().of(Exercise.OOM).stream()
                .filter(check -> check.method().equals("linux_shows_the_same_scores"))
                .map(check -> new CheckInfo(
                        check.exercise(),
                        1,
                        "",
                        check.className(),
                        check.method(),
                        check.points(),
                        false,
                        List.of(),
                        List.of()))
                .toList());
        GradingOptions terms = GradingOptions.of(Limits.STANDARD, Sandbox.of(Sandbox.Wish.AUTO), 1)
                .withoutScreens()
                .withCases(HeldBack.read(folder));
        return new Grader(rubric, terms)
                .grade(Submission.open(KitHome.solutions()), EnumSet.of(Exercise.OOM))
                .exercises()
                .get(0);
    }

    @Test
    void the_child_gets_no_answer_and_the_parent_compares() throws IOException {
        Files.writeString(folder.resolve("score-901.txt"), String.join("\n", RECORDING.lines()) + "\n");
        assertThat(new HeldBack.Case(RECORDING).questions().lines().filter(line -> line.contains(" -> ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).endsWith(" -> ?"));
        assertThat(graded().verdicts()).isNotEmpty().extracting(Verdict::status).containsOnly(Status.PASSED);
        List<String> wrong = new ArrayList<>(RECORDING.lines());
        for (int i = 0; wrong.equals(RECORDING.lines()); i++) {
            wrong.set(i, wrong.get(i).replaceFirst(" -> .*", " -> 31337"));
        }
        Files.writeString(folder.resolve("score-901.txt"), String.join("\n", wrong) + "\n");
        ExerciseResult failed = graded();
        GradeResult result = new GradeResult(1, List.of(failed), Message.verbatim(""), List.of(), false);
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(format.text(new Report(result, List.of(), "", Language.EN)))
                    .as(format.file())
                    .doesNotContain("31337");
        }
        assertThat(failed.verdicts()).anySatisfy(verdict -> {
            assertThat(verdict.status()).isEqualTo(Status.FAILED);
            assertThat(verdict.message() + verdict.output() + verdict.place())
                    .contains("held back")
                    .doesNotContain("31337", "->");
        });
    }
}
