package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mm.grader.LoadedParts;
import mm.grader.child.ClassLoaders;
import mm.grader.cli.InProcess;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.corpus.CalledPolicy;
import mm.grader.feedback.Misunderstanding;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.submission.Submission;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Todo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Partial credit follows the steps. A student who has done the first step honestly is made of the reference: the methods
 * that this step's checks call are written, all others are still the skeleton's {@link Todo}. Where one method belongs to
 * several steps, a patch in {@code first-step} takes the later ones out of it.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PointsTest {
    private static final Rubric RUBRIC = Rubric.shipped();

    /** What a later step's checks may give for the first step's methods, out of 100. */
    private static final int MAX_BESIDES = 12;

    @ParameterizedTest
    @EnumSource(Exercise.class)
    void who_has_done_the_first_step_gets_its_share_and_little_more(Exercise exercise, @TempDir Path folder)
            throws IOException {
        List<CheckInfo> checks =
                RUBRIC.of(exercise).stream().filter(check -> !check.bonus()).toList();
        List<CheckInfo> first =
                checks.stream().filter(check -> check.step() == 1).toList();
        long steps = checks.stream().mapToInt(CheckInfo::step).distinct().count();
        int share = points(first);
        assertThat(share)
                .as("points of the first of %d steps, out of 100", steps)
                .isBetween((int) (50 / steps), (int) (200 / steps));

        Set<String> written = ConcurrentHashMap.newKeySet();
        Parts done = firstStep(exercise, folder);
        Parts recorded = parts(done, exercise, written::add);
        assertThat(InProcess.run(Rubric.of(classes(first)), exercise, recorded))
                .allSatisfy((check, failure) -> assertThat(failure).as(check).isEmpty());
        Map<String, Optional<Throwable>> results = InProcess.run(RUBRIC, exercise, parts(done, exercise, call -> {
            if (!written.contains(call)) {
                throw new Todo("exercise " + exercise.number() + ": " + call);
            }
        }));
        List<CheckInfo> passed = checks.stream()
                .filter(check -> results.get(check.method()).isEmpty()
                        && check.requires().stream()
                                .allMatch(required -> results.get(required).isEmpty()))
                .toList();
        assertThat(passed).containsAll(first);
        assertThat(points(passed))
                .as(
                        "points of who has written %s, for %s",
                        written, passed.stream().map(CheckInfo::method).toList())
                .isBetween(share, share + MAX_BESIDES);
    }

    private static int points(List<CheckInfo> checks) {
        return checks.stream().mapToInt(CheckInfo::points).sum();
    }

    private static List<Class<?>> classes(List<CheckInfo> checks) {
        return checks.stream()
                .map(CheckInfo::className)
                .distinct()
                .<Class<?>>map(name -> {
                    try {
                        return Class.forName(name);
                    } catch (ClassNotFoundException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private interface Listener {
        void called(String method);
    }

    /** The reference, without what belongs to later steps within the same method. */
    private static Parts firstStep(Exercise exercise, Path folder) throws IOException {
        Parts parts = new LoadedParts(KitHome.reference());
        Path patches = KitHome.root().resolve("grader/cli/src/test/resources/first-step/" + exercise.folder());
        if (!Files.isDirectory(patches)) {
            return parts;
        }
        Misunderstanding.read(FileTrees.files(patches).get(0)).writeTo(folder.resolve("in"));
        Compiled compiled =
                new Compiler(Submission.open(folder.resolve("in")), folder.resolve("out")).compile(exercise);
        assertThat(compiled.errors()).isEmpty();
        return parts.with(exercise, new LoadedParts(ClassLoaders.of(List.of(compiled.classes()))));
    }

    /** The same, with somebody listening to each call of the exercise's own parts. */
    private static Parts parts(Parts parts, Exercise exercise, Listener listener) {
        return parts.watching(
                (contract, owner, part) -> owner == exercise ? listenedTo(contract, part, listener) : part);
    }

    private static Object listenedTo(Class<?> contract, Object part, Listener listener) {
        if (part instanceof ReplacementPolicy policy) {
            Map<String, String> names = new ConcurrentHashMap<>();
            for (Method method : ReplacementPolicy.class.getMethods()) {
                names.put(method.getName(), part.getClass().getSimpleName() + "." + method.getName());
            }
            return new CalledPolicy(policy, method -> listener.called(names.get(method)));
        }
        return Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return ofObject(proxy, method, arguments);
                    }
                    listener.called(part.getClass().getSimpleName() + "." + method.getName());
                    try {
                        return method.invoke(part, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "listened to";
        };
    }
}
