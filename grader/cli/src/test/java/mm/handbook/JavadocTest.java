package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DocumentationTool;
import javax.tools.ToolProvider;
import mm.grader.child.ClassLoaders;
import mm.grader.cli.Mm;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Javadoc names of Linux was looked up, and the Javadoc can be built without a warning. */
final class JavadocTest {
    private static final Pattern TAG = Pattern.compile("(?m)^\\s*\\* @linux (.*)$");
    private static final Pattern MANUAL = Pattern.compile("man \\w+\\(\\d\\)");
    private static final Pattern FILE = Pattern.compile("`((?:arch|fs|include|kernel|mm)/[\\w/.-]+\\.[ch])`");

    private static List<Path> sources(String... folders) {
        return Stream.of(folders)
                .flatMap(folder -> FileTrees.files(KitHome.root().resolve(folder)).stream())
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> file.toString().contains("/src/"))
                .toList();
    }

    private static Set<String> lookedUp() throws IOException {
        return Files.readAllLines(KitHome.root().resolve("docs/linux-symbols.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_symbol_of_linux_that_is_named_was_looked_up() throws IOException {
        Set<String> unknown = new TreeSet<>();
        Set<String> known = lookedUp();
        for (Path file : sources("exercises", "solutions", "grader")) {
            TAG.matcher(Files.readString(file))
                    .results()
                    .map(tag -> tag.group(1))
                    .forEach(tag -> {
                        if (!known.contains(tag) && !MANUAL.matcher(tag).matches()) {
                            unknown.add(file + ": " + tag);
                        }
                    });
        }
        for (Page chapter : HandbookTest.chapters()) {
            for (String row : chapter.lines().stream()
                    .filter(line -> line.startsWith("| ") && FILE.matcher(line).find())
                    .toList()) {
                List<String> files =
                        FILE.matcher(row).results().map(match -> match.group(1)).toList();
                String last = row.substring(row.lastIndexOf("| `"));
                for (MatchResult symbol :
                        Pattern.compile("`(\\w+)`").matcher(last).results().toList()) {
                    List<String> pairs = files.stream()
                            .map(file -> file + " " + symbol.group(1))
                            .filter(known::contains)
                            .toList();
                    if (pairs.isEmpty()) {
                        unknown.add(chapter + ": " + symbol.group(1) + " in one of " + files);
                    }
                }
            }
        }
        assertThat(unknown)
                .as("look it up, then add it to docs/linux-symbols.txt")
                .isEmpty();
        assertThat(known).hasSizeGreaterThan(100);
    }

    @Test
    void no_tag_names_a_line() {
        assertThat(sources("exercises", "solutions", "grader"))
                .allSatisfy(file ->
                        assertThat(Files.readString(file)).doesNotContainPattern("(?m)^\\s*\\* @linux .*\\.[ch]:\\d"));
    }

    static List<String> modules() {
        List<String> modules = new ArrayList<>(List.of(
                "exercises/00-machine",
                "grader/checks",
                "grader/child",
                "grader/pictures",
                "grader/core",
                "grader/course",
                "grader/tools",
                "grader/cli"));
        for (mm.machine.Exercise exercise : mm.machine.Exercise.values()) {
            modules.add("solutions/" + exercise.folder());
            modules.add("exercises/" + exercise.folder());
        }
        return modules;
    }

    /** The tool is asked for all it has to say; a parameter that its name explains needs no tag. */
    @ParameterizedTest
    @MethodSource("modules")
    void the_javadoc_of_a_module_is_built_without_a_warning(String module, @TempDir Path out) throws IOException {
        assumeTrue(System.getProperty("mm.quoted", "").equals("all"), "run with -Dmm.quoted=all");
        Path sources = KitHome.root().resolve(module).resolve("src/main/java");
        Set<String> packages = new HashSet<>();
        FileTrees.files(sources)
                .forEach(file -> packages.add(
                        sources.relativize(file.getParent()).toString().replace('/', '.')));
        List<String> options = new ArrayList<>(List.of(
                "-quiet", "-Xdoclint:all", "-Xmaxwarns", "1000", "-tag", "linux:a:Linux:", "-d", out.toString()));
        options.addAll(List.of("-sourcepath", sources.toString(), "-classpath", classPath()));
        options.addAll(packages);
        DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
        StringWriter said = new StringWriter();
        javadoc.getTask(said, null, null, null, options, null).call();
        assertThat(said.toString().lines())
                .filteredOn(line -> line.contains(": warning: ") || line.contains("error: "))
                .filteredOn(line -> !line.matches(".*warning: no @(param|return|throws).*"))
                .isEmpty();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + File.pathSeparator
                + Stream.of(Mm.class, mm.machine.Machine.class, mm.grader.Check.class)
                        .map(type -> ClassLoaders.origin(type).toString())
                        .collect(Collectors.joining(File.pathSeparator));
    }
}
