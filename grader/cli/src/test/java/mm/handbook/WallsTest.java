package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wall in the table of docs/grader.md names the tests that show it, and each of these is there and tests something. */
final class WallsTest {
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Path TESTS = KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "java"));

    private static List<String> rows(String page, String heading) throws IOException {
        List<String> lines = Files.readAllLines(KitHome.root().resolve("docs").resolve(page));
        int start = lines.indexOf("## " + heading);
        assertThat(start).as(heading).isNotNegative();
        List<String> rows = new ArrayList<>();
        for (String line : lines.subList(start + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            if (line.startsWith("|")) {
                rows.add(line);
            }
        }
        return rows.subList(2, rows.size());
    }

    private static List<String> names(String row) {
        String[] cells = row.split("\\|");
        assertThat(cells).as(row).hasSize(3);
        return NAME.matcher(cells[2]).results().map(found -> found.group(1)).toList();
    }

    private static Stream<Path> filesOf(String name) {
        return FileTrees.files(TESTS).stream()
                .filter(file -> file.getFileName().toString().equals(name + ".java"));
    }

    @ParameterizedTest
    @CsvSource({"grader.md, The walls", "grader.zh.md, 几道墙"})
    void each_wall_names_the_tests_that_show_it(String page, String heading) throws IOException {
        List<String> rows = rows(page, heading);
        assertThat(rows).hasSizeGreaterThan(10);
        for (String row : rows) {
            assertThat(names(row)).as(row).isNotEmpty().allSatisfy(name -> {
                List<Path> files = filesOf(name).toList();
                assertThat(files).as(name).hasSize(1);
                String text = Files.readString(files.get(0));
                assertThat(text).containsPattern("@(Test|ParameterizedTest)\\b").doesNotContain("@Disabled");
                assertThat(name).as("the build runs it").endsWith("Test");
            });
        }
    }

    /** A test that only walls need is no use if no row tells what it is for. */
    @ParameterizedTest
    @CsvSource({"grader.md, The walls", "grader.zh.md, 几道墙"})
    void what_ci_tries_at_night_of_the_walls_is_in_the_table(String page, String heading) throws IOException {
        String nightly = Files.readString(KitHome.root().resolve(Path.of(".ci", "nightly")));
        List<String> named =
                rows(page, heading).stream().flatMap(row -> names(row).stream()).toList();
        List<String> tried = Pattern.compile("-Dtest='?([\\w,]*(?:Attacks|Hostile|Fuzz)[\\w,]*)")
                .matcher(nightly)
                .results()
                .map((MatchResult found) -> found.group(1))
                .flatMap(list -> Stream.of(list.split(",")))
                .distinct()
                .toList();
        assertThat(tried).contains("AttacksTest", "HostileClassTest", "WorstNeighbourTest");
        assertThat(named).containsAll(tried);
    }
}
