package mm.grader.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders for a run: nobody else's, and gone when the run is, or when the next one begins. */
final class TemporaryFoldersTest {
    @TempDir
    private Path place;

    /** The program that the tests stop: makes a folder with a file in it, says so, and waits. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws Exception {
            Files.writeString(FileTrees.temporary("work-").resolve("file"), "x");
            System.out.println("ready");
            if (arguments.length == 0) {
                Thread.sleep(60_000);
            }
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + place,
                "-cp",
                System.getProperty("java.class.path"),
                Waiting.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }

    @Test
    void a_folder_of_a_run_is_closed_to_others_and_removed_at_its_end() throws Exception {
        Process process = start();
        assertThat(left()).hasSize(1);
        Path run = left().get(0);
        assumeThat(Files.getFileStore(run).supportsFileAttributeView("posix")).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rwx------");
        assertThat(run.getFileName().toString()).matches("mm-run-[0-9]{15,}");
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(left()).isEmpty();
        assertThat(start("end").waitFor()).isZero();
        assertThat(left()).isEmpty();
    }

    @Test
    void what_a_killed_run_has_left_the_next_one_removes_and_nothing_of_a_living_one() throws Exception {
        Process living = start();
        Path ofLiving = left().get(0);
        Process killed = start();
        killed.destroyForcibly().waitFor();
        assertThat(left()).hasSize(2);
        Path strange = Files.createDirectories(place.resolve("mm-run-77")); // not one of ours: it has no lock
        assertThat(start("end").waitFor()).isZero();
        assertThat(left()).containsExactlyInAnyOrder(ofLiving, strange);
        living.destroy();
        living.waitFor();
        assertThat(left()).containsExactly(strange);
    }
}
