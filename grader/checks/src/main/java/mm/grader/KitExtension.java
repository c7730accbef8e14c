package mm.grader;

import static mm.grader.Labels.say;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import mm.machine.Parts;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives checks their parameters, see {@link Graded}, and keeps a bonus that is not begun outside of a student's verdict: its
 * checks are skipped, not failed. Each step of a bonus has a first check, which the others require; it is begun when that
 * passes. That holds where JUnit is told so with the parameter {@value #SPARED}; of the reference each check is demanded.
 */
final class KitExtension implements ParameterResolver, AfterTestExecutionCallback, TestExecutionExceptionHandler {
    static final String SPARED = "mm.unbegun.bonus.is.skipped";

    private final Set<String> passed = new ConcurrentSkipListSet<>();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Parts.class || type == Random.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Kit.argument(parameter.getParameter().getType(), context.getRequiredTestMethod());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            passed.add(context.getRequiredTestMethod().getName());
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Check check = context.getRequiredTestMethod().getAnnotation(Check.class);
        boolean spares =
                context.getConfigurationParameter(SPARED, Boolean::valueOf).orElse(false);
        if (spares
                && check != null
                && context.getRequiredTestClass().getAnnotation(Graded.class).bonus()
                && Arrays.stream(check.requires()).noneMatch(passed::contains)) {
            Assumptions.abort(say("kit-extension.the-bonus-is-not-begun", failure.getMessage()));
        }
        throw failure;
    }
}
