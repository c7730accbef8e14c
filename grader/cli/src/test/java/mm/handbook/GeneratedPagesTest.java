package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;
import mm.grader.script.Agreement;
import mm.grader.text.Language;
import mm.machine.Parts;
import mm.script.Script;
import org.junit.jupiter.api.Test;

/** Pages of the handbook that are made of the program itself, in both languages; {@code -Dmm.write=true} writes them anew. */
final class GeneratedPagesTest {
    private static final boolean WRITE = Boolean.getBoolean("mm.write");

    private static void demand(String page, String text) throws IOException {
        Path file = KitHome.root().resolve("docs").resolve(page);
        if (WRITE) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("docs/" + page + " is written anew by -Dmm.write=true")
                .hasContent(text);
    }

    /** Returns a page with what stands between two comments replaced. */
    private static String between(String page, String text) throws IOException {
        String old = Files.readString(KitHome.root().resolve("docs").resolve(page));
        int from = old.indexOf("<!-- table -->\n") + "<!-- table -->\n".length();
        return old.substring(0, from) + text + old.substring(old.indexOf("<!-- end of table -->"));
    }

    @Test
    void the_reference_of_the_commands_says_what_the_commands_say() throws IOException {
        demand("commands.md", CommandPage.text(Language.EN));
        demand("commands.zh.md", CommandPage.text(Language.ZH));
    }

    @Test
    void the_rubric_has_every_check() throws IOException {
        demand("rubric.md", RubricPage.text(Rubric.shipped(), Language.EN));
        demand("rubric.zh.md", RubricPage.text(Rubric.shipped(), Language.ZH));
    }

    @Test
    void the_table_of_agreement_counts_the_recordings_and_so_does_the_readme() throws IOException {
        String table = AgreementPage.table(Language.EN);
        demand("agreement.md", between("agreement.md", table));
        demand("agreement.zh.md", between("agreement.zh.md", AgreementPage.table(Language.ZH)));
        List<String> all =
                table.lines().filter(line -> line.contains("**all**")).toList();
        String[] numbers = all.get(0)
                .replaceAll("[^0-9,|]", "")
                .replaceAll("\\|+", " ")
                .strip()
                .split(" ");
        assertThat(Files.readString(KitHome.root().resolve("README.md")).replaceAll("\\s+", " "))
                .contains("all " + numbers[1] + " lines of the " + numbers[0] + " recordings");
        assertThat(Files.readString(KitHome.root().resolve("README.zh.md")))
                .contains("全部 " + numbers[0] + " 个录制的 " + numbers[1] + " 行");
    }

    @Test
    void every_recording_agrees_on_every_line() throws IOException {
        assumeTrue(System.getProperty("mm.quoted", "").equals("all"), "run with -Dmm.quoted=all");
        Parts parts = new LoadedParts(KitHome.reference());
        for (List<Path> files : AgreementPage.byKind().values()) {
            for (Path file : files) {
                Agreement agreement = new Agreement(Script.read(file), parts);
                assertThat(agreement.agreeing()).as(file.toString()).isEqualTo(agreement.total());
            }
        }
    }
}
