package mm.grader.handout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.cli.Sample;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.TemporaryFolders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a hand-out goes, and what an update does to one that students work in. */
@Tag("slow")
final class HandoutFolderTest {
    private static final String TODO = "exercises/01-page-table/src/main/java/mm/pagetable/RadixPageTable.java";

    @TempDir
    private Path folder;

    private Path handout;

    @TempDir
    private static Path once;

    @BeforeAll
    static void make() {
        HandedOut.make(once.resolve("made"), "--no-maven", "--only", "01,03.1-5", "--lang", "zh");
    }

    @BeforeEach
    void copy() throws IOException {
        handout = folder.resolve("handout");
        HandedOut.copy(once.resolve("made"), handout);
    }

    private Sample.Ran update(String... more) {
        List<String> command = new java.util.ArrayList<>(List.of("--lang", "en", "handout", "--update", handout + ""));
        command.addAll(List.of(more));
        return Sample.mm(command.toArray(String[]::new));
    }

    @Test
    void it_has_what_is_set_with_the_totals_to_match_in_its_language() throws Exception {
        assertThat(handout.resolve("exercises/02-mmu")).doesNotExist();
        assertThat(handout.resolve("exercises/03-brk-mmap/src/test/java/mm/grader/checks/vma"))
                .isDirectoryContaining(file -> file.endsWith("Step5LimitTest.java"))
                .isDirectoryNotContaining(file -> file.endsWith("Step6ForkTest.java"));
        assertThat(handout.resolve("README.md")).content().contains("用 Java 写 Linux 内存管理", "| 64 |", "| 100 |");
        assertThat(handout.resolve("docs/03-brk-mmap.md")).content().contains("映射");
        Sample.Ran ran = HandedOut.run(handout, "sh", "mm", "rubric");
        assertThat(ran.out()).contains("合计：164 分");
        assertThat(HandedOut.run(handout, "sh", "mm", "grade", "--lang", "en").out())
                .contains("Total 0 of 164");
    }

    @Test
    void an_update_adds_later_exercises_and_touches_nothing_of_the_students() throws IOException {
        String mine = "// mine\n";
        Files.writeString(handout.resolve(TODO), mine);
        Path helper = handout.resolve(TODO).resolveSibling("Helper.java");
        Files.writeString(helper, mine);
        Files.writeString(handout.resolve("README.md"), mine);
        Files.writeString(handout.resolve("notes.txt"), mine);
        Path gone = handout.resolve("exercises/03-brk-mmap/src/main/java/mm/vma/VmaMemoryDescriptor.java");
        Files.delete(gone);
        Files.delete(handout.resolve("lib/core.jar"));
        Sample.Ran ran = update("--only", "02,06");
        assertThat(ran.code()).as(ran.err()).isEqualTo(Exit.LESS);
        assertThat(ran.out())
                .contains("it has the exercises 01,02,03.1-5,06")
                .contains("README.md: this file was changed, so it is left as it is")
                .doesNotContain("RadixPageTable");
        for (Path file :
                List.of(handout.resolve(TODO), helper, handout.resolve("README.md"), handout.resolve("notes.txt"))) {
            assertThat(file).hasContent(mine);
        }
        assertThat(gone).as("deleted by the student").doesNotExist();
        assertThat(handout.resolve("lib/core.jar")).exists();
        assertThat(handout.resolve("exercises/02-mmu/src/main/java/mm/mmu/TlbMmu.java"))
                .exists();
        assertThat(handout.resolve("pom.xml")).content().contains("exercises/06-oom");
    }

    @Test
    void an_update_of_what_nobody_touched_writes_nothing_and_one_with_more_is_as_if_made_at_once() throws IOException {
        Map<String, String> before = Handout.sums(handout);
        assertThat(update().out()).contains(": 0 files written");
        assertThat(Handout.sums(handout)).isEqualTo(before);
        assertThat(update("--only", "03,06").code()).isZero();
        Path atOnce = folder.resolve("at once");
        HandedOut.make(atOnce, "--no-maven", "--only", "01,03,06", "--lang", "zh");
        assertThat(Handout.sums(handout)).isEqualTo(Handout.sums(atOnce));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out FULL                     | exists and is not an empty folder",
                "--out FILE                     | exists and is not an empty folder",
                "--out FILE/x                   | FILE",
                "--update EMPTY                 | this is not a hand-out",
                "--update NONE                  | this is not a hand-out",
                "--out NONE --only 03.99        | there is no such step",
                "--out NONE --only 09           | no exercise '09'",
                "--out NONE --with-solutions 9  | no exercise '9'",
                "--out NONE --update FULL       | mutually exclusive",
            })
    void a_mistake_gets_a_sentence_and_nothing_is_lost(String arguments, String sentence) throws IOException {
        Path full = Files.createDirectory(folder.resolve("FULL"));
        Files.writeString(full.resolve("kept"), "kept");
        Files.createDirectory(folder.resolve("EMPTY"));
        Files.writeString(folder.resolve("FILE"), "kept");
        Map<String, String> before = new TreeMap<>(Handout.sums(folder));
        String[] words = ("--lang en handout --no-maven " + arguments.strip()).split(" +");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replaceFirst("^(FULL|FILE|EMPTY|NONE)", quoted(folder) + "/$1");
        }
        Sample.Ran ran = Sample.mm(words);
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains(sentence).doesNotContain("\tat", "    at ");
        assertThat(Handout.sums(folder)).isEqualTo(before);
        assertThat(folder.resolve("NONE")).doesNotExist();
    }

    private static String quoted(Path path) {
        return java.util.regex.Matcher.quoteReplacement(path.toString());
    }

    @Test
    void an_empty_folder_is_taken() {
        Path empty = folder.resolve("empty");
        assertThat(empty.toFile().mkdir()).isTrue();
        HandedOut.make(empty, "--no-maven", "--only", "06");
        assertThat(empty.resolve("mm.jar")).exists();
        assertThat(KitHome.root().resolve("empty")).doesNotExist();
    }

    @Test
    void what_a_run_that_was_killed_has_left_is_removed_and_nobody_elses() throws Exception {
        Path gone =
                Files.createDirectories(folder.resolve(".handout-12345/made")).getParent();
        Files.createFile(gone.resolve(".lock"));
        Path works = TemporaryFolders.in(folder, ".handout-");
        Path other = Files.createDirectory(folder.resolve(".handout-mine"));
        HandedOut.make(folder.resolve("new"), "--no-maven", "--only", "06");
        assertThat(gone).doesNotExist();
        assertThat(works).exists();
        assertThat(other).exists();
    }
}
