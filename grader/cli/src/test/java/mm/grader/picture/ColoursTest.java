package mm.grader.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the colours promise: text that can be read, and nothing that only a colour says. */
final class ColoursTest {
    private static final double READABLE = 4.5; // WCAG 2, level AA

    private static double luminance(String colour) {
        String hex = colour.length() == 4 ? colour.replaceAll("([0-9a-f])", "$1$1") : colour;
        double[] parts = IntStream.of(1, 3, 5)
                .mapToDouble(i -> Integer.parseInt(hex.substring(i, i + 2), 16) / 255.0)
                .map(part -> part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static double contrast(String a, String b) {
        double one = luminance(a) + 0.05;
        double other = luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    /** Returns the variables of the light and of the dark theme. */
    private static List<Map<String, String>> themes() {
        List<Map<String, String>> themes = new ArrayList<>();
        Matcher rule = Pattern.compile("\\{(--ink[^}]*)").matcher(Svg.style());
        while (rule.find()) {
            Map<String, String> theme = new HashMap<>();
            Matcher variable = Pattern.compile("--(\\w+):(#[0-9a-f]{3,6})").matcher(rule.group(1));
            while (variable.find()) {
                theme.put(variable.group(1), variable.group(2));
            }
            themes.add(theme);
        }
        return themes;
    }

    @Test
    void every_text_can_be_read_on_every_ground_in_both_themes() {
        assertThat(themes()).hasSize(2);
        for (Map<String, String> theme : themes()) {
            for (String text : List.of("ink", "soft", "bad")) {
                for (String ground : List.of("paper", "box")) {
                    assertThat(contrast(theme.get(text), theme.get(ground)))
                            .as("%s on %s", text, ground)
                            .isGreaterThan(READABLE);
                }
            }
        }
    }

    @Test
    void every_letter_can_be_read_on_its_owners_colour() {
        Matcher owner =
                Pattern.compile("\\.(o\\d|o-\\w+)\\{fill:(#[0-9a-f]{3,6})").matcher(Svg.style());
        int count = 0;
        while (owner.find()) {
            boolean white = Svg.style().matches("(?s).*\\.on-" + owner.group(1) + "\\b[^}]*\\{fill:#fff.*");
            assertThat(contrast(white ? "#ffffff" : "#000000", owner.group(2)))
                    .as(owner.group(1))
                    .isGreaterThan(READABLE);
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }

    @Test
    void rights_that_differ_have_patterns_that_differ() {
        List<String> rights = List.of("r--p", "rw-p", "r-xp", "rwxp", "---p");
        assertThat(rights.stream()
                        .map(text -> new Segment(0, 4096, text, "", "").hatch())
                        .distinct())
                .hasSize(rights.size());
    }
}
