package mm.grader.handout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.cli.Sample;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What students get runs as it stands, with a JDK alone, whatever was done to the folder on its way to them. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it runs the script of Unix")
final class HandoutTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @TempDir
    private static Path folder;

    private static Path made;

    private Path handout;
    private static int number;

    @BeforeAll
    static void make() {
        made = folder.resolve("made");
        HandedOut.make(made, "--no-maven");
    }

    /** Each test has a copy without times and rights, in a folder whose name is not easy. */
    @BeforeEach
    void copy() throws IOException {
        handout = folder.resolve("Übung 图 " + number++);
        HandedOut.copy(made, handout);
    }

    private Sample.Ran mm(String... arguments) throws Exception {
        return mm(Map.of(), arguments);
    }

    private Sample.Ran mm(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "mm"));
        command.addAll(List.of(arguments));
        return HandedOut.run(handout, environment, command.toArray(String[]::new));
    }

    @Test
    void untouched_it_has_nothing_but_what_is_to_do() throws Exception {
        Sample.Ran ran = mm("grade", "--only", "01,06");
        assertThat(ran.code()).as(ran.out()).isEqualTo(Exit.LESS);
        assertThat(ran.out()).contains("Total 0 of 200", "to do").doesNotContain("FAIL");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"LANG=", "LANG=de_DE.UTF-8", "LC_ALL=C", "LC_ALL=zz_ZZ", "LANG=zh_CN.UTF-8"})
    void an_exercise_that_is_filled_in_has_full_marks_in_any_locale(String locale) throws Exception {
        HandedOut.fillIn(handout);
        String[] setting = locale.split("=", 2);
        Sample.Ran ran = mm(Map.of(setting[0], setting[1]), "grade", "--only", "06", "--lang", "en");
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("Total 100 of 100");
    }

    @Tag("slow")
    @Test
    void the_jar_is_the_same_program() throws Exception {
        HandedOut.fillIn(handout);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Map<String, String> utf8 = Map.of("LC_ALL", "C.UTF-8");
        Sample.Ran jar = HandedOut.run(handout, utf8, java, "-jar", "mm.jar", "grade", "--only", "06.1");
        assertThat(jar).isEqualTo(mm("grade", "--only", "06.1"));
        assertThat(jar.out()).containsPattern("Total ([0-9]{2}) of \\1\\b");
    }

    @Test
    void the_jar_can_be_loaded_by_a_java_that_is_too_old() throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(made.resolve("mm.jar"))) {
            byte[] start = Files.readAllBytes(jar.getPath("mm/grader/start/Start.class"));
            assertThat(start[7]).as("version of the class file: 52 is Java 8").isEqualTo((byte) 52);
        }
    }

    @Test
    void without_its_folder_lib_the_jar_says_so() throws Exception {
        FileTrees.delete(handout.resolve("lib"));
        Sample.Ran ran = mm("grade");
        assertThat(ran)
                .isEqualTo(new Sample.Ran(
                        Exit.FAILED, "mm: the folder lib is missing, or not whole: put it back beside mm.jar\n", ""));
    }

    @Tag("slow")
    @Test
    void it_survives_git_and_a_clone() throws Exception {
        HandedOut.fillIn(handout);
        Path clone = folder.resolve("clone " + number);
        for (String command : List.of("init -q .", "add -A", "-c user.name=a -c user.email=a@b commit -q -m all")) {
            List<String> words = new ArrayList<>(List.of("git"));
            words.addAll(List.of(command.split(" ")));
            Sample.Ran ran = HandedOut.run(handout, words.toArray(String[]::new));
            assertThat(ran.code()).as(ran.out()).isZero();
        }
        assertThat(HandedOut.run(folder, "git", "clone", "-q", handout.toString(), clone.toString())
                        .code())
                .isZero();
        assertThat(HandedOut.run(clone, "git", "status", "--short").out()).isEmpty();
        handout = clone;
        assertThat(mm("grade", "--only", "06").out()).contains("Total 100 of 100");
        assertThat(HandedOut.run(clone, "git", "status", "--short").out())
                .as("nothing that a run leaves is for git")
                .isEmpty();
    }

    @Test
    void a_reference_that_is_not_whole_stops_it_without_a_mark() throws Exception {
        HandedOut.fillIn(handout);
        try (FileSystem jar = FileSystems.newFileSystem(handout.resolve("lib/reference.jar"))) {
            Files.delete(jar.getPath("reference/02-mmu/mm/mmu/TlbMmu.class"));
        }
        for (String command : List.of("grade", "grade --only 06", "grade exercises/06-oom")) {
            Sample.Ran ran = mm(command.split(" "));
            assertThat(ran.code()).as(ran.out()).isEqualTo(Exit.FAILED);
            assertThat(ran.out()).contains("mm.mmu.TlbMmu").doesNotContain("Total", "\tat");
        }
    }

    @Tag("slow")
    @Test
    void it_agrees_with_what_the_whole_kit_says_of_every_exercise() throws Exception {
        String solutions = KitHome.solutions().toString();
        Sample.Ran ran = mm("grade", solutions);
        assertThat(ran.out()).contains("Total 700 of 700 and 80 bonus");
        assertThat(ran.code()).isZero();
    }

    @Tag("slow")
    @Test
    void its_commands_find_their_files() throws Exception {
        assertThat(mm("run", "exercises/00-machine/first.mm").code()).isZero();
        assertThat(mm("agree", "recordings/cow-1.txt").out()).contains("169 of 169 lines");
        assertThat(mm("rubric").out()).contains("in all: 700 points");
        assertThat(mm("hint", "unmap returns", "--all").out()).contains("docs/01-page-table.md");
        assertThat(mm("run", "--with", "exercises", "exercises/00-machine/first.mm")
                        .out())
                .isNotEmpty();
        for (String maker : List.of("skeletons --check", "handout --out x")) {
            Sample.Ran ran = mm(maker.split(" "));
            assertThat(ran.code()).as(maker + ": " + ran.out()).isEqualTo(Exit.USAGE);
            assertThat(ran.out()).contains("hand-out").doesNotContain("\tat", "    at ");
        }
    }

    @Test
    void each_link_in_its_pages_leads_somewhere_and_no_page_names_what_is_not_there() throws IOException {
        for (Path page : FileTrees.files(made)) {
            if (page.toString().endsWith(".md")) {
                String text = Files.readString(page);
                assertThat(text).as(page.toString()).doesNotContain("zh.md", "中文", "-Pgrade", "grader/checks/src");
                Matcher link = LINK.matcher(text);
                while (link.find()) {
                    assertThat(page.resolveSibling(link.group(1)))
                            .as(page + ": " + link.group())
                            .exists();
                }
            }
        }
    }

    @Tag("slow")
    @Test
    void its_files_are_the_same_when_it_is_made_again() throws IOException {
        Path again = folder.resolve("again");
        HandedOut.make(again, "--no-maven");
        assertThat(Handout.sums(again)).isEqualTo(Handout.sums(made));
    }
}
