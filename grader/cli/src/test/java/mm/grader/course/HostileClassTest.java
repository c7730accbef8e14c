package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.course.handin.HandIns;
import mm.grader.course.roster.Names;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.report.GradingService;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.text.Language;
import mm.machine.Exercise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class with as many hostile hand-ins as honest ones: the honest get the marks that they get without the others, and the
 * gradebook is written. {@code -Dmm.hostile=60} is what CI runs at night.
 */
@Tag("slow")
final class HostileClassTest {
    private static final int STUDENTS = Integer.getInteger("mm.hostile", 8);
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(8), Duration.ofMinutes(5), Duration.ofMinutes(1), 64);
    private static final Path ATTACKS = KitHome.root().resolve("grader/cli/src/test/resources/attacks");

    @TempDir
    private Path folder;

    /** What an honest student gets; the names put them between the hostile ones. */
    private static void honest(Path submissions) throws Exception {
        for (int i = 0; i < STUDENTS; i++) {
            Path own = submissions.resolve("student%03d-honest".formatted(i));
            if (i % 3 == 2) {
                SampleClass.copy(own, KitHome.exercises(), Exercise.LRU, Exercise.OOM);
            } else {
                SampleClass.copy(own, KitHome.solutions(), i % 3 == 0 ? Exercise.LRU : Exercise.OOM);
            }
        }
    }

    /** The attacks on the child first, since only they can reach another student's marks; then those on the class. */
    private static Map<String, Boolean> hostile(Path submissions) throws Exception {
        Map<String, Boolean> graded = new TreeMap<>();
        List<String> attacks = attacks();
        for (int i = 0; i < STUDENTS; i++) {
            String student = "student%03d-attacker".formatted(i);
            int kind = i / 2 % HostileHandIn.values().length;
            if (i % 2 == 0) {
                HostileHandIn each =
                        HostileHandIn.values()[STUDENTS < 20 ? kind * 7 % HostileHandIn.values().length : kind];
                each.write(submissions, student);
                graded.put(student, each.graded);
            } else {
                String name = attacks.get(i * 5 % attacks.size());
                for (Path file : FileTrees.files(ATTACKS.resolve(name).resolve("06-oom"))) {
                    Path target = submissions
                            .resolve(student)
                            .resolve(ATTACKS.resolve(name).relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
                graded.put(student, true);
            }
        }
        return graded;
    }

    private static List<String> attacks() throws Exception {
        List<String> names = new ArrayList<>();
        for (Path file : FileTrees.files(ATTACKS)) {
            String name = ATTACKS.relativize(file).getName(0).toString();
            String verdict = Files.readString(ATTACKS.resolve(name).resolve("verdict.properties"));
            if (!names.contains(name) && !verdict.contains("make=") && !verdict.contains("status=PASSED")) {
                names.add(name);
            }
        }
        return names;
    }

    private Map<String, Result> graded(Path submissions, Path out) throws Exception {
        Result.Key kit = new Result.Key("", "kit", "04,06");
        StringWriter said = new StringWriter();
        try (GradingService marking = new GradingService(
                        SampleClass.RUBRIC, LIMITS, Sandbox.of(Sandbox.Wish.AUTO), null, SampleClass.EXERCISES);
                Store store = Store.open(out);
                Progress progress = Progress.of(new PrintWriter(said), mm.grader.text.Texts.english(), 1)) {
            var handIns = HandIns.in(submissions);
            Map<String, Result> results = new Course(marking::mark, kit, Names.PLAIN, student -> null, Language.EN)
                    .run(store, handIns, 2, progress);
            FakeCourse.BOOK.write(
                    store,
                    results,
                    results.keySet(),
                    new RunInfo(1, 1, kit, List.copyOf(results.keySet())),
                    Similarity.Report.NONE,
                    new PrintWriter(said),
                    new PrintWriter(said));
            assertThat(Files.readString(out.resolve("gradebook.csv")))
                    .as("no cell is a formula, whatever separates cells")
                    .doesNotContainPattern("(?m)(^|[,;\t\"])\\s*[=+@]");
            assertThat(said.toString()).doesNotContain("\u001b").doesNotContainPattern("(?m)^::");
            return results;
        }
    }

    @Test
    void honest_marks_are_those_of_a_class_without_the_hostile_ones() throws Exception {
        Path alone = folder.resolve("alone");
        honest(alone);
        Map<String, Result> expected = graded(alone, folder.resolve("out-alone"));
        Path mixed = folder.resolve("mixed");
        honest(mixed);
        Map<String, Boolean> hostile = hostile(mixed);
        Map<String, Result> results = graded(mixed, folder.resolve("out-mixed"));
        assertThat(results).hasSize(2 * STUDENTS);
        expected.forEach((student, result) -> {
            assertThat(result.graded()).isTrue();
            assertThat(results.get(student).points()).as(student).isEqualTo(result.points());
        });
        hostile.forEach((student, marks) -> {
            Result result = results.entrySet().stream()
                    .filter(each -> each.getKey().startsWith(student))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            assertThat(result.status())
                    .as(student + " " + result.reason())
                    .isEqualTo(marks ? Result.Row.GRADED : Result.Row.UNREADABLE);
            assertThat(result.reason().isEmpty()).as(student).isEqualTo(marks);
            assertThat(result.total()).as(student).isZero();
        });
    }
}
