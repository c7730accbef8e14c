package mm.grader.cli;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.machine.Exercise;

/** Where the kit lives: the folder with {@code exercises}, {@code solutions} and {@code grader} in it. */
public final class House {
    private House() {}

    /** Returns the kit's folder, as the launcher or the build names it. */
    public static Path root() {
        String home = System.getProperty("mm.home");
        if (home == null) {
            throw new IllegalStateException("the system property mm.home is not set; start the grader by ./mm");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }

    /** Returns the folder of the reference. */
    public static Path solutions() {
        return root().resolve("solutions");
    }

    /** Returns the folder of the probes, which {@code mm facts} runs. */
    public static Path probes() {
        return recorder().resolve("probes");
    }

    /** Returns the folder of the recorder's sources. */
    public static Path recorder() {
        return root().resolve(Path.of("grader", "recorder"));
    }

    /** Returns the folder of the skeletons. */
    public static Path exercises() {
        return root().resolve("exercises");
    }

    /** Returns the folders of the reference's compiled classes, those that exist. */
    public static List<Path> referenceClasses() {
        return Stream.of(Exercise.values())
                .map(exercise -> solutions().resolve(exercise.folder()).resolve(Path.of("target", "classes")))
                .filter(Files::isDirectory)
                .toList();
    }

    /** Returns a loader of the reference, whose parent sees the machine and the checks only. */
    public static ClassLoader reference() {
        return loader(referenceClasses());
    }

    /** Returns a loader of classes in folders, whose parent is the grader's. */
    public static ClassLoader loader(List<Path> folders) {
        List<URL> urls = new ArrayList<>();
        for (Path folder : folders) {
            try {
                urls.add(folder.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), House.class.getClassLoader());
    }

    /** Returns the jar or folder that a class was loaded from. */
    public static Path origin(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Returns the names of all classes in a jar or folder. */
    public static Set<String> classNames(Path origin) {
        if (Files.isDirectory(origin)) {
            return namesBelow(origin);
        }
        try (FileSystem jar = FileSystems.newFileSystem(origin)) {
            return namesBelow(jar.getPath("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> namesBelow(Path root) {
        return files(root).stream()
                .map(file -> root.relativize(file).toString())
                .filter(name -> name.endsWith(".class"))
                .map(name -> name.substring(0, name.length() - ".class".length())
                        .replace('/', '.')
                        .replace('\\', '.'))
                .collect(Collectors.toSet());
    }

    /** Tells whether the grader's own class path, or Java itself, has a class of this name. */
    public static boolean isOfTheGrader(String className) {
        return House.class.getClassLoader().getResource(className.replace('.', '/') + ".class") != null;
    }

    /** Returns all plain files below a folder, sorted, symbolic links not followed; none if there is no folder. */
    public static List<Path> files(Path folder) {
        return walk(folder, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Returns all symbolic links below a folder, sorted. */
    public static List<Path> links(Path folder) {
        return walk(folder, Files::isSymbolicLink);
    }

    private static List<Path> walk(Path folder, Predicate<Path> kind) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(kind).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(folder + ": cannot be read: " + e.getMessage());
        }
    }

    /** Makes a folder for what is in the works. */
    static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all that is in a folder. */
    static void clear(Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
    }

    /** Removes a folder with all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
