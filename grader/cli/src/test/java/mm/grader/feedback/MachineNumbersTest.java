package mm.grader.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import mm.grader.MachineNumbers;
import org.junit.jupiter.api.Test;

/** Numbers in what a check says: addresses in hex, and everything else as it is counted. */
final class MachineNumbersTest {
    private static String shown(long number) {
        return new MachineNumbers().toStringOf((Object) number);
    }

    @Test
    void addresses_are_hex_in_both_halves_and_a_badness_below_zero_is_none() {
        assertThat(shown(0x7fff_f7e0_0000L)).isEqualTo("0x7ffff7e00000");
        assertThat(shown(0xffff_8000_0000_0000L)).isEqualTo("0xffff800000000000");
        assertThat(shown(0xffff_8000_0000_1234L)).isEqualTo("0xffff800000001234");
        assertThat(shown(0xffff_ffff_ff60_0000L)).isEqualTo("0xffffffffff600000");
        assertThat(shown(5000 - 999_000)).isEqualTo("-994000");
        assertThat(shown(-14_403)).isEqualTo("-14403");
        assertThat(shown(-22)).isEqualTo("-22");
        assertThat(shown(903_120)).isEqualTo("903120");
    }
}
