package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full disk is nobody's mistake: one sentence and exit code 3, wherever the last byte was taken. */
final class FullDiskTest {
    @TempDir
    private Path folder;

    /** A disk of so many bytes is where a folder was. */
    private List<String> disk(Path place, int bytes) throws Exception {
        Files.createDirectories(place);
        List<String> walls =
                List.of("bwrap", "--dev-bind", "/", "/", "--size", "" + bytes, "--tmpfs", place.toString());
        assumeThat(RealMm.canBeWithin(walls))
                .as("needs bubblewrap that can make a small disk")
                .isTrue();
        return walls;
    }

    private static void assertThatItSaysSo(Sample.Ran ran) {
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(Exit.FAILED);
        assertThat(ran.err().strip().lines()).as(ran.err()).hasSize(1);
        assertThat(ran.err()).contains("the disk is full").doesNotContain("\tat ");
    }

    /** A page (4,096 bytes) is one file or folder that is not empty: at first no folder can be made, then no class written. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {4096, 3 * 4096, 8 * 4096})
    void where_a_submission_is_compiled(int bytes) throws Exception {
        Path place = folder.resolve("tmp");
        assertThatItSaysSo(RealMm.run(
                disk(place, bytes),
                place,
                "grade",
                KitHome.solutions().toString(),
                "--only",
                "03", // has more classes than the largest disk here
                "--sandbox",
                "off"));
    }

    @Tag("slow")
    @Test
    void where_the_reports_are_written() throws Exception {
        Path reports = folder.resolve("reports");
        Sample.Ran ran = RealMm.run(
                disk(reports, 2 * 4096),
                Files.createDirectories(folder.resolve("tmp")),
                "grade",
                KitHome.exercises().toString(),
                "--only",
                "06",
                "--sandbox",
                "off",
                "--report",
                reports.toString());
        assertThatItSaysSo(ran);
        assertThat(ran.out()).as("the marks were said all the same").contains("Total 0 of");
    }

    @Tag("slow")
    @Test
    void where_a_zip_is_unpacked() throws Exception {
        Path zip = folder.resolve("submission.zip");
        assertThat(new ProcessBuilder("zip", "-q", "-r", zip.toString(), "06-oom/src")
                        .directory(KitHome.exercises().toFile())
                        .start()
                        .waitFor())
                .isZero();
        Path place = folder.resolve("tmp");
        assertThatItSaysSo(
                RealMm.run(disk(place, 4096), place, "grade", zip.toString(), "--only", "06", "--sandbox", "off"));
    }

    @Test
    void where_a_hand_out_goes() throws Exception {
        Path place = folder.resolve("for a hand-out");
        assertThatItSaysSo(RealMm.run(
                disk(place, 1 << 20),
                Files.createDirectories(folder.resolve("tmp")),
                "handout",
                "--no-maven",
                "--out",
                place.resolve("made").toString()));
    }
}
