package mm.grader.strace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of strace's are taken apart whatever options wrote them. */
final class StraceLineTest {
    @Test
    void every_prefix_that_strace_can_write_is_taken_off() {
        for (String prefix : List.of(
                "",
                "24680 ",
                "[pid 24680] ",
                "[pid 24680<a b>] ",
                "24680<sh> ",
                "12:34:56 ",
                "12:34:56.123456 ",
                "1700000000.123456 ",
                "     0.000123 ",
                "[pid 24680]      0.000123 ",
                "24680      0.000123 ",
                "24680 12:34:56 (+     0.000123) ",
                "[00007ffff7e85ad7] ",
                "[????????????????] ",
                "[   9] ",
                "[pid 24680] 12:34:56.123456 [   9] [00007ffff7e85ad7] ")) {
            StraceLine line = StraceLine.parse(prefix + "brk(NULL) = 0x55555557a000");
            assertThat(line).as(prefix).isNotNull();
            assertThat(line.name()).as(prefix).isEqualTo("brk");
            assertThat(line.pid()).as(prefix).isEqualTo(prefix.contains("24680") ? 24680 : 0);
        }
    }
}
