package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.text.Terms;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever students and instructors read is there in Chinese, whole, and of the present state of the English text. After
 * a translation was mended, {@code -Dmm.write=true} sets the mark at its end.
 */
class TranslationTest {
    @TestFactory
    Stream<DynamicTest> each_text_is_there_in_chinese() throws IOException {
        List<Path> texts = TranslatedHandbook.english();
        assertThat(texts).hasSizeGreaterThan(30);
        return texts.stream().map(english -> DynamicTest.dynamicTest(english.toString(), () -> demand(english)));
    }

    private static void demand(Path english) throws IOException {
        Path chinese = TranslatedHandbook.chinese(english);
        assertThat(chinese).exists();
        assertThat(shape(chinese)).as("headings, rows of tables, notes").isEqualTo(shape(english));
        assertThat(TranslatedHandbook.blocks(chinese))
                .as("quoted blocks")
                .isEqualTo(TranslatedHandbook.blocks(english));
        assertThat(TranslatedHandbook.links(chinese)).as("links").isEqualTo(TranslatedHandbook.links(english));
        assertThat(TranslatedHandbook.detours(chinese))
                .as("links to English, of what is there in Chinese")
                .isEmpty();
        assertThat(Terms.missing(TranslatedHandbook.read(english), TranslatedHandbook.read(chinese)))
                .isEmpty();
        if (TranslatedHandbook.isGenerated(english)) {
            return;
        }
        if (Boolean.getBoolean("mm.write")) {
            String text = TranslatedHandbook.read(chinese).replaceAll("<!-- translated from \\w+ -->\n", "");
            Files.writeString(chinese, text + TranslatedHandbook.mark(english) + "\n");
        }
        assertThat(TranslatedHandbook.read(chinese))
                .as("mend the translation, then set its mark")
                .endsWith(TranslatedHandbook.mark(english) + "\n");
    }

    @Test
    void no_chinese_text_outlives_its_english_one() throws IOException {
        assertThat(TranslatedHandbook.pages())
                .filteredOn(TranslatedHandbook::isChinese)
                .allSatisfy(chinese ->
                        assertThat(TranslatedHandbook.english()).contains(TranslatedHandbook.english(chinese)));
    }

    @Test
    void the_glossary_and_the_terms_that_all_texts_are_held_to_are_one() {
        List<String> english = words(Path.of("../../docs/glossary.md"));
        List<String> chinese = words(Path.of("../../docs/glossary.zh.md"));
        int terms = 0;
        for (int i = 0; i < english.size(); i++) {
            for (String word : english.get(i).replaceAll(" \\(.*?\\)", "").split(", ")) {
                List<String> known = Terms.of(word);
                assertThat(known.isEmpty() || known.stream().anyMatch(chinese.get(i)::contains))
                        .as(word + " is " + known + ", and in the glossary " + chinese.get(i))
                        .isTrue();
                terms += known.isEmpty() ? 0 : 1;
            }
        }
        assertThat(terms).isGreaterThan(25);
    }

    /** Returns the first cells of a page's table. */
    private static List<String> words(Path page) {
        return TranslatedHandbook.outline(page).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ")[0].substring(2))
                .toList();
    }

    private static List<String> shape(Path file) {
        return TranslatedHandbook.outline(file).stream()
                .filter(line -> line.matches("(#|\\||\\s*<details|!\\[).*"))
                .map(line -> line.replaceFirst("^(#+|\\||\\s*<details>|!).*", "$1"))
                .toList();
    }
}
