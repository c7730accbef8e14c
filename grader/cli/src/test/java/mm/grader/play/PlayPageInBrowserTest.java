package mm.grader.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mm.grader.LoadedParts;
import mm.grader.browser.Browser;
import mm.grader.kit.KitHome;
import mm.grader.picture.Words;
import mm.script.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in a real browser, with keys and clicks. {@code -Dmm.pages=all} looks at more scripts, and
 * {@code -Dmm.screenshots=DIR} keeps pictures of what was seen.
 */
@Tag("slow")
final class PlayPageInBrowserTest {
    private static final String OVERLAPS = """
            (() => {
              const found = [];
              for (const svg of document.querySelectorAll('#grid svg')) {
                if (svg.style.display === 'none') continue;
                const frame = svg.getBoundingClientRect();
                const boxes = [...svg.querySelectorAll('text')].filter(t => t.textContent)
                    .map(t => ({ text: t.textContent, box: t.getBoundingClientRect() }));
                for (const { text, box } of boxes) {
                  if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
                    found.push('outside: ' + text);
                }
                for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
                  const a = boxes[i].box, b = boxes[j].box;
                  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                  if (wide > 1 && high > 5) found.push(boxes[i].text + ' over ' + boxes[j].text);
                }
              }
              return found;
            })()""";

    private static Browser browser;

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

    private static Path page(String name, String text) throws IOException {
        Path page = folder.resolve(name + ".html");
        if (!Files.exists(page)) {
            Words words = name.endsWith("-zh") ? Words.of(Locale.CHINESE) : Words.english();
            PlayPage made = PlayPage.of(
                    Script.of(name, text),
                    new LoadedParts(KitHome.reference()),
                    words,
                    new PlayPage.Options(name, 1000, "", Throwable::toString));
            assertThat(made.end().stopped()).isEmpty();
            Files.writeString(page, made.html());
        }
        return page;
    }

    private static Path lesson() throws IOException {
        return lesson("lesson");
    }

    private static Path lesson(String name) throws IOException {
        return page(name, """
                # Memory is scarce here.
                machine 2M swap 4M
                start init
                start job
                map job small 512K
                touch job small
                look job small 8K
                map job large 2M
                touch job large
                read /var/log/syslog 64K
                fork job child
                touch child small 16K
                look job large 64K
                adj child 500
                maps job
                top -b -n1
                exit child
                """);
    }

    private static Path calls() throws IOException {
        Path file = KitHome.root().resolve("grader/checks/src/main/resources/mm/grader/recordings/cow-1.txt");
        return page("cow-1", Files.readString(file));
    }

    private static Path swapping() throws IOException {
        Path file = KitHome.root().resolve("grader/checks/src/main/resources/mm/grader/recordings/swap-1.txt");
        return page("swap-1", Files.readString(file));
    }

    private static int step() {
        return browser.eval("Number(document.getElementById('range').value)").asInt();
    }

    private static int steps() {
        return browser.eval("Number(document.body.dataset.ready)").asInt();
    }

    @ParameterizedTest
    @CsvSource({"1280,false", "1280,true", "390,false", "390,true"})
    void every_step_fits_its_window_and_nothing_is_asked_of_the_network(int width, boolean dark) throws IOException {
        boolean all = "all".equals(System.getProperty("mm.pages"));
        assumeTrue(all || width == 1280 != dark, "skipped: without -Dmm.pages=all a sample of the windows is enough");
        for (Path page : all ? List.of(lesson(), lesson("lesson-zh"), calls(), swapping()) : List.of(lesson())) {
            browser.open(page, "", width, dark);
            int last = steps();
            for (int i = 1; i <= last; i += Math.max(1, last / 12)) {
                browser.eval("location.hash = '#step=" + i + "'");
                browser.await("Number(document.getElementById('range').value) === " + i);
                assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
                        .as("%s at step %d is wider than its window", page.getFileName(), i)
                        .isLessThanOrEqualTo(width);
                JsonNode overlaps = browser.eval(OVERLAPS);
                assertThat(overlaps)
                        .as("%s at step %d: texts that overlap or stick out", page.getFileName(), i)
                        .isEmpty();
                if (System.getProperty("mm.screenshots") != null) {
                    String name = page.getFileName() + "-" + width + (dark ? "-dark-" : "-light-") + i + ".png";
                    browser.screenshot(Path.of(System.getProperty("mm.screenshots"), name));
                }
            }
            assertThat(browser.requests()).allMatch(url -> url.startsWith("file:"), "is a file");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void the_background_follows_light_and_dark() throws IOException {
        String colour = "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector("
                + "'#panel-space text')).fill";
        browser.open(lesson(), "#step=3", 1280, false);
        String light = browser.eval(colour).asText();
        browser.open(lesson(), "#step=3", 1280, true);
        assertThat(browser.eval(colour).asText()).isNotEqualTo(light);
    }

    @Test
    void the_keyboard_alone_plays() throws IOException {
        browser.open(lesson(), "", 390, false);
        assertThat(step()).isEqualTo(1);
        browser.press("ArrowRight");
        browser.press("ArrowRight");
        assertThat(step()).isEqualTo(3);
        assertThat(browser.eval("location.hash").asText()).isEqualTo("#step=3");
        browser.press("ArrowLeft");
        assertThat(step()).isEqualTo(2);
        browser.press("f");
        int fault = step();
        assertThat(fault).isGreaterThan(2);
        assertThat(browser.text("#story")).contains("fault");
        browser.press("f");
        assertThat(step()).isGreaterThan(fault);
        browser.press("F");
        assertThat(step()).isEqualTo(fault);
        browser.press("e");
        assertThat(browser.eval("document.querySelectorAll('#story .badge').length")
                        .asInt())
                .isPositive();
        int event = step();
        for (String scrolling : new String[] {"End", "Home", "PageDown", " "}) {
            browser.press(scrolling);
            assertThat(step()).as("'%s' belongs to the browser", scrolling).isEqualTo(event);
        }
        browser.eval("document.getElementById('speed').value = '0.2'");
        browser.press("p");
        browser.await("Number(document.getElementById('range').value) > " + event);
        assertThat(browser.text("#play")).contains("Pause");
        browser.press("p");
        assertThat(browser.text("#play")).contains("Play");
        browser.eval("document.getElementById('last').focus()");
        browser.press("Enter");
        assertThat(step()).isEqualTo(steps());
        assertThat(browser.eval("document.activeElement.id").asText())
                .as("a button that can do no more keeps the focus")
                .isEqualTo("last");
    }

    @Test
    void text_address_space_tables_and_frames_are_on_one_screen_and_nothing_moves() throws IOException {
        browser.open(lesson(), "", 1280, false);
        String places = "JSON.stringify(['story', 'panel-space', 'panel-tables', 'panel-touched', 'panel-frames',"
                + " 'panel-tasks', 'panel-free'].map(id => Math.round(document.getElementById(id)"
                + ".getBoundingClientRect().top + window.scrollY)))";
        String first = browser.eval(places).asText();
        for (String id : new String[] {"story", "panel-space", "panel-tables", "panel-touched"}) {
            assertThat(browser.eval("document.getElementById('" + id + "').getBoundingClientRect().bottom")
                            .asDouble())
                    .as("the bottom of %s", id)
                    .isLessThanOrEqualTo(800);
        }
        for (int width : new int[] {1280, 390}) {
            browser.open(lesson(), "", width, false);
            first = browser.eval(places).asText();
            for (int i = 2; i <= steps(); i++) {
                browser.press("ArrowRight");
                assertThat(browser.eval(places).asText())
                        .as("places of the panels at step %d", i)
                        .isEqualTo(first);
            }
        }
    }

    /** Measured by the browser itself as well as by the places: what a reader looks at stays where it is. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/scripts/leak-oom.mm", "malloc-a-1.txt", "oom-1.txt", "swap-1.txt"})
    void nothing_moves_by_more_than_four_pixels_from_step_to_step(String name) throws IOException {
        Path file = name.endsWith(".mm") ? KitHome.root().resolve(name) : StepRecorderTest.recording(name);
        Path page = page(file.getFileName().toString(), Files.readString(file));
        for (int width : new int[] {390, 1280}) {
            browser.open(page, "", width, false);
            browser.eval(
                    "(() => { window.shifts = 0; new PerformanceObserver(list => { for (const e of list.getEntries())"
                            + " window.shifts += e.value; }).observe({type: 'layout-shift', buffered: false}); })()");
            String places = "[...document.querySelectorAll('#story, #list, .panel')]"
                    + ".map(e => e.getBoundingClientRect().top + window.scrollY)";
            JsonNode first = browser.eval(places);
            for (int i = 2; i <= Math.min(60, steps()); i++) {
                browser.press("ArrowRight");
                JsonNode now = browser.eval(places);
                for (int panel = 0; panel < first.size(); panel++) {
                    assertThat(now.get(panel).asDouble())
                            .as("panel %d at step %d and %d pixels", panel, i, width)
                            .isCloseTo(first.get(panel).asDouble(), within(4.0));
                }
            }
            assertThat(browser.eval("window.shifts").asDouble()).as("shifts").isLessThan(0.01);
        }
    }

    @Test
    void a_wide_screen_is_used_and_shows_what_a_laptop_shows_below_each_other() throws IOException {
        browser.open(lesson(), "#step=6", 1920, false);
        assertThat(browser.eval("document.getElementById('grid').offsetWidth").asInt())
                .isGreaterThan(1800);
        assertThat(browser.eval("document.getElementById('panel-frames').getBoundingClientRect().top")
                        .asDouble())
                .as("the frames are beside the tables, not below them")
                .isLessThan(800);
    }

    @Test
    void on_paper_there_are_the_step_and_its_pictures_whole_and_no_controls() throws IOException {
        browser.open(lesson(), "#step=6", 1280, true);
        browser.call("Emulation.setEmulatedMedia", "media", "print");
        try {
            assertThat(browser.eval("[...document.querySelectorAll('#bar, #settings, #bar button')]"
                                    + ".filter(e => e.offsetParent !== null).length")
                            .asInt())
                    .isZero();
            assertThat(browser.eval("[...document.querySelectorAll('#story, .body')].filter(e =>"
                                    + " e.scrollHeight > e.clientHeight + 2).length")
                            .asInt())
                    .as("boxes that hide a part of what they show")
                    .isZero();
            assertThat(browser.eval("getComputedStyle(document.body).backgroundColor")
                            .asText())
                    .isEqualTo("rgb(255, 255, 255)");
        } finally {
            browser.call("Emulation.setEmulatedMedia", "media", "");
        }
    }

    @Test
    void a_frame_is_marked_in_all_pictures_by_the_pointer_and_by_the_focus() throws IOException {
        browser.open(lesson(), "#step=6", 1280, false);
        String marked =
                "[...new Set([...document.querySelectorAll('.linked')].map(e => e.closest('details, section').id))]"
                        + ".sort().join(' ')";
        browser.eval("[...document.querySelectorAll('button.ref')].find(e => e.dataset.k.startsWith('f')).focus()");
        assertThat(browser.eval(marked).asText()).contains("panel-frames", "panel-tables", "panel-touched", "story");
        browser.eval("document.activeElement.blur()");
        assertThat(browser.eval(marked).asText()).isEmpty();
        browser.eval("document.querySelector('#panel-tlb [data-k]').dispatchEvent("
                + "new PointerEvent('pointerover', {bubbles: true}))");
        assertThat(browser.eval(marked).asText()).contains("panel-tlb", "panel-frames", "panel-space");
    }

    @Test
    void a_picture_is_one_image_with_its_description_and_says_why_it_is_empty() throws IOException {
        browser.open(lesson(), "#step=2", 1280, false);
        assertThat(browser.eval(
                                "[...document.querySelectorAll('#grid svg')].every(e => e.getAttribute('role') === 'img'"
                                        + " && (e.style.display === 'none' || e.getAttribute('aria-label').length > 20))")
                        .asBoolean())
                .isTrue();
        assertThat(browser.eval(
                                "[...document.querySelectorAll('.body')].every(e =>"
                                        + " [...e.children].some(c => c.style.display !== 'none' && !c.hidden && (c.childNodes.length)))")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void clicks_do_the_same() throws IOException {
        browser.open(lesson(), "", 1280, false);
        browser.click("#forward");
        browser.click("#forward");
        browser.click("#back");
        assertThat(step()).isEqualTo(2);
        browser.click("#fault");
        assertThat(browser.text("#story")).contains("fault");
        int fault = step();
        browser.click("#fault");
        browser.click("#fault-back");
        assertThat(step()).isEqualTo(fault);
        browser.click("#last");
        assertThat(step()).isEqualTo(steps());
        browser.click("#fault");
        assertThat(browser.text("#note")).contains("There is no fault in this direction");
        browser.click("#first");
        browser.click("#list li:nth-child(5) a");
        browser.await("Number(document.getElementById('range').value) === 5");
        browser.eval("(() => { const s = document.getElementById('process'); s.value = '@init';"
                + " s.dispatchEvent(new Event('change')); })()");
        assertThat(browser.text("#panel-space")).contains("A init");
    }

    @Test
    void a_link_opens_its_step_and_the_step_is_told_in_words() throws IOException {
        browser.open(lesson(), "#step=6", 1280, false);
        assertThat(step()).isEqualTo(6);
        assertThat(browser.text("#where")).isEqualTo("Step 6 of " + steps());
        assertThat(browser.eval("document.getElementById('story').getAttribute('aria-live')")
                        .asText())
                .isEqualTo("polite");
        assertThat(browser.text("#told")).contains("page fault", "First touch: the kernel takes a frame");
        assertThat(browser.text("#panel-tables")).contains("PGD", "frame");
        assertThat(browser.eval(
                                "[...document.querySelectorAll('button, select, input, pre, svg:not([aria-hidden])')].every(e =>"
                                        + " e.textContent.trim() || e.getAttribute('aria-label'))")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_page_speaks_chinese_when_it_is_asked_to() throws IOException {
        browser.open(lesson("lesson-zh"), "#step=6", 390, false);
        assertThat(browser.eval("document.documentElement.lang").asText()).isEqualTo("zh");
        assertThat(browser.text("#panel-space")).contains("地址空间");
        String begins = "(() => { const found = []; for (let i = 1; i <= " + steps() + "; i++) {"
                + " location.hash = '#step=' + i; dispatchEvent(new Event('hashchange'));"
                + " for (const b of document.querySelectorAll('#told button.ref')) {"
                + " const next = b.parentElement.nextSibling || b.nextSibling;"
                + " if (next && /^[,.;:)，。；：、）]/.test(next.textContent)) found.push(next.textContent); } }"
                + " return found; })()";
        assertThat(browser.eval(begins)).as("punctuation that may begin a line").isEmpty();
        assertThat(browser.eval(OVERLAPS)).isEmpty();
    }

    @Test
    void two_machines_begin_at_the_first_step_that_differs_and_say_in_which_pictures() throws IOException {
        PlayPage made = PlayPage.beside(
                Script.read(KitHome.root().resolve("docs/scripts/fork.mm")),
                StepRecorderTest.otherScores(),
                StepRecorderTest.reference(),
                Words.english(),
                new PlayPage.Options("two", 200, "", Throwable::toString));
        browser.open(Files.writeString(folder.resolve("two.html"), made.html()), "", 1280, false);
        int first = step();
        assertThat(first).as("the first step has no processes, hence no scores").isGreaterThan(1);
        assertThat(browser.eval("document.querySelectorAll('#list li')[" + (first - 2) + "].textContent.includes('≠')")
                        .asBoolean())
                .isFalse();
        assertThat(browser.text("#story .where-differs")).contains("Processes").doesNotContain("TLB");
        browser.eval("document.querySelector('.where-differs button').focus()");
        browser.press("Enter");
        assertThat(browser.eval("document.activeElement.closest('details').id").asText())
                .isEqualTo("panel-tasks");
    }

    @Test
    void what_a_script_says_is_never_markup() throws IOException {
        String evil = "</script><script>window.evil=1</script><img/src=x/onerror=window.evil=1>\"'&lt;{{data}}";
        Path page = page("evil\"'</title><script>window.evil=2</script>".replace('/', '_'), """
                # %1$s
                machine 2M
                start %1$s
                map %1$s a"'><b>x 64K
                touch %1$s a"'><b>x
                read %1$s 8K
                """.formatted(evil));
        browser.open(page, "#step=4", 1280, false);
        assertThat(browser.eval("window.evil === undefined").asBoolean()).isTrue();
        assertThat(browser.text("#story")).contains(evil);
        assertThat(browser.text("#panel-frames")).contains("</script><script>");
        assertThat(browser.eval("document.querySelectorAll('#main script, img, b').length")
                        .asInt())
                .isZero();
        assertThat(browser.complaints()).isEmpty();
    }
}
