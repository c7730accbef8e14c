package mm.grader.cli.child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import mm.grader.Check;
import mm.grader.Recordings;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one check by JUnit. */
final class CheckRun {
    private static final Launcher LAUNCHER = LauncherFactory.create();

    private final String className;
    private final String method;

    CheckRun(String className, String method) {
        this.className = className;
        this.method = method;
    }

    /** Loads what JUnit needs, so that the first check's time is not spent on it. */
    static void warmUp() {
        LAUNCHER.discover(LauncherDiscoveryRequestBuilder.request().build());
    }

    Answer run(Captured captured) {
        captured.take();
        Recordings.forget();
        Ends ends = new Ends();
        try {
            LAUNCHER.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectMethod(selector()))
                            .configurationParameter(LauncherConstants.STACKTRACE_PRUNING_ENABLED_PROPERTY_NAME, "false")
                            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                            .build(),
                    ends);
        } catch (Throwable e) {
            // JUnit lets errors such as OutOfMemoryError through.
            return Failure.answer(e, captured.take());
        }
        return ends.answer(captured.take());
    }

    private String selector() throws ClassNotFoundException {
        String parameters = Arrays.stream(Class.forName(className).getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .filter(candidate -> candidate.isAnnotationPresent(Check.class))
                .map(candidate -> Arrays.stream(candidate.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",")))
                .findFirst()
                .orElse("");
        return className + "#" + method + "(" + parameters + ")";
    }

    /** How the tests ended: there must be exactly one. */
    private static final class Ends implements TestExecutionListener {
        private final List<TestExecutionResult> tests = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            if (identifier.isTest()) {
                tests.add(result);
            }
            result.getThrowable().ifPresent(failures::add);
        }

        Answer answer(String output) {
            if (!failures.isEmpty()) {
                return Failure.answer(failures.get(0), output);
            }
            if (tests.size() == 1 && tests.get(0).getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                return new Answer(Answer.Outcome.PASSED, String.join(" ", Recordings.asked()), List.of(), output);
            }
            return new Answer(Answer.Outcome.NOT_RUN, "JUnit ran " + tests.size() + " tests", List.of(), output);
        }
    }
}
