package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import mm.grader.Check;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Seeds;
import mm.machine.Parts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every student has a seed of their own, so a check that goes by it must be right for all of them: the reference passes
 * with any. {@code -Dmm.seeds=300} tries so many.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
final class SeedsTest {
    private static final Parts REFERENCE = new LoadedParts(KitHome.reference());

    static Stream<Method> checksThatGoByTheSeed() {
        return Rubric.shipped().checks().stream()
                .map(CheckInfo::className)
                .distinct()
                .flatMap(SeedsTest::methods)
                .filter(method -> method.isAnnotationPresent(Check.class))
                .filter(method -> List.of(method.getParameterTypes()).contains(Random.class));
    }

    private static Stream<Method> methods(String type) {
        try {
            return Arrays.stream(Class.forName(type).getDeclaredMethods());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("checksThatGoByTheSeed")
    void the_reference_passes_with_any_seed(Method check) {
        check.setAccessible(true);
        LongStream.rangeClosed(1, Integer.getInteger("mm.seeds", 4))
                .map(number -> Seeds.of("student " + number))
                .forEach(seed -> assertThatCode(() -> run(check, seed))
                        .as("seed %d", seed)
                        .doesNotThrowAnyException());
    }

    private static void run(Method check, long seed) throws Throwable {
        Constructor<?> constructor = check.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            check.invoke(constructor.newInstance(), arguments(check, new Random(seed)));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object[] arguments(Method check, Random random) {
        return Arrays.stream(check.getParameterTypes())
                .map(type -> type == Random.class ? random : REFERENCE)
                .toArray();
    }
}
