package mm.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsignedNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0,10",
        "123456789012345,10",
        "1234567890123456,10",
        "18446744073709551615,10",
        "7ffff7ff7000,16",
        "+5,10",
        "ffffffffff600000,16",
        "FFFFFFFFFFFFFFFF,16",
        "0000000000000000000001,16"
    })
    void a_number_reads_as_in_the_jdk(String text, int radix) {
        assertThat(UnsignedNumber.parse(text, radix)).isEqualTo(Long.parseUnsignedLong(text, radix));
    }

    @ParameterizedTest
    @CsvSource({"'',10", "-1,10", "x,16", "18446744073709551616,10", "10000000000000000,16", "- 1,10", "+,10", "-,16"})
    void what_is_not_one_is_refused_as_in_the_jdk(String text, int radix) {
        assertThatThrownBy(() -> Long.parseUnsignedLong(text, radix)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> UnsignedNumber.parse(text, radix)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void what_has_more_digits_than_any_is_refused_without_a_look_at_them() {
        assertThat(UnsignedNumber.parse("0".repeat(63) + "1", 2)).isOne();
        assertThatThrownBy(() -> UnsignedNumber.parse("0".repeat(64) + "1", 10))
                .isInstanceOf(NumberFormatException.class);
    }
}
