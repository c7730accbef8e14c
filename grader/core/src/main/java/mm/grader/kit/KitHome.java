package mm.grader.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.child.ClassLoaders;
import mm.machine.Exercise;

/** Where the kit lives: the folder with {@code exercises}, {@code solutions} and {@code grader} in it. */
public final class KitHome {
    /** The name of the reference's class loader, as stack traces show it. */
    public static final String REFERENCE = "reference";

    private KitHome() {}

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
                .map(KitHome::referenceClasses)
                .filter(Files::isDirectory)
                .toList();
    }

    /** Returns the folder of the reference's compiled classes of one exercise, whether or not it exists. */
    public static Path referenceClasses(Exercise exercise) {
        return solutions().resolve(exercise.folder()).resolve(Path.of("target", "classes"));
    }

    /** Returns a loader of the reference, whose parent sees the machine and the checks only. */
    public static ClassLoader reference() {
        return ClassLoaders.of(REFERENCE, referenceClasses());
    }
}
