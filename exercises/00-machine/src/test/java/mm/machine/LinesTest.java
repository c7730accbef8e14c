package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void a_text_is_cut_as_java_cuts_it() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                text.append("a \n\r".charAt(random.nextInt(4)));
            }
            assertThat(Lines.of(text.toString()))
                    .isEqualTo(text.toString().lines().toList());
        }
    }
}
