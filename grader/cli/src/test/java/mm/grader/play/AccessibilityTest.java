package mm.grader.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import mm.grader.browser.Browser;
import mm.grader.cli.Mm;
import mm.grader.kit.KitHome;
import mm.grader.picture.Words;
import mm.script.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** axe-core finds nothing in any page, at the width of a telephone and of a laptop, light and dark. */
@Tag("slow")
final class AccessibilityTest {
    private static final List<Integer> WIDTHS = List.of(390, 1280);

    private static Browser browser;

    /** Whether to look at all pages, light and dark; otherwise at a sample. */
    private static final boolean ALL = "all".equals(System.getProperty("mm.pages"));

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static void check(Path page, String hash) throws IOException {
        for (int width : WIDTHS) {
            for (boolean dark : ALL ? new boolean[] {false, true} : new boolean[] {width == WIDTHS.get(0)}) {
                browser.open(page, hash, width, dark);
                String what = page.getFileName() + hash + " at " + width + (dark ? " dark" : " light");
                assertThat(browser.violations()).as(what).isEmpty();
                assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
                        .as("%s scrolls sideways", what)
                        .isLessThanOrEqualTo(width);
                assertThat(browser.complaints()).as(what).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"docs/scripts/fork.mm", "docs/scripts/leak-oom.mm", "malloc-a-1", "swap-1", "oom-1", "procps-1"})
    void a_player_keeps_nobody_out(String name) throws IOException {
        assumeTrue(ALL || name.contains("fork") || name.startsWith("malloc"), "skipped: -Dmm.pages=all looks at all");
        Path file = name.endsWith(".mm") ? KitHome.root().resolve(name) : StepRecorderTest.recording(name + ".txt");
        for (Words words : List.of(Words.english(), Words.of(Locale.CHINESE))) {
            String title = file.getFileName() + "-" + words.locale();
            PlayPage made = PlayPage.of(
                    Script.read(file),
                    StepRecorderTest.reference(),
                    words,
                    new PlayPage.Options(title, 200, "", Throwable::toString));
            Path page = Files.writeString(folder.resolve(title + ".html"), made.html());
            check(page, "#step=" + Math.min(14, made.end().steps()));
            if (!words.locale().equals(Locale.ENGLISH)) {
                break;
            }
        }
    }

    @Test
    void a_page_of_two_machines_keeps_nobody_out() throws IOException {
        PlayPage made = PlayPage.beside(
                Script.read(KitHome.root().resolve("docs/scripts/fork.mm")),
                StepRecorderTest.otherScores(),
                StepRecorderTest.reference(),
                Words.english(),
                new PlayPage.Options("two", 200, "", Throwable::toString));
        check(Files.writeString(folder.resolve("two.html"), made.html()), "");
    }

    /** A sheet of questions with a picture, in both languages; the site, the lab and a class are looked at by their own tests. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void a_sheet_of_questions_keeps_nobody_out(String language) throws IOException {
        Path page = folder.resolve("quiz-" + language + ".html");
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        String[] command = {"quiz", "--format", "html", "--seed", "7", "--count", "12", "--lang", language};
        int code = Mm.execute(
                nowhere,
                nowhere,
                Stream.concat(Stream.of(command), Stream.of("-o", page.toString()))
                        .toArray(String[]::new));
        assertThat(code).isZero();
        check(page, "");
    }
}
