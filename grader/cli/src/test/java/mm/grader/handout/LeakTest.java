package mm.grader.handout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import org.jetbrains.java.decompiler.api.Decompiler;
import org.jetbrains.java.decompiler.main.extern.IFernflowerLogger;
import org.jetbrains.java.decompiler.main.extern.IResultSaver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed out gives no solution away, nor what is the makers' or the instructor's own. */
@Tag("slow")
final class LeakTest {
    /** A shorter line says nothing: a brace, a return of one name, a break. */
    private static final int SHORTEST = 16;

    /** Whoever fulfils the contract returns its constants. */
    private static final Pattern CONSTANT = Pattern.compile("return [A-Z]\\w*\\.[A-Z_]+(\\.result\\(\\))?;");

    @TempDir
    private static Path folder;

    private static Path handout;

    @BeforeAll
    static void make() {
        handout = folder.resolve("handout");
        HandedOut.make(handout, "--no-maven");
    }

    /** Returns the lines that only the solutions have. */
    private static Set<String> solutions() throws IOException {
        Set<String> lines = new TreeSet<>();
        Set<String> given = new HashSet<>(lines(KitHome.exercises().resolve("00-machine/src/main/java")));
        for (Exercise exercise : Exercise.values()) {
            lines.addAll(lines(exercise.sources(KitHome.solutions())));
            given.addAll(lines(exercise.sources(KitHome.exercises())));
        }
        lines.removeAll(given);
        return lines;
    }

    private static List<String> lines(Path sources) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : FileTrees.files(sources)) {
            all.append(Files.readString(file)).append('\n');
        }
        return lines(all.toString()).toList();
    }

    private static Stream<String> lines(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> line.length() >= SHORTEST)
                .filter(line -> !line.matches("(import|package|//|\\*|/\\*|@).*"))
                .filter(line -> !CONSTANT.matcher(line).matches());
    }

    /** Visits each file of a hand-out, and what is in its zips and jars: name and bytes. */
    private static void visit(Path root, BiConsumer<String, byte[]> visitor) throws IOException {
        for (Path file : FileTrees.files(root)) {
            visit(root.relativize(file).toString(), Files.readAllBytes(file), visitor);
        }
    }

    private static void visit(String name, byte[] bytes, BiConsumer<String, byte[]> visitor) throws IOException {
        visitor.accept(name, bytes);
        if (name.matches(".*\\.(jar|zip)")) {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    visit(name + "!" + entry.getName(), zip.readAllBytes(), visitor);
                }
            }
        }
    }

    /** Returns the names of all files, also of those within jars. */
    private static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        visit(handout, (name, bytes) -> names.add(name));
        return names;
    }

    private static String text(byte[] bytes) {
        try {
            return java.nio.charset.StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    @Test
    void no_text_in_it_has_a_line_of_a_solution() throws IOException {
        Set<String> solutions = solutions();
        assertThat(solutions).hasSizeGreaterThan(500);
        Map<String, Set<String>> leaks = new TreeMap<>();
        visit(handout, (name, bytes) -> {
            Set<String> leaked = lines(text(bytes)).filter(solutions::contains).collect(Collectors.toSet());
            if (!leaked.isEmpty()) {
                leaks.put(name, leaked);
            }
        });
        assertThat(leaks).isEmpty();
    }

    @Test
    void its_reference_decompiled_has_no_line_of_a_solution() throws IOException {
        Set<String> leaked = new LinkedHashSet<>(decompiled(handout.resolve("lib/reference.jar")));
        leaked.retainAll(solutions());
        assertThat(leaked).isEmpty();
    }

    @Test
    void the_same_jar_with_all_that_a_compiler_leaves_in_it_would_be_found() throws IOException {
        Path whole = folder.resolve("whole.jar");
        ReferenceJar.write(whole, false);
        Set<String> leaked = new LinkedHashSet<>(decompiled(whole));
        leaked.retainAll(solutions());
        assertThat(leaked).hasSizeGreaterThan(100);
    }

    @Test
    void its_reference_names_no_source_no_line_no_variable_and_nothing_private() throws IOException {
        Set<String> hidden = Set.of("VmaList", "AnonVma", "PageRing", "slotOf", "leafTable", "firstFit");
        StringBuilder all = new StringBuilder();
        visit(handout.resolve("lib"), (name, bytes) -> {
            if (name.startsWith("reference.jar!") && name.endsWith(".class")) {
                all.append(name).append(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        });
        assertThat(all).contains("VmaMemoryDescriptor").doesNotContain("LineNumberTable", "LocalVariable", ".java");
        assertThat(all).doesNotContain(hidden.toArray(String[]::new));
    }

    /** Returns the lines of what a decompiler makes of the reference in a jar. */
    private static List<String> decompiled(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        visit("reference.jar", Files.readAllBytes(jar), (name, bytes) -> {
            if (name.endsWith(".class")) {
                Path file = classes.resolve(name.replaceFirst(".*!reference/[^/]*/", ""));
                try {
                    Files.createDirectories(file.getParent());
                    Files.write(file, bytes);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });
        StringBuilder text = new StringBuilder();
        Decompiler.builder()
                .inputs(classes.toFile())
                .output(new Collected(text))
                .logger(IFernflowerLogger.NO_OP)
                .libraries(new File(KitHome.exercises() + "/00-machine/target/classes"))
                .build()
                .decompile();
        assertThat(text).contains("class VmaMemoryDescriptor", "class BadnessOomKiller");
        return lines(text.toString()).toList();
    }

    private record Collected(StringBuilder text) implements IResultSaver {
        @Override
        public void saveClassFile(String path, String name, String entry, String content, int[] mapping) {
            text.append(content).append('\n');
        }

        @Override
        public void saveFolder(String path) {}

        @Override
        public void copyFile(String source, String path, String entry) {}

        @Override
        public void createArchive(String path, String name, java.util.jar.Manifest manifest) {}

        @Override
        public void saveDirEntry(String path, String name, String entry) {}

        @Override
        public void copyEntry(String source, String path, String name, String entry) {}

        @Override
        public void saveClassEntry(String path, String name, String type, String entry, String content) {
            text.append(content).append('\n');
        }

        @Override
        public void closeArchive(String path, String name) {}
    }

    @Test
    void nothing_of_the_makers_or_the_instructors_is_in_it() throws IOException {
        assertThat(names())
                .filteredOn(name ->
                        name.matches(".*(\\.patch|misunderstandings/|attacks/|mm/handbook/|secret|instructor).*"))
                .isEmpty();
        assertThat(names())
                .noneMatch(name -> name.matches(".*!mm/[^$]*Test(\\$.*)?\\.class"))
                .noneMatch(name -> name.startsWith("solutions"))
                .noneMatch(name -> name.matches("[^!]*/target/.*"));
        try (Stream<Path> top = Files.list(handout)) {
            assertThat(top.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            ".devcontainer",
                            ".gitattributes",
                            ".github",
                            ".gitignore",
                            ".gitlab-ci.yml",
                            ".mvn",
                            ".vscode",
                            "LICENSE",
                            "README.md",
                            "docs",
                            "exercises",
                            "lib",
                            "mm",
                            "mm.cmd",
                            "mm.jar",
                            "mvnw",
                            "mvnw.cmd",
                            "pom.xml",
                            "recordings");
        }
    }

    @Test
    void no_answer_of_the_guide_is_in_it() throws IOException {
        String guide = Files.readString(KitHome.root().resolve("docs/instructor-guide.md"));
        Set<String> answers = lines(guide.substring(guide.indexOf("## Answers"), guide.indexOf("## Adding")))
                .filter(line -> line.length() > 40)
                .collect(Collectors.toSet());
        assertThat(answers).hasSizeGreaterThan(5);
        visit(handout, (name, bytes) -> assertThat(lines(text(bytes))).as(name).doesNotContainAnyElementsOf(answers));
    }

    @Test
    void its_recordings_are_those_that_the_kit_shows_to_everybody() throws IOException {
        Path shipped = KitHome.root().resolve(HandoutPages.RECORDINGS);
        assertThat(handed("recordings")).isEqualTo(names(shipped));
        Set<String> packed = names().stream()
                .filter(name -> name.contains("!mm/grader/recordings/") && !name.endsWith("/"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        assertThat(packed).isEqualTo(names(shipped));
    }

    private static Set<String> handed(String place) {
        return names(handout.resolve(place));
    }

    private static Set<String> names(Path place) {
        return FileTrees.files(place).stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
    }

    @Test
    void solutions_that_were_asked_for_are_there_and_no_others() throws IOException {
        Path with = folder.resolve("with");
        HandedOut.make(with, "--no-maven", "--with-solutions", "01,02");
        assertThat(FileTrees.files(with.resolve("solutions")))
                .isNotEmpty()
                .allMatch(file -> file.toString().matches(".*/solutions/0[12]-.*\\.java"));
    }
}
