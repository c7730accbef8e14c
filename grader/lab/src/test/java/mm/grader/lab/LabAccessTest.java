package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody is kept out: axe-core finds nothing at both widths, light and dark, and a keyboard is enough. */
@Tag("slow")
final class LabAccessTest extends Window {
    private static void accept(String what, int width) throws IOException {
        assertThat(browser.violations()).as(what).isEmpty();
        assertThat(browser.eval("innerWidth").asInt())
                .as("%s: a page that is too wide is shown smaller, and pressed beside its buttons", what)
                .isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
    void nothing_keeps_anybody_out(int width, boolean dark) throws IOException {
        open(width, dark);
        accept("at first", width);
        keep("first-" + width + (dark ? "-dark" : ""));
        script("machine 16M swap 16M\n# a comment\nstart job\nmap job heap 1M\ntouch job heap\nfree\n");
        browser.click("#run");
        status("Done");
        browser.click("#step");
        browser.await("document.body.dataset.steps > 3");
        browser.click("#share");
        browser.await("!document.getElementById('link-line').hidden");
        accept("after a run", width);
        browser.click("#predict");
        browser.await("!document.getElementById('asked').hidden");
        browser.click("#asked-check");
        accept("after a prediction", width);
        browser.click("#asked-end");
        accept("after predictions", width);
        script("machine 16M\nfly\n");
        browser.click("#run");
        browser.await("document.querySelectorAll('#script .cm-lint-marker-error').length === 1");
        accept("after a mistake", width);
        browser.click("#tab-policies");
        browser.click("#belady");
        browser.await("!document.getElementById('compared').hidden");
        accept("policies", width);
        practise("split-32");
        browser.click("#ask");
        browser.await("!document.getElementById('question').hidden");
        browser.click("#judge");
        browser.await("document.getElementById('marked').textContent !== ''");
        accept("practice", width);
        browser.click("#language");
        browser.await("document.documentElement.lang === 'zh-CN'");
        accept("in Chinese", width);
    }

    @Test
    void everything_can_be_reached_with_the_keyboard_and_nothing_holds_it() {
        open(1280, false);
        browser.eval("document.getElementById('tab-machine').focus()");
        key("ArrowRight", "ArrowRight", 39, 0);
        assertThat(browser.eval("document.activeElement.id").asText()).isEqualTo("tab-policies");
        assertThat(browser.eval("document.getElementById('policies').hidden").asBoolean())
                .isFalse();
        for (String panel : List.of("machine", "policies", "practice")) {
            browser.click("#tab-" + panel);
            browser.eval("document.getElementById('language').focus()");
            Set<String> reached = new HashSet<>();
            for (int i = 0; i < 40 && reached.add(focused()); i++) {
                key("Tab", "Tab", 9, 0);
            }
            browser.eval("0").asInt();
            String all = "[...document.querySelectorAll('#" + panel + " button, #" + panel + " select, #" + panel
                    + " input, #" + panel
                    + " textarea')].filter(e => !e.disabled && e.checkVisibility()).map(e => e.id)";
            for (JsonNode id : browser.eval(all)) {
                assertThat(reached).as(panel).contains(id.asText());
            }
            if (panel.equals("machine")) {
                assertThat(reached).contains("script");
            }
        }
    }

    /** Returns the id of what has the focus, or of what it is in. */
    private static String focused() {
        return browser.eval("document.activeElement.id || (document.activeElement.closest('[id]') || {}).id || ''")
                .asText();
    }

    @Test
    void every_field_has_a_name() {
        open(1280, false);
        String nameless = "[...document.querySelectorAll('button,select,input,textarea,iframe')].filter(e =>"
                + " !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || e.labels && e.labels.length))"
                + ".map(e => e.id).join()";
        assertThat(browser.eval(nameless).asText()).isEmpty();
    }
}
