package mm.grader.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mm.grader.Kit;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.text.Sentences;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs graded checks within this virtual machine, several exercises side by side: each thread has its own parts. */
public final class InProcess {
    private static final ThreadLocal<Parts> PARTS = new ThreadLocal<>();
    private static final long SECONDS = 120;

    private InProcess() {}

    /** Returns what became of each check: nothing if it passed, else the failure. */
    public static Map<String, Optional<Throwable>> run(Rubric rubric, Exercise exercise, Parts parts) {
        return run(rubric, exercise, parts, () -> {});
    }

    /** The same; what a failure says keeps its keys, as it does where a child runs the checks. */
    public static Map<String, Optional<Throwable>> runOpen(Rubric rubric, Exercise exercise, Parts parts) {
        return run(rubric, exercise, parts, Sentences::keepOpenHere);
    }

    private static Map<String, Optional<Throwable>> run(
            Rubric rubric, Exercise exercise, Parts parts, Runnable before) {
        Kit.use(any -> PARTS.get(), 1);
        CompletableFuture<Map<String, Optional<Throwable>>> results = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                before.run();
                PARTS.set(parts);
                results.complete(runHere(rubric.of(exercise)));
            } catch (Throwable e) {
                results.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        try {
            return results.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            String where = List.of(thread.getStackTrace()).toString();
            throw new AssertionError("no end in " + SECONDS + " s, at " + where, e);
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Optional<Throwable>> runHere(List<CheckInfo> checks) {
        Map<String, Optional<Throwable>> results = new LinkedHashMap<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(checks.stream()
                                        .map(CheckInfo::className)
                                        .distinct()
                                        .map(DiscoverySelectors::selectClass)
                                        .toList())
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                                id.getSource()
                                        .filter(MethodSource.class::isInstance)
                                        .map(source -> ((MethodSource) source).getMethodName())
                                        .ifPresent(method -> results.put(method, result.getThrowable()));
                            }
                        });
        Map<String, Optional<Throwable>> ordered = new LinkedHashMap<>();
        checks.forEach(check -> ordered.put(check.method(), results.get(check.method())));
        return ordered;
    }
}
