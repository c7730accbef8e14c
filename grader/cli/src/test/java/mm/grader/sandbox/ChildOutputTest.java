package mm.grader.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An answer counts once, whole, and with its token; that a second one came is remembered. */
final class ChildOutputTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final PipedOutputStream child = new PipedOutputStream();
    private final ChildOutput output;

    ChildOutputTest() throws IOException {
        output = new ChildOutput(new PipedInputStream(child));
    }

    private void write(String text) throws IOException {
        child.write(text.getBytes(StandardCharsets.UTF_8));
        child.flush();
    }

    @Test
    void lines_without_the_token_are_no_answer() throws IOException {
        output.expect("abc");
        write("PASSED\nabcd PASSED\n abc PASSED\nabc right\n");
        assertThat(output.await(LONG)).isEqualTo("right");
        assertThat(output.cameTwice()).isFalse();
    }

    @Test
    void a_token_serves_once_and_a_second_answer_is_remembered() throws IOException {
        output.expect("abc");
        write("abc forged\n");
        assertThat(output.await(LONG)).isEqualTo("forged");
        output.expect("def");
        write("abc the child's own\ndef done\n");
        assertThat(output.await(LONG)).isEqualTo("done");
        assertThat(output.cameTwice()).isTrue();
    }

    @Test
    void half_a_line_at_the_end_is_no_answer() throws IOException {
        output.expect("abc");
        write("abc half");
        child.close();
        assertThat(output.await(LONG)).isNull();
        assertThat(output.ended()).isTrue();
    }
}
