package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import mm.grader.Recordings;
import mm.grader.cli.Sample;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitError;
import mm.grader.kit.KitHome;
import mm.grader.report.GradingService;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.machine.Exercise;
import mm.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class is graded only by a kit that gives the reference full marks. */
final class ReferenceFirstTest {
    @TempDir
    private Path folder;

    private static GradingService service(Rubric rubric, Exercise exercise) {
        return new GradingService(
                rubric, Limits.STANDARD, Sandbox.off(Message.verbatim("a test")), null, EnumSet.of(exercise));
    }

    @Test
    void the_reference_has_full_marks() {
        Rubric rubric = Selection.of(EnumSet.of(Exercise.OOM)).of(Rubric.shipped());
        try (GradingService service = service(rubric, Exercise.OOM)) {
            assertThatCode(service::requireReference).doesNotThrowAnyException();
        }
    }

    @Test
    void a_kit_that_takes_points_from_it_is_refused_with_the_check() {
        try (GradingService service = service(Sample.RUBRIC, Exercise.PAGE_TABLE)) {
            assertThatThrownBy(service::requireReference)
                    .isInstanceOf(KitError.class)
                    .hasMessageMatching(
                            "(?s)the reference itself has [0-9]+ of [0-9]+ points, so nobody is graded;.* 01/.*");
        }
    }

    @Test
    void a_held_back_case_that_is_wrong_stops_the_class_before_anybody_is_graded() throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        String right = String.join("\n", Recordings.of("score").get(0).lines()) + "\n";
        String wrong = right.replaceFirst("-> oom_score [0-9]+", "-> oom_score 1");
        assertThat(wrong).isNotEqualTo(right);
        Files.writeString(cases.resolve("score-1.txt"), wrong);
        Path submissions = Files.createDirectory(folder.resolve("submissions"));
        for (Path file : FileTrees.files(Exercise.OOM.sources(KitHome.solutions()))) {
            Path to = submissions.resolve("ada").resolve(KitHome.solutions().relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
        Path out = folder.resolve("out");
        Sample.Ran ran = Sample.mm(
                "class", submissions + "", "--out", out + "", "--only", "06", "--cases", cases + "", "--lang", "en");
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(Exit.FAILED);
        assertThat(ran.err()).startsWith("mm: the reference itself has ").doesNotContain("\tat");
        assertThat(FileTrees.files(out.resolve("results"))).isEmpty();
        assertThat(out.resolve("gradebook.csv")).doesNotExist();
    }
}
