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
        assumeTrue(RealTools.whyNot().isEmpty(), () -> RealTools.whyNot() + "");
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

    @Test
    void what_is_promised_is_counted_from_the_start_or_not_at_all() {
        String promised = "machine 64M swap 16M\novercommit 2 80\nuser 7 ann\nstart app user ann\nmap app a 40M\n";
        SimulatedMachine machine = MachineScript.play(Script.of("x", promised), parts, line -> {});
        MemInfo info = new MemInfo(machine.proc());
        assertThat(info.kb("CommitLimit")).isEqualTo(65_536 * 80 / 100 / 4 * 4 + 16_384);
        assertThat(info.kb("Committed_AS")).isBetween(40 * 1024L, 41 * 1024L);
        List<String> lines = new ArrayList<>();
        MachineScript.play(Script.of("x", promised + "map app b 30M\novercommit 1\nmap app b 30M"), parts, lines::add);
        assertThat(lines.get(5)).isEqualTo("map app b 30M -> ENOMEM");
        assertThat(lines.get(7)).startsWith("map app b 30M -> 0x");
        assertThatThrownBy(() -> MachineScript.play(
                        Script.of("x", "machine 64M\nstart app\novercommit 2 80"), parts, line -> {}))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("before the first process");
    }

    @Test
    void a_full_group_gives_files_back_and_then_kills_in_itself() {
        List<String> lines = new ArrayList<>();
        String script = """
                machine 32M
                group web 2M
                group web/api 1M
                start init
                start app in web
                fork app worker
                start api in web/api
                start outside
                map outside data 8M
                touch outside data 8M
                start setup in web
                map setup config 512K file /f
                look setup config 512K
                exit setup
                group web
                map app data 3M
                map worker data 3M
                map api data 2M
                touch api data 1M
                touch app data 256K
                group web
                exit outside
                touch worker data 768K
                group web
                touch api data 4K 1M
                group web
                group web/api
                exit worker
                exit app
                group web
                """;
        MachineScript.play(Script.of("x", script), parts, lines::add);
        assertThat(lines)
                .containsSubsequence(
                        "group web -> 512 of 2048 kB",
                        "touch app data 256K -> ok minflt 64 majflt 0",
                        "group web -> 1792 of 2048 kB",
                        "touch worker data 768K -> ok minflt 192 majflt 0",
                        "group web -> 2048 of 2048 kB",
                        "touch api data 4K 1M -> killed minflt 0 majflt 0",
                        "group web -> 1024 of 2048 kB",
                        "group web/api -> 0 of 1024 kB",
                        "group web -> 0 of 2048 kB");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("  Memory cgroup out of memory: Killed process "))
                .singleElement()
                .asString()
                .contains("(api)");
        assertThat(lines)
                .as("rows of the only table")
                .filteredOn(line -> line.matches("  \\[ +\\d+\\] .*"))
                .hasSize(1);
        assertThatThrownBy(() -> MachineScript.play(Script.of("x", "machine 64M\nstart app in web"), parts, line -> {}))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("there is no group web");
    }

    @Test
    void with_swap_and_without_it_the_hog_alone_is_killed_under_its_own_pid() {
        for (String swap : List.of("", " swap 1M")) {
            String text =
                    "machine 8M" + swap + "\nuser 1000 ann\nstart hog pid 4242 user ann\nstart innocent pid 4243\n"
                            + "map innocent data 1M\ntouch innocent data 64K\nmap hog data 32M\ntouch hog data 32M";
            List<String> lines = new ArrayList<>();
            SimulatedMachine machine = MachineScript.play(Script.of("x", text), parts, lines::add);
            assertThat(machine.processes()).extracting(Task::name).containsExactly("innocent");
            int table = lines.indexOf("  Tasks state (memory values in pages):");
            assertThat(lines.get(table + 1))
                    .isEqualTo(
                            "  [  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents"
                                    + " oom_score_adj name");
            assertThat(lines.get(table + 2)).matches(" {2}\\[   4242\\]  1000  4242     8227 .* hog");
            assertThat(lines.get(table + 3)).matches(" {2}\\[   4243\\]     0  4243      291 .* innocent");
            assertThat(lines.get(table + 4))
                    .matches(" {2}Out of memory: Killed process 4242 \\(hog\\) total-vm:32908kB, anon-rss:\\d+kB,"
                            + " file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:\\d+kB oom_score_adj:0");
            assertThat(lines).hasSize(table + 5);
        }
    }

    @Test
    void a_child_has_its_parents_owner_and_wish_and_areas() {
        String text =
                "machine 8M\nuser 1000 ann\nstart a user ann\nadj a -900\nmap a data 1M\nfork a b\ntouch b data 4K\nexit a";
        List<String> lines = new ArrayList<>();
        SimulatedMachine machine = MachineScript.play(Script.of("x", text), parts, lines::add);
        Task child = machine.processes().iterator().next();
        assertThat(child.oomScoreAdj()).isEqualTo(-900);
        assertThat(child.uid()).isEqualTo(1000);
        assertThat(lines).contains("fork a b -> pid 2", "touch b data 4K -> ok minflt 1 majflt 0");
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
                new String[] {"machine 4K", "x:1: memory and swap have from 8K to 16G each, not 4K"},
                new String[] {"machine 99999999G", "x:1: '99999999G' is too large"},
                new String[] {
                    "machine 64M swp 8M",
                    "x:1: 'swp' is not an option of 'machine'; there are swap, min, procps, tlb, levels"
                },
                new String[] {"machine 64M procps 9", "x:1: there is no procps '9'; there are 3 and 4"},
                new String[] {"machine 64M\nstart a pid 0", "x:2: '0' is not a number from 1 to 32767"},
                new String[] {"machine 64M\nstart a pid 5\nstart b pid 5", "x:3: there is a process 5 already"},
                new String[] {"machine 64M\nstart a user ann", "x:2: there is no user 'ann'"},
                new String[] {"machine 64M\nstart a\nadj a 1001", "x:3: '1001' is not a number from -1000 to 1000"},
                new String[] {"machine 64M\nkthread k\nmaps k", "x:3: k is a kernel thread, it has no memory of its own"
                },
                new String[] {"machine 64M\nwait x", "x:2: 'x' is not a number of seconds"},
                new String[] {"free", "x:1: the first operation is 'machine SIZE'"},
                new String[] {
                    "machine 64M\nsudo", "x:2: there is no command 'sudo'; there are free, top, ps, pmap and vmstat"
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
