package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mm.grader.RealTools;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mm proc}, {@code mm free} and {@code mm top}: a machine written as /proc, and shown. */
final class ScreenCommandsTest {
    @TempDir
    private Path folder;

    private Path script;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeAScript() throws IOException {
        script = folder.resolve("small.mm");
        Files.writeString(script, "machine 16M\nstart app\nmap app heap 4M\ntouch app heap 1M\n");
    }

    private int mm(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Mm.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    void a_tree_that_was_written_is_shown_by_free_and_top() {
        String tree = folder.resolve("tree").toString();
        assertThat(mm("proc", script.toString(), "--out", tree)).isEqualTo(Exit.OK);
        assertThat(mm("free", "--proc", tree, "-k")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Mem:           16384 ");
        assertThat(mm("top", "--proc", tree, "-b", "-n1", "-o", "%MEM")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("    1 root      20   0    4236   1024      0 S ");
        assertThat(mm("free", "--proc", tree, "--procps", "3")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Mem:          16384 ");
    }

    @Test
    void the_real_tool_runs_on_the_machine_where_the_system_allows_it() {
        assumeTrue(RealTools.whyNot().isEmpty(), () -> RealTools.whyNot() + "");
        assertThat(mm("proc", script.toString(), "--", "cat", "/proc/1/comm")).isEqualTo(Exit.OK);
        assertThat(out.toString()).isEqualTo("app\n");
    }

    @Test
    void wrong_usage_is_one_sentence_and_exit_code_2() throws IOException {
        assertThat(mm("free", "-z")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("there is no option '-z'");
        assertThat(mm("free", "-m", "-g")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("Multiple unit options don't make sense.");
        assertThat(mm("top", "-o", "SIZE")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("unrecognized field name 'SIZE'");
        assertThat(mm("free", "--procps", "5")).isEqualTo(Exit.USAGE);
        assertThat(mm("free", "--proc", folder.toString())).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("this is not a /proc tree: it has no meminfo");
        assertThat(mm("proc", script.toString())).isEqualTo(Exit.USAGE);
        assertThat(mm("proc", script.toString(), "--out", folder.toString())).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("this folder is not empty");
        Files.writeString(script, "brk 0 -> 0x1000\n");
        assertThat(mm("proc", script.toString(), "--out", folder.resolve("b").toString()))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("this is not a machine script");
    }

    /** The folders and what the real tools print of them; the owner of a folder is whoever checked it out. */
    @ParameterizedTest
    @CsvSource({"lxcfs695, free", "linux24, free", "t1, top", "t2, top", "emptystat, top", "free-gt-total, top"})
    void what_users_met_is_shown_as_the_real_tools_show_it(String tree, String tool) throws IOException {
        Path procs = KitHome.root().resolve("grader/cli/src/test/resources/procs");
        assertThat(mm(tool, "--proc", procs.resolve(tree).toString(), tool.equals("top") ? "-w120" : "-k"))
                .isEqualTo(Exit.OK);
        String expected = Files.readString(procs.resolve(tree + "." + tool + ".expected"));
        assertThat(comparable(out.toString())).isEqualTo(comparable(expected));
    }

    /** Rows of equal processor time stand in the order of the folder, and the clock is this moment's. */
    private static List<String> comparable(String screen) {
        return screen.lines()
                .filter(line -> !line.startsWith("top - "))
                .map(line -> line.replaceFirst("^( *\\d+) \\S+ +", "$1 ").stripTrailing())
                .sorted()
                .toList();
    }

    @Test
    void a_tree_without_a_file_that_top_needs_is_a_sentence() {
        Path procs = KitHome.root().resolve("grader/cli/src/test/resources/procs");
        assertThat(mm("top", "--proc", procs.resolve("linux24").toString())).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("linux24: this is not a /proc tree: it has no stat");
    }
}
