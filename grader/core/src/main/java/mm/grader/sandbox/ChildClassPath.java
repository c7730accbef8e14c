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
 * What a child can load: the module {@code grader/child} and what it depends on, as the build has written it down, and
 * the checks; no recordings, and nothing of the reference.
 *
 * @param entries the jars and folders
 */
record ChildClassPath(List<Path> entries) {
    /** Returns the class path of a child that runs the checks of a rubric. */
    static ChildClassPath of(Rubric rubric) {
        Path file = KitHome.root().resolve(Path.of("grader", "child", "target", "child.classpath"));
        try {
            Stream<Path> needed = Stream.of(Files.readString(file).strip().split(File.pathSeparator))
                    .map(Path::of);
            return new ChildClassPath(
                    Stream.of(Stream.of(ClassLoaders.origin(ChildMain.class)), needed, rubric.origins().stream())
                            .flatMap(each -> each)
                            .map(entry -> entry.toAbsolutePath().normalize())
                            .distinct()
                            .map(WithoutRecordings::of)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the kit is not built: " + file, e);
        }
    }

    /** Returns them as an argument of Java. */
    String argument() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
