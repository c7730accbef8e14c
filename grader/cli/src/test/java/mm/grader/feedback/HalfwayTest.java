package mm.grader.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mm.grader.Recordings;
import mm.grader.cli.Sample;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.skeletons.Skeletons;
import mm.machine.Exercise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder as it is handed out, in which one exercise is done: no other exercise's {@code Todo} is ever in a report. */
final class HalfwayTest {
    private static final String PAGE_TABLE = "mm/pagetable/RadixPageTable.java";

    @TempDir
    private Path folder;

    private Path exercises;

    @BeforeEach
    void hand_out() throws IOException {
        exercises = folder.resolve("exercises");
        Skeletons skeletons = new Skeletons(KitHome.solutions(), exercises);
        for (Path file : skeletons.files().keySet()) {
            skeletons.write(file);
        }
    }

    private void solve(Exercise exercise) throws IOException {
        Path solution = exercise.sources(KitHome.solutions());
        for (Path file : FileTrees.files(solution)) {
            Path target = exercise.sources(exercises).resolve(solution.relativize(file));
            Files.createDirectories(target.getParent());
            Files.write(target, Files.readAllBytes(file));
        }
    }

    private void change(Exercise exercise, String name, String old, String fresh) throws IOException {
        Path file = exercise.sources(exercises).resolve(name);
        String text = Files.readString(file);
        assertThat(text).containsOnlyOnce(old);
        Files.writeString(file, text.replace(old, fresh));
    }

    /** Exercise 01 is done but for {@code reclaimTables}, which does nothing. */
    private void forget_to_reclaim() throws IOException {
        solve(Exercise.PAGE_TABLE);
        change(
                Exercise.PAGE_TABLE,
                PAGE_TABLE,
                "        Span span = Span.of(start, end);\n        free(root, levels, span, span, 1);\n",
                "");
    }

    private Sample.Ran grade(String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "grade";
        all[1] = exercises.toString();
        all[2] = "--failing";
        all[3] = folder.resolve("failing").toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return Sample.mm(all);
    }

    @Test
    void the_smallest_script_tells_of_the_exercise_that_is_wrong_and_of_no_other() throws IOException {
        forget_to_reclaim();
        Sample.Ran ran = grade("--only", "01");
        assertThat(ran.code()).isEqualTo(Exit.LESS);
        assertThat(ran.out())
                .contains("goes wrong in the same way, 3 operations:")
                .containsPattern("(?s)3 operations:.* mmap .* write .* dontneed ")
                .containsPattern("(?s)Linux: .*\\| 4096 0 0 8 4096 0 .*this code: .*\\| 4096 0 0 12 4096 0\n")
                .contains("01 Page tables: what went wrong")
                .doesNotContain("exercise 02", "exercise 03", "Todo", "stopped here", "{1}");
        String script = folder.resolve("failing/failing-01.mm").toString();
        assertThat(ran.out()).contains("mm run --with " + exercises + " --only 01 " + script);
        Sample.Ran again = Sample.mm("run", "--with", exercises.toString(), "--only", "01", script);
        assertThat(again.code()).isEqualTo(Exit.OK);
        assertThat(again.out()).isNotEqualTo(Sample.mm("run", script).out());
        assertThat(again.err()).isEmpty();
    }

    @Test
    void the_machine_at_the_end_is_made_of_what_is_written() throws IOException {
        solve(Exercise.PAGE_TABLE);
        for (Sample.Ran ran : new Sample.Ran[] {grade("--only", "01"), grade()}) {
            assertThat(ran.out())
                    .contains("exercises 01 of this submission; the rest is the reference", "MiB Swap")
                    .doesNotContain("stopped here", "stopped:");
        }
        assertThat(grade("--only", "02").out()).doesNotContain("The machine made of");
    }

    @Tag("slow")
    @Test
    void commands_take_what_is_begun_and_say_so() throws IOException {
        solve(Exercise.PAGE_TABLE);
        Path recording = Files.write(
                folder.resolve("cow.txt"), Recordings.of("cow").get(0).lines());
        String first = KitHome.exercises().resolve("00-machine/first.mm").toString();
        String picture = folder.resolve("a.svg").toString();
        String page = folder.resolve("a.html").toString();
        String tree = folder.resolve("proc").toString();
        String with = exercises.toString();
        for (String[] command : new String[][] {
            {"run", "--with", with, first},
            {"agree", "--with", with, recording.toString()},
            {"play", "--with", with, first, "--out", page},
            {"picture", "--with", with, first, "--out", picture},
            {
                "shrink",
                "--with",
                with,
                recording.toString(),
                "--out",
                folder.resolve("f.mm").toString()
            },
            {"proc", "--with", with, first, "--out", tree}
        }) {
            Sample.Ran ran = Sample.mm(command);
            assertThat(ran.code()).as(command[0] + ": " + ran.err()).isEqualTo(Exit.OK);
            assertThat(ran.err())
                    .as(command[0])
                    .isEqualTo("mm: from " + with
                            + ": exercises 01; not begun, so the reference takes their place: 02 03 04 05 06 07\n");
        }
    }

    @Tag("slow")
    @Test
    void an_exercise_that_is_unwritten_where_a_script_needs_it_is_left_out_unless_it_is_named() throws IOException {
        solve(Exercise.PAGE_TABLE);
        solve(Exercise.MMU);
        String mmu = Files.readString(Exercise.MMU.sources(exercises).resolve("mm/mmu/TlbMmu.java"));
        String head = "public long translate(long address, int access) {";
        assertThat(mmu).containsOnlyOnce(head);
        change(
                Exercise.MMU,
                "mm/mmu/TlbMmu.java",
                head,
                head + "\n        if (access >= 0) { throw new mm.machine.Todo(\"exercise 02: translate\"); }");
        String first = KitHome.exercises().resolve("00-machine/first.mm").toString();
        String page = folder.resolve("a.html").toString();
        for (String[] command : new String[][] {
            {"run", "--with", exercises.toString(), first},
            {"play", "--with", exercises.toString(), first, "--out", page}
        }) {
            Sample.Ran ran = Sample.mm(command);
            assertThat(ran.code()).as(command[0] + ran.err()).isEqualTo(Exit.OK);
            assertThat(ran.err())
                    .contains(
                            "exercises 01 02; not begun", "exercise 02 is not written as far as this needs it (Todo: ");
        }
        Sample.Ran named = Sample.mm("run", "--with", exercises.toString(), "--only", "01,02", first);
        assertThat(named.code()).isEqualTo(Exit.LESS);
        assertThat(named.err()).contains("the submission stopped after line", "exercise 02: translate");
    }

    @Test
    void the_folder_of_one_exercise_is_a_submission_and_a_link_to_it_too() throws IOException {
        solve(Exercise.PAGE_TABLE);
        Path one = exercises.resolve(Exercise.PAGE_TABLE.folder());
        Path link = Files.createSymbolicLink(folder.resolve("link"), one);
        String script = KitHome.exercises().resolve("00-machine/first.mm").toString();
        for (Path dir : new Path[] {one, link}) {
            Sample.Ran ran = Sample.mm("run", "--with", dir.toString(), script);
            assertThat(ran.err()).isEmpty();
            assertThat(ran.code()).isEqualTo(Exit.OK);
            Sample.Ran graded = Sample.mm("grade", dir.toString());
            assertThat(graded.code()).as(graded.out()).isEqualTo(Exit.OK);
            assertThat(graded.out()).contains("Total 100 of 100").doesNotContain("\n02 MMU");
        }
    }

    @Test
    void only_needs_a_folder() {
        Sample.Ran ran = Sample.mm("run", "--only", "01", "a.mm");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("--only names exercises of the folder that --with names");
    }

    @Test
    void what_is_not_begun_is_to_do_and_not_a_failure() {
        assertThat(grade("--only", "01").out())
                .contains(
                        "    to do   0 of 4  a flat table needs an entry for each page", "exercise 01: RadixPageTable.")
                .doesNotContain("FAIL", "not started", "what went wrong", "The machine made of");
        assertThat(grade("--only", "01", "--lang", "zh").out())
                .contains("    待完成  ")
                .doesNotContain("未通过", "to do");
    }
}
