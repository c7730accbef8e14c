package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script is written, run, looked at, saved and shared. */
final class LabPageTest extends Window {
    @Test
    void the_page_is_one_small_file() throws IOException {
        assertThat(Files.size(Node.built().resolve("lab.html"))).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void a_script_is_written_run_and_shown_step_by_step_and_saved(int width) throws IOException {
        open(width, width < 600);
        script(SCRIPT);
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
        assertThat(browser.eval("blobs[1].text()").asText())
                .startsWith("<!DOCTYPE html>")
                .contains("Content-Security-Policy");
        assertThat(browser.eval("blobs[2].text()").asText()).isEqualTo(SCRIPT);
    }

    @Test
    void a_broken_script_is_marked_at_its_line_in_both_languages() throws IOException {
        open(1280, false);
        script("machine 64M\nstart job\ntouch nobody heap\n");
        browser.click("#run");
        browser.await("document.getElementById('status').className === 'bad'");
        assertThat(browser.text("#status")).isEqualTo("Line 3: there is no process 'nobody'");
        browser.await("document.querySelectorAll('#script .cm-lint-marker-error').length === 1");
        assertThat(browser.eval("document.querySelector('#script .cm-lintRange-error').textContent")
                        .asText())
                .isEqualTo("touch nobody heap");
        keep("broken");
        browser.click("#language");
        browser.await("document.documentElement.lang === 'zh-CN'");
        assertThat(browser.text("#status")).isEqualTo("第 3 行： 没有进程“nobody”");
    }

    @Test
    void the_fields_follow_the_head_of_the_script_and_change_it() throws IOException {
        open(1280, false);
        script("machine 48M swap 4M min 1M\nstart job\nmap job heap 1M\ntouch job heap\n");
        browser.await("document.getElementById('memory').value === '48M'");
        assertThat(browser.eval("document.getElementById('swap').value").asText())
                .isEqualTo("4M");
        assertThat(browser.eval("document.getElementById('tlb').value").asText())
                .isEqualTo("16x4");
        choose("tlb", "4x1");
        choose("levels", "5");
        choose("swap", "64M");
        choose("memory", "16M");
        assertThat(script()).startsWith("machine 16M swap 64M min 1M tlb 4x1 levels 5\nstart job\n");
        choose("levels", "4");
        choose("swap", "0");
        assertThat(script()).startsWith("machine 16M min 1M tlb 4x1\nstart job\n");
        browser.click("#step");
        browser.await("document.body.dataset.steps > 3");
        assertThat(browser.eval("document.querySelector('#player').contentDocument === null")
                        .asBoolean())
                .isTrue(); // the player is a page of its own, which the lab cannot look into
        script("brk 0 -> 0x5f0000\n");
        browser.await("document.getElementById('memory').disabled");
    }

    @Test
    void operations_and_names_are_completed_at_the_keyboard() throws IOException {
        open(1280, false);
        script("machine 64M\nstart server\nmap server heap 1M\n");
        key("End", "End", 35, 2);
        type("tou");
        browser.await("document.querySelectorAll('.cm-tooltip-autocomplete li').length > 0");
        keep("completion");
        assertThat(browser.text(".cm-tooltip-autocomplete li"))
                .startsWith("touch")
                .contains("TASK AREA");
        browser.await("document.querySelector('.cm-tooltip-autocomplete li[aria-selected]') !== null");
        browser.eval(
                "new Promise(done => setTimeout(done, 100))"); // CodeMirror takes no key at once, lest one is a slip
        key("Enter", "Enter", 13, 0);
        browser.await("document.querySelector('.cm-tooltip-autocomplete') === null");
        type(" s");
        browser.await("document.querySelectorAll('.cm-tooltip-autocomplete li').length > 0");
        assertThat(browser.text(".cm-tooltip-autocomplete li")).startsWith("server");
        browser.eval("new Promise(done => setTimeout(done, 100))");
        key("Enter", "Enter", 13, 0);
        browser.await("document.querySelector('.cm-tooltip-autocomplete') === null");
        type(" heap");
        assertThat(script()).endsWith("touch server heap");
        key("Enter", "Enter", 13, 2);
        status("Done");
        assertThat(browser.text("#transcript")).contains("touch server heap -> ok minflt 256 majflt 0");
    }

    @Test
    void a_script_without_end_is_stopped() {
        open(1280, false);
        StringBuilder text = new StringBuilder("machine 1G\nstart job\nmap job heap 512M\ntouch job heap\n");
        for (int i = 0; i < 200; i++) {
            text.append("fork job c").append(i).append("\n");
        }
        script(text.toString());
        browser.click("#run");
        browser.await("!document.getElementById('stop').disabled");
        browser.click("#stop");
        status("Stopped");
        script(SCRIPT);
        browser.click("#run");
        status("Done");
    }

    @Test
    void a_run_that_takes_too_long_is_stopped_by_itself() {
        String id = browser.call(
                        "Page.addScriptToEvaluateOnNewDocument",
                        "source",
                        "const wait = setTimeout; setTimeout = (work, time) =>"
                                + " wait(work, time === 30000 && self.impatient ? 5 : time);")
                .get("identifier")
                .asText();
        try {
            open(1280, false);
            browser.eval("self.impatient = true");
            script("machine 16M swap 64M\nstart job\nmap job heap 40M\n" + "touch job heap\n".repeat(300));
            browser.click("#run");
            status("Stopped: this ran for more than 30 seconds");
        } finally {
            browser.call("Page.removeScriptToEvaluateOnNewDocument", "identifier", id);
        }
    }

    @Test
    void a_browser_that_is_too_old_to_unpack_the_page_is_told_so_in_both_languages() {
        String id = browser.call("Page.addScriptToEvaluateOnNewDocument", "source", "delete self.DecompressionStream;")
                .get("identifier")
                .asText();
        try {
            browser.call(
                    "Page.navigate", "url", Node.built().resolve("lab.html").toUri() + "?old");
            browser.await("document.getElementById('status') !== null"
                    + " && document.getElementById('status').textContent.includes('cannot run the lab')");
            assertThat(browser.text("#status")).contains("DecompressionStream", "Firefox 120", "浏览器");
        } finally {
            browser.call("Page.removeScriptToEvaluateOnNewDocument", "identifier", id);
        }
    }

    @Test
    void a_script_that_is_too_big_is_refused_by_a_sentence() {
        open(1280, false);
        browser.eval("(() => { const data = new DataTransfer();"
                + " data.items.add(new File(['# x\\n'.repeat(300000)], 'big.mm'));"
                + " document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true })); })()");
        status("too big: more than 1024 KB");
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void a_link_brings_the_script_to_another_page(int width) {
        open(width, false);
        script(SCRIPT + "# 内存\n");
        browser.click("#share");
        browser.await("!document.getElementById('link-line').hidden && document.getElementById('link').value !== ''");
        String link = browser.eval("document.getElementById('link').value").asText();
        assertThat(link).contains("#s=");
        browser.open(link, width, false);
        browser.await("document.querySelectorAll('#script .cm-line').length > 3");
        assertThat(script()).isEqualTo(SCRIPT + "# 内存\n");
        browser.open(link.substring(0, link.length() - 9), width, false);
        status("damaged");
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void a_trace_is_shared_with_its_frames_and_compared_in_either_language(int width) {
        open(width, false);
        browser.click("#tab-policies");
        write("#trace", "1,2,3,1,4,1");
        write("#frames", "2");
        browser.click("#share-trace");
        browser.await("document.getElementById('link').value.includes('#t=')");
        String link = browser.eval("document.getElementById('link').value").asText();
        assertThat(link).endsWith("&frames=2");
        browser.open(link, width, false);
        String first = "document.querySelector('#tables pre').textContent.";
        browser.await(
                "!document.getElementById('compared').hidden && " + first + "startsWith('fifo, 2 frames: 5 faults')");
        assertThat(browser.eval("document.getElementById('trace').value").asText())
                .isEqualTo("1,2,3,1,4,1");
        browser.click("#language");
        browser.await(first + "startsWith('fifo，2 个页框：5 次缺页')");
        assertThat(browser.text("#tables")).contains("页框 1").doesNotContain("frame");
    }

    @Test
    void a_question_is_asked_and_judged_in_both_languages() throws IOException {
        open(1280, false);
        practise("split-32");
        browser.click("#ask");
        browser.await("!document.getElementById('question').hidden");
        for (int i = 0; i < 3; i++) {
            write("#fields input[name=f" + i + "]", "1");
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
}
