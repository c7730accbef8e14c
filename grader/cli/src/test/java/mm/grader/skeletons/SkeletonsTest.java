package mm.grader.skeletons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import mm.grader.cli.Sample;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Grader;
import mm.grader.grade.Verdict;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.sandbox.Limits;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The skeletons of this kit: as cut, they compile, and no check passes on them. */
final class SkeletonsTest {
    /** Checks that a skeleton passes, each with its reason here. */
    private static final Set<String> PASS_ON_SKELETONS = Set.of();

    @TempDir
    private Path folder;

    private Skeletons cut() throws IOException {
        Skeletons skeletons = new Skeletons(KitHome.solutions(), folder);
        for (Path file : skeletons.files().keySet()) {
            skeletons.write(file);
        }
        return skeletons;
    }

    @Test
    void the_exercises_are_as_cut_from_the_solutions() throws IOException {
        Skeletons skeletons = new Skeletons(KitHome.solutions(), KitHome.exercises());
        if (Boolean.getBoolean("mm.write")) {
            for (Path file : skeletons.differences().keySet()) {
                skeletons.write(file);
            }
        }
        assertThat(skeletons.files()).isNotEmpty();
        assertThat(skeletons.differences())
                .as("to be cut again by: mm skeletons --force")
                .isEmpty();
    }

    @Test
    void cutting_again_gives_the_same_bytes() throws IOException {
        cut();
        assertThat(new Skeletons(KitHome.solutions(), folder).differences()).isEmpty();
    }

    @Test
    void no_check_passes_on_a_skeleton_and_each_of_them_compiles() throws IOException {
        cut();
        Rubric rubric = Rubric.shipped();
        GradeResult result =
                new Grader(rubric, Limits.STANDARD, 1).grade(Submission.open(folder), EnumSet.allOf(Exercise.class));
        assertThat(result.exercises()).flatExtracting(ExerciseResult::notes).isEmpty();
        List<Verdict> verdicts =
                result.exercises().stream().flatMap(e -> e.verdicts().stream()).toList();
        assertThat(verdicts).extracting(Verdict::check).containsExactlyElementsOf(rubric.checks());
        assertThat(verdicts.stream()
                        .filter(verdict -> verdict.status() != Status.NOT_STARTED)
                        .filter(verdict -> verdict.status() != Status.BLOCKED)
                        .map(verdict -> verdict.check().id() + ": " + verdict.status() + " " + verdict.message())
                        .filter(text -> !PASS_ON_SKELETONS.contains(text.split(":")[0])))
                .isEmpty();
    }

    @Test
    void every_check_passes_on_the_solution() {
        GradeResult result = new Grader(Rubric.shipped(), Limits.STANDARD, 7)
                .grade(Submission.open(KitHome.solutions()), EnumSet.allOf(Exercise.class));
        assertThat(result.exercises()).flatExtracting(ExerciseResult::notes).isEmpty();
        assertThat(result.exercises().stream()
                        .flatMap(exercise -> exercise.verdicts().stream())
                        .filter(verdict -> verdict.status() != Status.PASSED)
                        .map(verdict -> verdict.check().id() + ": " + verdict.status() + " " + verdict.message()))
                .isEmpty();
        assertThat(result.exitCode()).isEqualTo(Exit.OK);
    }

    @Test
    void differences_are_named_and_files_that_no_solution_has() throws IOException {
        Skeletons skeletons = cut();
        List<Path> files = List.copyOf(skeletons.files().keySet());
        Files.delete(files.get(0));
        Files.writeString(files.get(1), "// mine\n");
        Path mine =
                Sample.write(folder, Sample.FILE.resolveSibling("Mine.java"), "class Mine {}", StandardCharsets.UTF_8);
        assertThat(skeletons.differences())
                .hasSize(3)
                .containsEntry(files.get(0), "missing")
                .containsEntry(files.get(1), "differs")
                .containsEntry(mine, "superfluous");
    }

    @Test
    void no_marker_is_left_in_an_exercise() throws IOException {
        cut();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("// GIVEN", "// STUB:"));
        }
    }
}
