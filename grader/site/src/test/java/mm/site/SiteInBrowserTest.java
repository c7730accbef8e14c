package mm.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.browser.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The site in a real browser, as readers use it: by mouse and by keyboard, on a telephone and on a laptop, light and dark.
 * {@code -Dmm.pages=all} has axe-core look at every page, else at a few of each kind.
 */
final class SiteInBrowserTest {
    private static final Path KIT = Path.of(System.getProperty("mm.home", "../.."));
    private static final Path SITE = KIT.resolve("grader/site/target/site");
    private static final String LAB = "lab.html";
    private static final List<String> SAMPLE = List.of(
            "docs/README.html",
            "docs/03-brk-mmap.html",
            "docs/03-brk-mmap.zh.html",
            "docs/glossary.html",
            "docs/rubric.zh.html",
            "docs/scripts/fork.mm.html",
            "docs/scripts/fork.play.html",
            "docs/scripts/thrashing.play-zh.html",
            "docs/ci/index.html",
            "docs/ci/gitlab-ci.yml.html",
            "exercises/06-oom/README.html",
            "exercises/00-machine/src/main/java/mm/machine/Pte.java.html",
            LAB);

    private static Browser browser;

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

    private static void open(String page, int width) {
        browser.open(SITE.resolve(page), "", width, false);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(SITE)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> !file.equals(SITE.resolve("index.html"))) // leads on at once
                    .sorted()
                    .toList();
        }
    }

    private static void write(String text) {
        browser.press("/");
        for (String letter : text.split("")) {
            browser.press(letter);
        }
    }

    private static List<String> found() {
        browser.await("window.SECTIONS && !results.hidden && results.children.length > 0");
        List<String> found = new ArrayList<>();
        browser.eval("[...results.querySelectorAll('li')].map(e => e.textContent)")
                .forEach(each -> found.add(each.asText()));
        return found;
    }

    @Tag("slow")
    @Test
    void nothing_keeps_anybody_out_of_a_page() throws IOException {
        boolean all = "all".equals(System.getProperty("mm.pages"));
        List<Path> pages = all ? pages() : SAMPLE.stream().map(SITE::resolve).toList();
        List<String> wrong = new ArrayList<>();
        for (Path page : pages) {
            for (int width : new int[] {390, 1280}) {
                for (boolean dark : new boolean[] {false, true}) {
                    browser.open(page, "", width, dark);
                    String seen = SITE.relativize(page) + " at " + width + (dark ? ", dark" : "");
                    browser.violations().forEach(each -> wrong.add(seen + ": " + each));
                    if (page.equals(SITE.resolve(LAB))) { // the one page that has both languages
                        browser.click("#language");
                        browser.await("document.documentElement.lang === 'zh-CN'");
                        browser.violations().forEach(each -> wrong.add(seen + ", in Chinese: " + each));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Tag("slow")
    @Test
    void no_page_scrolls_sideways_and_every_text_has_the_width_of_its_window() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path page : pages()) {
            for (int width : new int[] {390, 1280}) {
                browser.open(page, "", width, false);
                int wide = browser.eval("document.documentElement.scrollWidth").asInt();
                int text = browser.eval("document.querySelector('main').offsetWidth")
                        .asInt();
                if (wide > width || text < 0.7 * width) {
                    wrong.add(SITE.relativize(page) + " at " + width + ": " + wide + " wide, its text " + text);
                }
                if (!browser.complaints().isEmpty()) {
                    wrong.add(SITE.relativize(page) + ": " + browser.complaints());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_search_finds_sections_and_knows_a_mistyped_word() {
        open("docs/README.html", 1280);
        write("zero page");
        assertThat(found().get(0)).startsWith("The zero page");
        browser.press("Escape");
        assertThat(browser.eval("results.hidden").asBoolean()).isTrue();
        open("docs/README.html", 1280);
        write("watermaks");
        browser.await("window.SECTIONS && results.textContent.includes('watermarks')");
        assertThat(found().get(0)).startsWith("Nothing found").contains("watermarks");
        open("docs/README.html", 390);
        write("qqqqqqqq");
        assertThat(found()).containsExactly("Nothing found.");
        open("docs/README.zh.html", 390);
        browser.eval("(() => { query.focus(); query.value = '写时复制'; query.dispatchEvent(new Event('input')); })()");
        assertThat(found().get(0)).contains("写时复制");
    }

    @Test
    void the_keyboard_alone_searches_and_follows() {
        open("docs/README.html", 1280);
        write("copy-on-write");
        found();
        browser.press("ArrowDown");
        assertThat(browser.eval("document.activeElement.closest('#results') !== null")
                        .asBoolean())
                .isTrue();
        String to = browser.eval("document.activeElement.href").asText();
        browser.press("Enter");
        browser.await("location.href === '" + to + "' && document.readyState === 'complete'");
    }

    @Test
    void a_term_says_what_it_means_on_focus_and_leads_to_the_glossary() {
        open("docs/03-brk-mmap.html", 390);
        browser.eval("[...document.querySelectorAll('a.term')].find(e => e.textContent === 'address space').focus()");
        assertThat(browser.text("#tip")).startsWith("what one process can address");
        assertThat(browser.eval("[tip.hidden, document.activeElement.getAttribute('aria-describedby'),"
                                + " tip.getBoundingClientRect().left >= 0,"
                                + " tip.getBoundingClientRect().right <= innerWidth].join()")
                        .asText())
                .isEqualTo("false,tip,true,true");
        browser.press("Escape");
        assertThat(browser.eval("tip.hidden").asBoolean()).isTrue();
        String to = browser.eval("document.activeElement.href").asText();
        assertThat(to).endsWith("glossary.html#term-address-space");
    }

    @Test
    void a_button_copies_the_commands_of_a_quotation_and_all_of_a_source() {
        open("docs/05-swap.html", 1280);
        String block = "[...document.querySelectorAll('.copying')].find(e => e.textContent.includes('thrashing.mm'))";
        browser.eval("(() => { const b = " + block + "; b.id = 'tried'; b.querySelector('button').focus(); })()");
        browser.press("Enter");
        browser.await("document.querySelector('#tried pre').dataset.copied !== undefined");
        assertThat(browser.eval("document.querySelector('#tried pre').dataset.copied")
                        .asText())
                .contains("./mm run docs/scripts/thrashing.mm")
                .doesNotContain("$ ", "->");
        assertThat(browser.text("#tried button")).isEqualTo("Copied");
        open("docs/scripts/fork.mm.html", 1280);
        browser.click(".copying button");
        browser.await("document.querySelector('pre.source').dataset.copied !== undefined");
        assertThat(browser.eval("document.querySelector('pre.source').dataset.copied")
                        .asText())
                .contains("\nmachine 64M\n")
                .doesNotContain("1#");
    }

    @Test
    void a_chapter_plays_the_script_that_it_runs() {
        open("docs/02-mmu.html", 1280);
        browser.click("details.play summary");
        browser.await("(() => { const p = document.querySelector('details.play[open] iframe');"
                + " return p !== null && p.offsetHeight > 300; })()");
        assertThat(browser.eval("document.querySelector('details.play iframe').getAttribute('src')")
                        .asText())
                .isEqualTo("examples/stale.play.html");
        open("docs/02-mmu.zh.html", 1280);
        assertThat(browser.eval("document.querySelector('details.play iframe').getAttribute('src')")
                        .asText())
                .isEqualTo("examples/stale.play-zh.html");
    }

    @Test
    void the_other_language_shows_the_same_section() {
        open("docs/05-swap.html", 1280);
        browser.eval("document.getElementById('the-swap-cache').scrollIntoView()");
        browser.eval(
                "document.querySelector('a.button[hreflang]').focus()"); // which scrolls nothing: it sticks to the top
        browser.press("Enter");
        browser.await("location.pathname.endsWith('05-swap.zh.html') && document.readyState === 'complete'"
                + " && location.hash !== '' && !location.hash.startsWith('#section')");
        assertThat(browser.eval("decodeURIComponent(location.hash)").asText()).isEqualTo("#交换缓存");
    }

    @Test
    void on_paper_there_is_the_text_alone() {
        open("docs/05-swap.html", 1280);
        browser.call("Emulation.setEmulatedMedia", "media", "print");
        try {
            assertThat(browser.eval("[...document.querySelectorAll('header, .pages, button, iframe, .anchor')]"
                                    + ".filter(e => e.offsetParent !== null).length")
                            .asInt())
                    .isZero();
            assertThat(browser.eval("document.querySelector('main').offsetWidth > 1200")
                            .asBoolean())
                    .isTrue();
        } finally {
            browser.call("Emulation.setEmulatedMedia", "media", "");
        }
    }
}
