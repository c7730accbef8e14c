package mm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class EncodedTextTest {
    private static final Catalogue CHINESE = Sentences.MACHINE.in(Locale.CHINESE);

    @Test
    void a_message_in_text_comes_back_with_its_arguments() {
        Message inner = Message.of("script.no-block", 7);
        Message message = Message.joined(List.of("x:2: ", Message.of("script.not-a-number", inner), "."));
        String text = EncodedText.encode(message);
        assertThat(CHINESE.say(EncodedText.decode(text))).isEqualTo(CHINESE.say(message));
        assertThat(EncodedText.decode("plain {0}")).isEqualTo(Message.verbatim("plain {0}"));
    }

    @Test
    void a_plural_is_chosen_by_a_number_that_was_text_in_between() {
        Message leaks = Message.of("leaks.sum", 1, 24);
        String said = Sentences.MACHINE.in(Locale.ENGLISH).say(EncodedText.decode(EncodedText.encode(leaks)));
        assertThat(said).isEqualTo("leaks: 1 block never freed, 24 bytes");
    }

    @Test
    void forged_text_says_nonsense_and_does_no_harm() {
        String key = "\ue0f0no.such.key\ue0f1a\ue0f2";
        assertThat(CHINESE.say(EncodedText.decode(key))).isEqualTo("no.such.key a");
        String count = "\ue0f0leaks.sum\ue0f1many\ue0f1x\ue0f2";
        assertThat(Sentences.MACHINE.in(Locale.ENGLISH).say(EncodedText.decode(count)))
                .startsWith("leaks: ");
    }

    @Test
    void what_never_ends_is_read_in_a_moment() {
        String open = "\ue0f0k\ue0f1".repeat(100_000); // read again from each begin, it would take hours
        for (String text : List.of(open, open + "\ue0f2", (open + "\ue0f2").repeat(3), "\ue0f0".repeat(300_000))) {
            Assertions.assertTimeoutPreemptively(Duration.ofMinutes(5), () -> EncodedText.decode(text));
        }
    }

    @Test
    void what_is_whole_is_read_within_what_is_not() {
        String inner = EncodedText.encode(Message.of("leaks.sum", 1, 24));
        for (String broken : List.of("\ue0f0k\ue0f1", "\ue0f0", "\ue0f0k\ue0f0", "\ue0f0\ue0f1")) {
            assertThat(EncodedText.decode(broken + inner).arguments())
                    .as(broken)
                    .containsExactly(broken, Message.of("leaks.sum", "1", "24"));
        }
    }

    @Test
    void an_exception_of_the_machine_is_explained_in_any_language_and_another_says_its_own_text() {
        StateError full = new StateError("pid.all-in-use", 5);
        assertThat(full).hasMessage("all 5 process ids are in use");
        assertThat(CHINESE.say(Explained.of(full))).isEqualTo("全部 5 个进程号都已占用");
        assertThat(Explained.kind(full)).isEqualTo("IllegalStateException");
        assertThat(CHINESE.say(Explained.of(new IllegalStateException("mine")))).isEqualTo("mine");
        assertThat(Explained.kind(new UnsupportedOperationException())).isEqualTo("UnsupportedOperationException");
    }
}
