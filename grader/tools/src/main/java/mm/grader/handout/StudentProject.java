package mm.grader.handout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import mm.grader.kit.KitHome;
import mm.grader.kit.KitProperties;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import mm.machine.Exercise;

/** The Maven project of a hand-out: each step of an exercise is a JUnit test; all that it needs is in {@code lib/maven}. */
final class StudentProject {
    /** Where Maven finds artifacts. */
    static final Path REPOSITORY = Path.of(KitHome.LIB, "maven", "repository");

    private final Path folder;
    private final Selection selection;
    private final boolean maven;
    private final Map<String, String> blanks = new HashMap<>();

    StudentProject(Path folder, Selection selection, boolean maven) throws IOException {
        this.folder = folder;
        this.selection = selection;
        this.maven = maven;
        Properties versions = versions();
        blanks.put("version", KitProperties.version());
        blanks.put("junit", versions.getProperty("junit"));
        blanks.put("assertj", versions.getProperty("assertj"));
        blanks.put("repository", maven ? "central" : "kit");
        blanks.put(
                "modules",
                selection.exercises().stream()
                        .map(exercise -> "    <module>exercises/" + exercise.folder() + "</module>\n")
                        .collect(Collectors.joining()));
        blanks.put(
                "plugins",
                versions.stringPropertyNames().stream()
                        .filter(name -> name.endsWith("-plugin"))
                        .sorted()
                        .map(name -> plugin(name, versions.getProperty(name)))
                        .collect(Collectors.joining()));
    }

    private static String plugin(String name, String version) {
        return "        <plugin>\n          <artifactId>" + name + "</artifactId>\n          <version>" + version
                + "</version>\n        </plugin>\n";
    }

    static Properties versions() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = StudentProject.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }
        return versions;
    }

    void write() throws IOException {
        Handout.write(folder.resolve("pom.xml"), StudentFiles.text("pom.xml", blanks));
        Handout.write(folder.resolve(".mvn/maven.config"), "--no-transfer-progress\n--fail-at-end\n");
        Path exercises = folder.resolve("exercises");
        Handout.write(exercises.resolve("00-machine/pom.xml"), StudentFiles.text("machine-pom.xml", blanks));
        Rubric rubric = selection.of(Rubric.shipped());
        for (Exercise exercise : selection.exercises()) {
            Path module = exercises.resolve(exercise.folder());
            blanks.put("slug", exercise.folder().substring(3));
            Handout.write(module.resolve("pom.xml"), StudentFiles.text("exercise-pom.xml", blanks));
            for (CheckInfo check : rubric.of(exercise)) {
                test(module.resolve("src/test"), check);
            }
        }
        artifact("grader-checks", folder.resolve(KitHome.LIB).resolve("child/checks.jar"), "checks.pom");
        artifact("reference", folder.resolve(KitHome.LIB).resolve("reference.jar"), "reference.pom");
        if (maven) {
            new MavenFiles(folder).add();
        }
    }

    /** Writes the test of a check's class; of one with several checks, the same again. */
    private static void test(Path tests, CheckInfo check) throws IOException {
        int dot = check.className().lastIndexOf('.');
        String name = check.className().substring(dot + 1);
        String test = name.replaceFirst("Check$", "Test");
        String packageName = check.className().substring(0, dot);
        Path file = tests.resolve("java").resolve(packageName.replace('.', '/')).resolve(test + ".java");
        String text = StudentFiles.text(
                "Test.java.txt", Map.of("package", packageName, "title", check.title(), "test", test, "check", name));
        Handout.write(file, text);
        Handout.write(
                tests.resolve("resources/junit-platform.properties"),
                StudentFiles.text("junit-platform.properties", Map.of()));
    }

    private void artifact(String name, Path jar, String pom) throws IOException {
        String version = KitProperties.version();
        Path place = folder.resolve(REPOSITORY).resolve(Path.of("mm", name, version));
        PackedKit.copy(jar, place.resolve(name + "-" + version + ".jar"));
        Handout.write(place.resolve(name + "-" + version + ".pom"), StudentFiles.text(pom, blanks));
    }
}
