package mm.grader.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Class loaders of compiled code, whose parent sees the kit; and where the classes of the kit itself come from. */
public final class ClassLoaders {
    private static final String SUFFIX = ".class";

    private ClassLoaders() {}

    /** Returns the loader of the kit's own classes. */
    public static ClassLoader kit() {
        return ClassLoaders.class.getClassLoader();
    }

    /** Returns a loader of the classes in some folders; a class of the kit comes first, so none can be replaced. */
    public static ClassLoader of(List<Path> folders) {
        return of(null, folders);
    }

    /** Returns such a loader whose name is in the stack traces of its classes. */
    public static ClassLoader of(String name, List<Path> folders) {
        return new URLClassLoader(name, folders.stream().map(ClassLoaders::url).toArray(URL[]::new), kit());
    }

    /** Returns a loader of the classes in some folders, which may be within jars; its name is in their stack traces. */
    public static ClassLoader ofFiles(String name, List<Path> folders) {
        Map<String, byte[]> all = new TreeMap<>();
        try {
            for (Path folder : folders) {
                all.putAll(ClassFiles.in(folder).files());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ClassFiles(all, true).loader(name);
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the jar or folder that a class was loaded from. */
    public static Path origin(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Tells whether the kit's class path, or Java itself, has a class of this name. */
    public static boolean isOfTheKit(String className) {
        return kit().getResource(className.replace('.', '/') + SUFFIX) != null;
    }

    /** Returns the names of all classes in a jar or folder, also of one that is not there. */
    public static Set<String> classNames(Path origin) {
        try {
            if (!Files.isRegularFile(origin)) {
                return namesBelow(origin);
            }
            try (FileSystem jar = FileSystems.newFileSystem(origin)) {
                return namesBelow(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> namesBelow(Path root) throws IOException {
        return classFiles(root).stream().map(file -> className(root, file)).collect(Collectors.toSet());
    }

    /** Returns all class files below a folder, sorted, links not followed; an empty list if the folder does not exist. */
    static List<Path> classFiles(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the name of the class that a file below a folder is of. */
    static String className(Path root, Path file) {
        String name = root.relativize(file).toString();
        return name.substring(0, name.length() - SUFFIX.length())
                .replace('/', '.')
                .replace('\\', '.');
    }
}
