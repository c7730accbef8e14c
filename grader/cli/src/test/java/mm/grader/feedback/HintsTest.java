package mm.grader.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import org.junit.jupiter.api.Test;

/** Every check has the whole ladder of hints, and its last rung is a section of the handbook that exists. */
class HintsTest {
    @Test
    void every_check_has_three_hints() {
        assertThat(Rubric.shipped().checks())
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.hints())
                        .as("hints of " + check.id())
                        .hasSize(3)
                        .noneMatch(String::isBlank));
    }

    @Test
    void no_hint_is_blank_in_any_language() {
        for (Language language : Language.values()) {
            CheckTexts texts = new CheckTexts(Texts.in(language));
            assertThat(Rubric.shipped().checks()).allSatisfy(check -> {
                for (int number = 1; number <= check.hints().size(); number++) {
                    assertThat(texts.hint(check, number))
                            .as("hint %d of %s in %s", number, check.id(), language)
                            .isNotBlank();
                }
            });
        }
    }

    @Test
    void the_third_hint_names_a_section_of_the_handbook() {
        assertThat(Rubric.shipped().checks()).allSatisfy(check -> {
            String hint = check.hints().get(2);
            assertThat(hint).as("third hint of " + check.id()).matches("docs/[^:]+\\.md: .+");
            Path chapter = KitHome.root().resolve(hint.substring(0, hint.indexOf(": ")));
            assertThat(chapter).as("chapter that %s names", check.id()).exists();
            assertThat(headings(chapter))
                    .as("headings of %s, named by %s", chapter, check.id())
                    .contains(hint.substring(hint.indexOf(": ") + 2));
        });
    }

    private static List<String> headings(Path chapter) {
        try {
            return Files.readAllLines(chapter).stream()
                    .filter(line -> line.matches("###? .+"))
                    .map(line -> line.replaceFirst("###? ", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
