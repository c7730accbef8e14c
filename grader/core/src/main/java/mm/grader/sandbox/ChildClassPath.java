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

/** What a child can load: the module {@code grader/child} and what it depends on, as the build has written it down. */
public final class ChildClassPath {
    private ChildClassPath() {}

    /** Returns the jars and folders. */
    public static List<Path> entries() {
        Path file = KitHome.root().resolve(Path.of("grader", "child", "target", "child.classpath"));
        try {
            String needed = Files.readString(file).strip();
            return Stream.concat(
                            Stream.of(ClassLoaders.origin(ChildMain.class)),
                            Stream.of(needed.split(File.pathSeparator)).map(Path::of))
                    .map(entry -> entry.toAbsolutePath().normalize())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the kit is not built: " + file, e);
        }
    }

    /** Returns them as an argument of Java. */
    public static String argument() {
        return entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
