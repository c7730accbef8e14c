package mm.grader.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Errno;
import org.junit.jupiter.api.Test;

/** Every sentence that is asked for is there, and none is there for nothing. */
final class WordsTest {
    private static final Pattern IN_JAVA = Pattern.compile("\"([a-z]+(?:[.-][a-z0-9-]+)*)\"");
    private static final Pattern IN_PAGE =
            Pattern.compile("words(?:\\.(\\w+)|\\['([\\w-]+)'])|button\\('[\\w-]+', '[^']*', '([\\w-]+)'"
                    + "|'(no-(?:fault|event|difference))'");

    @Test
    void the_pages_program_and_its_sentences_belong_together() throws IOException {
        TreeSet<String> asked = new TreeSet<>();
        Matcher use = IN_PAGE.matcher(source("resources/mm/grader/play/steps.js")
                + source("resources/mm/grader/play/shapes.js")
                + source("resources/mm/grader/play/player.js"));
        while (use.find()) {
            for (int group = 1; group <= use.groupCount(); group++) {
                if (use.group(group) != null) {
                    asked.add("ui." + use.group(group));
                }
            }
        }
        List.of("space tables tlb touched frames lists slots tasks limits badness heap bins free top".split(" "))
                .forEach(panel -> asked.add("ui." + panel));
        TreeSet<String> there = keys();
        there.removeIf(key -> !key.startsWith("ui.") || key.matches("ui\\.(event|none|term)-.*"));
        asked.removeIf(key -> key.matches("ui\\.(event|none|term)-.*"));
        assertThat(asked).isEqualTo(there);
    }

    @Test
    void every_event_and_every_term_that_a_sentence_marks_has_its_words() {
        TreeSet<String> there = keys();
        for (Words words : List.of(Words.english(), Words.of(java.util.Locale.CHINESE))) {
            TreeSet<String> marked = new TreeSet<>();
            for (String key : words.keys()) {
                Matcher term = Pattern.compile("\\[\\[t:([a-z-]+)\\|").matcher(words.say(key));
                while (term.find()) {
                    marked.add("ui.term-" + term.group(1));
                }
            }
            assertThat(there).containsAll(marked);
            assertThat(there.stream().filter(key -> key.startsWith("ui.term-")))
                    .containsExactlyInAnyOrderElementsOf(marked);
        }
        assertThat(there).contains("ui.event-minor", "ui.event-oom", "ui.event-swap-out");
    }

    private static final String SWAP_OPERATIONS = "pages|limit|read|write|pageout|cold|dontneed|state";
    private static final String ERRORS =
            Stream.of(Errno.values()).map(Enum::name).collect(Collectors.joining("|"));

    @Test
    void no_sentence_is_there_for_nothing() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : List.of("java/mm/grader/picture", "java/mm/grader/play")) {
            for (Path file : FileTrees.files(
                    KitHome.root().resolve("grader/pictures/src/main").resolve(folder))) {
                all.append(Files.readString(file));
            }
        }
        List<String> quoted = new ArrayList<>();
        Matcher literal = IN_JAVA.matcher(all);
        while (literal.find()) {
            quoted.add(literal.group(1));
        }
        List<String> unused = keys().stream()
                .filter(key -> !key.startsWith("ui.") && !quoted.contains(key))
                .filter(key -> !key.matches("heap\\.(from|to)-[a-z]+")) // where a block came from, or went
                .filter(key -> !key.matches("kind\\.[a-z-]+")) // of the kinds of an enum
                .filter(key -> !key.matches("lists\\.(anon|file)-(in)?active")) // put together of two parts
                .filter(key -> !(key.startsWith("line.")
                        && all.indexOf('"' + key.substring(5) + '"') >= 0)) // a table of words
                .filter(key -> !key.matches("area\\.same-(" + SWAP_OPERATIONS + ")"))
                .filter(key -> !key.matches(
                        "refused\\.((group-remove|group-limit|mmap|munmap|mremap|mprotect|mlock|dontneed|limit)-)?(EBUSY|"
                                + ERRORS + ")"))
                .toList();
        assertThat(unused).isEmpty();
    }

    private static TreeSet<String> keys() {
        TreeSet<String> keys = new TreeSet<>();
        StreamSupport.stream(Words.english().keys().spliterator(), false).forEach(keys::add);
        return keys;
    }

    private static String source(String path) throws IOException {
        return Files.readString(
                KitHome.root().resolve("grader/pictures/src/main").resolve(path));
    }
}
