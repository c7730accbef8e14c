package mm.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mm.grader.LoadedParts;
import mm.grader.RealTools;
import mm.machine.Parts;
import mm.machine.Task;
import mm.script.MachineScript;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lecture's scripts print what stands beside them, and the real tools see the same machine. */
class MachineScriptsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("mm.home", "../..")).resolve("docs").resolve("scripts");

    private final Parts parts = new LoadedParts(getClass().getClassLoader());

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".mm"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void a_script_prints_its_expected_transcript_and_so_does_the_transcript(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".mm", ".txt");
        Script expected = Script.read(FOLDER.resolve("expected").resolve(name));
        assertThat(Scripts.run(Script.read(file), parts)).isEqualTo(expected.lines());
        assertThat(Scripts.run(expected, parts)).as("run again").isEqualTo(expected.lines());
    }

    @Test
    void the_real_tools_see_the_machine_as_ours_do() throws IOException {
        String whyNot = RealTools.whyNot();
        assumeTrue(whyNot.isEmpty(), whyNot);
        SimulatedMachine machine = MachineScript.play(Script.read(FOLDER.resolve("miner.mm")), parts, line -> {});
        Map<String, String> files = machine.files(true);
        Path tree = RealTools.newDirectory();
        try {
            RealTools.write(files, tree);
            ProcFs proc = ProcFs.of(tree);
            Tools tools = new Tools(parts, Host.DEBIAN, Procps.V4);
            assumeTrue(RealTools.run(tree, List.of("free", "--version")).get(0).endsWith("4.0.2"), "another procps");
            for (String command : List.of(
                    "free",
                    "free -h",
                    "free -w -t",
                    "vmstat",
                    "vmstat -s",
                    "ps -eo pid,user,pri,ni,vsz,rss,%mem,%cpu,stat,time,comm",
                    "ps -eo pid,rss,comm --sort=-rss")) {
                assertThat(stripped(tools.run(proc, proc, command)))
                        .as(command)
                        .isEqualTo(stripped(RealTools.run(tree, List.of(command.split(" ")))));
            }
            List<String> ours = tools.run(proc, proc, "top -b -n1 -w 100");
            List<String> real = RealTools.run(tree, List.of("top", "-b", "-n1", "-w", "100"));
            assertThat(stripped(real).subList(1, real.size()))
                    .isEqualTo(stripped(ours).subList(1, ours.size()));
            demandHtop(tree);
            assertThat(RealTools.run(tree, List.of("ps", "aux"))).anyMatch(line -> line.endsWith("redis-server"));
            int pid = machine.processes().stream()
                    .skip(2)
                    .findFirst()
                    .orElseThrow()
                    .pid();
            assertThat(RealTools.run(tree, List.of("pmap", String.valueOf(pid))))
                    .anyMatch(line -> line.contains("[ stack ]"))
                    .last()
                    .asString()
                    .startsWith(" total ");
        } finally {
            RealTools.delete(tree);
        }
    }

    @Test
    void who_must_not_be_killed_outlives_everybody_and_then_gets_no_memory() {
        String text = "machine 16M swap 4M\nstart init\nstart shop\nmap shop data 4M\ntouch shop data 4M\nstart hog\n"
                + "map hog data 40M\nadj hog -1000\ntouch hog data 40M";
        List<String> lines = new ArrayList<>();
        SimulatedMachine machine = MachineScript.play(Script.of("x", text), parts, lines::add);
        assertThat(machine.processes()).extracting(Task::name).containsExactly("init", "hog");
        assertThat(String.join("\n", lines)).contains("(shop)");
    }

    /**
     * htop draws on a terminal, which util-linux's script provides; what it drew names the processes of the tree. It has to be
     * in the foreground: timeout alone makes a group of its own, which the terminal stops where no shell stood in between.
     */
    private static void demandHtop(Path tree) throws IOException {
        if (RealTools.run(tree, List.of("sh", "-c", "command -v htop && command -v script"))
                        .size()
                < 2) {
            System.out.println("htop or script is not installed here: htop was not tried");
            return;
        }
        String htop = "stty rows 40 cols 120; TERM=xterm timeout --foreground 3 htop -C";
        String screen = String.join(
                "\n", RealTools.run(tree, List.of("sh", "-c", "sleep 5 | script -qec '" + htop + "' /dev/null")));
        assertThat(screen.replaceAll("\u001b[\\[()][0-9;?]*[a-zA-Z]", "")).contains("redis-server", "Mem[");
    }

    @Test
    void a_broken_script_is_named_with_its_line() {
        List<String[]> cases = List.of(
                new String[] {"machine 64M\nstart a\ntouch a b", "x:3: a has no area 'b'"},
                new String[] {"machine 64M\nexit a", "x:2: there is no process 'a'"},
                new String[] {"machine 64M\nmachine 64M", "x:2: the machine runs already"},
                new String[] {"machine 64M\nstart a\nstart a", "x:3: there is a process 'a' already"},
                new String[] {"machine 64X", "x:1: '64X' is not a size; one is like 4096, 64K or 2M"},
                new String[] {"machine 64M\nread f", "x:2: 'read f' ends too early"},
                new String[] {"machine 64M\nsudo", "x:2: there is no command 'sudo'; there are free, top, ps and vmstat"
                },
                new String[] {"machine 64M\ntop", "x:2: this would never end: say how often with -n N"});
        for (String[] each : cases) {
            assertThatThrownBy(() -> MachineScript.play(Script.of("x", each[0]), parts, new ArrayList<String>()::add))
                    .isInstanceOf(ScriptException.class)
                    .hasMessage(each[1]);
        }
    }

    private static List<String> stripped(List<String> lines) {
        return lines.stream().map(String::stripTrailing).toList();
    }
}
