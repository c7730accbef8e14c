package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are hidden and predicted, checked, counted by topic, and for recordings held against Linux. */
final class LabPredictTest extends Window {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static void predict() {
        browser.click("#predict");
        browser.await("!document.getElementById('asked').hidden");
    }

    private static void answer(int field, String text) {
        browser.eval("document.querySelectorAll('#asked-line input')[" + field + "].value = '" + text + "'");
    }

    private static String label(int field) {
        return browser.eval("document.querySelectorAll('#asked-line input')[" + field + "].getAttribute('aria-label')")
                .asText();
    }

    /** Goes on to the question whose line has some text. */
    private static void goTo(String part) {
        for (int i = 0;
                i < 200
                        && !browser.text("#asked-line").contains(part)
                        && !browser.text("#asked-before").contains(part);
                i++) {
            browser.click("#asked-next");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void a_prediction_is_checked_and_what_was_missed_is_told_by_topic(int width) throws IOException {
        open(width, false);
        script(SCRIPT);
        predict();
        assertThat(browser.text("#asked-where")).contains("1 of 5");
        write("#asked-line input", "1");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict")).contains("Right").contains("start job -> pid 1");
        browser.click("#asked-next");
        write("#asked-line input", "0x1");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict"))
                .contains("0 of 1 right")
                .contains("map job heap 1M -> 0x7ffff7eff000");
        keep("predict-" + width);
        browser.click("#asked-next");
        assertThat(label(0)).isEqualTo("what comes of it");
        assertThat(label(1)).isEqualTo("minflt");
        answer(0, "ok");
        answer(1, "256");
        answer(2, "7");
        browser.click("#asked-check");
        browser.click("#asked-next");
        assertThat(browser.text("#asked-line")).startsWith("Mem: total").contains("available");
        assertThat(label(1)).isEqualTo("used");
        browser.click("#asked-check");
        browser.click("#asked-end");
        assertThat(browser.text("#asked-verdict"))
                .contains("3 of 11 values")
                .contains("✗ page faults: 1 of 2")
                .contains("✗ addresses: 0 of 1")
                .contains("✓ processes: 1 of 1")
                .contains("✗ free: used: 0 of 1")
                .contains("Line 3, addresses: it is 0x7ffff7eff000, you said 0x1")
                .contains("Line 4, page faults: it is 0, you said 7");
        keep("predicted-" + width);
        browser.click("#language");
        browser.await("document.documentElement.lang === 'zh-CN'");
        assertThat(browser.text("#asked-verdict")).contains("✗ 缺页", "✗ 地址").doesNotContain("faults");
    }

    @Test
    void a_recording_says_what_linux_did_with_the_line() throws IOException {
        open(1280, false);
        choose("examples", "cow-1.txt");
        predict();
        goTo("A: write 0x1000c000");
        assertThat(label(2)).isEqualTo("what became of the page");
        assertThat(browser.eval("document.querySelector('#script').checkVisibility()")
                        .asBoolean())
                .as("the answers are seen")
                .isFalse();
        assertThat(label(4)).isEqualTo("VmRSS");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict"))
                .contains("Linux 6.18 did, in line 19 of the recording:")
                .contains("A: write 0x1000c000 -> ok minflt 1 new | 96 4 4 4 64 0");
        keep("predict-linux");
        browser.click("#asked-end");
        assertThat(browser.eval("document.querySelector('#script').checkVisibility()")
                        .asBoolean())
                .isTrue();
        script("brk 0 -> 0x5f0000\n");
        browser.click("#run");
        browser.await("document.getElementById('status').className === 'bad'");
    }

    /** The first recording of each kind, but for those of swap, whose counts of pages are given. */
    private static List<Path> recordings() throws IOException {
        Path folder = KitHome.root().resolve("grader/checks/src/main/resources/mm/grader/recordings");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(?!swap).*-1\\.txt"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void no_question_about_a_recording_shows_a_number_of_its_answer() throws IOException {
        open(1280, false);
        browser.eval("(() => { " + LabBuild.resource("page/questions.js") + " self.asked = questionsOf; })()");
        for (Path file : recordings()) {
            String text = Files.readString(file);
            String lines = JSON.readTree(Lab.complete(text)).get("lines").toString();
            JsonNode shown = browser.eval("asked(" + lines + ", " + JSON.writeValueAsString(text)
                    + ".split('\\n')).map(question => question.parts.map(part => part.wanted === undefined ? part : '_').join(''))"
                    + ".filter(shown => shown.includes(' -> '))");
            for (JsonNode question : shown) {
                String answer = question.asText().replaceFirst(".* -> ", "");
                assertThat(answer.replaceAll("\\b[A-Za-z][\\w./]*", ""))
                        .as("%s: %s", file.getFileName(), question.asText())
                        .doesNotContainPattern("\\d");
            }
        }
    }

    @Test
    void what_counts_of_a_kind_is_asked() throws IOException {
        open(1280, false);
        choose("examples", "remap-1.txt");
        predict();
        goTo("A: write 0x10000000");
        assertThat(label(3)).isEqualTo("VmSize");
        assertThat(label(9)).isEqualTo("VmLck");
        choose("examples", "commit-1.txt");
        predict();
        goTo("A: mmap 0x10000000");
        assertThat(label(1)).isEqualTo("Committed_AS");
        choose("examples", "group-1.txt");
        predict();
        goTo("A: write 16 19");
        assertThat(label(1)).isEqualTo("web anon");
        assertThat(browser.text("#asked-before")).contains("web/api kernel 41 swap 0");
        keep("predict-groups");
        answer(1, "19");
        browser.click("#asked-check");
        browser.click("#asked-end");
        assertThat(browser.text("#asked-verdict")).contains("charged to groups: 1 of 12");
        choose("examples", "limits-1.txt");
        predict();
        goTo("munmap 0x1002a000");
        assertThat(label(0)).isEqualTo("what comes of it");
    }

    @Test
    void who_dies_is_predicted_from_the_table_of_tasks() throws IOException {
        open(390, true);
        choose("examples", "leak-oom.mm");
        predict();
        goTo("oom_score_adj name");
        assertThat(browser.text("#asked-before"))
                .contains("database", "leaky", "innocent")
                .doesNotContain("Killed");
        assertThat(label(0)).isEqualTo("who dies");
        answer(0, "Database");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict")).contains("Right").contains("Killed process 2 (database)");
        keep("predict-dies");
        choose("examples", "oom-1.txt");
        predict();
        assertThat(label(0)).isEqualTo("who dies");
        assertThat(browser.text("#asked-before")).contains("pgtables_bytes").doesNotContain("killed");
    }

    @Test
    void which_pages_are_evicted_is_predicted_as_ranges() {
        open(1280, false);
        choose("examples", "swap-1.txt");
        predict();
        goTo("state -> ");
        assertThat(label(0)).isEqualTo("evicted pages");
        answer(0, "1100-1110 400-449,450-499");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict"))
                .contains("Right")
                .contains("state -> P400 S100 P600 S11 P1889 .1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void a_policys_victims_are_predicted_reference_by_reference(int width) throws IOException {
        open(width, false);
        browser.click("#tab-policies");
        browser.click("#belady");
        browser.await("!document.getElementById('compared').hidden");
        browser.click("#predict-trace");
        browser.await("!document.getElementById('asked').hidden");
        assertThat(browser.text("#asked-where")).contains("1 of 12");
        assertThat(browser.eval("document.getElementById('compared').hidden").asBoolean())
                .as("the tables are hidden")
                .isTrue();
        for (int i = 0; i < 3; i++) {
            answer(0, "fault");
            browser.click("#asked-check");
            assertThat(browser.text("#asked-verdict")).contains("Right");
            browser.click("#asked-next");
        }
        assertThat(browser.text("#asked-before")).contains("Page 3: fault; frames: 1 2 3");
        answer(0, "F");
        answer(1, "2");
        browser.click("#asked-check");
        assertThat(browser.text("#asked-verdict"))
                .contains("1 of 2 right")
                .contains("Page 4: fault; frames: 4 2 3; page 1 goes");
        keep("predict-policy-" + width);
        browser.click("#asked-end");
        assertThat(browser.text("#asked-verdict")).contains("Line 4, evicted pages: it is 1, you said 2");
        browser.click("#tab-machine");
        assertThat(browser.eval("document.getElementById('asked').hidden").asBoolean())
                .isTrue();
    }
}
