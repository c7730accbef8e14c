package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mm.grader.cli.grading.StudentState;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a student types between two changes: a part of a grading, the next hint, what comes next. */
final class StudentCommandsTest {
    @TempDir
    private Path folder;

    private String state;

    @BeforeEach
    void forget() {
        state = folder.resolve("state.properties").toString();
    }

    /** A hand-in that has exercise 06 alone, which never looks at the task's adjustment of the score. */
    private String wrong() throws IOException {
        Path solution = Exercise.OOM.sources(KitHome.solutions());
        for (Path file : FileTrees.files(solution)) {
            Path target = Exercise.OOM.sources(folder).resolve(solution.relativize(file));
            Files.createDirectories(target.getParent());
            Files.write(target, Files.readAllBytes(file));
        }
        Path killer = Exercise.OOM.sources(folder).resolve("mm/oom/BadnessOomKiller.java");
        String text = Files.readString(killer);
        assertThat(text).contains("oomScoreAdj()");
        Files.writeString(killer, text.replaceAll("[a-z]+\\.oomScoreAdj\\(\\)", "0"));
        return folder.toString();
    }

    @Test
    void a_step_or_a_check_can_be_graded_by_itself_and_hint_is_about_what_failed() throws IOException {
        assertThat(Sample.mm("hint", "--state", state).err()).contains("no check failed in the last grading");
        String submission = wrong();
        Sample.Ran all = Sample.mm("grade", submission, "--only", "06", "--state", state);
        assertThat(all.code()).isEqualTo(Exit.LESS);
        assertThat(all.out())
                .containsPattern("points by step: 1: [0-9]+/[0-9]+, 2: [0-9]+/")
                .doesNotContain("next: exercise");
        String next = Sample.mm("hint", "--state", state).out();
        assertThat(next).startsWith("06 ").contains("hint 1 of 3");
        assertThat(Sample.mm("hint", "--state", state).out()).contains("hint 2 of 3");

        Sample.Ran step = Sample.mm("grade", submission, "--only", "06", "--step", "2", "--state", state);
        assertThat(step.out()).contains("step 2: ").doesNotContain("step 4: ", "The machine made of");
        Sample.Ran check =
                Sample.mm("grade", submission, "--check", "badness counts what death gives back", "--state", state);
        assertThat(check.code()).isEqualTo(Exit.OK);
        assertThat(check.out()).contains("badness counts what death gives back").doesNotContain("worst task is chosen");
        assertThat(Sample.mm("hint", "--state", state).err()).contains("no check failed in the last grading");
    }

    @Tag("slow")
    @Test
    void a_hint_of_an_exercise_is_about_what_failed_in_it_last_whatever_was_graded_since() throws IOException {
        assertThat(Sample.mm("hint", "06", "--state", state).err())
                .contains("no check of exercise 06 failed when it was graded last")
                .hasLineCount(1);
        Sample.mm("grade", wrong(), "--only", "06", "--state", state);
        String first = Sample.mm("hint", "--state", state).out();
        for (String name : List.of("06", "6", "06-oom")) {
            assertThat(Sample.mm("hint", name, "--state", state, "--restart").out())
                    .isEqualTo(first);
        }
        Sample.mm("grade", KitHome.solutions().toString(), "--only", "07", "--state", state);
        assertThat(Sample.mm("hint", "06", "--state", state, "--restart").out()).isEqualTo(first);
        Sample.mm("grade", KitHome.solutions().toString(), "--only", "06", "--state", state);
        assertThat(Sample.mm("hint", "6", "--state", state).err()).contains("no check of exercise 06 failed");
    }

    @Test
    void full_marks_say_what_comes_next() {
        String solutions = KitHome.solutions().resolve(Exercise.OOM.folder()).toString();
        Sample.Ran one = Sample.mm("grade", solutions, "--state", state);
        assertThat(one.code()).as(one.out() + one.err()).isEqualTo(Exit.OK);
        assertThat(one.out())
                .contains("Total 100 of 100", "next: exercise 07 free and top, see exercises/07-free-top/README.md");
        assertThat(Sample.mm("grade", solutions, "--state", state, "--lang", "zh")
                        .out())
                .contains("各步得分：", "下一步：练习 07 ");
    }

    @Test
    void a_check_is_found_by_its_chinese_name_and_by_words_of_its_steps_title() {
        String name = Sample.mm("hint", "badness_counts_what_death_gives_back", "--state", state, "--lang", "zh")
                .out();
        String sentence = name.lines().findFirst().orElseThrow().substring(3);
        assertThat(sentence).doesNotContain("badness counts what");
        assertThat(Sample.mm("hint", sentence, "--state", state).out())
                .startsWith("06 badness counts what death gives back");
        assertThat(Sample.mm("hint", "walk a range", "--state", state).out())
                .startsWith("01 walk visits the pages of the range in order");
        assertThat(Sample.mm("hint", "no such check", "--state", state).err()).contains("names 0 checks");
    }

    @Test
    void the_state_is_kept_where_this_user_may_write() throws IOException {
        Path kit = folder.resolve("kit");
        Files.createDirectories(kit);
        assertThat(StudentState.place(kit, Map.of()).startsWith(kit)).isTrue();
        Path other = folder.resolve("other-kit"); // without a folder in which this user may write
        assertThat(StudentState.place(other, Map.of("XDG_STATE_HOME", folder + "/own")))
                .isEqualTo(folder.resolve("own/linux-memory-kit/hints.properties"));
        assertThat(StudentState.place(other, Map.of("XDG_STATE_HOME", "relative"))
                        .startsWith(System.getProperty("user.home")))
                .isTrue();
    }

    @Test
    void the_help_names_each_command_once_in_a_group_with_its_whole_sentence() {
        assertThat(CommandGroups.names())
                .containsExactlyInAnyOrderElementsOf(
                        Mm.commandLine().getSubcommands().keySet());
        String help = Sample.mm("--help").out();
        assertThat(help)
                .containsSubsequence("For students:", "  grade", "  quiz", "For instructors:", "  class", "For makers")
                .doesNotContain("...", "Commands:");
        assertThat(CommandGroups.names().stream()
                        .map(name -> CommandGroups.about(
                                Mm.commandLine().getSubcommands().get(name).getCommandSpec())))
                .allMatch(about -> about.endsWith("."));
        String words = help.replaceAll("\\s+", "");
        Mm.commandLine()
                .getSubcommands()
                .forEach((name, command) -> assertThat(words)
                        .as(name)
                        .contains(CommandGroups.about(command.getCommandSpec()).replaceAll("\\s+", "")));
        assertThat(Sample.mm("--help", "--lang", "zh").out()).contains("学生用：", "教师用：");
    }

    @Test
    void a_command_is_found_by_its_class_and_no_other_is_read() {
        for (String name : CommandGroups.names()) {
            assertThat(Mm.commandLine(new Mm(), name).getSubcommands()).containsOnlyKeys(name);
        }
    }
}
