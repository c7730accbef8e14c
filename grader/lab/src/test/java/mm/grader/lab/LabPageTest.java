package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, opened from a file. {@code -Dmm.screenshots=DIR} keeps pictures of what was seen. */
final class LabPageTest {
    private static final String SCRIPT = "machine 64M\nstart job\nmap job heap 1M\ntouch job heap\nfree\n";

    @TempDir
    private static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothing_is_complained_about_nor_asked_of_a_network() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.eval("document.documentElement.scrollWidth - innerWidth")
                        .asInt())
                .as("pixels that the page is wider than its window")
                .isNotPositive();
    }

    private static void open(int width, boolean dark) {
        browser.open(Node.built().resolve("lab.html").toUri().toString(), width, dark);
    }

    private static void keep(String name) throws IOException {
        String kept = System.getProperty("mm.screenshots");
        if (kept != null) {
            browser.screenshot(Path.of(kept, name + ".png"));
        }
    }

    private static void status(String part) {
        browser.await("document.getElementById('status').textContent.includes('" + part + "')");
    }

    @Test
    void the_page_is_one_small_file() throws IOException {
        assertThat(Files.size(Node.built().resolve("lab.html"))).isLessThan(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void a_script_is_written_run_and_shown_step_by_step(int width) throws IOException {
        open(width, width < 600);
        browser.write("#script", SCRIPT);
        browser.click("#run");
        status("Done");
        assertThat(browser.text("#transcript"))
                .contains("touch job heap -> ok minflt 256 majflt 0")
                .contains("Mem:");
        browser.click("#step");
        browser.await("document.body.dataset.steps > 3");
        keep("machine-" + width);
        browser.eval("window.blobs = []; const make = URL.createObjectURL;"
                + " URL.createObjectURL = blob => { blobs.push(blob); return make(blob); }");
        browser.eval("window.saved = []; const a = HTMLAnchorElement.prototype;"
                + " a.click = function () { saved.push(this.download); }");
        browser.click("#save-svg");
        status("saved");
        assertThat(browser.eval("blobs[0].text()").asText()).startsWith("<svg").contains("<rect");
        browser.click("#save-player");
        browser.click("#save-script");
        assertThat(browser.eval("saved.join()").asText()).startsWith("fork-1.svg,fork.html,fork.mm");
    }

    @Test
    void a_broken_script_is_marked_at_its_line() throws IOException {
        open(1280, false);
        browser.write("#script", "machine 64M\nstart job\nfly job\n");
        browser.click("#run");
        browser.await("document.getElementById('status').className === 'bad'");
        assertThat(browser.text("#status")).startsWith("Line 3:");
        assertThat(browser.text("#gutter .bad")).isEqualTo("! 3");
        keep("broken");
    }

    @Test
    void a_script_without_end_is_stopped() {
        open(1280, false);
        StringBuilder text = new StringBuilder("machine 1G\nstart job\nmap job heap 512M\n");
        text.append("touch job heap\nfork job child\n".repeat(1));
        for (int i = 0; i < 200; i++) {
            text.append("fork job c").append(i).append("\n");
        }
        browser.write("#script", text.toString());
        browser.click("#run");
        browser.await("!document.getElementById('stop').disabled");
        browser.click("#stop");
        status("Stopped");
        browser.write("#script", SCRIPT);
        browser.click("#run");
        status("Done");
    }

    @Test
    void a_prediction_is_checked_and_counted() throws IOException {
        open(390, false);
        browser.write("#script", SCRIPT);
        browser.click("#predict");
        browser.await("!document.getElementById('asked').hidden");
        assertThat(browser.text("#asked-where")).contains("1");
        browser.write("#asked-line input", "1");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict")).contains("Right").contains("start job -> pid 1");
        browser.click("#asked-next");
        browser.write("#asked-line input", "0x1");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict")).contains("0 of 1 right");
        keep("predict-390");
        browser.click("#asked-end");
        assertThat(browser.text("#asked-verdict"))
                .contains("1 of 2 values")
                .contains("map: 0 of 1")
                .contains("start: 1 of 1");
    }

    @Test
    void a_recording_says_what_linux_did() {
        open(1280, false);
        browser.eval("(() => { const list = document.getElementById('examples');"
                + " list.value = [...list.options].find(o => o.textContent === 'cow-1.txt').value;"
                + " list.dispatchEvent(new Event('change')); })()");
        browser.click("#predict");
        browser.await("!document.getElementById('asked').hidden");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict")).contains("Linux 6.18");
    }

    @Test
    void a_link_brings_the_script_to_another_page() {
        open(1280, false);
        browser.write("#script", SCRIPT + "# 内存\n");
        browser.click("#share");
        browser.await("!document.getElementById('link-line').hidden && document.getElementById('link').value !== ''");
        String link = browser.eval("document.getElementById('link').value").asText();
        assertThat(link).contains("#s=");
        browser.open(link, 1280, false);
        browser.await("document.getElementById('script').value.includes('内存')");
        assertThat(browser.eval("document.getElementById('script').value").asText())
                .isEqualTo(SCRIPT + "# 内存\n");
        browser.open(link.substring(0, link.length() - 9), 1280, false);
        status("damaged");
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void policies_run_side_by_side_on_a_dropped_trace(int width) throws IOException {
        open(width, false);
        browser.click("#tab-policies");
        browser.click("#belady");
        browser.await("!document.getElementById('compared').hidden");
        assertThat(browser.text("#fault-table")).contains("FIFO12129" + "10 ↑");
        keep("policies-" + width);
        browser.eval("(() => { const data = new DataTransfer();"
                + " data.items.add(new File(['7 0 1 2 0 3 0 4 2 3'], 'own.trace'));"
                + " document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true })); })()");
        browser.await("document.getElementById('counted').textContent.startsWith('10 references')");
        assertThat(browser.text("#tables")).contains("frame 3");
    }

    @Test
    void a_question_is_asked_and_judged_in_both_languages() throws IOException {
        open(1280, false);
        browser.click("#tab-practice");
        browser.await("document.getElementById('kinds').options.length > 20");
        browser.eval("document.getElementById('kinds').value = 'split-32'");
        browser.click("#ask");
        browser.await("!document.getElementById('question').hidden");
        for (int i = 0; i < 3; i++) {
            browser.write("#fields input[name=f" + i + "]", "1");
        }
        browser.click("#judge");
        browser.await("document.getElementById('score').textContent !== ''");
        keep("practice");
        browser.click("#language");
        browser.await("document.documentElement.lang === 'zh-CN'");
        browser.await("document.getElementById('question-text').textContent.includes('地址')");
        keep("practice-zh");
        assertThat(browser.text("h1")).contains("实验室");
    }

    @Test
    void everything_can_be_reached_with_the_keyboard() {
        open(1280, false);
        browser.eval("document.getElementById('tab-machine').focus()");
        browser.call("Input.dispatchKeyEvent", "type", "rawKeyDown", "key", "ArrowRight", "windowsVirtualKeyCode", 39);
        assertThat(browser.eval("document.activeElement.id").asText()).isEqualTo("tab-policies");
        assertThat(browser.eval("document.getElementById('policies').hidden").asBoolean())
                .isFalse();
        String nameless = "[...document.querySelectorAll('button,select,input,textarea,iframe')].filter(e =>"
                + " !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || e.labels && e.labels.length))"
                + ".map(e => e.id).join()";
        assertThat(browser.eval(nameless).asText()).isEmpty();
    }
}
