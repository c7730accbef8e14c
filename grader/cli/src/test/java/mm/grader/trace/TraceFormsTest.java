package mm.grader.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.mmu.PageFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces as other tools and textbooks write them. */
final class TraceFormsTest {
    private static final Path EXAMPLES =
            KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "resources", "traces"));

    @TempDir
    private Path folder;

    private List<String> read(String text, Long pageSize) throws IOException {
        return read(Files.write(folder.resolve("trace"), text.getBytes(StandardCharsets.ISO_8859_1)), pageSize);
    }

    private static List<String> read(Path file, Long pageSize) {
        List<String> references = new ArrayList<>();
        TraceReader.read(
                file,
                pageSize,
                (page, access) ->
                        references.add(page + "rwxx".substring(kind(access)).substring(0, 1)));
        return references;
    }

    private static int kind(int access) {
        return access == 0 ? 0 : access == PageFault.WRITE ? 1 : 2;
    }

    @Test
    void page_numbers_stand_on_lines_or_between_commas_and_blanks() throws IOException {
        List<String> expected = List.of("7r", "0r", "1r", "2r", "0r", "3r");
        for (String text : List.of(
                "7,0,1,2,0,3\n",
                "7, 0, 1, 2, 0, 3",
                "7 0 1 2 0 3\r\n",
                "7 0 1\n2,0,3,\n",
                "\n\n7 \n 0\n1\t\n# a comment\n2\n\n0\n3\n",
                "\u00ef\u00bb\u00bf7\n0\n1\n2\n0\n3\n")) {
            assertThat(read(text, null)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void lackeys_lines_are_read_among_whatever_valgrind_says() throws IOException {
        assertThat(read(
                        "==7== Lackey\n--7-- Valgrind options:\n--7:1: debuglog started\n**7** new\n"
                                + "==00:00:00:00.012 7== time\nSB 04000aa0\nI  04000aa0,3\n"
                                + "SYSCALL[7,1](  9) sys_mmap ( 0x0, 4096 )\n L 1ffeffe7e8,8\n#eof\n",
                        null))
                .containsExactly("16384x", "33550334r");
        assertThat(read(EXAMPLES.resolve("lackey-verbose.trace"), null)).hasSize(10);
    }

    @Test
    void dineros_labels_are_recognized_by_their_addresses() throws IOException {
        assertThat(read("2 430d70\n2 430d74\n0 1fffff50\n1 1fffff78\n3 0\n", null))
                .containsExactly("1072x", "1072x", "131071r", "131071w");
        assertThat(read("1 2\n3 4\n", null)).as("page numbers").containsExactly("1r", "2r", "3r", "4r");
    }

    @Test
    void addresses_with_r_or_w_are_read_in_either_order() throws IOException {
        assertThat(read(
                        "0041f7a0 R\n13f5e2c0 W\n0x2000 r\nW 0x3000\nR 0x3ffc 8\n0x40001e: R 0x7ffd0000\n5000,W\n",
                        null))
                .containsExactly("1055r", "81758w", "2r", "3w", "3r", "4r", "524240r", "5w");
    }

    @Test
    void with_a_page_size_numbers_are_addresses() throws IOException {
        assertThat(read("100\n0432,101\n612\n", 100L)).containsExactly("1r", "4r", "1r", "6r");
        assertThat(read("0x1000\n0x1fff\n0x2000\n", null)).containsExactly("1r", "1r", "2r");
        assertThat(read("1000\n1fff\n2000\n", 4096L)).as("all hexadecimal").containsExactly("1r", "1r", "2r");
        assertThat(read(" L 04000aa0,8\n 4096\n", 1L << 16)).containsExactly("1024r", "0r");
        assertThat(read(" L 0400fffc,8\n", 1L << 16)).as("over the edge").containsExactly("1024r", "1025r");
    }

    @Test
    void anything_else_is_refused_with_its_line_and_the_forms_that_can_be_read() {
        for (String wrong : List.of(
                "7\nseven\n",
                "7\n1 -1\n",
                "7\n41f7a0\n",
                "7\n1.5\n",
                "7\n41f7a0 X\n",
                "7\n0x\n",
                "7\n99999999999999999999\n",
                "7\nR 0x1000 x\n",
                "7\n-3\n",
                "2 430d70\n5 430d74\n0 1\n")) {
            assertThatThrownBy(() -> read(wrong, null))
                    .as(wrong)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("trace:2: this line cannot be read: a trace has lines of valgrind's lackey")
                    .hasMessageContaining("DineroIV");
        }
    }
}
