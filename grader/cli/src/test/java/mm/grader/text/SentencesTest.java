package mm.grader.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Test;

/**
 * No program has a sentence in its text: what people read has a key, and is in the catalogues. What looks like a sentence
 * and is none is in a list: words of the kernel and of its tools, forms of recordings, what a programmer reads.
 */
class SentencesTest {
    private static final List<String> MODULES = List.of(
            "exercises/00-machine",
            "grader/checks",
            "grader/child",
            "grader/pictures",
            "grader/core",
            "grader/course",
            "grader/tools",
            "grader/quiz",
            "grader/site",
            "grader/cli");

    private static Set<String> inPrograms() {
        Set<String> found = new TreeSet<>();
        MODULES.forEach(module -> found.addAll(Messages.in(KitHome.root().resolve(module + "/src/main/java"))));
        return found;
    }

    private static Set<String> listed() throws IOException {
        try (InputStream list = SentencesTest.class.getResourceAsStream("not-sentences.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("## "))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void no_program_has_a_sentence_in_its_text() throws IOException {
        Set<String> found = inPrograms();
        found.removeAll(listed());
        assertThat(found)
                .as("Give it a key in a catalogue; if nobody who uses the kit reads it, it goes into not-sentences.txt")
                .isEmpty();
    }

    @Test
    void what_is_listed_is_in_a_program() throws IOException {
        Set<String> listed = listed();
        listed.removeAll(inPrograms());
        assertThat(listed)
                .as("in not-sentences.txt, but in no program any more")
                .isEmpty();
    }
}
