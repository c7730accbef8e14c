package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies run side by side. */
final class LabPoliciesTest extends Window {
    private static void drop(String text, String name) {
        browser.eval(
                "(() => { const data = new DataTransfer(); data.items.add(new File(['" + text + "'], '" + name + "'));"
                        + " document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true })); })()");
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void beladys_anomaly_is_two_clicks_away_and_a_dropped_trace_runs(int width) throws IOException {
        open(width, false);
        browser.click("#tab-policies");
        browser.click("#belady");
        browser.await("!document.getElementById('compared').hidden");
        assertThat(browser.text("#fault-table"))
                .contains("FIFO12129" + "10 ↑")
                .contains("LRU", "CLOCK", "Two lists", "OPT");
        assertThat(browser.eval("document.querySelectorAll('#curve path').length")
                        .asInt())
                .isGreaterThanOrEqualTo(10);
        keep("policies-" + width);
        drop("7 0 1 2 0 3 0 4 2 3", "own.trace");
        browser.await("document.getElementById('counted').textContent.startsWith('10 references')");
        assertThat(browser.text("#tables")).contains("frame 3");
    }

    @Test
    void of_a_long_trace_the_beginning_is_shown_and_all_of_it_is_run() {
        open(1280, false);
        drop("1\\n2\\n3\\n".repeat(10_000), "own.trace");
        browser.await("document.getElementById('counted').textContent.startsWith('30000 references')");
        assertThat(browser.text("#trace-cut")).contains("first 5 of 58 KB");
        assertThat(browser.eval("document.getElementById('trace').value.length").asInt())
                .isBetween(5_900, 6_000);
        browser.eval("document.getElementById('trace').select()");
        browser.call("Input.insertText", "text", "1 2 3 4");
        browser.click("#compare");
        browser.await("document.getElementById('counted').textContent.startsWith('4 references')");
        assertThat(browser.eval("document.getElementById('trace-cut').hidden").asBoolean())
                .isTrue();
    }

    @Test
    void a_link_brings_a_trace() {
        byte[] trace = "1,2,3,4,1,2,5,1,2,3,4,5\n".getBytes(StandardCharsets.UTF_8);
        byte[] packed = new byte[100];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(trace);
        deflater.finish();
        int size = deflater.deflate(packed);
        deflater.end();
        String link = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(packed, size));
        browser.open(Node.built().resolve("lab.html").toUri() + "#t=" + link + "&frames=4", 1280, false);
        browser.await("!document.getElementById('compared').hidden");
        assertThat(browser.text("#counted")).startsWith("12 references");
        assertThat(browser.eval("document.getElementById('frames').value").asText())
                .isEqualTo("4");
    }

    @Test
    void a_file_that_is_no_trace_is_refused_with_its_line_in_both_languages() {
        open(1280, false);
        drop("1 2 3\\nsome words\\n", "own.trace");
        browser.await("document.getElementById('status').className === 'bad'");
        assertThat(browser.text("#status")).startsWith("Line 2: ");
        browser.click("#language");
        browser.await("document.documentElement.lang === 'zh-CN'");
        assertThat(browser.text("#status")).startsWith("第 2 行： ").doesNotContain("this line");
    }
}
