package mm.grader.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.child.ClassLoaders;
import mm.machine.Exercise;

/**
 * Where the kit lives. There are two kinds of it:
 *
 * <pre>
 *                    of sources                     packed: a hand-out, a release, an autograder
 *  the grader        grader/*\/target               lib/*.jar
 *  what a child has  child.classpath of the build   lib/child/*.jar
 *  the reference     the jar that the launcher      lib/reference.jar
 *                    names, else the build's folders
 *  the skeletons     exercises                      lib/skeletons.zip
 *  C sources         grader/recorder                lib/recorder
 *  what a run keeps  grader/cli/target              .mm
 * </pre>
 */
public final class KitHome {
    /** The name of the reference's class loader, as stack traces show it. */
    public static final String REFERENCE = "reference";

    /** The folder of a kit that is packed. */
    public static final String LIB = "lib";

    private KitHome() {}

    /** Returns the folder of the kit, as the launcher or the build names it. */
    public static Path root() {
        String home = System.getProperty("mm.home");
        if (home == null) {
            throw KitError.of("kit.no-home");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }

    /** Tells whether the kit is packed. */
    public static boolean isPacked() {
        return Files.isDirectory(root().resolve(LIB).resolve("child"));
    }

    /** Tells whether the sources of the reference are here. */
    public static boolean hasSolutions() {
        return Files.isDirectory(Exercise.PAGE_TABLE.sources(solutions()));
    }

    /** Returns the folder of the sources of the reference, whether or not it is there. */
    public static Path solutions() {
        return root().resolve("solutions");
    }

    /** Returns the folder of the sources of the recorder. */
    public static Path recorder() {
        return isPacked() ? root().resolve(LIB).resolve("recorder") : root().resolve(Path.of("grader", "recorder"));
    }

    /** Returns the folder of the exercises. */
    public static Path exercises() {
        return root().resolve("exercises");
    }

    /** Returns the folder of the skeletons as they were handed out, within a zip perhaps. */
    public static Path skeletons() {
        Path zip = root().resolve(LIB).resolve("skeletons.zip");
        return Files.exists(zip) ? Archives.root(zip) : exercises();
    }

    /** Returns the folder for what is kept from one run to the next, whether or not it is there. */
    public static Path kept() {
        Path target = root().resolve(Path.of("grader", "cli", "target"));
        if (!isPacked() || Files.isDirectory(target)) {
            return target;
        }
        Path own = root().resolve(".mm");
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            return own; // nothing can be kept then
        }
        return own;
    }

    /** Returns the folders of the reference's compiled classes. */
    public static List<Path> referenceClasses() {
        return Stream.of(Exercise.values()).map(KitHome::referenceClasses).toList();
    }

    /**
     * Returns the folder of the reference's compiled classes of one exercise.
     *
     * @throws KitError if one of them is missing or was changed
     */
    public static Path referenceClasses(Exercise exercise) {
        return Reference.folder(exercise);
    }

    /**
     * Returns a loader of the reference, whose parent sees the machine and the checks only.
     *
     * @throws KitError if a class of it is missing or was changed
     */
    public static ClassLoader reference() {
        return ClassLoaders.ofFiles(REFERENCE, referenceClasses());
    }
}
