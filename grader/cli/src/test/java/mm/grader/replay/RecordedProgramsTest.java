package mm.grader.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.strace.StraceLog;
import mm.grader.text.Texts;
import mm.machine.Parts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs of this very system, recorded now by its strace and replayed: all answers agree, and what is not modelled is
 * counted by name. Skipped where there is no strace, or it may not trace; a program that is not here is left out, and the
 * test says so. {@code -Dmm.strace=all} records every program in every style, as the nightly run does.
 */
final class RecordedProgramsTest {
    private static final boolean ALL = "all".equals(System.getProperty("mm.strace"));
    private static final Path SOURCES = KitHome.root().resolve("grader/cli/src/test/resources/programs");
    private static final String FILTER = "-e trace=%memory,%process,setrlimit,prlimit64,execve";

    /** How to call strace; OUT is the log, and what is not there goes to the terminal, so into the log as well. */
    private static final List<String> STYLES = List.of(
            "-f",
            "-f -o OUT",
            "-f -tt -T -o OUT " + FILTER,
            "-f -r " + FILTER,
            "-f -yy -v -o OUT " + FILTER,
            "-f -k -o OUT " + FILTER,
            "-f -i -n -o OUT " + FILTER,
            "-f -C -o OUT " + FILTER,
            "-f -X raw -y -Y -o OUT " + FILTER,
            "-ff -ttt -T -o OUT " + FILTER,
            "-ff -o OUT " + FILTER,
            "-o OUT " + FILTER);

    @TempDir
    private static Path folder;

    private static final Map<String, List<String>> PROGRAMS = new LinkedHashMap<>();

    private final Parts reference = new LoadedParts(KitHome.reference());

    @BeforeAll
    static void needs_strace_that_may_trace() throws Exception {
        assumeTrue(isHere("strace"), "strace is not installed here: nothing was recorded");
        assumeTrue(
                shell("strace -o /dev/null true").exitValue() == 0, "strace may not trace here: nothing was recorded");
        program("dash", "dash", "-c", "ls / | sort | tail -1; (cd /; ls | wc -l)");
        program("bash", "bash", "-c", "ulimit -v 200000; ls / >/dev/null; ulimit -v 20000; ls /; true");
        program(
                "python3",
                "python3",
                "-c",
                "import subprocess, threading\n"
                        + "all = [threading.Thread(target=lambda: [bytes(100000 * i) for i in range(20)]) for _ in range(3)]\n"
                        + "[one.start() for one in all]\n[one.join() for one in all]\nsubprocess.run(['ls', '/'])");
        program("node", "node", "-e", "console.log([1, 2, 3].map(x => x * 2))");
        program("git", "git", "--version");
        program("perl", "perl", "-e", "print scalar(localtime)");
        program("sort", "sort", "/etc/passwd");
        program("tar", "tar", "czf", "/dev/null", "/etc/passwd");
        PROGRAMS.put(
                "java",
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version"));
        compiled("hello", "hello");
        compiled("static", "hello", "-static");
        compiled("static-pie", "hello", "-static-pie");
        compiled("not-pie", "hello", "-no-pie");
        compiled("32-bit", "hello", "-m32");
        compiled("threads", "threads", "-pthread");
        compiled("limits", "limits");
        if (isHere("gcc")) {
            PROGRAMS.put("gcc", List.of("gcc", SOURCES.resolve("hello.c").toString(), "-o", "/dev/null"));
        }
        System.out.println("recorded are " + PROGRAMS.keySet());
        assertThat(PROGRAMS).hasSizeGreaterThan(4);
    }

    private static void program(String name, String... command) {
        if (isHere(command[0])) {
            PROGRAMS.put(name, List.of(command));
        }
    }

    private static void compiled(String name, String source, String... options) throws Exception {
        Path binary = folder.resolve(name);
        if (isHere("gcc")
                && shell("gcc " + SOURCES.resolve(source + ".c") + " -o " + binary + " " + String.join(" ", options))
                                .exitValue()
                        == 0) {
            PROGRAMS.put(name, List.of(binary.toString()));
        }
    }

    private static boolean isHere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static Process shell(String command) throws Exception {
        return ended(new ProcessBuilder("sh", "-c", command), folder.resolve("said"));
    }

    /** Runs a command to its end; what it prints goes into a file. */
    private static Process ended(ProcessBuilder builder, Path output) throws Exception {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES))
                .as("%s ends", builder.command())
                .isTrue();
        return process;
    }

    /** Records a program and returns its log, or its logs. */
    private static List<Path> record(List<String> program, String style, boolean fixed, Path into) throws Exception {
        Path log = into.resolve("log");
        List<String> command = new ArrayList<>(fixed ? List.of("setarch", "-R") : List.of());
        command.add("strace");
        command.addAll(List.of(style.replace("OUT", log.toString()).split(" ")));
        command.addAll(program);
        ended(new ProcessBuilder(command), style.contains("OUT") ? into.resolve("output") : log);
        try (Stream<Path> files = Files.list(into)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log"))
                    .sorted()
                    .toList();
        }
    }

    private void requireAgreement(String what, List<Path> logs) {
        StraceLog log = logs.size() == 1 ? StraceLog.read(logs.get(0)) : StraceLog.readAll(logs);
        ReplayReport report = LogReplay.run(log, reference);
        assertThat(report.firstDifference()).as(what).isNull();
        assertThat(report.compared()).as(what).isPositive();
        for (String line : report.lines(Texts.english())) {
            if (line.startsWith("not modelled")) {
                System.out.println(what + ": " + line);
                assertThat(line).as(what).matches("not modelled, (taken from the log|left out): .+\\(\\d+\\).*");
            }
        }
    }

    @Tag("slow")
    @Test
    void every_program_agrees_in_every_style_of_strace() throws Exception {
        int recorded = 0;
        for (Map.Entry<String, List<String>> program : PROGRAMS.entrySet()) {
            for (int i = 0; i < STYLES.size(); i++) {
                boolean isTurn = i % PROGRAMS.size() == recorded % STYLES.size();
                if (!ALL && !isTurn) {
                    continue;
                }
                Path into = Files.createDirectories(folder.resolve(program.getKey() + "-" + i + ".logs"));
                boolean fixed = (i + program.getKey().length()) % 3 != 0;
                List<Path> logs = record(program.getValue(), STYLES.get(i), fixed, into);
                if (program.getKey().equals("32-bit")) {
                    requireRefusal(logs);
                } else {
                    requireAgreement(
                            program.getKey() + " by strace " + STYLES.get(i) + (fixed ? "" : ", at random"), logs);
                }
            }
            recorded++;
        }
        assertThat(recorded).isEqualTo(PROGRAMS.size());
    }

    private static void requireRefusal(List<Path> logs) {
        assertThatThrownBy(() -> StraceLog.read(logs.get(0))).hasMessageContaining("not 64-bit");
    }

    @Test
    void the_legacy_layout_agrees() throws Exception {
        for (String name : List.of("sort", "hello", "threads", "static")) {
            if (PROGRAMS.containsKey(name)) {
                Path into = Files.createDirectories(folder.resolve(name + "-legacy.logs"));
                List<String> command = new ArrayList<>(List.of("setarch", "-L", "-R", "strace", "-f", "-o"));
                command.add(into.resolve("log").toString());
                command.addAll(PROGRAMS.get(name));
                ended(new ProcessBuilder(command), into.resolve("output"));
                requireAgreement(name + " in the legacy layout", List.of(into.resolve("log")));
            }
        }
    }

    @Test
    void a_program_that_strace_came_to_and_left_agrees() throws Exception {
        Path binary = folder.resolve("loop");
        assumeTrue(
                isHere("gcc")
                        && shell("gcc " + SOURCES.resolve("loop.c") + " -o " + binary)
                                        .exitValue()
                                == 0,
                "gcc is not here");
        Path log = folder.resolve("attached.log");
        Process program = new ProcessBuilder(binary.toString()).start();
        try {
            Process strace = new ProcessBuilder("strace", "-f", "-o", log.toString(), "-p", "" + program.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            while (strace.isAlive() && (!Files.exists(log) || Files.size(log) < 3000) && program.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            strace.destroy(); // as Ctrl-C: it leaves the program, and says so
            strace.waitFor();
        } finally {
            program.destroyForcibly();
        }
        requireAgreement("strace -p", List.of(log));
    }
}
