package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.RealTools;
import mm.grader.cli.Mm;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Whatever the handbook and the READMEs quote is so: commands are run and their output compared. {@code
 * -Dmm.write=true} writes what differs anew; {@code -Dmm.quoted=all} runs the slow ones, too, as CI does.
 */
final class QuotedTest {
    private static final boolean WRITE = Boolean.getBoolean("mm.write");
    private static final boolean ALL = System.getProperty("mm.quoted", "").equals("all");
    private static final Pattern COMMAND = Pattern.compile("\\s*(\\$ |\\./mm |mvn ).*");
    private static final Pattern MODULES = Pattern.compile("mvn [^`]*-pl ([\\w/,-]+)");

    /** The page that says what to install first, in each language. */
    private static final Set<String> INSTALLED = Set.of("docs/grader.md", "docs/grader.zh.md");

    private static final Pattern INLINE = Pattern.compile("`(?:\\./)?mm ([a-z]+)([^`]*)`");

    static Stream<Quote> quotes() {
        return Page.all().stream().flatMap(page -> page.fences().stream()).flatMap(fence -> Quote.in(fence).stream());
    }

    static Stream<Page.Fence> fences() {
        return Page.all().stream().flatMap(page -> page.fences().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quotes")
    void a_command_prints_what_is_quoted(Quote quote, @TempDir Path folder) throws IOException {
        assumeTrue(ALL || !quote.isSlow(), "run with -Dmm.quoted=all");
        if (quote.command().startsWith("./mm proc")) {
            assumeTrue(RealTools.whyNot().isEmpty(), () -> RealTools.whyNot() + "");
        }
        List<String> lines = quote.run(folder);
        if (WRITE && !quote.matches(lines)) {
            write(quote, lines);
            return;
        }
        assertThat(quote.matches(lines))
                .withFailMessage(() -> quote + " prints\n" + String.join("\n", lines) + "\nand the page says\n"
                        + String.join("\n", quote.output()) + "\n(written anew by -Dmm.write=true)")
                .isTrue();
    }

    private static synchronized void write(Quote quote, List<String> lines) throws IOException {
        Page page = Page.of(quote.fence().page());
        List<String> text = new ArrayList<>(page.lines());
        int at = text.indexOf("$ " + quote.command()) + 1;
        List<String> old = text.subList(at, at + quote.output().size());
        old.clear();
        old.addAll(lines);
        Files.writeString(KitHome.root().resolve(page.path()), String.join("\n", text) + "\n");
    }

    @Test
    void three_dots_alone_on_a_line_stand_for_any_lines_and_nothing_else_does() {
        Page.Fence fence =
                new Page.Fence(Path.of("x.md"), "console", 1, "", List.of("$ cat x", "a", "...", "c  ", "$ cat y"));
        List<Quote> quotes = Quote.in(fence);
        assertThat(quotes).extracting(Quote::command).containsExactly("cat x", "cat y");
        assertThat(List.of(List.of("a", "c"), List.of("a", "b", "b", "c"))).allMatch(quotes.get(0)::matches);
        assertThat(List.of(List.of("a", "b"), List.of("a", "c", "d"), List.of("c"), List.of("a.", "c")))
                .noneMatch(quotes.get(0)::matches);
        assertThat(quotes.get(1).matches(List.of())).isTrue();
        assertThat(quotes.get(1).matches(List.of("b"))).isFalse();
    }

    /** One without is in an sh block: who reads a command with an empty answer learns nothing. */
    @Test
    void each_command_in_a_console_block_has_an_output() {
        assertThat(quotes()).noneMatch(quote -> quote.output().isEmpty());
    }

    @Test
    void a_console_block_begins_with_a_command() {
        assertThat(fences().filter(fence -> fence.language().equals("console")))
                .allMatch(fence -> fence.lines().get(0).startsWith("$ "));
    }

    /** A module's checks are in another one: without -am Maven does not find them unless all was installed. */
    @Test
    void a_maven_command_names_modules_that_exist_and_what_they_need() {
        List<String> wrong = new ArrayList<>();
        for (Page page : Page.all()) {
            for (String line : page.lines()) {
                for (MatchResult module : MODULES.matcher(line).results().toList()) {
                    for (String name : module.group(1).split(",")) {
                        if (!Files.exists(KitHome.root().resolve(name).resolve("pom.xml"))) {
                            wrong.add(page + ": " + line);
                        }
                    }
                }
                if (line.contains("-Pgrade")
                        && !line.contains("-am")
                        && !INSTALLED.contains(page.path().toString())) {
                    wrong.add(page + ": " + line);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void commands_stand_where_they_are_run_or_parsed() {
        List<String> elsewhere = new ArrayList<>();
        fences().filter(fence -> !List.of("console", "sh").contains(fence.language()))
                .forEach(fence -> fence.lines().stream()
                        .filter(line -> COMMAND.matcher(line).matches())
                        .forEach(line -> elsewhere.add(fence + ": " + line)));
        for (Page page : Page.all()) {
            page.prose().stream()
                    .filter(line -> line.startsWith("    "))
                    .filter(line -> COMMAND.matcher(line).matches())
                    .forEach(line -> elsewhere.add(page + ": " + line));
        }
        assertThat(elsewhere)
                .as("a command with its output belongs into a console block, one without into an sh block")
                .isEmpty();
        assertThat(quotes()).hasSizeGreaterThan(15);
    }

    @Tag("slow")
    @Test
    void a_command_that_is_quoted_without_its_output_can_be_given_and_its_files_exist() {
        fences().filter(fence -> fence.language().equals("sh"))
                .forEach(fence -> String.join("\n", fence.lines())
                        .replaceAll("\\\\\n\\s*", "")
                        .lines()
                        .flatMap(line -> Quote.commands(line).stream())
                        .forEach(words -> requirePossible(fence, words)));
    }

    private static void requirePossible(Page.Fence fence, List<String> words) {
        String where = fence + ": " + String.join(" ", words);
        if (words.get(0).equals("./mm")) {
            try {
                Mm.commandLine()
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            } catch (CommandLine.ParameterException e) {
                throw new AssertionError(where + ": " + e.getMessage(), e);
            }
        }
        words.stream()
                .flatMap(word -> Stream.of(word.split("[=,]")))
                .filter(word -> word.matches("(docs|exercises|grader|solutions|\\.ci)/.*"))
                .filter(word -> !(word + "/").contains("/target/"))
                .forEach(file -> assertThat(exists(file))
                        .as(where + ": there is no " + file)
                        .isTrue());
        words.stream()
                .filter(word -> word.startsWith("-Dtest="))
                .flatMap(word -> Stream.of(
                        word.substring("-Dtest=".length()).replace("'", "").split(",")))
                .forEach(test -> assertThat(FileTrees.files(KitHome.root().resolve("grader")))
                        .as(where)
                        .anyMatch(file -> file.endsWith(test + ".java")));
    }

    private static boolean exists(String word) {
        if (!word.contains("*")) {
            return Files.exists(KitHome.root().resolve(word));
        }
        Path pattern = KitHome.root().resolve(word);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return FileTrees.files(pattern.getParent()).stream().anyMatch(matcher::matches);
    }

    /** Commands in running text are abbreviated, so only the command's name and its options' are looked at. */
    @Test
    void a_command_in_running_text_has_the_name_and_the_options_that_it_is_said_to_have() {
        CommandLine mm = Mm.commandLine();
        for (Page page : Page.all()) {
            Matcher inline = INLINE.matcher(String.join("\n", page.prose()).replaceAll("\\s+", " "));
            while (inline.find()) {
                String where = page + ": " + inline.group();
                CommandLine command = mm.getSubcommands().get(inline.group(1));
                assertThat(command).as(where).isNotNull();
                String own = inline.group(2).replaceAll(" -- .*", "");
                for (String word : own.strip().split(" ")) {
                    command = command.getSubcommands().getOrDefault(word, command);
                }
                for (Matcher option = Pattern.compile("--?[a-z-]+").matcher(own); option.find(); ) {
                    boolean known = command.getCommandSpec().findOption(option.group()) != null
                            || List.of("free", "top").contains(inline.group(1));
                    assertThat(known
                                    || (own.charAt(option.start() - 1) != ' ' && own.charAt(option.start() - 1) != '['))
                            .as(where + ": it has no option " + option.group())
                            .isTrue();
                }
            }
        }
    }
}
