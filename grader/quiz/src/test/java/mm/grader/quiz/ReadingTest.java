package mm.grader.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Reading;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are read as people mean them. */
final class ReadingTest {
    private static final QuizAnswer KB = QuizAnswer.number(31, Unit.KB);
    private static final QuizAnswer PLAIN = QuizAnswer.number(31);
    private static final QuizAnswer HEX = new QuizAnswer.Hex(0x1f);
    private static final QuizAnswer TENTHS = new QuizAnswer.Number(125, 1, Unit.NS);
    private static final QuizAnswer MAP = QuizAnswer.words("10000000-10004000", "rw-p", "10004000-10005000", "r--p");
    private static final QuizAnswer CHOICE = new QuizAnswer.Choice(
            List.of(Text.of("brk", "brk"), Text.of("mmap", "mmap"), Text.of("none", "没有系统调用")), 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31",
                " 31 ",
                "31 kB",
                "31kb",
                "31 KiB",
                "31744 bytes",
                "31,744 B",
                "0x1F",
                "1f h",
                "1Fh",
                "３１",
                "３１ｋＢ",
                "+31",
                "31.0",
                "0b11111",
                "31\u3000千字节"
            })
    void a_size_of_31_kb(String given) {
        assertThat(Reading.judge(KB, given)).isEqualTo(Mark.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"31", "0x1f", "1f", "031", "31 次", "31 个", "31 times", "３１"})
    void a_plain_31(String given) {
        assertThat(Reading.judge(PLAIN, given)).isEqualTo(Mark.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1f", "0X1F", "1f", "1F h", "1fh", "31", "0x0000_001f", "０ｘ１ｆ", "0b11111", "00 1f"})
    void a_pattern_of_bits(String given) {
        assertThat(Reading.judge(HEX, given)).isEqualTo(Mark.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5", "12.5 ns", "12.50", "0.0125 us", "12.54", "12.46ns", "１２．５"})
    void a_decimal_within_half_of_its_last_digit(String given) {
        assertThat(Reading.judge(TENTHS, given)).isEqualTo(Mark.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10000000-10004000 rw-p, 10004000-10005000 r--p",
                "0x10000000-0x10004000 rw-p 0x10004000-0x10005000 r--p",
                "10000000 - 10004000 RW-P; 10004000-10005000 r--p",
                "１００００００0-10004000，rw-p，10004000-10005000、r--p"
            })
    void lines_of_a_map(String given) {
        assertThat(Reading.judge(MAP, given)).isEqualTo(Mark.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "c", "c)", "C.", "Ｃ", "none", "没有系统调用", " c "})
    void an_option(String given) {
        assertThat(Reading.judge(CHOICE, given)).isEqualTo(Mark.RIGHT);
    }

    @Test
    void what_is_wrong_is_wrong() {
        assertThat(Reading.judge(KB, "31 MB")).isEqualTo(Mark.WRONG);
        assertThat(Reading.judge(KB, "-31")).isEqualTo(Mark.WRONG);
        assertThat(Reading.judge(PLAIN, "0x31")).isEqualTo(Mark.WRONG);
        assertThat(Reading.judge(HEX, "0x31")).isEqualTo(Mark.WRONG);
        assertThat(Reading.judge(TENTHS, "12.6")).isEqualTo(Mark.WRONG);
        assertThat(Reading.judge(MAP, "10000000-10004000 rw-p")).isEqualTo(Mark.WRONG);
        assertThat(Reading.judge(CHOICE, "A")).isEqualTo(Mark.WRONG);
        assertThat(Reading.judge(QuizAnswer.words("1", "2"), "2 1")).isEqualTo(Mark.WRONG);
    }

    @Test
    void what_cannot_be_read_is_told_from_what_is_missing() {
        assertThat(Reading.judge(KB, "about a lot")).isEqualTo(Mark.UNREADABLE);
        assertThat(Reading.judge(KB, "31 ns")).isEqualTo(Mark.UNREADABLE);
        assertThat(Reading.judge(KB, "1,2,3")).isEqualTo(Mark.UNREADABLE);
        assertThat(Reading.judge(PLAIN, "--")).isEqualTo(Mark.UNREADABLE);
        assertThat(Reading.judge(HEX, "0xzz")).isEqualTo(Mark.UNREADABLE);
        assertThat(Reading.judge(CHOICE, "E")).isEqualTo(Mark.UNREADABLE);
        assertThat(Reading.judge(CHOICE, "maybe")).isEqualTo(Mark.UNREADABLE);
        assertThat(Reading.judge(KB, "")).isEqualTo(Mark.MISSING);
        assertThat(Reading.judge(CHOICE, " \u3000 ")).isEqualTo(Mark.MISSING);
        assertThat(Reading.judge(MAP, "\t")).isEqualTo(Mark.MISSING);
    }

    @Test
    void words_of_chinese_stand_for_the_kernels() {
        QuizAnswer faults = QuizAnswer.words("minor", "none", "SIGSEGV", "major");
        assertThat(Reading.judge(faults, "次缺页，无，段错误，主缺页")).isEqualTo(Mark.RIGHT);
    }

    @Test
    void endless_text_does_no_harm() {
        String endless = "9".repeat(100_000);
        for (QuizAnswer answer : List.of(KB, PLAIN, HEX, TENTHS, MAP, CHOICE)) {
            assertThat(Reading.judge(answer, endless)).isNotEqualTo(Mark.RIGHT);
            assertThat(Reading.judge(answer, "1e999999999")).isNotEqualTo(Mark.RIGHT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "f", "0x1", "0b1", "1,", "1.", " 3"})
    void what_is_longer_than_any_answer_is_not_read_as_a_number(String part) {
        for (QuizAnswer answer : List.of(KB, PLAIN, HEX, TENTHS)) {
            assertThat(Reading.judge(
                            answer, part + part.substring(part.length() - 1).repeat(3_000_000)))
                    .isEqualTo(Mark.UNREADABLE);
        }
    }
}
