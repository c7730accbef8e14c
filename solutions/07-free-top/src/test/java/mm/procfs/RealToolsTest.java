package mm.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import mm.grader.LoadedParts;
import mm.grader.RealTools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The kit's screens against the system's own tools, on random /proc trees; skipped where no private /proc can be mounted
 * or the tools are of another version. {@code -Dmm.fuzz=N} takes N trees.
 */
class RealToolsTest {
    private static final int TREES = Integer.getInteger("mm.fuzz", 2);
    private static final long SEED = Long.getLong("mm.seed", 1);
    private static final List<String> FREE = List.of(
            "free",
            "free -b",
            "free -k",
            "free -m",
            "free -g",
            "free --kilo",
            "free --mega",
            "free --giga",
            "free --tera",
            "free --peta",
            "free --tebi",
            "free --pebi",
            "free -h",
            "free --si",
            "free -h --si",
            "free -k --si",
            "free -m --si",
            "free -b --si",
            "free -w",
            "free -t",
            "free -l",
            "free -v",
            "free -ltvw",
            "free -hltvw",
            "free -hltv --si",
            "free -lv -m",
            "free -s 0.01 -c 2 -w",
            "free -c 1 -t --giga");
    private static final List<String> PS = List.of(
            "ps -eo pid,user,pri,ni,vsz,rss,%mem,%cpu,stat,time,comm",
            "ps -eo pid,rss,comm --sort=-rss",
            "ps -eo pid,user,rss,comm --sort=-vsz,pid",
            "ps -eo ppid,uid,nlwp,min_flt,maj_flt,s,comm,pid --sort=user,-pid",
            "ps -eo comm,stat,ni,%cpu --sort=-%mem",
            "vmstat",
            "vmstat -S M",
            "vmstat -S k",
            "vmstat -S m",
            "vmstat -s",
            "vmstat -s -S M");
    private static final List<String> TOP = List.of(
            "",
            "-o %MEM",
            "-o VIRT -E g -e m",
            "-o RES -E m -e g",
            "-o -PID -E k -e k",
            "-o SHR -E t -e t",
            "-E p -e p",
            "-E e",
            "-o TIME+ -w 60",
            "-o USER",
            "-o -PR -u root",
            "-o NI -u 1234",
            "-o -%CPU -p 1,7",
            "-o S -w 100",
            "-o COMMAND",
            "-p 1 -p 1");

    private Path directory;

    @BeforeEach
    void makes_a_directory() throws IOException {
        directory = RealTools.newDirectory();
    }

    @AfterEach
    void deletes_it() {
        RealTools.delete(directory);
    }

    @BeforeAll
    static void needs_the_tools_and_the_right_to_mount() throws IOException {
        assumeTrue(RealTools.whyNot().isEmpty(), () -> RealTools.whyNot() + "");
        Process free = new ProcessBuilder("free", "--version").start();
        String version = new String(free.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assumeTrue(version.endsWith("4.0.2"), "this compares with procps-ng 4.0.2, but here is " + version);
    }

    private final Tools tools = new Tools(new LoadedParts(getClass().getClassLoader()), host(), Procps.V4);

    private static Host host() {
        Map<Integer, String> users = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                String[] words = line.split(":");
                users.putIfAbsent(Integer.valueOf(words[2]), words[0]);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Host("12:00:00", 0, users);
    }

    @Test
    void free_ps_and_vmstat_print_what_the_real_ones_print() throws IOException {
        for (int i = 0; i < TREES; i++) {
            Map<String, String> files = RandomProc.tree(new Random(SEED * 1000 + i));
            Path tree = Files.createDirectory(directory.resolve("tree" + i));
            RealTools.write(files, tree);
            ProcFs proc = ProcFs.of(files);
            for (List<String> commands : List.of(FREE, PS)) {
                for (String command : commands) {
                    List<String> real = RealTools.run(tree, List.of(command.split(" ")));
                    assertSame(command, i, tools.run(proc, proc, command), real);
                }
            }
        }
    }

    @Test
    void free_prints_of_this_machine_what_the_real_one_prints() throws IOException {
        Map<String, String> files =
                Map.of("meminfo", ProcFs.of(Path.of("/proc")).read("meminfo"));
        RealTools.write(files, directory);
        for (String command : FREE) {
            List<String> real = RealTools.run(directory, List.of(command.split(" ")));
            assertSame(command, -1, tools.run(ProcFs.of(files), ProcFs.of(files), command), real);
        }
    }

    @Tag("slow")
    @Test
    void top_prints_what_the_real_one_prints_at_both_looks() throws IOException {
        for (int i = 0; i < TREES; i++) {
            Random random = new Random(SEED * 1000 + i);
            Map<String, String> files = RandomProc.tree(random);
            Map<String, String> later = new TreeMap<>(files);
            later.putAll(RandomProc.later(files, random));
            for (int j = 0; j < TOP.size(); j += 3) {
                String arguments = TOP.get((i + j) % TOP.size());
                Path tree = Files.createDirectory(directory.resolve("top" + i + "-" + j));
                RealTools.write(files, tree);
                List<String> command = new ArrayList<>(List.of("top", "-b", "-n2", "-d0.5"));
                command.addAll(List.of(arguments.split(" ")));
                command.remove("");
                ProcFs before = ProcFs.of(files);
                ProcFs now = ProcFs.of(later);
                List<String> ours = new ArrayList<>(tools.run(before, before, "top -n1 " + arguments));
                ours.add("");
                ours.addAll(tools.run(before, now, "top -n1 " + arguments));
                assertSame("top " + arguments, i, ours, top(tree, command, later, ours.size() / 2 - 1));
            }
        }
    }

    /** Runs top, and changes the tree when so many lines of its first screen are there. */
    private static List<String> top(Path tree, List<String> command, Map<String, String> later, int first)
            throws IOException {
        List<String> lines = new ArrayList<>();
        Process process = RealTools.start(tree, command);
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line.replaceFirst("^top - ..:..:.. ", "top - 12:00:00 ")
                        .replaceFirst(" [0-9]+ users?, ", " 0 user, ")
                        .stripTrailing());
                if (lines.size() == first) {
                    RealTools.write(later, tree);
                }
            }
        }
        return lines;
    }

    private static void assertSame(String command, int tree, List<String> ours, List<String> real) {
        for (int line = 0; line < Math.min(ours.size(), real.size()); line++) {
            assertThat(ours.get(line).stripTrailing())
                    .as("%s on tree %d of seed %d, line %d", command, tree, SEED, line + 1)
                    .isEqualTo(real.get(line).stripTrailing());
        }
        assertThat(ours).as("%s on tree %d of seed %d", command, tree, SEED).hasSameSizeAs(real);
    }
}
