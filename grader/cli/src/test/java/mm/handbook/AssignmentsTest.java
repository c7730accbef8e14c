package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seven assignments have one form, and say of each step what its checks are worth. */
final class AssignmentsTest {
    private static final List<String> PARTS =
            List.of("What is given", "What to write, in this order", "How it is checked", "Done looks like this");
    private static final List<String> CHINESE_PARTS = List.of("已提供", "按这个次序写什么", "怎样检查", "完成的样子");
    private static final Pattern STEP = Pattern.compile("\\| (\\d+)\\b[^|]*\\|.*");
    private static final Pattern POINTS = Pattern.compile("\\| (\\d+)(?: bonus| 奖励)? (?=\\|)");

    private static String read(Exercise exercise, String file) throws IOException {
        Path folder = KitHome.exercises().resolve(exercise.folder());
        return Files.exists(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : "";
    }

    @ParameterizedTest
    @EnumSource(Exercise.class)
    void it_has_the_parts_of_all_the_others_in_their_order(Exercise exercise) throws IOException {
        String english = read(exercise, "README.md");
        String chinese = read(exercise, "README.zh.md");
        assertThat(headings(english)).containsSubsequence(PARTS);
        assertThat(headings(chinese)).containsSubsequence(CHINESE_PARTS);
        assertThat(english).contains("**Time:** about ", "**Points:** 100");
        assertThat(chinese).contains("**时间：**", "**分数：**");
    }

    private static Stream<String> headings(String text) {
        return text.lines().filter(line -> line.startsWith("## ")).map(line -> line.substring(3));
    }

    @ParameterizedTest
    @EnumSource(Exercise.class)
    void each_step_says_the_points_of_its_checks(Exercise exercise) throws IOException {
        Map<Integer, Integer> points = new TreeMap<>();
        for (CheckInfo check : Rubric.shipped().of(exercise)) {
            points.merge(check.step(), check.points(), Integer::sum);
        }
        assertThat(table(read(exercise, "README.md") + "\n" + read(exercise, "MALLOC.md") + "\n"
                        + read(exercise, "OVERCOMMIT.md") + "\n"
                        + read(exercise, "REMAP.md") + "\n" + read(exercise, "HUGE.md") + "\n"
                        + read(exercise, "GROUPS.md")))
                .isEqualTo(points);
        assertThat(table(read(exercise, "README.zh.md") + "\n" + read(exercise, "MALLOC.zh.md") + "\n"
                        + read(exercise, "OVERCOMMIT.zh.md") + "\n"
                        + read(exercise, "REMAP.zh.md") + "\n" + read(exercise, "HUGE.zh.md") + "\n"
                        + read(exercise, "GROUPS.zh.md")))
                .isEqualTo(points);
    }

    private static Map<Integer, Integer> table(String text) {
        Map<Integer, Integer> points = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher step = STEP.matcher(line);
            Matcher worth = POINTS.matcher(line.substring(Math.min(line.length(), 5)));
            if (step.matches() && worth.find()) {
                points.put(Integer.valueOf(step.group(1)), Integer.valueOf(worth.group(1)));
            }
        });
        return points;
    }
}
