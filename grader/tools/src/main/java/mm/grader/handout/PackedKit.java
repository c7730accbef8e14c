package mm.grader.handout;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitError;
import mm.grader.kit.KitHome;
import mm.grader.skeletons.Skeletons;

/**
 * The part of a kit that runs: {@code lib} with the jars of the grader, the reference and the skeletons, see
 * {@link KitHome}. The same kit gives the same bytes.
 */
final class PackedKit {
    private static final Path PROGRAM = Path.of("grader", "cli", "target", "cli.classpath");
    private static final Path CHILD = Path.of("grader", "child", "target", "child.classpath");

    private final Path lib;

    private PackedKit(Path lib) {
        this.lib = lib;
    }

    /**
     * Writes the folder {@code lib} into a folder, which may be within a zip.
     *
     * @throws KitError if this kit is not built
     */
    static void write(Path folder, boolean stripped) throws IOException {
        PackedKit kit = new PackedKit(folder.resolve(KitHome.LIB));
        kit.jars();
        kit.reference(stripped);
        Zips.write(kit.lib.resolve("skeletons.zip"), skeletons());
        for (Path file : FileTrees.files(KitHome.recorder())) {
            String name = KitHome.recorder().relativize(file).toString();
            if (!name.startsWith("target")) {
                copy(file, kit.lib.resolve("recorder").resolve(name));
            }
        }
    }

    private void jars() throws IOException {
        if (KitHome.isPacked()) {
            for (Path jar : FileTrees.files(KitHome.root().resolve(KitHome.LIB))) {
                if (isJarOfTheGrader(jar)) {
                    copy(
                            jar,
                            lib.resolve(KitHome.root()
                                    .resolve(KitHome.LIB)
                                    .relativize(jar)
                                    .toString()));
                }
            }
            return;
        }
        Set<String> ofTheChild = new HashSet<>(Set.of("child"));
        listed(CHILD).forEach(entry -> ofTheChild.add(name(entry)));
        Set<Path> all = new LinkedHashSet<>(listed(PROGRAM));
        all.addAll(listed(CHILD));
        all.add(KitHome.root().resolve("grader/cli/target/classes"));
        for (Path entry : all) {
            Path jar = (ofTheChild.contains(name(entry)) ? lib.resolve("child") : lib).resolve(name(entry) + ".jar");
            Path module = module(entry);
            if (module == null) {
                copy(entry, jar);
            } else {
                Zips.write(jar, content(module.resolve("target/classes")));
            }
        }
    }

    /** Returns the name of an entry's jar in the packed kit. */
    private static String name(Path entry) {
        Path module = module(entry);
        return module != null
                ? module.getFileName().toString()
                : entry.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    /** Returns the folder of the kit's module that an entry of a class path is made of; null if it is none. */
    private static Path module(Path entry) {
        Path target = entry.getParent();
        boolean own = entry.startsWith(KitHome.root()) && target.endsWith("target");
        return own ? target.getParent() : null;
    }

    /** Returns the entries of a class path that the build has written down. */
    private static List<Path> listed(Path file) throws IOException {
        Path list = KitHome.root().resolve(file);
        if (!Files.exists(list)) {
            throw KitError.of("kit.missing", list);
        }
        return Stream.of(Files.readString(list).strip().split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .toList();
    }

    private static boolean isJarOfTheGrader(Path file) {
        Path lib = KitHome.root().resolve(KitHome.LIB);
        boolean here = file.getParent().equals(lib) || file.getParent().equals(lib.resolve("child"));
        return here && file.toString().endsWith(".jar") && !file.endsWith("reference.jar");
    }

    private void reference(boolean stripped) throws IOException {
        Path jar = FileTrees.temporary("reference-").resolve("reference.jar");
        ReferenceJar.write(jar, stripped);
        copy(jar, lib.resolve("reference.jar"));
        FileTrees.delete(jar.getParent());
    }

    /** Returns the skeletons by their names within the folder of exercises. */
    private static Map<String, byte[]> skeletons() {
        Map<String, byte[]> files = new TreeMap<>();
        Path none = Path.of("exercises");
        Skeletons.handedOut(none)
                .forEach((file, text) -> files.put(
                        none.relativize(file).toString().replace('\\', '/'),
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return files;
    }

    private static Map<String, byte[]> content(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Path file : FileTrees.files(folder)) {
            files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return files;
    }

    static void copy(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (OutputStream out = Files.newOutputStream(target)) {
            Files.copy(file, out);
        }
    }
}
