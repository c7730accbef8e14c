package mm.grader.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import mm.grader.cli.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces are read in each of their forms, and the curve is that of LRU. */
final class TraceTest {
    private static final String LACKEY = "==7== Lackey, an example Valgrind tool\nI  04000aa0,3\n L 1ffeffffe,8\n"
            + " S 04001000,4\n M 04000ff8,8\r\n==7== \n";

    @TempDir
    private Path folder;

    private List<Long> read(byte[] bytes) throws IOException {
        Path file = folder.resolve("trace");
        Files.write(file, bytes);
        List<Long> pages = new ArrayList<>();
        TraceReader.read(file, pages::add);
        return pages;
    }

    private List<Long> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void addresses_of_lackey_become_pages_and_an_access_over_the_edge_is_two() throws IOException {
        assertThat(read(LACKEY)).containsExactly(0x4000L, 0x1ffeffL, 0x1fff00L, 0x4001L, 0x4000L);
    }

    @Test
    void page_numbers_are_read_one_a_line_with_any_line_end() throws IOException {
        assertThat(read("7\n0\r\n123456789012\n5")).containsExactly(7L, 0L, 123_456_789_012L, 5L);
        assertThat(read("")).isEmpty();
    }

    @Test
    void gzip_and_zstd_are_recognized_by_their_first_bytes() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(LACKEY.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(zstd)) {
            out.write(LACKEY.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(gzip.toByteArray())).isEqualTo(read(LACKEY));
        assertThat(read(zstd.toByteArray())).isEqualTo(read(LACKEY));
    }

    @Test
    void what_is_no_trace_is_refused_with_its_line() {
        for (String wrong : List.of("1\nx\n", "1\n L\n", "1\n L 12\n", "1\nI  zz,3\n", "1\n12a\n")) {
            assertThatThrownBy(() -> read(wrong))
                    .as(wrong)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("trace:2:");
        }
    }

    @Test
    void the_curve_has_the_faults_of_lru_for_every_size() {
        Random random = new Random(5);
        for (int round = 0; round < 5; round++) {
            int pages = 3 + random.nextInt(60);
            int[] trace = random.ints(20_000, 0, pages)
                    .map(page -> page * page / pages)
                    .toArray();
            PageNumbers numbers = new PageNumbers();
            StackDistances curve = new StackDistances();
            for (int page : trace) {
                curve.reference(numbers.of(page));
            }
            for (int frames = 1; frames <= pages; frames++) {
                assertThat(curve.faults(frames)).as("%d frames", frames).isEqualTo(lruFaults(trace, frames));
            }
            assertThat(curve.pages()).isEqualTo(numbers.size());
        }
    }

    private static long lruFaults(int[] trace, int frames) {
        List<Integer> stack = new ArrayList<>();
        long faults = 0;
        for (Integer page : trace) {
            if (!stack.remove(page)) {
                faults++;
                if (stack.size() == frames) {
                    stack.remove(0);
                }
            }
            stack.add(page);
        }
        return faults;
    }

    @Test
    void the_table_and_the_picture_show_the_curve() {
        StackDistances curve = new StackDistances();
        for (int page : new int[] {0, 1, 0, 2, 1}) {
            curve.reference(page);
        }
        assertThat(CurveReport.table(curve))
                .hasSize(4)
                .last()
                .asString()
                .contains("3")
                .contains("0.600000");
        assertThat(CurveReport.picture(curve, "a <b>"))
                .startsWith("<svg")
                .contains("a &lt;b&gt;")
                .endsWith("</svg>\n");
    }
}
