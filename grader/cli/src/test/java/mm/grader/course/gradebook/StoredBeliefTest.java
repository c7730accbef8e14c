package mm.grader.course.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import org.junit.jupiter.api.Test;

final class StoredBeliefTest {
    @Test
    void each_misunderstanding_of_the_catalogue_is_said_in_both_languages() {
        Collection<String> keys = Texts.english().keys();
        keys.stream().filter(key -> key.startsWith("belief.")).forEach(key -> {
            StoredBelief belief = StoredBelief.of(key.substring("belief.".length()));
            for (Language language : Language.values()) {
                assertThat(belief.said(Texts.in(language)))
                        .isEqualTo(Texts.in(language).say(key));
            }
        });
    }

    @Test
    void a_sentence_of_the_first_kits_is_shown_as_it_is() {
        StoredBelief old = StoredBelief.of("03: You don't {0} fork.");
        assertThat(old.said(Texts.in(Language.ZH))).isEqualTo("You don't {0} fork.");
        assertThat(old.script()).isEqualTo(Teaching.script("03."));
    }

    @Test
    void a_name_that_this_kit_does_not_know_is_shown_as_it_is() {
        StoredBelief other = StoredBelief.of("06.of-another-kit");
        assertThat(other.said(Texts.english())).isEqualTo("06.of-another-kit");
        assertThat(other.script()).isEqualTo(Teaching.script("06."));
    }

    @Test
    void what_is_neither_is_refused() {
        assertThatThrownBy(() -> StoredBelief.of("fork")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StoredBelief.of("99.fork")).isInstanceOf(IllegalArgumentException.class);
    }
}
