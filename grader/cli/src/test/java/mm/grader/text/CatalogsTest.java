package mm.grader.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything that the kit says has an entry in the catalogs, each entry a translation with the same placeholders and
 * with the words of the glossary, and nothing is in them that nobody says any more. With {@code -Dmm.write=true} the
 * files get the entries they lack, to be translated by hand.
 */
class CatalogsTest {
    private static final Path HOME = Path.of("../..");
    private static final Path FOLDER = HOME.resolve("grader/core/src/main/resources/mm/grader/text");
    private static final boolean WRITE = Boolean.getBoolean("mm.write");

    private static final Map<String, Set<String>> SAID = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        SAID.put("checks.zh.po", Messages.in(HOME.resolve("grader/checks/src/main/java")));
        SAID.put("machine.zh.po", Messages.in(HOME.resolve("exercises/00-machine/src/main/java")));
        SAID.put("cli.zh.po", new TreeSet<>());
        for (String module : List.of("child", "pictures", "core", "course", "tools", "cli")) {
            SAID.get("cli.zh.po")
                    .addAll(Messages.in(HOME.resolve("grader").resolve(module).resolve("src/main/java")));
        }
        if (WRITE) {
            for (String file : SAID.keySet()) {
                write(file);
            }
        }
    }

    private static List<Po.Entry> entries(String file) throws IOException {
        Path path = FOLDER.resolve(file);
        return Files.exists(path) ? Po.parse(file, Files.readString(path)) : List.of();
    }

    /** Keeps what is translated, and what was added by hand above the line of the others. */
    private static void write(String file) throws IOException {
        Map<String, Po.Entry> all = new TreeMap<>();
        List<Po.Entry> byHand = new ArrayList<>();
        for (Po.Entry entry : entries(file)) {
            if (entry.comment().contains("by hand")) {
                byHand.add(entry);
            } else if (SAID.get(file).contains(entry.id())) {
                all.put(entry.id(), entry);
            }
        }
        SAID.get(file).forEach(id -> all.putIfAbsent(id, new Po.Entry("", id, "")));
        StringBuilder text = new StringBuilder();
        byHand.forEach(entry -> text.append(Po.print(entry)).append('\n'));
        all.values().forEach(entry -> text.append(Po.print(entry)).append('\n'));
        Files.writeString(FOLDER.resolve(file), text.toString());
    }

    @TestFactory
    Stream<DynamicTest> all_that_is_said_is_translated() {
        return SAID.keySet().stream()
                .map(file -> DynamicTest.dynamicTest(file, () -> {
                    Map<String, Po.Entry> known = new TreeMap<>();
                    entries(file).forEach(entry -> known.put(entry.id(), entry));
                    Set<String> missing = new TreeSet<>(SAID.get(file));
                    missing.removeIf(id -> known.containsKey(id)
                            && (known.get(id).isCode() || !known.get(id).text().isBlank()));
                    assertThat(missing).as("in " + file + " not translated").isEmpty();
                    Set<String> stale = new TreeSet<>();
                    known.values().stream()
                            .filter(entry -> !entry.comment().contains("by hand"))
                            .forEach(entry -> stale.add(entry.id()));
                    stale.removeAll(SAID.get(file));
                    assertThat(stale)
                            .as("in " + file + " but not said any more")
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> each_translation_has_the_same_placeholders() {
        return SAID.keySet().stream()
                .map(file -> DynamicTest.dynamicTest(file, () -> {
                    for (Po.Entry entry : entries(file)) {
                        if (!entry.isCode() && !entry.text().isEmpty()) {
                            assertThat(places(entry.text())).as(entry.id()).isEqualTo(places(entry.id()));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> the_words_are_the_glossarys() {
        return SAID.keySet().stream()
                .map(file -> DynamicTest.dynamicTest(file, () -> {
                    List<String> wrong = new ArrayList<>();
                    for (Po.Entry entry : entries(file)) {
                        if (!entry.isCode() && !entry.text().isEmpty()) {
                            wrong.addAll(Terms.missing(entry.id(), entry.text()));
                        }
                    }
                    assertThat(wrong).isEmpty();
                }));
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Pattern.compile("\\{\\d+}").matcher(text).results().forEach(place -> places.add(place.group()));
        return places;
    }
}
