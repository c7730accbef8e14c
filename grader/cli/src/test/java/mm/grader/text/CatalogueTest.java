package mm.grader.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.cli.Mm;
import mm.grader.cli.options.HelpTexts;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.handbook.TranslatedHandbook;
import mm.text.Catalogue;
import mm.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** All that is said is there in each language, and nothing is there that nobody says. */
final class CatalogueTest {
    private static final Path GRADER = KitHome.root().resolve("grader");
    private static final Path TEXTS = GRADER.resolve("core/src/main/resources/mm/grader/text");
    private static final List<String> MODULES = List.of(
            "exercises/00-machine",
            "grader/checks",
            "grader/child",
            "grader/core",
            "grader/course",
            "grader/tools",
            "grader/quiz",
            "grader/lab",
            "grader/site",
            "grader/cli");
    private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*+)\"");
    /** What the template of the site says. */
    private static final Pattern SAID = Pattern.compile("\\$\\{(site\\.[a-z-]+)\\}");

    private static final Pattern BLANK = Pattern.compile("\\{(\\d+)");

    /** The files that are elsewhere. */
    private static final Map<String, Path> ELSEWHERE = Map.of(
            "machine", KitHome.root().resolve("exercises/00-machine/src/main/resources/mm/text"),
            "labels", GRADER.resolve("checks/src/main/resources/mm/grader"),
            "questions", GRADER.resolve("quiz/src/main/resources/mm/grader/quiz"),
            "site", GRADER.resolve("site/src/main/resources/mm/site"));

    private static Properties properties(String name) throws IOException {
        Properties all = new Properties();
        Path folder = ELSEWHERE.getOrDefault(name.replace("_zh", ""), TEXTS);
        try (Reader in = Files.newBufferedReader(folder.resolve(name + ".properties"), StandardCharsets.UTF_8)) {
            all.load(in);
        }
        return all;
    }

    private static Set<String> literals() throws IOException {
        Set<String> literals = new TreeSet<>();
        for (String module : MODULES) {
            for (Path file : FileTrees.files(KitHome.root().resolve(module).resolve("src/main/java"))) {
                Matcher literal = LITERAL.matcher(Files.readString(file));
                while (literal.find()) {
                    literals.add(literal.group(1));
                }
            }
        }
        Path template = GRADER.resolve("site/src/main/resources/mm/site/page.html");
        Matcher said = SAID.matcher(Files.readString(template));
        while (said.find()) {
            literals.add(said.group(1));
        }
        return literals;
    }

    /** Keys that a program puts together of two parts. */
    private static boolean isPutTogether(String key) {
        return key.startsWith("status.")
                || key.startsWith("row.")
                || key.startsWith("kind.")
                || key.startsWith("file-alignment.")
                || key.startsWith("replayed-space.beside-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "beliefs", "machine", "labels", "questions", "site"})
    void both_languages_have_the_same_keys_with_the_same_blanks(String name) throws IOException {
        Properties english = properties(name);
        Properties chinese = properties(name + "_zh");
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(blanks(chinese.getProperty(key))).as(key).isEqualTo(blanks(english.getProperty(key)));
        }
    }

    private static Set<String> blanks(String pattern) {
        return BLANK.matcher(pattern)
                .results()
                .map(blank -> blank.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void each_key_is_asked_for_and_each_that_is_asked_for_is_there() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String name : List.of("messages", "machine", "labels", "questions", "site")) {
            keys.addAll(properties(name).stringPropertyNames());
        }
        Set<String> literals = literals();
        assertThat(keys)
                .filteredOn(key -> !isPutTogether(key) && !literals.contains(key))
                .isEmpty();
        Set<String> roots =
                keys.stream().map(key -> key.replaceFirst("\\..*", "")).collect(Collectors.toSet());
        assertThat(literals)
                .filteredOn(literal -> literal.matches("[a-z0-9-]+\\.[a-z0-9-]+"))
                .filteredOn(literal -> !literal.startsWith("mm."))
                .filteredOn(literal -> !literal.equals("child.classpath"))
                .filteredOn(literal -> roots.contains(literal.replaceFirst("\\..*", "")))
                .filteredOn(literal -> !literal.matches(
                        ".*\\.(json|xml|html|js|wasm|txt|csv|md|tsv|mm|java|yml|sh|zip|jar|properties)"))
                .filteredOn(literal -> !keys.contains(literal))
                .isEmpty();
    }

    @Test
    void each_check_is_there_in_chinese_and_no_other() throws IOException {
        Set<String> wanted = new TreeSet<>();
        for (CheckInfo check : Rubric.shipped().checks()) {
            wanted.add("exercise." + check.exercise().number());
            wanted.add(CheckTexts.stepKey(check));
            wanted.add(CheckTexts.key(check) + ".sentence");
            for (int i = 1; i <= check.hints().size(); i++) {
                wanted.add(CheckTexts.key(check) + ".hint." + i);
            }
        }
        assertThat(new TreeSet<>(properties("checks_zh").stringPropertyNames())).isEqualTo(wanted);
    }

    @Test
    void a_hint_into_the_handbook_leads_to_the_chinese_heading() {
        CheckTexts chinese = new CheckTexts(Texts.in(Language.ZH));
        for (CheckInfo check : Rubric.shipped().checks()) {
            assertThat(chinese.hint(check, 3))
                    .isEqualTo(TranslatedHandbook.heading(check.hints().get(2)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "beliefs", "machine", "labels", "questions", "site"})
    void the_words_are_those_of_the_glossary(String name) throws IOException {
        Properties english = properties(name);
        Properties chinese = properties(name + "_zh");
        List<String> wrong = new ArrayList<>();
        for (String key : new TreeSet<>(english.stringPropertyNames())) {
            wrong.addAll(Terms.missing(english.getProperty(key), chinese.getProperty(key)));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void each_command_and_option_is_there_in_chinese_and_no_other() throws IOException {
        CommandLine line = Mm.commandLine();
        HelpTexts.install(line.getCommandSpec(), () -> Language.EN);
        ResourceBundle help = line.getResourceBundle();
        Set<String> wanted = Collections.list(help.getKeys()).stream()
                .map(key -> "help." + key)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(properties("help_zh").stringPropertyNames())).isEqualTo(wanted);
    }

    @Test
    void a_message_is_said_with_its_arguments_in_either_language() {
        Message message = Message.of("at", "X.java:7", Message.of("note.more", 12_345));
        assertThat(Texts.english().say(message)).isEqualTo("X.java:7: and 12345 more");
        assertThat(Texts.in(Language.ZH).say(message)).isEqualTo("X.java:7: 还有 12345 条");
        assertThat(Texts.english().say(Message.verbatim("{0} isn't"))).isEqualTo("{0} isn't");
        assertThat(Texts.english().say("smallest-failure.lines", 1)).endsWith(" 1 line:");
        assertThat(Texts.english().say("smallest-failure.lines", 1000)).endsWith(" 1000 lines:");
    }

    /** Program code that compares, searches or matches what a message says would change its mind with a word. */
    @Test
    void no_program_code_reads_a_message_back() throws IOException {
        Pattern reads = Pattern.compile(
                "(getMessage\\(\\)|\\.say\\([^;]*\\)|\\.english\\(\\)|\\.title\\(\\)|\\.message\\(\\))\\s*"
                        + "\\.(contains|equals|startsWith|endsWith|matches|replaceAll|replaceFirst|split|indexOf)\\(");
        try (Stream<Path> modules =
                MODULES.stream().map(module -> KitHome.root().resolve(module).resolve("src/main/java"))) {
            for (Path source :
                    modules.flatMap(folder -> FileTrees.files(folder).stream()).toList()) {
                assertThat(reads.matcher(Files.readString(source)).results().map(found -> found.group()))
                        .as(source.getFileName().toString())
                        .filteredOn(
                                found -> !ALLOWED.contains(source.getFileName().toString()))
                        .isEmpty();
            }
        }
    }

    /** The words are not ours, and nothing else tells a closed pipe from a full disk: they are the C library's. */
    private static final Set<String> ALLOWED = Set.of("Mm.java");

    @Test
    void a_key_that_is_not_there_is_an_error() {
        assertThat(Texts.english().find("no.such.key")).isEmpty();
        Catalogue english = Texts.english();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> english.say("no.such.key"))
                .hasMessageContaining("no.such.key");
    }
}
