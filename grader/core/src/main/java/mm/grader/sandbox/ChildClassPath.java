package mm.grader.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.child.ChildMain;
import mm.grader.child.ClassLoaders;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;

/**
 * What a child can load: the module {@code grader/child} with all that it depends on, and the checks; no recordings, and
 * nothing of the reference. A kit that is packed has these jars in a folder of their own; of a kit that is built, the build
 * has written down which they are.
 *
 * @param entries the jars and folders
 */
public record ChildClassPath(List<Path> entries) {
    /** The folder of the jars in a kit that is packed. */
    public static final Path PACKED = Path.of("lib", "child");

    private static final Path BUILT = Path.of("grader", "child", "target", "child.classpath");

    /** Returns the class path of a child that runs the checks of a rubric. */
    public static ChildClassPath of(Rubric rubric) {
        return new ChildClassPath(
                origins(rubric).stream().map(WithoutRecordings::of).toList());
    }

    /** Returns the jars and folders that it is made of, with the recordings. */
    public static List<Path> origins(Rubric rubric) {
        try {
            return Stream.concat(module(), rubric.origins().stream())
                    .map(entry -> entry.toAbsolutePath().normalize())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the kit is not built: " + e.getMessage(), e);
        }
    }

    private static Stream<Path> module() throws IOException {
        Path packed = KitHome.root().resolve(PACKED);
        if (Files.isDirectory(packed)) {
            try (Stream<Path> jars = Files.list(packed)) {
                return jars.sorted().toList().stream();
            }
        }
        String built = Files.readString(KitHome.root().resolve(BUILT)).strip();
        return Stream.concat(
                Stream.of(ClassLoaders.origin(ChildMain.class)),
                Stream.of(built.split(File.pathSeparator)).map(Path::of));
    }

    /** Returns them as an argument of Java. */
    String argument() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
