package mm.grader.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.cli.Mm;
import mm.grader.facts.Claim;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.handbook.TranslatedHandbook;
import mm.machine.Exercise;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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
        for (Status status : Status.values()) {
            SAID.get("cli.zh.po").add(status.title());
        }
        for (Exercise exercise : Exercise.values()) {
            SAID.get("machine.zh.po").add(exercise.number() + " " + exercise.title());
        }
        SAID.put("hints.zh.po", new TreeSet<>());
        for (CheckInfo check : Rubric.shipped().checks()) {
            SAID.get("hints.zh.po").addAll(List.of(check.sentence(), check.title()));
            SAID.get("hints.zh.po").addAll(check.hints().subList(0, 2));
        }
        SAID.put("headings.zh.po", new TreeSet<>());
        for (CheckInfo check : Rubric.shipped().checks()) {
            SAID.get("headings.zh.po").add(check.hints().get(2));
        }
        SAID.put("beliefs.zh.po", new TreeSet<>());
        Path beliefs = HOME.resolve("grader/core/src/main/resources/mm/grader/feedback/misunderstandings.tsv");
        Files.readAllLines(beliefs).forEach(line -> SAID.get("beliefs.zh.po").add(line.split("\t")[1]));
        SAID.put("facts.zh.po", new TreeSet<>(Claim.sentences(KitHome.recorder().resolve("probes"))));
        SAID.put("commands.zh.po", new TreeSet<>());
        describe(new CommandLine(new Mm()).getCommandSpec(), SAID.get("commands.zh.po"));
        if (WRITE) {
            for (String file : SAID.keySet()) {
                write(file);
            }
        }
    }

    private static void describe(CommandSpec command, Set<String> said) {
        said.addAll(Arrays.asList(command.usageMessage().description()));
        said.addAll(command.usageMessage().exitCodeList().values());
        command.options().forEach(option -> said.addAll(Arrays.asList(option.description())));
        command.positionalParameters().forEach(each -> said.addAll(Arrays.asList(each.description())));
        command.subcommands().values().forEach(sub -> describe(sub.getCommandSpec(), said));
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
        if (file.equals("headings.zh.po")) {
            all.replaceAll((id, entry) -> new Po.Entry("", id, TranslatedHandbook.heading(id)));
        }
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

    @Test
    void a_hint_into_the_handbook_leads_to_the_chinese_heading() throws IOException {
        for (Po.Entry entry : entries("headings.zh.po")) {
            assertThat(entry.text()).isEqualTo(TranslatedHandbook.heading(entry.id()));
        }
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
