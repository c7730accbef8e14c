package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.browser.Browser;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Roster;
import mm.grader.text.Language;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The class page and a report in a real browser: nobody is kept out, nothing scrolls sideways, sorting and finding work. */
final class PagesInBrowserTest {
    private static Browser browser;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        Path submissions = folder.resolve("submissions");
        FakeCourse.handIn(submissions, "ada", 100);
        FakeCourse.handIn(submissions, "bob", 55);
        FakeCourse.handIn(submissions, "cyd", 5);
        Files.createDirectories(submissions.resolve("nobody"));
        Path roster = Files.writeString(folder.resolve("roster.csv"), "ada\nbob\ncyd\nnobody\nzoe\n");
        for (Language language : Language.values()) {
            Path out = folder.resolve(language.code());
            Gradebook book =
                    new Gradebook(Names.PLAIN, Roster.read(roster), null, HandInTimes.NONE, Set.of(), "x", language);
            new FakeCourse(0).run(submissions, out, book, FakeCourse.KIT, new StringWriter());
            believe(out, "bob");
            believe(out, "cyd");
            new FakeCourse(0).run(submissions, out, book, FakeCourse.KIT, new StringWriter());
        }
    }

    /** Puts two misunderstandings that fit equally into a result, as one of fork makes them. */
    private static void believe(Path out, String student) throws IOException {
        Path result = out.resolve("results/" + student + ".json");
        String both = Stream.of("03.no-tlb-flush-on-fork", "03.parent-may-still-write-after-fork")
                .map(belief -> "\"" + belief + "\"")
                .collect(Collectors.joining(", "));
        String changed = Files.readString(result).replace("\"beliefs\" : [ ]", "\"beliefs\" : [ " + both + " ]");
        assertThat(changed).contains("no-tlb-flush-on-fork");
        Files.writeString(result, changed);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en/class.html,390,false",
        "en/class.html,1280,true",
        "zh/class.html,390,true",
        "en/class.html,1280,false",
        "en/reports/bob.html,390,false",
        "en/reports/bob.html,1280,true",
        "zh/reports/bob.html,390,true",
        "en/reports/bob.html,1280,false"
    })
    @Tag("slow")
    void a_page_keeps_nobody_out(String file, int width, boolean dark) throws IOException {
        browser.open(folder.resolve(file), "", width, dark);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.eval("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith("file:"), "is a file");
    }

    private static String students() {
        return browser.eval("[...document.querySelectorAll('#students tbody tr')].filter(row => !row.hidden)"
                        + ".map(row => row.cells[0].textContent).join(' ')")
                .asText();
    }

    @Test
    void the_class_page_sorts_filters_and_finds_without_a_network() throws IOException {
        browser.open(folder.resolve("en/class.html"), "", 1280, false);
        assertThat(students()).isEqualTo("ada bob cyd nobody zoe");
        browser.click("#students th:nth-child(2) button");
        browser.click("#students th:nth-child(2) button");
        assertThat(students()).startsWith("ada bob cyd");
        browser.click("#students th:nth-child(2) button");
        assertThat(students()).endsWith("cyd bob ada");
        browser.eval("(() => { const s = document.getElementById('search'); s.value = 'BO';"
                + " s.dispatchEvent(new Event('input')); })()");
        assertThat(students()).isEqualTo("nobody bob");
        browser.eval("(() => { const s = document.getElementById('status'); s.value = 'GRADED';"
                + " s.dispatchEvent(new Event('change')); })()");
        assertThat(students()).isEqualTo("bob");
        assertThat(browser.text("#count")).isEqualTo("1 / 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en/class.html", "zh/reports/bob.html"})
    void on_paper_a_page_is_light_and_whole_with_its_headings_and_without_controls(String file) {
        browser.open(folder.resolve(file), "", 794, true);
        String headings = "[...document.querySelectorAll('th')].map(e => e.innerText.trim()).join()";
        String shown = browser.eval(headings).asText();
        browser.call("Emulation.setEmulatedMedia", "media", "print");
        try {
            assertThat(shown).isNotBlank();
            assertThat(browser.eval(headings).asText()).isEqualTo(shown);
            assertThat(browser.eval("[...document.querySelectorAll('input, select, button.copy')]"
                                    + ".filter(e => e.offsetParent !== null).length")
                            .asInt())
                    .as("controls")
                    .isZero();
            assertThat(browser.eval("[...document.querySelectorAll('main *')].filter(e => e.offsetParent !== null"
                            + " && e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).overflowX !== 'visible')"
                            + ".map(e => e.outerHTML.slice(0, 80))"))
                    .as("boxes that hide a part of what they show")
                    .isEmpty();
            assertThat(browser.eval("getComputedStyle(document.body).backgroundColor")
                            .asText())
                    .isEqualTo("rgb(255, 255, 255)");
        } finally {
            browser.call("Emulation.setEmulatedMedia", "media", "");
        }
    }

    @Test
    void misunderstandings_that_fit_equally_are_counted_once_and_lead_to_a_page_that_plays_what_they_are_about()
            throws IOException {
        for (Language language : Language.values()) {
            browser.open(folder.resolve(language.code() + "/class.html"), "", 1280, false);
            String row = "[...document.querySelectorAll('main tr')].filter(r => r.textContent.includes('TLB'))";
            assertThat(browser.eval(row + ".length").asInt()).isEqualTo(1);
            assertThat(browser.eval(row + "[0].cells[0].textContent").asText()).isEqualTo("2");
            assertThat(browser.eval(row + "[0].cells[2].textContent").asText()).isEqualTo("bob, cyd");
            browser.eval(row + "[0].querySelector('a[href^=scripts]').focus()");
            browser.press("Enter");
            browser.await("location.pathname.endsWith('/scripts/copy-on-write.txt.html') && document.body !== null"
                    + " && document.body.dataset.ready > 0");
            assertThat(browser.eval("document.documentElement.lang").asText()).startsWith(language.code());
        }
    }

    @Test
    void a_cell_says_why_and_who_may_need_help_is_named_with_the_reason() throws IOException {
        browser.open(folder.resolve("en/class.html"), "", 1280, false);
        assertThat(browser.text("#students tbody tr:nth-child(2) .why")).isEqualTo("1 check failed");
        assertThat(browser.text("main")).contains("cyd: 5 points, less than half of the median (55)");
    }
}
