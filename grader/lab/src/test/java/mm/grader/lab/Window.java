package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, opened from a file, for the tests of its parts. {@code -Dmm.screenshots=DIR} keeps pictures of
 * what was seen.
 */
abstract class Window {
    static final String SCRIPT = "machine 64M\nstart job\nmap job heap 1M\ntouch job heap\nfree\n";

    @TempDir
    private static Path folder;

    static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            browser = null;
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

    static void open(int width, boolean dark) {
        browser.open(Node.built().resolve("lab.html").toUri().toString(), width, dark);
        browser.await("document.querySelectorAll('#script .cm-line').length > 3");
        browser.await("document.getElementById('kinds').options.length > 20");
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
}
