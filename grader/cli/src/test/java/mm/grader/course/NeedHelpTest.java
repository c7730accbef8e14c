package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is listed on the class page as in need of help, and with which reason. */
final class NeedHelpTest {
    @TempDir
    private Path folder;

    private String listed(Map<String, Integer> students) throws IOException {
        Path submissions = folder.resolve("s" + students.size() + students.hashCode());
        for (var student : students.entrySet()) {
            FakeCourse.handIn(submissions, student.getKey(), student.getValue());
        }
        Path out = folder.resolve("out" + students.hashCode());
        new FakeCourse(0).run(submissions, out, FakeCourse.BOOK);
        String page = Files.readString(out.resolve("class.html"));
        List<String> sections = Pattern.compile("(?s)Who may need help</h2>.*?</ul>")
                .matcher(page)
                .results()
                .map(found -> found.group().replaceAll("<[^>]*>", ""))
                .toList();
        return sections.isEmpty() ? "" : sections.get(0);
    }

    /** What a student has who failed a bonus alone is full marks; the cell must not say that checks failed beside them. */
    @Test
    void a_cell_with_full_marks_says_that_it_was_the_bonus_that_failed() throws IOException {
        Path submissions = folder.resolve("bonus");
        FakeCourse.handIn(submissions, "bonus", 100);
        Path out = folder.resolve("bonus-out");
        new FakeCourse(0).run(submissions, out, FakeCourse.BOOK);
        assertThat(Files.readString(out.resolve("class.html"))).contains("1 check of the bonus failed");
    }

    @Test
    void whoever_has_no_points_is_listed_also_where_half_of_the_class_has_none() throws IOException {
        assertThat(listed(new TreeMap<>(Map.of("ada", 0, "bob", 0, "cyd", 100))))
                .contains("ada: no points", "bob: no points")
                .doesNotContain("cyd");
        assertThat(listed(new TreeMap<>(Map.of("ada", 0, "bob", 20, "cyd", 100, "dan", 90))))
                .contains("ada: no points", "bob: 20 points, less than half of the median (55)")
                .doesNotContain("cyd", "dan");
        assertThat(listed(new TreeMap<>(Map.of("ada", 60, "bob", 70)))).isEmpty();
    }
}
