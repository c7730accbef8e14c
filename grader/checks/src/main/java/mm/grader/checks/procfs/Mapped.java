package mm.grader.checks.procfs;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.machine.Parts;
import mm.procfs.PmapView;
import mm.procfs.ProcFs;

/** A made-up process for the checks, 7, with its mappings. */
final class Mapped {
    static final String HEADER = "Address           Kbytes     RSS   Dirty Mode  Mapping";
    static final String LINE = "---------------- ------- ------- ------- ";

    private final Parts parts;
    private final Map<String, String> files = new HashMap<>();

    Mapped(Parts parts) {
        this.parts = parts;
        files.put("7/cmdline", "server\0--fast\0");
        stack(0x7ffffffff000L - 32);
    }

    /** Sets where the stack began. */
    Mapped stack(long address) {
        files.put("7/stat", "7 (server) S " + "0 ".repeat(24) + address + " 0 0 0 0\n");
        return this;
    }

    /** Makes it a kernel thread: it has no words, and nothing is mapped. */
    Mapped kernelThread() {
        files.put("7/cmdline", "");
        files.put("7/smaps", "");
        files.put("7/smaps_rollup", "");
        return this;
    }

    /** Adds a mapping: range, permissions and name, and its counters: names and kB, with blanks between. */
    Mapped map(String range, String permissions, String name, String counters) {
        String head = range + " " + permissions + " 00000000 00:00 0 " + (name.isEmpty() ? "" : " ".repeat(25) + name);
        files.merge("7/smaps", head + "\n" + lines(counters), String::concat);
        return this;
    }

    /** Sets the sums of all mappings. */
    Mapped rollup(String counters) {
        files.put("7/smaps_rollup", "00400000-7ffffffff000 ---p 00000000 00:00 0 [rollup]\n" + lines(counters));
        return this;
    }

    private static String lines(String counters) {
        StringBuilder text = new StringBuilder();
        String[] words = counters.split(" ");
        for (int i = 0; i + 1 < words.length; i += 2) {
            text.append(String.format("%-16s%8s kB\n", words[i] + ":", words[i + 1]));
        }
        return text + "VmFlags: rd wr mr mw me ac \n";
    }

    List<String> pmap() {
        return parts.pmapView().screen(ProcFs.of(files), 7);
    }

    /** Returns the lines of the mappings. */
    List<String> mappings() {
        List<String> lines = pmap();
        assertThat(lines)
                .as(say("mapped.pmap-prints-two-lines-above"))
                .isNotNull()
                .hasSizeGreaterThan(3);
        return lines.subList(2, lines.size() - 2);
    }

    /** Returns the last line. */
    String sums() {
        mappings();
        List<String> lines = pmap();
        return lines.get(lines.size() - 1);
    }

    PmapView.Shares shares() {
        PmapView.Shares shares = parts.pmapView().shares(ProcFs.of(files), 7);
        assertThat(shares == null).as(say("mapped.shares-returns-null")).isFalse();
        return shares;
    }
}
