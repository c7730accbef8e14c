package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Test;

/** The walk of one submission through the house, as the page on its architecture has it. */
class WalkTest {
    private static final int MAX_STOPS = 12;
    private static final Pattern STOP = Pattern.compile("(\\d+)  ([a-z]+) +([A-Z]\\w+)");

    private static List<MatchResult> stops() throws IOException {
        String page = Files.readString(KitHome.root().resolve("docs/architecture.md"));
        String section = page.substring(page.indexOf("## One graded submission"));
        return STOP.matcher(section.substring(0, section.indexOf("## Facts")))
                .results()
                .toList();
    }

    private static String source(String packageName, String className) throws IOException {
        String file = "/mm/grader/" + packageName + "/";
        List<Path> found = FileTrees.files(KitHome.root().resolve("grader")).stream()
                .filter(path -> path.toString().contains(file) && path.endsWith(className + ".java"))
                .toList();
        assertThat(found).as(packageName + "." + className).hasSize(1);
        return Files.readString(found.get(0));
    }

    @Test
    void it_has_twelve_stops_at_most_and_none_twice() throws IOException {
        List<String> classes = stops().stream().map(stop -> stop.group(3)).toList();
        assertThat(classes).doesNotHaveDuplicates().hasSizeBetween(5, MAX_STOPS);
        assertThat(classes).startsWith("GradeCommand").endsWith("TextReport");
    }

    /** Whoever reads comes from each class to the next by a name in it, or in one of the classes before it. */
    @Test
    void each_stop_is_named_at_one_before_it() throws IOException {
        List<String> before = new ArrayList<>();
        int number = 0;
        for (MatchResult stop : stops()) {
            assertThat(stop.group(1)).isEqualTo("" + ++number);
            String name = stop.group(3);
            assertThat(before)
                    .as(name)
                    .satisfies(read -> assertThat(
                                    read.isEmpty() || read.stream().anyMatch(text -> text.contains(name)))
                            .isTrue());
            before.add(source(stop.group(2), name));
        }
    }
}
