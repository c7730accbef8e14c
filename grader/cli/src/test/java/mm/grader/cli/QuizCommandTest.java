package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import mm.grader.kit.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mm quiz}: asking, writing, marking, and what it refuses. */
@ResourceLock("java.lang.System.in")
final class QuizCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int mm(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Mm.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private int asked(String typed, String... arguments) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
            return mm(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void it_asks_says_right_or_wrong_explains_and_keeps_a_score_by_topic() {
        String typed = "5\n\n5\n";
        assertThat(asked(typed, "quiz", "--seed", "3", "--kind", "tlb-switch,oom-score", "--count", "3"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("1. [")
                .contains("3. [")
                .contains("Wrong.")
                .contains("Passed.")
                .contains("Answer: ")
                .contains("TLB: 0 of ")
                .contains("OOM killer: 0 of ")
                .contains("all: 0 of 3")
                .contains("./mm quiz --seed 3 --count 3 --kind tlb-switch,oom-score");
    }

    @Test
    void it_ends_at_q_and_at_the_end_of_the_input() {
        assertThat(asked("q\n", "quiz", "--seed", "3")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("all: 0 of 0").doesNotContain("2. [");
        assertThat(asked("", "quiz", "--seed", "3", "--lang", "zh")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("合计：0 个中对 0 个");
    }

    @Test
    void the_right_answer_is_right() {
        assertThat(mm("quiz", "--seed", "8", "--count", "1", "--kind", "oom-score", "--answers"))
                .isEqualTo(Exit.OK);
        String answer = out.toString()
                .lines()
                .filter(line -> line.startsWith("Answer: "))
                .findFirst()
                .orElseThrow();
        asked(
                answer.substring("Answer: ".length()) + "\n",
                "quiz",
                "--seed",
                "8",
                "--count",
                "1",
                "--kind",
                "oom-score");
        assertThat(out.toString()).contains("Right.").contains("all: 1 of 1");
    }

    @Test
    void a_sheet_is_marked() throws IOException {
        assertThat(mm("quiz", "--id", "Ada", "--count", "2", "--kind", "oom-score", "--sheet"))
                .isEqualTo(Exit.OK);
        Path sheet = folder.resolve("sheet.txt");
        Files.writeString(sheet, out.toString().replace("Answer 1: ", "Answer 1: ６６６"));
        assertThat(mm("quiz", "check", sheet.toString(), "--id", "Ada")).isEqualTo(Exit.LESS);
        assertThat(out.toString()).contains("2  no answer; it is ").contains("all: ");
        assertThat(mm("quiz", "check", sheet.toString(), "--id", "Bob")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("the sheet was made with --seed ");
        assertThat(mm("quiz", "check", sheet.toString())).isEqualTo(Exit.USAGE);
        assertThat(mm("quiz", "check", folder.resolve("none").toString(), "--seed", "1"))
                .isEqualTo(Exit.USAGE);
        assertThat(mm("quiz", "check", folder.toString(), "--seed", "1")).isEqualTo(Exit.USAGE);
        Files.write(sheet, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThat(mm("quiz", "check", sheet.toString(), "--seed", "1")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).startsWith("mm: ").contains("sheet.txt").doesNotContain("at mm.");
    }

    @ParameterizedTest
    @CsvSource({
        "text,Answer 1",
        "markdown,# Answers",
        "html,<section id=\"marking\">",
        "moodle,<question type=",
        "gift,::[html]"
    })
    void each_format_is_written(String format, String content) throws IOException {
        Path file = folder.resolve("out");
        assertThat(mm("quiz", "--seed", "1", "--format", format, "-o", file.toString()))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("10 questions");
        assertThat(Files.readString(file)).contains(content);
    }

    @Test
    void canvas_gets_a_zip_that_is_the_same_for_the_same_seed() throws IOException {
        Path one = folder.resolve("one.zip");
        Path two = folder.resolve("two.zip");
        assertThat(mm("quiz", "--seed", "1", "--format", "qti", "-o", one.toString()))
                .isEqualTo(Exit.OK);
        assertThat(mm("quiz", "--seed", "1", "--format", "qti", "-o", two.toString()))
                .isEqualTo(Exit.OK);
        assertThat(one).hasSameBinaryContentAs(two);
        try (ZipFile zip = new ZipFile(one.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()).toList())
                    .isEqualTo(List.of("imsmanifest.xml", "quiz.xml"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--count 0",
                "--count 10000000",
                "--count -1",
                "--count many",
                "--kind nothing",
                "--level 4",
                "--level 3..1",
                "--seed 1 --id Ada",
                "--seed x",
                "--answers --sheet",
                "--sheet --format html",
                "--out a.txt",
                "--format docx",
                "--format html --versions 0",
                "--format html --versions 27"
            })
    void wrong_usage_is_one_sentence_and_exit_code_2(String arguments) {
        String[] words = ("quiz " + arguments).split(" ");
        assertThat(mm(words)).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).isNotBlank().doesNotContain("at mm.");
    }

    @Test
    void the_list_names_every_kind_in_both_languages() {
        assertThat(mm("quiz", "--list")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("  replace-clock       faults of CLOCK");
        assertThat(mm("quiz", "--list", "--lang", "zh")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("  replace-clock       CLOCK 的缺页次数");
    }
}
