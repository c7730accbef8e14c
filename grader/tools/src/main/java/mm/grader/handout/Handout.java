package mm.grader.handout;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.KitProperties;
import mm.grader.kit.Reference;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import mm.grader.skeletons.Skeletons;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Catalogue;

/**
 * A repository for students.
 *
 * <pre>
 *  mm, mm.cmd, mm.jar, lib        the grader, which needs a JDK and nothing else
 *  exercises/00-machine           the given machine, with its sources
 *  exercises/NN-...               skeleton, assignment, and a JUnit test for each step
 *  docs, recordings               the students' chapters, with what they show
 *  pom.xml, mvnw, lib/maven       the JUnit way, offline
 *  .devcontainer, .vscode, .github, .gitlab-ci.yml
 *  solutions                      of those exercises alone that were asked for
 *  lib/files                      all of these with a sum each, for an update
 * </pre>
 *
 * @param selection what is set
 * @param language of pages, and of what the grader says
 * @param solutions exercises whose solution is handed out, too
 * @param maven whether Maven itself is handed out
 */
public record Handout(Selection selection, Language language, Set<Exercise> solutions, boolean maven) {
    private static final List<String> PROGRAMS = List.of("mm", "mvnw");

    /** Fills a new folder. */
    void fill(Path folder) throws IOException {
        PackedKit.write(folder, true);
        StringWriter properties = new StringWriter();
        properties.write("version=" + KitProperties.version() + "\ncommit=" + KitProperties.commit() + "\nonly="
                + selection + "\nlanguage=" + language.code() + "\nmaven=" + maven + "\n");
        write(folder.resolve(KitHome.LIB).resolve(KitProperties.FILE), properties.toString());
        MmJar.write(folder);
        programs(folder);
        exercises(folder);
        new HandoutPages(folder, language).write(List.copyOf(selection.exercises()));
        write(folder.resolve("README.md"), StudentFiles.text("README." + language.code() + ".md", blanks()));
        PackedKit.copy(KitHome.root().resolve("LICENSE"), folder.resolve("LICENSE"));
        for (Exercise exercise : solutions) {
            Path sources = exercise.sources(KitHome.solutions());
            copy(sources, exercise.sources(folder.resolve("solutions")));
        }
        new StudentProject(folder, selection, maven).write();
        HandoutPages.trimLinks(folder.resolve("docs"));
        HandoutPages.trimLinks(folder.resolve("exercises"));
        HandoutPages.trimLinks(folder.resolve("README.md"));
    }

    private static void programs(Path folder) throws IOException {
        for (String name : List.of("mm", "mm.cmd", "mvnw", "mvnw.cmd")) {
            String text = StudentFiles.text(name, Map.of());
            Path file = folder.resolve(name);
            write(file, name.endsWith(".cmd") ? text.replace("\n", "\r\n") : text);
            if (PROGRAMS.contains(name) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Map<String, String> files = Map.of(
                "gitignore", ".gitignore",
                "gitattributes", ".gitattributes",
                "devcontainer.json", ".devcontainer/devcontainer.json",
                "settings.json", ".vscode/settings.json",
                "extensions.json", ".vscode/extensions.json",
                "tasks.json", ".vscode/tasks.json",
                "github-classroom.yml", ".github/workflows/classroom.yml",
                "gitlab-ci.yml", ".gitlab-ci.yml");
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(folder.resolve(file.getValue()), StudentFiles.text(file.getKey(), Map.of()));
        }
    }

    private void exercises(Path folder) throws IOException {
        Path exercises = folder.resolve("exercises");
        Path machine = Path.of("00-machine", "src", "main");
        copy(KitHome.exercises().resolve(machine), exercises.resolve(machine));
        Map<Path, String> skeletons = Skeletons.handedOut(exercises);
        for (Exercise exercise : selection.exercises()) {
            for (Map.Entry<Path, String> file : skeletons.entrySet()) {
                if (file.getKey().startsWith(exercise.sources(exercises))) {
                    write(file.getKey(), file.getValue());
                }
            }
        }
    }

    private static void copy(Path folder, Path target) throws IOException {
        for (Path file : FileTrees.files(folder)) {
            if (file.toString().matches(".*\\.(java|properties)")) {
                PackedKit.copy(file, target.resolve(folder.relativize(file).toString()));
            }
        }
    }

    /** Returns what the README has to say of the exercises. */
    private Map<String, String> blanks() throws IOException {
        Catalogue texts = Texts.in(language);
        Rubric rubric = selection.of(Rubric.shipped());
        StringBuilder rows = new StringBuilder();
        for (Exercise exercise : selection.exercises()) {
            String title = new CheckTexts(texts).title(exercise);
            int points = rubric.of(exercise).stream()
                    .filter(check -> !check.bonus())
                    .mapToInt(CheckInfo::points)
                    .sum();
            rows.append("| [" + title + "](exercises/" + exercise.folder() + "/README.md) | " + chapters(exercise)
                    + " | " + points + " |\n");
        }
        String first = selection.exercises().iterator().next().number();
        return Map.of("exercises", rows.toString(), "first", first);
    }

    private static String chapters(Exercise exercise) throws IOException {
        try (Stream<Path> pages = Files.list(KitHome.root().resolve("docs"))) {
            return pages.map(page -> page.getFileName().toString())
                    .filter(name -> name.matches(exercise.number() + "-[a-z-]+\\.md"))
                    .sorted()
                    .map(name -> "[docs/" + name + "](docs/" + name + ")")
                    .collect(Collectors.joining(", "));
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    /** Returns the sums of all files in a folder by their names. */
    static Map<String, String> sums(Path folder) {
        Map<String, String> sums = new TreeMap<>();
        for (Path file : FileTrees.files(folder)) {
            sums.put(folder.relativize(file).toString().replace('\\', '/'), Reference.sum(file));
        }
        return sums;
    }

    /** Writes the list of all files in a folder into it. */
    static void list(Path folder, Map<String, String> sums) throws IOException {
        StringBuilder text = new StringBuilder();
        sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
        Files.write(folder.resolve(HandoutFolder.LIST), text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
