package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import mm.grader.cli.RealMm;
import mm.grader.cli.Sample;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the grader may not read is its student's alone. Root may read everything, so a program of root's gives up its
 * capabilities for this.
 */
@Tag("slow")
final class NoReadingTest {
    private static final String KILLER = "06-oom/src/main/java/mm/oom/BadnessOomKiller.java";

    @TempDir
    private Path folder;

    private Path submissions;

    private static List<String> withoutCapabilities() throws Exception {
        List<String> walls = "root".equals(System.getProperty("user.name"))
                ? List.of("bwrap", "--dev-bind", "/", "/", "--cap-drop", "ALL")
                : List.of("env");
        assumeThat(RealMm.canBeWithin(walls))
                .as("root needs bubblewrap for this")
                .isTrue();
        return walls;
    }

    private Path student(String name) throws IOException {
        SampleClass.copy(submissions.resolve(name), KitHome.exercises(), Exercise.OOM);
        return submissions.resolve(name);
    }

    private static void close(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }

    /** So that the folder can be removed. */
    @AfterEach
    void open() throws Exception {
        new ProcessBuilder("chmod", "-R", "u+rwx", folder.toString()).start().waitFor();
    }

    @Test
    void what_cannot_be_read_costs_nobody_else_a_mark() throws Exception {
        submissions = folder.resolve("in");
        student("ada");
        close(student("bob-folder"));
        close(student("cyd-exercise").resolve("06-oom"));
        close(student("dan-package").resolve("06-oom/src/main/java/mm/oom"));
        close(student("eve-file").resolve(KILLER));
        close(Files.writeString(submissions.resolve("fay.zip"), "PK"));
        Path repository = student("gus-repository");
        SampleClass.git(repository, "init", "-q", ".");
        SampleClass.commitAll(repository, "2026-11-01T12:00:00Z");
        close(repository.resolve(".git/objects"));
        student("zoe");
        Path tmp = Files.createDirectories(folder.resolve("tmp"));
        Path out = folder.resolve("out");
        Sample.Ran ran = RealMm.run(
                withoutCapabilities(),
                tmp,
                "class",
                submissions.toString(),
                "--out",
                out.toString(),
                "--only",
                "06",
                "--sandbox",
                "off");
        assertThat(ran.err()).doesNotContain("\tat ");
        List<String> rows = Files.readAllLines(out.resolve("gradebook.csv"));
        assertThat(rows).as(ran.out() + ran.err()).hasSize(9);
        for (String each : List.of("ada", "zoe")) {
            assertThat(rows).anyMatch(row -> row.matches(each + ",(0|not started),0,0,[0-9]+,(on|off),graded,"));
        }
        for (String each : List.of("bob-folder", "cyd-exercise", "dan-package", "fay", "gus-repository")) {
            assertThat(rows).anyMatch(row -> row.matches(each + ",,,,,,unreadable,(this )?cannot be read"));
        }
        assertThat(rows).contains("eve-file,,,,,,unreadable," + KILLER + ": cannot be read");
    }
}
