package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import mm.grader.text.Width;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTest {
    /** What is wider than the terminal goes on in a next line, and is not overwritten. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ada", "a-very-long-name-of-a-student-who-hands-in-what-he-has-made-and-more", "王小明李小红张三李四"})
    void the_bar_fits_a_terminal_of_eighty_columns(String student) {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        Result.Key key = FakeCourse.KIT;
        try (Progress bar = Progress.bar(terminal, 1000)) {
            bar.done(Result.without(student, Result.Row.NOT_GRADED, key));
        }
        String shown = terminal.toString(StandardCharsets.UTF_8);
        assertThat(shown).contains("1000");
        assertThat(shown.split("[\r\n]"))
                .allSatisfy(line -> assertThat(Width.of(line)).isLessThan(80));
    }
}
