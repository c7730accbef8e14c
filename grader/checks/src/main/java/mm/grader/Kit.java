package mm.grader;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.assertj.core.api.Assertions;

/**
 * What the checks of one run are about: whose classes, and which seed.
 *
 * <p>Under plain Maven both are the defaults: everything from the test's class path, seed from the system property
 * {@code mm.seed}, or 1. The grader's own runner sets them before the first check.
 */
public final class Kit {
    private static volatile Function<Exercise, Parts> parts = Kit::partsOfTheClassPath;
    private static volatile long seed = Long.getLong("mm.seed", 1);

    static {
        Assertions.useRepresentation(new MachineNumbers());
    }

    private Kit() {}

    /** In a hand-out, all exercises but the one under test come from the jar of the reference. */
    private static Parts partsOfTheClassPath(Exercise exercise) {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        ClassLoader others = ReferenceLoader.without(exercise, own);
        return others == null ? new LoadedParts(own) : new LoadedParts(others).with(exercise, new LoadedParts(own));
    }

    /** Sets where the parts come from when an exercise is checked, and the seed. */
    public static void use(Function<Exercise, Parts> newParts, long newSeed) {
        parts = newParts;
        seed = newSeed;
    }

    /** Returns the parts for checking an exercise. */
    public static Parts parts(Exercise exercise) {
        return parts.apply(exercise);
    }

    /** Returns the seed of this run. */
    public static long seed() {
        return seed;
    }

    /** Returns the arguments for a check, see {@link Graded}. */
    public static Object[] arguments(Method check) {
        return Arrays.stream(check.getParameterTypes())
                .map(type -> argument(type, check))
                .toArray();
    }

    static Object argument(Class<?> type, Method check) {
        if (type == Random.class) {
            return new Random(seed() * 31 + check.getName().hashCode());
        }
        return Returned.copied(
                parts(check.getDeclaringClass().getAnnotation(Graded.class).exercise()));
    }
}
