package mm.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTest {
    private static Operation of(String line) {
        return Operation.parse(Script.of("x", "# first\n" + line), 2);
    }

    @Test
    void a_line_is_taken_apart_without_its_answer() {
        Operation call = of("touch \t a  data 4K -> ok minflt 1 majflt 0");
        assertThat(call.words()).containsExactly("touch", "a", "data", "4K");
        assertThat(call.name()).isEqualTo("touch");
        assertThat(call.rest().name()).isEqualTo("a");
    }

    @Test
    void numbers_are_unsigned_decimal_or_hexadecimal() {
        assertThat(of("x 0x7fff").number(1)).isEqualTo(0x7fff);
        assertThat(of("x 0xffffffffffffffff").number(1)).isEqualTo(-1);
        assertThat(of("x 18446744073709551615").number(1)).isEqualTo(-1);
        for (String wrong : new String[] {"-1", "0x", "1x", "18446744073709551616"}) {
            assertThatThrownBy(() -> of("x " + wrong).number(1)).hasMessageStartingWith("x:2: '" + wrong + "'");
        }
    }

    @Test
    void a_number_in_a_range_may_have_a_sign() {
        assertThat(of("adj a -1000").number(2, -1000, 1000)).isEqualTo(-1000);
        for (String wrong : new String[] {"-1001", "1001", "", "ten", "99999999999"}) {
            assertThatThrownBy(() -> of("adj a " + wrong).number(2, -1000, 1000))
                    .isInstanceOf(ScriptException.class);
        }
    }

    @Test
    void sizes_are_rounded_up_to_pages() {
        assertThat(of("x 0").pages(1)).isZero();
        assertThat(of("x 1").pages(1)).isEqualTo(1);
        assertThat(of("x 4096").pages(1)).isEqualTo(1);
        assertThat(of("x 4097").pages(1)).isEqualTo(2);
        assertThat(of("x 3K").pages(1)).isEqualTo(1);
        assertThat(of("x 2M").pages(1)).isEqualTo(512);
        assertThat(of("x 1G").pages(1)).isEqualTo(1 << 18);
        for (String wrong : new String[] {"-4K", "4k", "K", "1.5M", "4KB", "9999999999G"}) {
            assertThatThrownBy(() -> of("x " + wrong).pages(1)).hasMessageStartingWith("x:2: '" + wrong + "' is ");
        }
    }

    @Test
    void options_are_pairs_of_a_known_name_and_a_value() {
        assertThat(of("start a pid 7 user ann").options(2, "pid", "user")).isEqualTo(Map.of("pid", "7", "user", "ann"));
        assertThatThrownBy(() -> of("start a pdi 7").options(2, "pid", "user"))
                .hasMessage("x:2: 'pdi' is not an option of 'start'; there are pid, user");
        assertThatThrownBy(() -> of("start a pid").options(2, "pid")).hasMessageContaining("ends too early");
    }

    @Test
    void what_lacks_a_word_or_has_one_too_many_is_named() {
        assertThatThrownBy(() -> of("exit").word(1)).hasMessage("x:2: 'exit' ends too early");
        assertThatThrownBy(() -> of("exit a b").requireSize(2))
                .hasMessage("x:2: 'b' is one word too many in 'exit a b'");
    }
}
