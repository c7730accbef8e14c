package mm.pagetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeometryTest {
    @Test
    void the_three_shapes_are_those_of_the_processors() {
        assertThat(Geometry.X86_32.addressBits()).isEqualTo(32);
        assertThat(Geometry.X86_64.addressBits()).isEqualTo(48);
        assertThat(Geometry.X86_64_LA57.addressBits()).isEqualTo(57);
        assertThat(Geometry.X86_32.pointerBits()).isEqualTo(32);
        assertThat(Geometry.X86_64.pointerBits()).isEqualTo(64);
        assertThat(Geometry.X86_64.levels()).isEqualTo(4);
    }

    @Test
    void a_table_fills_a_page() {
        assertThatThrownBy(() -> new Geometry("x", 8, List.of(10, 9), 0, 46))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2^9");
    }
}
