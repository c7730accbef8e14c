package mm.grader.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import mm.grader.child.ClassFiles;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;

/** The compiled reference of each exercise, as it goes to children that run another. */
final class ReferenceClasses {
    private static final Map<Exercise, ClassFiles> READ = new EnumMap<>(Exercise.class);

    private ReferenceClasses() {}

    /** Returns the classes; null if the kit has none of this exercise. */
    static synchronized ClassFiles of(Exercise exercise) {
        return READ.computeIfAbsent(exercise, each -> {
            Path folder = KitHome.referenceClasses(each);
            try {
                return Files.isDirectory(folder) ? ClassFiles.in(folder) : null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns all of them, as if they were a submission. */
    static Map<Exercise, ClassFiles> all() {
        Map<Exercise, ClassFiles> all = new EnumMap<>(Exercise.class);
        for (Exercise exercise : Exercise.values()) {
            if (of(exercise) != null) {
                all.put(exercise, of(exercise));
            }
        }
        return all;
    }
}
