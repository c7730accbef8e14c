package mm.grader.skeletons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long the reference may be: it is read aloud. Prints the counts. */
final class ReferenceCountsTest {
    private static final int MAX_MARKERS = 100;
    private static final int MAX_LARGEST = 300;
    private static final int MAX_MEDIAN = 90;
    private static final int MAX_GIVEN = 250;

    /** By file: lines of code, which are those that are neither blank nor a comment. */
    private static final Map<Path, Integer> CODE = new TreeMap<>();

    private static long markers;

    @BeforeAll
    static void count() throws IOException {
        for (Exercise exercise : Exercise.values()) {
            for (Path file : FileTrees.files(exercise.sources(KitHome.solutions()))) {
                List<String> lines =
                        Files.readAllLines(file).stream().map(String::strip).toList();
                markers += lines.stream()
                        .filter(line -> line.equals(Markers.GIVEN) || line.startsWith(Markers.STUB))
                        .count();
                CODE.put(KitHome.solutions().relativize(file), (int)
                        lines.stream().filter(ReferenceCountsTest::isCode).count());
            }
        }
        System.out.printf(
                "solutions: %d files, %d lines of code, %d of markers; median %d, largest %d: %s%n",
                CODE.size(),
                CODE.values().stream().mapToInt(Integer::intValue).sum(),
                markers,
                median(),
                CODE.get(largest()),
                largest());
    }

    private static boolean isCode(String line) {
        return !line.isEmpty() && !line.matches("(//|/\\*|\\*/|\\* |\\*$).*");
    }

    private static Path largest() {
        return CODE.keySet().stream().max(Comparator.comparing(CODE::get)).orElseThrow();
    }

    private static int median() {
        return CODE.values().stream().sorted().toList().get(CODE.size() / 2);
    }

    @Test
    void the_given_machine_is_in_short_files() throws IOException {
        Path given = KitHome.root().resolve("exercises/00-machine/src/main/java/mm");
        for (String file : List.of("procfs/SimulatedMachine.java", "script/MachineScript.java")) {
            assertThat(Files.readAllLines(given.resolve(file))).as(file).hasSizeBetween(1, MAX_GIVEN);
        }
    }

    @Test
    void markers_are_few() {
        assertThat(markers).isBetween(1L, (long) MAX_MARKERS);
    }

    @Test
    void no_file_is_long_and_half_of_them_are_short() {
        assertThat(CODE).hasSizeGreaterThan(20);
        assertThat(CODE.get(largest())).as("lines of code of " + largest()).isBetween(1, MAX_LARGEST);
        assertThat(median()).as("median of the files' lines of code").isBetween(1, MAX_MEDIAN);
    }

    @Test
    void what_counts_as_code() {
        assertThat(Stream.of("int a; // why", "}", "@Override")).allMatch(ReferenceCountsTest::isCode);
        assertThat(Stream.of("", "// GIVEN", "/** Why. */", "/*", "*", "* text", "*/"))
                .noneMatch(ReferenceCountsTest::isCode);
    }
}
