package mm.grader.course.gradebook;

import static org.assertj.core.api.Assertions.assertThat;

import mm.grader.kit.KitHome;
import mm.grader.text.Texts;
import org.junit.jupiter.api.Test;

final class TeachingTest {
    @Test
    void every_misunderstanding_has_a_script_that_shows_it() {
        Texts.english().keys().stream()
                .filter(key -> key.startsWith("belief."))
                .forEach(key -> assertThat(KitHome.root().resolve(Teaching.script(key.substring("belief.".length()))))
                        .as(key)
                        .isRegularFile());
    }
}
