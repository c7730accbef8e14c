package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.cli.Mm;
import mm.grader.course.files.Csv;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandIns;
import mm.grader.course.roster.Names;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.report.GradingService;
import mm.grader.rubric.Seeds;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classes that are graded for real. {@code -Dmm.class=300} makes the class as large, as CI does; without it there is one
 * student of each kind.
 */
final class ClassTest {
    private static final int STUDENTS = Integer.getInteger("mm.class", SampleClass.Kind.values().length);
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(8), Duration.ofMinutes(5), Duration.ofMinutes(1), 64);

    @TempDir
    private Path folder;

    @Tag("slow")
    @Test
    void every_student_of_a_class_gets_the_marks_that_are_known_to_be_right() throws Exception {
        Path submissions = folder.resolve("submissions");
        Map<String, SampleClass.Truth> truth = SampleClass.make(submissions, STUDENTS);
        Result.Key kit = new Result.Key("", "kit", "04,06");
        Path out = folder.resolve("out");
        StringWriter said = new StringWriter();
        try (GradingService marking = new GradingService(
                        SampleClass.RUBRIC, LIMITS, Sandbox.of(Sandbox.Wish.AUTO), null, SampleClass.EXERCISES);
                Store store = Store.open(out)) {
            List<HandIn> handIns = HandIns.in(submissions);
            Map<String, Result> results;
            try (Progress progress = Progress.of(new PrintWriter(said), Texts.english(), handIns.size())) {
                results = new Course(marking::mark, kit, Names.PLAIN, student -> null, Language.EN)
                        .run(store, handIns, 2, progress);
            }
            assertThat(results.keySet()).isEqualTo(truth.keySet());
            FakeCourse.BOOK.write(
                    store,
                    results,
                    truth.keySet(),
                    new RunInfo(1, 1, kit, List.copyOf(truth.keySet())),
                    Similarity.Report.NONE,
                    new PrintWriter(said),
                    new PrintWriter(said));
        }
        List<String> head = Csv.read(out.resolve("gradebook.csv")).get(0);
        assertThat(head)
                .containsExactly("student", "04", "06", "total", "bonus", "seed", "sandbox", "status", "reason");
        Map<String, List<String>> rows = new TreeMap<>();
        Csv.read(out.resolve("gradebook.csv")).stream().skip(1).forEach(row -> rows.put(row.get(0), row));
        assertThat(rows.keySet()).isEqualTo(truth.keySet());
        truth.forEach((student, expected) -> {
            List<String> row = rows.get(student);
            assertThat(row.get(7))
                    .as(student + " " + row)
                    .isEqualTo(expected.row().title());
            assertThat(row.get(8)).as(student).contains(expected.said());
            if (expected.row() == Result.Row.GRADED) {
                assertThat(row.get(1)).as(student).isEqualTo(cell(student, 0, expected.lru()));
                assertThat(row.get(2)).as(student).isEqualTo(cell(student, 1, expected.oom()));
                assertThat(row.get(3)).as(student).isEqualTo("" + (expected.lru() + expected.oom()));
                assertThat(row.get(5)).isEqualTo("" + Seeds.of(student));
                assertThat(row.get(6)).isIn("on", "off");
            }
        });
        assertThat(said.toString())
                .contains(STUDENTS + " of " + STUDENTS + " ")
                .contains(truth.values().stream()
                                .filter(each -> each.row() == Result.Row.GRADED)
                                .count()
                        + " graded");
        assertThat(folder.resolve("submissions/hook-was-run")).doesNotExist();
        assertThat(folder.resolve("hook-was-run")).doesNotExist();
        report(out, "zip-that-leads-out", "../Out.java: left out, as this name leads out of the submission");
        report(out, "tar-with-links", "Passwd.java: is a symbolic link and was not followed");
        report(out, "endless", "waits for: badness counts what death gives back");
        report(out, "endless", "\"timed out\"");
    }

    /** Where no check could run, the cell says why. */
    private static String cell(String student, int exercise, int points) {
        String kind = student.substring(4);
        List<String> words = WORDS.getOrDefault(kind, List.of("", "not handed in"));
        return words.get(exercise).isEmpty() ? "" + points : words.get(exercise);
    }

    private static final Map<String, List<String>> WORDS = Map.of(
            "reference", List.of("", ""),
            "skeleton", List.of("not started", "not started"),
            "does-not-compile", List.of("not handed in", "does not compile"),
            "forbidden", List.of("not handed in", "forbidden"),
            "endless", List.of("not handed in", ""),
            "zip-that-leads-out", List.of("not handed in", "missing class"),
            "tar-with-links", List.of("not handed in", "missing class"));

    private static void report(Path out, String kind, String sentence) throws Exception {
        for (Path file : FileTrees.files(out.resolve("reports"))) {
            if (file.toString().matches(".*-" + kind + "\\.json")) {
                assertThat(Files.readString(file)).contains(sentence);
                return;
            }
        }
        throw new AssertionError("there is no report of " + kind);
    }

    /** The report of {@code mm class} is, byte for byte, that of {@code mm grade --id STUDENT}. */
    @Test
    void a_class_gives_the_same_reports_as_grading_one_by_one() throws Exception {
        Path submissions = folder.resolve("submissions");
        SampleClass.write(submissions.resolve("Zo\u00eb"), "inner", SampleClass.Kind.SKELETON);
        Files.move(submissions.resolve("Zo\u00eb/inner"), submissions.resolve("=Zo\u00eb Ka\u0142uza"));
        Files.delete(submissions.resolve("Zo\u00eb"));
        SampleClass.copy(submissions.resolve("ada"), KitHome.solutions(), Exercise.OOM);
        SampleClass.write(submissions, "tim", SampleClass.Kind.ZIP_THAT_LEADS_OUT);
        Path out = folder.resolve("out");
        assertThat(mm("class", submissions.toString(), "--out", out.toString(), "--only", "06"))
                .isZero();
        Map<String, String> files = Map.of("=Zo\u00eb Ka\u0142uza", "", "ada", "", "tim", ".zip");
        for (Map.Entry<String, String> each : files.entrySet()) {
            Path report = folder.resolve("report-" + each.getKey());
            mm(
                    "grade",
                    submissions.resolve(each.getKey() + each.getValue()).toString(),
                    "--only",
                    "06",
                    "--id",
                    each.getKey(),
                    "--failing",
                    folder.resolve("failing").toString(),
                    "--report",
                    report.toString());
            assertThat(out.resolve("reports/" + each.getKey() + ".json"))
                    .hasSameBinaryContentAs(report.resolve("report.json"));
            assertThat(out.resolve("reports/" + each.getKey() + ".html"))
                    .hasSameBinaryContentAs(report.resolve("report.html"));
        }
        assertThat(Csv.read(out.resolve("gradebook.csv")))
                .extracting(row -> row.get(0))
                .containsExactly("student", "'=Zo\u00eb Ka\u0142uza", "ada", "tim");
    }

    private static int mm(String... arguments) {
        StringWriter text = new StringWriter();
        return Mm.execute(new PrintWriter(text), new PrintWriter(text, true), arguments);
    }
}
