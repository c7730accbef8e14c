package mm.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.grader.LoadedParts;
import mm.grader.RealTools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever stands in a /proc, the kit prints what the system's own free and top print, and nothing stops it. */
final class OddProcTest {
    private final Tools tools = new Tools(new LoadedParts(getClass().getClassLoader()), Host.DEBIAN, Procps.V4);
    private Path directory;

    @BeforeEach
    void makes_a_directory() throws IOException {
        directory = RealTools.newDirectory();
    }

    @AfterEach
    void deletes_it() {
        RealTools.delete(directory);
    }

    private static void needsTheTools() throws IOException {
        assumeTrue(RealTools.whyNot().isEmpty(), () -> RealTools.whyNot() + "");
        Path empty = RealTools.newDirectory();
        String version = RealTools.run(empty, List.of("free", "--version")).get(0);
        RealTools.delete(empty);
        assumeTrue(version.endsWith("4.0.2"), "this compares with procps-ng 4.0.2, but here is " + version);
    }

    @Test
    void there_are_at_least_sixty_trees() {
        assertThat(OddProc.meminfos().size() + OddProc.trees().size()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void nothing_in_a_tree_stops_the_tools_of_either_generation() {
        for (Procps procps : Procps.values()) {
            Tools any = new Tools(new LoadedParts(getClass().getClassLoader()), Host.DEBIAN, procps);
            OddProc.meminfos().forEach((name, text) -> {
                ProcFs proc = ProcFs.of(Map.of("meminfo", text));
                assertThat(any.run(proc, proc, "free -h -l -t")).as(name).hasSize(6);
            });
            OddProc.trees().forEach((name, files) -> {
                ProcFs proc = ProcFs.of(files);
                assertThat(any.run(proc, proc, "top -n1")).as(name).hasSizeGreaterThan(7);
            });
        }
    }

    @Test
    void free_prints_of_any_meminfo_what_the_real_one_prints() throws IOException {
        needsTheTools();
        Map<String, String> differing = new LinkedHashMap<>();
        for (Map.Entry<String, String> odd : OddProc.meminfos().entrySet()) {
            Map<String, String> files = Map.of("meminfo", odd.getValue());
            RealTools.write(files, directory);
            for (String command : List.of("free", "free -h -t", "free -w -l -v", "free -b --si", "free -g -t -l")) {
                List<String> real = RealTools.run(directory, List.of(command.split(" ")));
                compare(
                        odd.getKey() + ": " + command,
                        tools.run(ProcFs.of(files), ProcFs.of(files), command),
                        real,
                        differing);
            }
        }
        assertThat(differing).isEmpty();
    }

    @Tag("slow")
    @Test
    void top_prints_of_any_tree_what_the_real_one_prints() throws IOException {
        needsTheTools();
        Map<String, String> differing = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> odd : OddProc.trees().entrySet()) {
            Path tree = Files.createDirectory(
                    directory.resolve("tree" + Math.abs(odd.getKey().hashCode())));
            RealTools.write(odd.getValue(), tree);
            ProcFs proc = ProcFs.of(tree);
            boolean isWide = odd.getKey().contains("names") || odd.getKey().contains("meminfo");
            for (String arguments : isWide ? List.of("-w 90", "-w 84") : List.of("-w 90 -o %MEM")) {
                List<String> words = new ArrayList<>(List.of("top", "-b", "-n1"));
                words.addAll(List.of(arguments.split(" ")));
                List<String> real = RealTools.run(tree, words).stream()
                        .map(line -> line.replaceFirst("^top - ..:..:.. ", "top - 12:00:00 ")
                                .replaceFirst(" [0-9]+ users?, ", " 0 user, "))
                        .toList();
                compare(
                        odd.getKey() + ": " + arguments,
                        tools.run(proc, proc, "top -n1 " + arguments),
                        real,
                        differing);
            }
        }
        assertThat(differing).isEmpty();
    }

    private static void compare(String what, List<String> ours, List<String> real, Map<String, String> differing) {
        String left = String.join("\n", ours.stream().map(String::stripTrailing).toList());
        String right =
                String.join("\n", real.stream().map(String::stripTrailing).toList());
        if (!left.equals(right)) {
            differing.put(what, "\nours:\n" + left + "\nreal:\n" + right + "\n");
        }
    }
}
