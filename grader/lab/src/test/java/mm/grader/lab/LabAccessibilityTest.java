package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import mm.grader.browser.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe-core finds nothing in any part of the lab, in both languages, at both widths, light and dark. */
final class LabAccessibilityTest {
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

    @ParameterizedTest
    @CsvSource({"390,false", "390,true", "1280,false", "1280,true"})
    void the_lab_keeps_nobody_out(int width, boolean dark) throws IOException {
        Path page = Node.built().resolve("lab.html");
        browser.open(page, "", width, dark);
        for (String language : new String[] {"first", "other"}) {
            for (String part : new String[] {"machine", "policies", "practice"}) {
                browser.eval("document.getElementById('tab-" + part + "').click()");
                browser.await("!document.getElementById('" + part + "').hidden");
                assertThat(browser.violations())
                        .as("%s in the %s language at %d%s", part, language, width, dark ? ", dark" : "")
                        .isEmpty();
                assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
                        .isLessThanOrEqualTo(width);
            }
            browser.eval("document.getElementById('language').click()");
        }
    }
}
