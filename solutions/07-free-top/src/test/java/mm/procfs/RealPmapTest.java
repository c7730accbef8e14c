package mm.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mm.grader.LoadedParts;
import mm.grader.RealTools;
import mm.script.MachineScript;
import mm.script.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The kit's pmap and the columns PSS and USS of ps against the system's own tools, byte for byte, on random /proc trees and
 * on simulated machines. {@code -Dmm.fuzz=N} takes N trees; {@code -Dmm.record=true} makes the recordings anew.
 */
class RealPmapTest {
    private static final int TREES = Integer.getInteger("mm.fuzz", 3);
    private static final long SEED = Long.getLong("mm.seed", 1);
    private static final List<String> PS = List.of(
            "ps -eo pid,rss,pss,uss,comm",
            "ps -eo pss,pid,uss --sort=-pss,pid",
            "ps -eo user,uss,stat,pss --sort=uss,-pid");

    private final Tools tools = new Tools(new LoadedParts(getClass().getClassLoader()), Host.DEBIAN, Procps.V4);
    private static final int RECORDINGS = 8;
    /** The one of a real process: not the first, which the lab shows, as it is long. */
    private static final int REAL = 7;

    private static final Path FOLDER = Path.of(System.getProperty("mm.home", "../.."))
            .resolve("grader/checks/src/main/resources/mm/grader/recordings");

    private Path directory;

    @BeforeEach
    void needs_the_tools_and_the_right_to_mount() throws IOException {
        assumeTrue(RealTools.whyNot().isEmpty(), () -> RealTools.whyNot() + "");
        directory = RealTools.newDirectory();
        String version = RealTools.run(directory, List.of("pmap", "-V")).get(0);
        assumeTrue(version.endsWith("4.0.2"), "this compares with procps-ng 4.0.2, but here is " + version);
    }

    @AfterEach
    void deletes_it() {
        if (directory != null) {
            RealTools.delete(directory);
        }
    }

    @Test
    void pmap_and_ps_print_of_random_trees_what_the_real_ones_print() throws IOException {
        for (int i = 0; i < TREES; i++) {
            Random random = new Random(SEED * 1000 + i);
            assertSame("tree " + i + " of seed " + SEED, RandomSmaps.added(RandomProc.tree(random), random));
        }
    }

    @Test
    void pmap_and_ps_print_of_a_simulated_machine_what_the_real_ones_print() throws IOException {
        String script = """
                machine 64M swap 16M
                start init
                kthread kswapd0
                start app
                map app data 8M
                map app file 2M file /usr/share/words
                map app shm 1M shared
                touch app data 5M
                look app file 1M
                touch app shm 512K
                fork app child
                touch child data 1M
                look child file 2M
                mlock app shm
                start hog
                map hog data 60M
                touch hog data 50M
                """;
        SimulatedMachine machine = MachineScript.play(
                Script.of("x", script), new LoadedParts(getClass().getClassLoader()), line -> {});
        assertSame("the machine", machine.files(true));
    }

    @Test
    void the_recordings_have_what_the_real_tools_print() throws IOException {
        for (int i = 1; i <= RECORDINGS; i++) {
            Path file = FOLDER.resolve("smaps-" + i + ".txt");
            if (Boolean.getBoolean("mm.record")) {
                Files.writeString(file, recorded(i == REAL ? realProcess() : madeUp(new Random(i)), i));
            }
            assertThat(recorded(files(Files.readString(file)), 100 + i)).isEqualTo(Files.readString(file));
        }
    }

    /** Returns this machine, with one process of it. */
    private static Map<String, String> realProcess() throws IOException {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try {
            ProcFs proc = ProcFs.of(Path.of("/proc"));
            Map<String, String> files = new TreeMap<>();
            for (String name : List.of("meminfo", "uptime", "stat")) {
                files.put(name, proc.read(name));
            }
            for (String name : List.of("stat", "statm", "status", "smaps", "smaps_rollup")) {
                files.put("1/" + name, proc.read(sleep.pid() + "/" + name));
            }
            files.replace("stat", files.get("stat").replaceAll("(?m)^(intr|softirq) .*\\n", ""));
            files.replaceAll((path, text) ->
                    text.replaceAll("(?m)^((?:Tg|NStg|NSp|NSpg|NSs|P)id:\t)?" + sleep.pid() + "\\b", "$1" + 1));
            return files;
        } finally {
            sleep.destroy();
        }
    }

    /** Returns a machine with few processes, whose files are text. */
    private static Map<String, String> madeUp(Random random) {
        while (true) {
            Map<String, String> tree = new TreeMap<>(RandomProc.tree(random));
            List<Integer> pids = ProcFs.of(tree).pids();
            tree.keySet().removeIf(path -> pids.stream().skip(4).anyMatch(pid -> path.startsWith(pid + "/")));
            Map<String, String> files = RandomSmaps.added(tree, random);
            files.keySet()
                    .removeIf(path -> path.endsWith("cmdline") || path.equals("cpuinfo") || path.equals("vmstat"));
            String all = String.join("", files.values());
            String text = new String(all.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            if (all.equals(ProcFs.bytes(text)) && all.contains("libc") && all.indexOf(0x7f) < 0) {
                return files;
            }
        }
    }

    /** Returns the files of a recording. */
    private static Map<String, String> files(String recording) {
        Map<String, String> files = new TreeMap<>();
        for (String section : recording.split("(?m)^=== ")) {
            if (section.startsWith("file ")) {
                int end = section.indexOf('\n');
                files.put(section.substring(5, end), ProcFs.bytes(section.substring(end + 1)));
            }
        }
        return files;
    }

    /** Returns a recording: the files, and what the real tools print of them. */
    private String recorded(Map<String, String> files, int number) throws IOException {
        Path tree = Files.createDirectory(directory.resolve("recorded-" + number));
        RealTools.write(files, tree);
        StringBuilder text = new StringBuilder();
        files.forEach((path, content) -> text.append("=== file ")
                .append(path)
                .append('\n')
                .append(new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        List<String> commands = new ArrayList<>(PS);
        ProcFs.of(tree).pids().forEach(pid -> commands.add("pmap -x " + pid));
        for (String command : commands) {
            text.append("=== run ").append(command).append('\n');
            stripped(RealTools.run(tree, List.of(command.split(" "))))
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private void assertSame(String what, Map<String, String> files) throws IOException {
        Path tree = Files.createDirectory(directory.resolve("tree-" + what.replace(' ', '-')));
        RealTools.write(files, tree);
        ProcFs proc = ProcFs.of(tree);
        List<String> commands = new ArrayList<>(PS);
        commands.add(
                "pmap -x 32768 " + proc.pids().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        commands.add("pmap --extended " + proc.pids().get(0));
        for (String command : commands) {
            List<String> real = RealTools.run(tree, List.of(command.split(" ")));
            List<String> ours = tools.run(proc, proc, command);
            assertThat(command.startsWith("ps") ? stripped(ours) : ours)
                    .as(command + " on " + what)
                    .containsExactlyElementsOf(command.startsWith("ps") ? stripped(real) : real);
        }
    }

    private static List<String> stripped(List<String> lines) {
        return lines.stream().map(String::stripTrailing).toList();
    }
}
