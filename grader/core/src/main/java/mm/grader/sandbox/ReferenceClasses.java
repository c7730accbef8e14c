package mm.grader.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import mm.grader.child.ClassFiles;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;

/** The compiled reference of each exercise, as it goes to children that run another. */
final class ReferenceClasses {
    private static final Map<Exercise, ClassFiles> READ = new EnumMap<>(Exercise.class);

    private ReferenceClasses() {}

    /**
     * Returns the classes.
     *
     * @throws mm.grader.kit.KitError if one of them is missing or was changed
     */
    static synchronized ClassFiles of(Exercise exercise) {
        return READ.computeIfAbsent(exercise, each -> {
            try {
                return ClassFiles.in(KitHome.referenceClasses(each));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns all of them, as if they were a submission. */
    static Map<Exercise, ClassFiles> all() {
        Map<Exercise, ClassFiles> all = new EnumMap<>(Exercise.class);
        for (Exercise exercise : Exercise.values()) {
            all.put(exercise, of(exercise));
        }
        return all;
    }
}
