package mm.grader.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The blanks and the hash of every page that plays or runs a machine. */
final class PageTemplateTest {
    @Test
    void what_is_filled_in_is_not_looked_at_again() {
        assertThat(PageTemplate.fill("<b>{{a}}</b>{{b}}{{a}}", Map.of("a", "{{b}}", "b", "$1 \\")))
                .isEqualTo("<b>{{b}}</b>$1 \\{{b}}");
    }

    @Test
    void a_template_without_blanks_stays_as_it_is() {
        assertThat(PageTemplate.fill("{ }}", Map.of())).isEqualTo("{ }}");
    }

    /** The example of the W3C's Content Security Policy, level 3, for {@code script-src}. */
    @Test
    void the_hash_is_that_of_a_content_security_policy() {
        assertThat(PageTemplate.hash("alert('Hello, world.');"))
                .isEqualTo("sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
