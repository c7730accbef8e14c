package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WatermarksTest {
    @Test
    void they_are_those_of_linux_for_the_size_of_the_memory() {
        // min_free_kbytes of a machine with 256 MB is 2048 kB, with 4 GB 8192 kB.
        assertThat(Watermarks.forFrames(65536)).isEqualTo(new Watermarks(512, 640, 768));
        assertThat(Watermarks.forFrames(1 << 20)).isEqualTo(new Watermarks(2048, 2560, 3072));
    }

    @Test
    void levels_that_do_not_ascend_are_refused() {
        assertThatThrownBy(() -> new Watermarks(5, 4, 6)).hasMessageContaining("min 5, low 4, high 6");
        assertThatThrownBy(() -> new Watermarks(1, 4, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Watermarks(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Watermarks.NONE.high()).isZero();
    }
}
