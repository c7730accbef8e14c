package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mm.grader.browser.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * The page in a real browser, opened from a file, for the tests of its parts. {@code -Dmm.screenshots=DIR} keeps pictures of
 * what was seen.
 */
abstract class Window {
    static final String SCRIPT = "machine 64M\nstart job\nmap job heap 1M\ntouch job heap\nfree\n";

    static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    @AfterEach
    void nothing_is_complained_about_nor_asked_of_a_network() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.matches("(file|blob|data|about):.*"));
        assertThat(browser.eval("document.documentElement.scrollWidth - innerWidth")
                        .asInt())
                .as("pixels that the page is wider than its window")
                .isNotPositive();
    }

    static void open(int width, boolean dark) {
        browser.open(Node.built().resolve("lab.html").toUri().toString(), width, dark);
        browser.await("document.querySelectorAll('#script .cm-line').length > 3");
        browser.await("document.body.dataset.ready === '1'");
    }

    /** Opens the questions, and chooses a kind. */
    static void practise(String kind) {
        browser.click("#tab-practice");
        browser.await("document.getElementById('kinds').options.length > 20");
        browser.eval("document.getElementById('kinds').value = '" + kind + "'");
    }

    static void keep(String name) throws IOException {
        String kept = System.getProperty("mm.screenshots");
        if (kept != null) {
            browser.screenshot(Path.of(kept, name + ".png"));
        }
    }

    static void status(String part) {
        browser.await("document.getElementById('status').textContent.includes('" + part + "')");
    }

    /** Puts a text into a field, as somebody who pastes it. */
    static void write(String selector, String text) {
        browser.eval("(() => { const e = document.querySelector('" + selector + "'); e.focus(); e.select(); })()");
        browser.call("Input.insertText", "text", text);
    }

    /** Puts a script into the editor in place of what is there, as somebody who pastes it. */
    static void script(String text) {
        browser.eval("document.querySelector('#script .cm-content').focus()");
        key("a", "KeyA", 65, 2);
        browser.call("Input.insertText", "text", text);
    }

    /** Returns what is in the editor, as far as it is drawn. */
    static String script() {
        return browser.eval(
                        "[...document.querySelectorAll('#script .cm-line')].map(line => line.textContent).join('\\n')")
                .asText();
    }

    /** Presses a key; the modifiers are 1 Alt, 2 Ctrl, 8 Shift. */
    static void key(String key, String code, int number, int modifiers) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            browser.call(
                    "Input.dispatchKeyEvent",
                    "type",
                    type,
                    "key",
                    key,
                    "code",
                    code,
                    "windowsVirtualKeyCode",
                    number,
                    "modifiers",
                    modifiers,
                    "commands",
                    modifiers == 2 && key.equals("a") && type.equals("rawKeyDown") ? List.of("selectAll") : List.of());
        }
    }

    /** Types a text, key by key. */
    static void type(String text) {
        text.chars()
                .forEach(letter -> browser.call("Input.dispatchKeyEvent", "type", "char", "text", "" + (char) letter));
    }

    /** Chooses in a list, as somebody does. */
    static void choose(String id, String shown) {
        browser.eval("(() => { const list = document.getElementById('" + id + "');"
                + " list.value = [...list.options].find(o => o.textContent === '" + shown + "').value;"
                + " list.dispatchEvent(new Event('change', { bubbles: true })); })()");
    }
}
