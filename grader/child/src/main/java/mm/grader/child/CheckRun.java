package mm.grader.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import mm.grader.Check;
import mm.grader.Kit;
import mm.grader.Recordings;
import mm.text.EncodedText;
import mm.text.Message;

/**
 * Runs one check as JUnit would: an object of its own, and the arguments of {@link mm.grader.Graded}. Checks use no more
 * of JUnit than that, and a test holds them to it; JUnit itself takes longer to find and run a check than most checks do.
 */
final class CheckRun {
    private final String className;
    private final String method;

    CheckRun(String className, String method) {
        this.className = className;
        this.method = method;
    }

    /** Loads what checks need, so that the first check's time is not spent on it. */
    static void warmUp() {
        assertThatThrownBy(() -> assertThat(List.of(1)).as("a list of %d", 1).isEqualTo(List.of(2)))
                .isInstanceOf(AssertionError.class);
    }

    Answer run(Captured captured) {
        captured.take();
        Recordings.forget();
        try {
            Method check = check();
            check.setAccessible(true);
            Constructor<?> constructor = check.getDeclaringClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();
            return run(check, instance, Kit.arguments(check), captured);
        } catch (ReflectiveOperationException e) {
            return new Answer(
                    Answer.Outcome.NOT_RUN,
                    EncodedText.encode(Message.of("check-run.the-check-cannot-be-called", e)),
                    List.of(),
                    captured.take());
        } catch (Throwable e) {
            return Failure.answer(e, captured.take());
        }
    }

    private static Answer run(Method check, Object instance, Object[] arguments, Captured captured)
            throws IllegalAccessException {
        try {
            check.invoke(instance, arguments);
        } catch (InvocationTargetException e) {
            return Failure.answer(e.getCause(), captured.take());
        }
        return new Answer(Answer.Outcome.PASSED, String.join(" ", Recordings.asked()), List.of(), captured.take());
    }

    private Method check() throws ReflectiveOperationException {
        return Arrays.stream(Class.forName(className).getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .filter(candidate -> candidate.isAnnotationPresent(Check.class))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(method));
    }
}
