package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mm.grader.LoadedParts;
import mm.grader.cli.InProcess;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No check passes by luck: what always answers the same, or what it was given, passes none. */
@Execution(ExecutionMode.CONCURRENT)
final class TrivialTest {
    private static final long MAX_CALLS = 200_000;
    private static final Rubric RUBRIC = Rubric.shipped();

    /** How a trivial implementation answers. */
    enum Answer {
        ZERO,
        ONE,
        MINUS_ONE,
        IDENTITY,
        COPY
    }

    static Stream<Arguments> trivial() {
        return Stream.of(Exercise.values())
                .flatMap(exercise -> Stream.of(Answer.values()).map(answer -> Arguments.of(exercise, answer)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("trivial")
    void no_check_passes(Exercise exercise, Answer answer) {
        Parts parts = new LoadedParts(KitHome.reference())
                .watching((contract, owner, part) -> owner == exercise ? proxy(contract, answer) : part);
        Map<String, Optional<Throwable>> results = InProcess.run(RUBRIC, exercise, parts);
        assertThat(results).isNotEmpty();
        assertThat(RUBRIC.of(exercise)).noneSatisfy(check -> {
            assertThat(results.get(check.method())).as(check.id()).isEmpty();
            assertThat(check.requires())
                    .as("what it requires, else it is blocked")
                    .allSatisfy(required -> assertThat(results.get(required)).isEmpty());
        });
    }

    private static Object proxy(Class<?> contract, Answer answer) {
        long[] calls = {0};
        return Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals")
                                ? (Object) (proxy == arguments[0])
                                : method.getName().equals("hashCode") ? (Object) 1 : "trivial";
                    }
                    if (++calls[0] > MAX_CALLS) {
                        throw new AssertionError("called " + MAX_CALLS + " times");
                    }
                    return result(method, arguments == null ? new Object[0] : arguments, answer);
                });
    }

    private static Object result(Method method, Object[] arguments, Answer answer) {
        Class<?> type = method.getReturnType();
        if (answer == Answer.IDENTITY || answer == Answer.COPY) {
            for (Object argument : arguments) {
                if (argument instanceof List<?> list && type == List.class) {
                    return answer == Answer.COPY ? new ArrayList<>(list) : list;
                }
                if (argument instanceof Number number && (type == int.class || type == long.class)) {
                    return number(type, number.longValue());
                }
                if (type.isInstance(argument)) {
                    return argument;
                }
            }
        }
        if (type == boolean.class) {
            return answer == Answer.ONE;
        }
        if (type == List.class && answer != Answer.ONE) {
            return List.of();
        }
        long value = answer == Answer.ONE ? 1 : answer == Answer.MINUS_ONE ? -1 : 0;
        return type == int.class || type == long.class ? number(type, value) : null;
    }

    private static Object number(Class<?> type, long value) {
        if (type == int.class) {
            return (int) value;
        }
        return value;
    }
}
