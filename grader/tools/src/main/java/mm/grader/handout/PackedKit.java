package mm.grader.handout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitError;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;
import mm.grader.sandbox.ChildClassPath;
import mm.grader.skeletons.Skeletons;

/**
 * The part of a kit that runs: {@code lib} with the jars of the grader, the reference and the skeletons, see
 * {@link KitHome}. The same kit gives the same bytes.
 */
final class PackedKit {
    private static final Path CLASS_PATH = Path.of("grader", "cli", "target", "cli.classpath");

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
        List<Path> ofTheChild = ChildClassPath.origins(Rubric.shipped());
        for (Path entry : classPath()) {
            Path folder = ofTheChild.contains(entry) ? lib.resolve("child") : lib;
            Path module = module(entry);
            if (module == null) {
                copy(entry, folder.resolve(entry.getFileName().toString()));
            } else {
                Zips.write(folder.resolve(module.getFileName() + ".jar"), content(module.resolve("target/classes")));
            }
        }
    }

    /** Returns the folder of the kit's module that an entry of a class path is made of; null if it is none. */
    private static Path module(Path entry) {
        Path target = entry.getParent();
        boolean own = entry.startsWith(KitHome.root()) && target.endsWith("target");
        return own ? target.getParent() : null;
    }

    /** Returns the jars of this kit if it is packed, else jars and folders of its build. */
    private static List<Path> classPath() throws IOException {
        if (KitHome.isPacked()) {
            return FileTrees.files(KitHome.root().resolve(KitHome.LIB)).stream()
                    .filter(PackedKit::isJarOfTheGrader)
                    .toList();
        }
        Path list = KitHome.root().resolve(CLASS_PATH);
        if (!Files.exists(list)) {
            throw KitError.of("kit.missing", list);
        }
        List<Path> all = new ArrayList<>(List.of(KitHome.root().resolve("grader/cli/target/classes")));
        Stream.of(Files.readString(list).strip().split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .forEach(all::add);
        return all;
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
