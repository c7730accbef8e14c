package mm.grader.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class BrowserTest {
    @Test
    void a_page_that_crashes_fails_its_test_at_once() throws Exception {
        try (Browser browser = Browser.start()) {
            assertThat(browser.eval("6 * 7").asInt()).isEqualTo(42);
            assertThatThrownBy(() -> browser.call("Page.crash")).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> browser.eval("6 * 7")).hasMessageContaining("has crashed");
        }
    }
}
