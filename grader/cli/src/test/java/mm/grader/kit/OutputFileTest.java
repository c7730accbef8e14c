package mm.grader.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.cli.Mm;
import mm.grader.cli.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever file a command is told to write: it is whole or not there, and nothing but a file is replaced by it. */
class OutputFileTest {
    @TempDir
    private Path folder;

    static Stream<List<String>> commands() {
        String docs = KitHome.root().resolve("docs").toString();
        String logs = KitHome.root()
                .resolve("grader/cli/src/test/resources/strace/ls.log.gz")
                .toString();
        return Stream.of(
                List.of("play", docs + "/examples/first-touch.txt", "-o"),
                List.of("picture", docs + "/examples/first-touch.txt", "-o"),
                List.of("trace", docs + "/examples/belady.trace", "--curve", "--svg"),
                List.of("replay", logs, "--svg"),
                List.of("export", "gradescope", "--out"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_folder_in_its_place_stays_and_is_one_sentence(List<String> command) throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Sample.Ran ran = Sample.mm(
                Stream.concat(command.stream(), Stream.of(taken.toString())).toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isEqualTo(Exit.USAGE);
        assertThat(ran.err())
                .isEqualToIgnoringNewLines("mm: " + taken + ": this file cannot be written: it is a folder");
        assertThat(taken).isEmptyDirectory();
        assertThat(folder).isDirectoryContaining(file -> file.equals(taken));
    }

    @Test
    void a_file_where_a_folder_has_to_be_is_named() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> OutputFile.write(taken.resolve("page.html"), "new"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(taken + " is not a folder");
    }

    @Test
    void output_that_is_lost_is_no_success() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full here");
        assertThat(exitOf("rubric > /dev/full")).isEqualTo(Exit.FAILED);
        assertThat(exitOf("rubric > /dev/null")).isEqualTo(Exit.OK);
        assertThat(exitOf("rubric | head -1")).isEqualTo(Exit.OK);
    }

    private static int exitOf(String command) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -Dmm.home=" + KitHome.root()
                + " -cp '" + System.getProperty("java.class.path") + "' " + Mm.class.getName() + " " + command;
        return new ProcessBuilder("bash", "-o", "pipefail", "-c", java)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void what_was_there_before_stays_when_writing_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), "old");
        assertThatThrownBy(() -> OutputFile.write(file, half -> {
                    Files.writeString(half, "half of it");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(NoRoomException.class)
                .hasMessage(file + ": this file cannot be written: the disk is full");
        assertThat(file).hasContent("old");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        OutputFile.write(file, "new");
        assertThat(file).hasContent("new");
    }
}
