package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandIns;
import mm.grader.course.roster.Names;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any moment, or on a full disk: the next run goes on, and the gradebook is that of an undisturbed run. */
final class NothingLostTest {
    private static final int STUDENTS = 24;
    /** {@code -Dmm.kills=100} is what CI runs. */
    private static final int KILLS = Integer.getInteger("mm.kills", 10);

    @TempDir
    private Path folder;

    private Path submissions;

    @BeforeEach
    void makeAClass() throws IOException {
        submissions = folder.resolve("submissions");
        for (int i = 0; i < STUDENTS; i++) {
            FakeCourse.handIn(submissions, "student" + i, i * 4);
        }
    }

    private static Process start(Path submissions, Path out, long milliseconds) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dmm.home=" + KitHome.root(),
                "-cp",
                System.getProperty("java.class.path"),
                FakeCourse.class.getName(),
                submissions.toString(),
                out.toString(),
                "" + milliseconds));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static int results(Path out) throws IOException {
        Path results = out.resolve("results");
        if (!Files.isDirectory(results)) {
            return 0; // killed before it began
        }
        try (Stream<Path> files = Files.list(results)) {
            return (int) files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    @Tag("slow")
    @Test
    void a_run_that_is_killed_at_random_moments_ends_with_the_same_gradebook() throws Exception {
        Random random = new Random(7);
        Path undisturbed = folder.resolve("undisturbed");
        new FakeCourse(0).run(submissions, undisturbed, FakeCourse.BOOK);
        int kills = 0;
        int halfway = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path out = folder.resolve("killed-" + round);
            while (kills < KILLS && !Files.exists(out.resolve("gradebook.csv"))) {
                int before = results(out);
                Process process = start(submissions, out, 4);
                // Killed when some more are done; or, now and then, before or behind that by some milliseconds.
                int until = Math.min(STUDENTS, before + random.nextInt(STUDENTS));
                while (process.isAlive() && results(out) < until) {
                    Thread.sleep(1);
                }
                Thread.sleep(random.nextInt(8));
                process.destroyForcibly().waitFor();
                kills++;
                int after = results(out);
                assertThat(after).as("nothing that was done is gone").isGreaterThanOrEqualTo(before);
                halfway += after > 0 && after < STUDENTS ? 1 : 0;
                requireWhole(out);
            }
            FakeCourse rest = new FakeCourse(0);
            int done = results(out);
            assertThat(rest.run(submissions, out, FakeCourse.BOOK)).isZero();
            assertThat(rest.graded).as("what was done is not done again").hasSize(STUDENTS - done);
            requireSame(undisturbed, out);
        }
        assertThat(halfway).as("some of the kills came in the middle").isPositive();
    }

    /** The same with the real program and children that grade; only where there is time for it. */
    @Test
    void the_real_program_goes_on_where_it_was_killed() throws Exception {
        assumeThat(KILLS).as("-Dmm.kills=100").isGreaterThanOrEqualTo(100);
        Path some = folder.resolve("some");
        for (SampleClass.Kind kind : List.of(
                SampleClass.Kind.REFERENCE,
                SampleClass.Kind.SKELETON,
                SampleClass.Kind.REPOSITORY,
                SampleClass.Kind.FORBIDDEN)) {
            SampleClass.write(some, kind.name(), kind);
        }
        Path undisturbed = folder.resolve("undisturbed");
        assertThat(mm(some, undisturbed).waitFor()).isZero();
        Path out = folder.resolve("killed");
        Random random = new Random(11);
        for (int kills = 0; kills < KILLS / 10 && !Files.exists(out.resolve("gradebook.csv")); kills++) {
            Process process = mm(some, out);
            process.waitFor(500 + random.nextInt(4000), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            requireWhole(out);
        }
        assertThat(mm(some, out).waitFor()).isZero();
        requireSame(undisturbed, out);
    }

    private static Process mm(Path submissions, Path out) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dmm.home=" + KitHome.root(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        mm.grader.cli.Mm.class.getName(),
                        "class",
                        submissions.toString(),
                        "--out",
                        out.toString(),
                        "--only",
                        "04")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Each file under its name is whole. */
    private static void requireWhole(Path out) throws IOException {
        for (Path result : FileTrees.files(out.resolve("results"))) {
            String name = result.getFileName().toString();
            if (!name.startsWith(".writing")) {
                assertThat(Store.of(out).read(name.replace(".json", ""))).isPresent();
            }
        }
    }

    private static void requireSame(Path expected, Path out) throws IOException {
        assertThat(names(out)).isEqualTo(names(expected));
        for (Path file : FileTrees.files(expected)) {
            assertThat(out.resolve(expected.relativize(file).toString())).hasSameBinaryContentAs(file);
        }
    }

    private static List<String> names(Path out) {
        return FileTrees.files(out).stream()
                .map(file -> out.relativize(file).toString())
                .toList();
    }

    @Test
    void a_full_disk_ends_the_run_with_one_sentence_and_the_next_one_goes_on() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeThat(mount(disk))
                .as("needs to be root, and a system that lets it mount a tmpfs")
                .isTrue();
        Path ballast = disk.resolve("ballast");
        try {
            FileStore store = Files.getFileStore(disk);
            Files.write(ballast, new byte[(int) store.getUsableSpace() - 80 * 1024]);
            Process process = start(submissions, disk.resolve("out"), 0);
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isEqualTo(3);
            assertThat(said.lines()).hasSize(1);
            assertThat(said).contains("the disk is full", "are done and kept: run the same command again to go on");
            requireWhole(disk.resolve("out"));
            int done = results(disk.resolve("out"));
            assertThat(done).isLessThan(STUDENTS);

            Files.delete(ballast);
            FakeCourse rest = new FakeCourse(0);
            assertThat(rest.run(submissions, disk.resolve("out"), FakeCourse.BOOK))
                    .isZero();
            assertThat(rest.graded).hasSizeLessThanOrEqualTo(STUDENTS - done);
            Path undisturbed = folder.resolve("undisturbed");
            new FakeCourse(0).run(submissions, undisturbed, FakeCourse.BOOK);
            requireSame(undisturbed, disk.resolve("out"));
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean mount(Path disk) throws Exception {
        return System.getProperty("os.name").equals("Linux")
                && run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0;
    }

    private static int run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void a_marker_that_fails_on_one_is_asked_again_and_stops_nobody_else() throws IOException {
        FakeCourse fake = new FakeCourse(0);
        List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());
        Course course = new Course(
                (submission, seed) -> {
                    String student = submission.root().getFileName().toString();
                    asked.add(student);
                    if (student.equals("student3")) {
                        throw new OutOfMemoryError("a worker died");
                    }
                    if (student.equals("student4") && asked.indexOf(student) == asked.lastIndexOf(student)) {
                        throw new IllegalStateException("once");
                    }
                    return fake.mark(submission, seed);
                },
                FakeCourse.KIT,
                Names.PLAIN,
                student -> null,
                Language.EN);
        Path out = folder.resolve("out");
        List<HandIn> handIns = HandIns.in(submissions);
        try (Store store = Store.open(out);
                Progress progress =
                        Progress.of(new java.io.PrintWriter(new StringWriter()), Texts.english(), STUDENTS)) {
            var results = course.run(store, handIns, 2, progress);
            assertThat(results).hasSize(STUDENTS);
            assertThat(results.get("student3").status()).isEqualTo(Result.Row.NOT_GRADED);
            assertThat(results.get("student3").reason()).contains("a worker died");
            assertThat(results.get("student4").graded()).isTrue();
            StringWriter complaint = new StringWriter();
            java.io.PrintWriter err = new java.io.PrintWriter(complaint);
            List<String> students = List.copyOf(results.keySet());
            RunInfo info = new RunInfo(1, 1, FakeCourse.KIT, students);
            assertThat(FakeCourse.BOOK.write(store, results, students, info, Similarity.Report.NONE, err, err))
                    .isEqualTo(mm.grader.kit.Exit.FAILED);
            assertThat(complaint.toString()).contains("mm: student3 is not graded: the grader failed on it: ");
        }
        FakeCourse next = new FakeCourse(0);
        next.run(submissions, out, FakeCourse.BOOK);
        assertThat(next.graded).containsExactly("student3");
    }

    @Test
    void only_what_has_changed_is_graded_again_and_the_old_result_is_kept() throws IOException {
        Path out = folder.resolve("out");
        new FakeCourse(0).run(submissions, out, FakeCourse.BOOK);
        FakeCourse.handIn(submissions, "student5", 99);
        Files.writeString(out.resolve("reports/student6.html"), "damaged");
        Files.delete(out.resolve("results/student7.json"));
        FakeCourse next = new FakeCourse(0);
        next.run(submissions, out, FakeCourse.BOOK);
        assertThat(next.graded).containsExactlyInAnyOrder("student5", "student6", "student7");
        assertThat(Store.of(out).read("student5").orElseThrow().total()).isEqualTo(99);
        assertThat(Store.of(out.resolve("old/1")).read("student5").orElseThrow().total())
                .isEqualTo(20);
    }

    @Test
    void results_of_another_kit_are_never_mixed_in() {
        Path out = folder.resolve("out");
        new FakeCourse(0).run(submissions, out, FakeCourse.BOOK);
        Result.Key other = new Result.Key("", "kit 2", "06");
        assertThatThrownBy(() -> new FakeCourse(0).run(submissions, out, FakeCourse.BOOK, other, new StringWriter()))
                .hasMessageContaining("24 of the results here were made by another version of the kit");
    }

    @Test
    void two_runs_never_work_in_one_folder() {
        try (Store store = Store.open(folder.resolve("out"))) {
            assertThatThrownBy(() -> Store.open(store.folder()))
                    .hasMessageContaining("another run of mm class is at work in this folder");
        }
    }
}
