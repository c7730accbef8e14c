package mm.grader.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.replay.RandomLog.Style;
import mm.grader.strace.Event;
import mm.grader.strace.StraceLog;
import mm.grader.text.Texts;
import mm.machine.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of real programs are answered as Linux answered them; logs of made-up ones are read in every style. */
class ReplayTest {
    private static final Path LOGS =
            KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "resources", "strace"));

    private final Parts reference = new LoadedParts(KitHome.reference());

    @TempDir
    private Path folder;

    private ReplayReport replay(List<String> lines) throws IOException {
        return LogReplay.run(StraceLog.read(Files.write(folder.resolve("log"), lines)), reference);
    }

    private static List<String> recorded(String name) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(LOGS.resolve(name + ".log.gz")))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ls, 37, 1",
        "python, 117, 3",
        "java, 453, 1",
        "sort, 35, 1",
        "pipeline, 195, 13",
        "random, 18, 1",
        "threads, 96, 1",
        "limits, 105, 4",
        "stacks, 167, 12"
    })
    void every_address_is_the_one_that_linux_gave(String name, int answers, int spaces) {
        ReplayReport report = LogReplay.run(StraceLog.read(LOGS.resolve(name + ".log.gz")), reference);
        assertThat(report.firstDifference()).isNull();
        assertThat(report.agreeing()).isEqualTo(answers).isEqualTo(report.compared());
        assertThat(report.lines(Texts.english()).get(0))
                .startsWith(spaces + " address space")
                .contains(name.matches("random|limits") ? "random" : "fixed (setarch -R)");
        assertThat(report.lines(Texts.english()))
                .as("nothing left out")
                .noneMatch(line -> line.contains("taken from the log"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "java", "sort"})
    void the_map_at_the_end_is_the_kernels_own(String name) {
        ReplayReport report = LogReplay.run(StraceLog.read(LOGS.resolve(name + ".log.gz")), reference);
        int pid = report.pids().get(0);
        ReplayReport.Kernels kernels = report.compare(pid, Smaps.read(LOGS.resolve(name + ".smaps.gz")));
        assertThat(kernels.log()).isEqualTo(kernels.linux()).hasSizeGreaterThan(10);
        assertThat(kernels.touched()).isPositive().isLessThan(kernels.mapped());
    }

    @Test
    void any_changed_address_is_found_where_it_stands() throws IOException {
        Random random = new Random(3);
        for (String name : List.of("ls", "python", "java", "pipeline")) {
            List<String> lines = new ArrayList<>(recorded(name));
            List<Integer> maps = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).matches(".*(mmap\\(NULL|mremap\\().*= 0x[0-9a-f]+")) {
                    maps.add(i);
                }
            }
            int changed = maps.get(2 + random.nextInt(maps.size() - 2));
            lines.set(changed, lines.get(changed).replaceFirst("000$", "") + "f000");
            ReplayReport report = replay(lines);
            assertThat(report.agrees()).as("%s: %s", name, lines.get(changed)).isFalse();
            assertThat(Texts.english().say(report.firstDifference().sentences().get(0)))
                    .contains("log:" + (changed + 1) + ",");
        }
    }

    @Test
    void a_program_goes_on_where_linux_put_its_mapping_after_a_difference() throws IOException {
        List<String> lines = new ArrayList<>(recorded("ls"));
        int line = lines.size();
        while (!lines.get(--line).contains("mmap(NULL")) {
            // the last one
        }
        String right = lines.get(line);
        lines.set(line, right.replaceFirst("= 0x.*", "= 0x7ffff0000000"));
        ReplayReport report = replay(lines);
        assertThat(report.compared() - report.agreeing()).isEqualTo(1);
        assertThat(report.map(report.pids().get(0))).anyMatch(mapped -> mapped.start() == 0x7ffff0000000L);
    }

    @Test
    void threads_may_overlap_and_processes_fork_in_every_style_of_log() throws IOException {
        Random styles = new Random(8);
        for (long seed = 0; seed < 40; seed++) {
            RandomLog log = new RandomLog(reference, seed, 150);
            Style style = new Style(styles.nextBoolean(), styles.nextBoolean(), styles.nextBoolean());
            ReplayReport report = replay(log.lines(style));
            assertThat(report.firstDifference()).as("seed %d", seed).isNull();
            assertThat(report.compared()).as("seed %d", seed).isGreaterThan(20);
        }
    }

    @Test
    void what_is_written_is_read() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            RandomLog log = new RandomLog(reference, seed, 100);
            for (Style style : List.of(new Style(true, false, true), new Style(false, false, false))) {
                List<String> read =
                        StraceLog.read(Files.write(folder.resolve("log"), log.lines(style))).events().stream()
                                .filter(event -> event.kind() == Event.Kind.END)
                                .map(event -> event.pid() + " "
                                        + event.call().name()
                                        + event.call().arguments() + " "
                                        + event.call().answer())
                                .toList();
                assertThat(read.subList(2, read.size())).isEqualTo(log.calls());
            }
        }
    }

    @Test
    void broken_lines_are_refused_with_file_and_line() {
        for (String wrong : List.of(
                "7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)",
                "7 mmap(NULL, 4096, PROT_READ",
                "7 <... mmap resumed>) = 0x7ffff7fc0000",
                "7 mmap(NULL, many, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fbf000",
                "7 mmap(NULL, 4096, PROT_FANCY, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fbf000",
                "7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = somewhere",
                "7 munmap(0x1000) = 0")) {
            List<String> lines = List.of(
                    "7 execve(\"/bin/x\", [\"x\"], 0x7ff /* 1 var */) = 0",
                    "7 brk(NULL) = 0x555555559000",
                    "7 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fc0000",
                    wrong);
            assertThatThrownBy(() -> replay(lines))
                    .as(wrong)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("log:4: ");
        }
        assertThatThrownBy(() -> replay(List.of())).hasMessageContaining("empty");
    }

    @Test
    void lines_that_strace_did_not_write_are_passed_over_and_counted() throws IOException {
        List<String> lines = List.of(
                "execve(\"/bin/x\", [\"x\"], 0x7ff /* 1 var */) = 0",
                "brk(NULL) = 0x555555559000",
                "hello",
                "write(1, \"a\\nb\", 3a",
                "b) = 3",
                "no line feedmmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fc0000",
                "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fbf000");
        ReplayReport report = replay(lines);
        assertThat(report.agreeing()).isEqualTo(1).isEqualTo(report.compared());
        assertThat(report.lines(Texts.english()))
                .anyMatch(line -> line.startsWith("3 lines were not written by strace"));
        assertThatThrownBy(() -> replay(List.of("hello", "world")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("log:1: this is not a line of strace: 'hello'");
    }

    @Test
    void random_damage_gives_a_report_or_a_sentence_and_nothing_else() throws IOException {
        Random random = new Random(11);
        List<String> whole = recorded("pipeline");
        for (int round = 0; round < 150; round++) {
            List<String> lines = new ArrayList<>(whole.subList(0, 1 + random.nextInt(whole.size())));
            for (int i = 0; i < 3; i++) {
                int at = random.nextInt(lines.size());
                String line = lines.get(at);
                int cut = random.nextInt(line.length() + 1);
                lines.set(at, random.nextBoolean() ? line.substring(0, cut) : line.substring(cut));
            }
            try {
                assertThat(replay(lines).lines(Texts.english())).isNotEmpty();
            } catch (UserError e) {
                assertThat(e.getMessage()).matches("(?s).*log:\\d+: .*");
            }
        }
    }

    @Test
    void the_files_of_a_log_have_their_names_and_flags_any_form() throws IOException {
        ReplayReport report = replay(List.of(
                "execve(\"/bin/x\", [\"x\", \") = 1, [\"], 0x7ff /* 1 var */) = 0",
                "brk(NULL) = 0x555555559000",
                "mmap(NULL, 8192, 0x3 /* PROT_READ|PROT_WRITE */, 0x22, -1, 0) = 0x7ffff7fc0000 <0.000021>",
                "mmap(NULL, 4096, PROT_READ|0x4, MAP_SHARED|0x0, 3</tmp/a, b> c>, 0x1000) = 0x7ffff7fbf000",
                "mmap(0x10000, 4096, 1, 50, 4294967295, 0) = 0x10000",
                "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS|MAP_32BIT, -1, 0) = 0x40000000",
                "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS|MAP_32BIT, -1, 0) = 0x40002000",
                "mmap(NULL, 99999999999999, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (Cannot allocate)",
                "madvise(0x10000, 4096, MADV_HUGEPAGE) = 0",
                "open(\"a\", O_RDONLY) = 3",
                "exit_group(0) = ?",
                "+++ exited with 0 +++"));
        assertThat(report.firstDifference()).isNull();
        assertThat(report.map(report.pids().get(0)))
                .anyMatch(mapped -> mapped.name().equals("/tmp/a, b> c")
                        && mapped.permissions().equals("r-xs"));
        assertThat(report.lines(Texts.english())).anyMatch(line -> line.contains("madvise MADV_HUGEPAGE (1)"));
    }
}
