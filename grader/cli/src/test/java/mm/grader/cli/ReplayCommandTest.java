package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mm replay} and {@code mm trace --machine}: what they print, draw and return. */
final class ReplayCommandTest {
    private static final Path LOGS =
            KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "resources", "strace"));
    private static final String LS = LOGS.resolve("ls.log.gz").toString();

    @TempDir
    private Path folder;

    private List<String> ls() throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(LOGS.resolve("ls.log.gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void a_log_agrees_and_its_map_is_printed_and_drawn() throws IOException {
        Path picture = folder.resolve("ls.svg");
        Sample.Ran ran = Sample.mm(
                "replay",
                LS,
                "--svg",
                picture.toString(),
                "--smaps",
                LOGS.resolve("ls.smaps.gz").toString());
        assertThat(ran.code()).isEqualTo(Exit.OK);
        assertThat(ran.out())
                .contains("37 of 37 answers")
                .contains("touched at the end: ")
                .contains("the kernel's own map at the end has the same rights in the same places")
                .contains("55555557a000-55555559b000 rw-p [heap]");
        assertThat(picture).content().startsWith("<svg").contains("[heap]").contains("</svg>");
    }

    @Test
    void a_changed_answer_is_shown_with_both_maps() throws IOException {
        List<String> lines = ls().stream()
                .map(line -> line.replace("= 0x7ffff7d9f000", "= 0x7ffff7d9e000")
                        .replace("= 0x55555559b000", "= 0x55555559a000"))
                .toList();
        Path log = Files.write(folder.resolve("log"), lines);
        Sample.Ran ran = Sample.mm("replay", "--no-map", log.toString());
        assertThat(ran.code()).isEqualTo(Exit.LESS);
        assertThat(ran.out())
                .contains("first difference: " + log + ":")
                .contains("Linux:     0x55555559a000")
                .contains("this code: 0x55555559b000")
                .contains("the maps before it, by Linux's answers and by this code:");
    }

    @Test
    void what_is_no_log_and_what_is_not_in_it_is_a_sentence() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "1 brk(NULL) = 0x1000\n1 brk(\n");
        Sample.Ran broken = Sample.mm("replay", log.toString());
        assertThat(broken.code()).isEqualTo(Exit.USAGE);
        assertThat(broken.err()).contains(log + ":2: ");
        Sample.Ran nobody = Sample.mm("replay", LS, "--pid", "1");
        assertThat(nobody.code()).isEqualTo(Exit.USAGE);
        assertThat(nobody.err()).contains("there is no address space of process 1");
        assertThat(Sample.mm("replay", folder.resolve("none").toString()).code())
                .isEqualTo(Exit.USAGE);
        assertThat(Sample.mm("replay", LS, LS, "--svg", "x").code()).isEqualTo(Exit.USAGE);
        Path wrong = Files.writeString(folder.resolve("smaps"), "hello\n");
        assertThat(Sample.mm("replay", LS, "--smaps", wrong.toString()).err()).contains(wrong + ":1: ");
    }

    @Test
    void a_trace_runs_on_the_machine() throws IOException {
        Path trace =
                Files.writeString(folder.resolve("trace"), " L 04000000,8\n S 04000ff8,16\nI  04000aa0,3\n".repeat(40));
        Path picture = folder.resolve("trace.svg");
        Sample.Ran ran =
                Sample.mm("trace", trace.toString(), "--machine", "--window", "50", "--svg", picture.toString());
        assertThat(ran.code()).isEqualTo(Exit.OK);
        assertThat(ran.out()).contains("160 references to 2 pages, in windows of 50");
        assertThat(ran.out().lines().filter(line -> line.strip().startsWith("all ")))
                .singleElement()
                .asString()
                .matches(" +all +3 +0 +\\d+ .* 2");
        assertThat(picture).content().contains("working set");
        assertThat(Sample.mm("trace", trace.toString(), "--machine", "--curve").code())
                .isEqualTo(Exit.USAGE);
        assertThat(Sample.mm("trace", trace.toString(), "--machine", "--window", "0")
                        .code())
                .isEqualTo(Exit.USAGE);
        Path kernels = Files.writeString(folder.resolve("kernels"), " L ffff888000000000,8\n");
        Sample.Ran refused = Sample.mm("trace", kernels.toString(), "--machine");
        assertThat(refused.code()).isEqualTo(Exit.USAGE);
        assertThat(refused.err()).contains("reference 1").contains("nothing can be mapped");
    }
}
