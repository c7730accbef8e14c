package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mm.grader.kit.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what a command reads: one sentence, exit code 2, and nothing that a terminal would act upon. */
final class BrokenInputTest {
    @TempDir
    private Path folder;

    private Sample.Ran run(String command, String content) throws IOException {
        String file = Files.writeString(folder.resolve("file"), content).toString();
        return switch (command) {
            case "trace" -> Sample.mm("trace", "--frames", "3", file);
            case "quiz" -> Sample.mm("quiz", "check", "--seed", "5", file);
            case "picture", "play" ->
                Sample.mm(command, "-o", folder.resolve("out").toString(), file);
            default -> Sample.mm(command, file);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "agree", "shrink", "play", "picture", "replay", "quiz", "trace"})
    void what_is_none_of_its_files_is_refused(String command) throws IOException {
        for (String content : List.of("\n\n", "\u001b[31mred\n", "\0\0", "\u009b31m\u202e\n", "")) {
            if (command.equals("trace") && content.isBlank()) {
                continue; // a trace of no references
            }
            Sample.Ran ran = run(command, content);
            assertThat(ran.code()).as(content).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).startsWith("mm: ").hasLineCount(1);
            assertThat(ran.out() + ran.err()).doesNotContainPattern("[\\p{Cc}\u202e&&[^\n]]");
        }
    }

    @Test
    void what_a_script_says_reaches_the_terminal_without_controls() throws IOException {
        Sample.Ran ran = run("run", "machine 8M\n# \u001b[31mred\nstart a\n");
        assertThat(ran.code()).isEqualTo(Exit.OK);
        assertThat(ran.out()).contains("# ?[31mred");
        Sample.Ran wrong = run("run", "machine 8M\ntouch \u001b[31m b\n");
        assertThat(wrong.code()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err()).contains(":2: ").doesNotContain("\u001b");
    }

    @Test
    void a_broken_script_is_not_one_on_which_nothing_differs() throws IOException {
        Sample.Ran ran = run("shrink", "machine 8M\ntouch a b\n");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains(":2: there is no process 'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run FILE",
                "agree FILE",
                "shrink FILE",
                "play FILE -o OUT",
                "class --course FILE --week 1 --out OUT",
                "class FOLDER --out OUT --roster FILE",
                "class FOLDER --out OUT --late FILE",
                "class FOLDER --out OUT --late POLICY --times FILE",
                "quiz check --seed 5 FILE"
            })
    void a_file_without_an_end_is_refused(String command) throws IOException {
        Path handIns = Files.createDirectories(folder.resolve("hand-ins"));
        Path policy = Files.writeString(
                folder.resolve("late.yml"), "deadline: 2026-11-10 12:00\nzone: UTC\nsteps: {each: 1d, minus: 10%}\n");
        String[] words = command.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = switch (words[i]) {
                case "FILE" -> "/dev/zero";
                case "POLICY" -> policy.toString();
                case "OUT" -> folder.resolve("out").toString();
                case "FOLDER" -> handIns.toString();
                default -> words[i];
            };
        }
        Sample.Ran ran = Sample.mm(words);
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).startsWith("mm: /dev/zero").contains(" MB").hasLineCount(1);
    }
}
