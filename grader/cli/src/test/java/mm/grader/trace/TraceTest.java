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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.text.Texts;
import mm.lru.PolicyKind;
import mm.mmu.PageFault;
import mm.text.Message;
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
        TraceReader.read(file, (page, access) -> pages.add(page));
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
        assertThat(read("4503599627370495\n")).containsExactly((1L << 52) - 1);
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
        String endless = "3".repeat(3 << 20);
        for (String wrong : List.of(
                "1\nx\n",
                "1\n L\n",
                "1\n L 12\n",
                "1\nI  zz,3\n",
                "1\n12a\n",
                "1\n4503599627370496\n",
                "1\n18446744073709551617\n",
                "1\n L 10000000000000000,8\n",
                "1\n L 04000000,65537\n",
                "1\n L 04000000,4294967304\n",
                "1\n" + endless,
                "1\n=" + endless + "\n1\n",
                "1\nI  " + endless + ",3\n")) {
            assertThatThrownBy(() -> read(wrong))
                    .as("%.40s", wrong)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("trace:2:");
        }
    }

    @Test
    void what_cannot_be_read_is_told_in_a_sentence() throws IOException {
        assertThatThrownBy(() -> TraceReader.read(folder.resolve("none"), (page, access) -> {}))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("none") + ": there is no such file");
        assertThatThrownBy(() -> TraceReader.read(folder, (page, access) -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder + ": cannot be read: ");
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(LACKEY.getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(gzip.toByteArray(), gzip.size() - 12)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("trace: cannot be read: ");
    }

    @Test
    void any_line_of_lackeys_is_read_whatever_its_length_and_wherever_it_lies() throws IOException {
        Random random = new Random(9);
        StringBuilder text = new StringBuilder();
        List<Long> expected = new ArrayList<>();
        List<Integer> accesses = new ArrayList<>();
        while (text.length() < 3_000_000) {
            long address = random.nextLong() >>> (17 + random.nextInt(30));
            int size = random.nextInt(20) == 0 ? random.nextInt(9000) : 1 << random.nextInt(6);
            String kind = List.of("I  ", " L ", " S ", " M ").get(random.nextInt(4));
            text.append(kind).append(String.format("%08x,%d", address, size));
            text.append(random.nextInt(50) == 0 ? "\r\n" : "\n");
            if (random.nextInt(1000) == 0) {
                text.append("==12== ").append("x".repeat(random.nextInt(100))).append('\n');
            }
            for (long page = address >>> 12; page <= (address + Math.max(size, 1) - 1) >>> 12; page++) {
                expected.add(page);
                accesses.add(kind.equals("I  ") ? PageFault.INSTRUCTION : kind.equals(" L ") ? 0 : PageFault.WRITE);
            }
        }
        text.setLength(text.length() - 1); // no end of the last line
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(gzip.toByteArray()).equals(expected)).isTrue();
        assertThat(read(text.toString()).equals(expected)).isTrue();
        List<Integer> read = new ArrayList<>();
        TraceReader.read(folder.resolve("trace"), (page, access) -> read.add(access));
        assertThat(read.equals(accesses)).isTrue();
    }

    @Test
    void a_letter_changed_anywhere_is_refused_in_its_line_or_still_a_line() throws IOException {
        Random random = new Random(10);
        String good = "I  0401ab70,3\n S 1fff000768,8\n L 04222ab8,16\n M 1ffefffe50,4\n".repeat(3);
        for (int round = 0; round < 600; round++) {
            int at = random.nextInt(good.length());
            char c = (char) (' ' + random.nextInt(95));
            String text = good.substring(0, at) + c + good.substring(at + 1);
            boolean fine = text.lines()
                    .allMatch(line ->
                            line.matches("([I] | [LSM]) [0-9a-f]+,[0-9]+|[0-9]+|[=#].*|") && !line.contains("\r"));
            if (fine) {
                assertThat(read(text)).isNotEmpty();
            } else {
                assertThatThrownBy(() -> read(text), "%s", text).hasMessageMatching("(?s).*trace:\\d+: .*");
            }
        }
    }

    @Test
    void a_reference_that_is_made_again_and_again_counts_as_often() throws IOException {
        Random random = new Random(12);
        StringBuilder text = new StringBuilder();
        List<Integer> pages = new ArrayList<>();
        while (pages.size() < 40_000) {
            int page = random.nextInt(50);
            for (int times = random.nextInt(5); times >= 0; times--) {
                pages.add(page);
                text.append(page).append('\n');
            }
        }
        Path file = Files.writeString(folder.resolve("trace"), text);
        PageNumbers numbers = new PageNumbers();
        StackDistances fast = new StackDistances();
        List<Simulation> all = simulations();
        List<Simulation> skipping = simulations();
        StackDistances slow = new StackDistances();
        pages.forEach(page -> {
            slow.reference(numbers.of(page));
            all.forEach(simulation -> simulation.reference(page));
        });
        PageNumbers again = new PageNumbers();
        TraceReader.read(file, new TraceReader.Sink() {
            @Override
            public void reference(long page, int access) {
                fast.reference(again.of(page));
                skipping.forEach(simulation -> simulation.reference((int) page));
            }

            @Override
            public void again(long page, int access, int times) {
                fast.again(times);
                skipping.forEach(simulation -> simulation.again(times));
            }
        });
        assertThat(CurveReport.table(fast, Texts.english())).isEqualTo(CurveReport.table(slow, Texts.english()));
        for (int i = 0; i < all.size(); i++) {
            assertThat(skipping.get(i).faults()).isEqualTo(all.get(i).faults()).isPositive();
            assertThat(skipping.get(i).hitRatio()).isEqualTo(all.get(i).hitRatio());
        }
    }

    private static List<Simulation> simulations() {
        return Stream.of(PolicyKind.values())
                .map(kind -> new Simulation(
                        kind.name(), new LoadedParts(KitHome.reference()).replacementPolicy(kind, 50), 20))
                .toList();
    }

    @Test
    void who_takes_the_references_may_stop_and_a_broken_line_is_told_through_the_other_thread() throws IOException {
        Path file = Files.writeString(folder.resolve("trace"), "7\n".repeat(500_000));
        assertThatThrownBy(() -> TraceReader.read(file, (page, access) -> {
                    throw UserError.saying(Message.verbatim("enough"));
                }))
                .hasMessage("enough");
        Files.writeString(file, "7\n".repeat(500_000) + "x\n");
        assertThatThrownBy(() -> TraceReader.read(file, (page, access) -> {})).hasMessageContaining("trace:500001:");
    }

    @Test
    void on_the_machine_each_page_faults_once_to_read_and_once_to_write() {
        Random random = new Random(4);
        MachineTrace trace = new MachineTrace(new LoadedParts(KitHome.reference()), 1000, 0, 4096);
        Set<Long> present = new HashSet<>();
        Set<Long> written = new HashSet<>();
        long faults = 0;
        for (int i = 0; i < 12_345; i++) {
            long page = random.nextInt(3) == 0 ? random.nextInt(600) : 0x1ffe00 + random.nextInt(30);
            boolean write = random.nextInt(4) == 0;
            faults += present.add(page) | (write && !written.contains(page)) ? 1 : 0;
            if (write) {
                written.add(page);
            }
            trace.reference(page, write ? PageFault.WRITE : 0);
        }
        List<MachineTrace.Window> windows = trace.windows();
        assertThat(windows).hasSize(13);
        assertThat(windows.stream().mapToLong(MachineTrace.Window::references).sum())
                .isEqualTo(12_345);
        assertThat(windows.stream().mapToLong(MachineTrace.Window::minor).sum()).isEqualTo(faults);
        assertThat(windows.stream().mapToLong(MachineTrace.Window::major).sum()).isZero();
        assertThat(windows.stream().mapToLong(MachineTrace.Window::misses).sum())
                .isBetween((long) present.size(), 12_345L);
        assertThat(trace.pages()).isEqualTo(present.size());
        assertThat(trace.table(Texts.english())).hasSize(15).last().asString().contains(Long.toString(faults));
        assertThat(trace.picture("a & b", Texts.english()))
                .contains("a &amp; b")
                .contains("TLB misses")
                .endsWith("</svg>\n");
    }

    @Test
    void with_few_frames_pages_come_back_from_swap() {
        MachineTrace trace = new MachineTrace(new LoadedParts(KitHome.reference()), 1000, 200, 4096);
        for (int i = 0; i < 3000; i++) {
            trace.reference(0x4000 + i % 300, PageFault.WRITE);
        }
        assertThat(trace.windows().stream()
                        .mapToLong(MachineTrace.Window::major)
                        .sum())
                .isGreaterThan(300);
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
        assertThat(CurveReport.table(curve, Texts.english()))
                .hasSize(4)
                .last()
                .asString()
                .contains("3")
                .contains("0.600000");
        assertThat(CurveReport.picture(curve, "a <b>", 4096, Texts.english()))
                .startsWith("<svg")
                .contains("a &lt;b&gt;")
                .contains(">1</text>", ">3</text>") // both ends of the axis
                .endsWith("</svg>\n");
    }
}
