package mm.grader.handout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mm.grader.cli.Sample;
import mm.grader.kit.FileTrees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The checks of a hand-out as JUnit tests, by the Maven that is in it, with a local repository filled from it alone. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it runs the script of Unix")
final class JUnitWayTest {
    @TempDir
    private Path folder;

    @Test
    void they_fail_untouched_and_pass_when_filled_in_and_nothing_is_asked_of_a_network() throws Exception {
        assumeTrue(
                "all".equals(System.getProperty("mm.handout")),
                "skipped: -Dmm.handout=all lets Maven run in a hand-out");
        Path handout = folder.resolve("Übung 图");
        HandedOut.make(handout, "--only", "06");
        assertThat(Files.readString(handout.resolve("pom.xml")))
                .contains("<url>file://${maven.multiModuleProjectDirectory}/lib/maven/repository</url>")
                .doesNotContain("<url>http");
        assertThat(FileTrees.folders(handout, "target")).isEmpty();
        Sample.Ran untouched = HandedOut.run(handout, "sh", "mvnw", "test");
        assertThat(untouched.code()).as(untouched.out()).isNotZero();
        assertThat(untouched.out())
                .contains("exercise 06: BadnessOomKiller.badness")
                .doesNotContain("Downloading from");
        HandedOut.fillIn(handout);
        Sample.Ran filledIn = HandedOut.run(handout, "sh", "mvnw", "clean", "test");
        assertThat(filledIn.code()).as(filledIn.out()).isZero();
        assertThat(filledIn.out()).contains("Failures: 0, Errors: 0, Skipped: 0", "BUILD SUCCESS");
        assertThat(reports(handout)).hasSize(4);
        assertThat(HandedOut.run(handout, "sh", "mm", "grade").out())
                .as("after clean, too")
                .contains("Total 100 of 100");
    }

    private static List<Path> reports(Path handout) throws IOException {
        return FileTrees.files(handout.resolve("exercises/06-oom/target/surefire-reports")).stream()
                .filter(file -> file.toString().endsWith(".xml"))
                .toList();
    }
}
