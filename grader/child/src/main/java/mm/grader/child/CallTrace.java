package mm.grader.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import mm.machine.Exercise;
import mm.machine.Parts;

/**
 * Remembers which method of a student's part the check called last, for failures that have no line of the student's. A
 * method without parameters only shows what others did, so one with parameters is the better answer.
 */
final class CallTrace {
    private Answer.Frame last;
    private Answer.Frame lastQuery;

    /** Returns parts of which the given exercise's are watched. */
    Parts watch(Parts parts, Exercise exercise) {
        return parts.watching((contract, owner, part) -> owner == exercise ? watched(contract, part) : part);
    }

    private Object watched(Class<?> contract, Object part) {
        return Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    note(part.getClass(), method);
                    try {
                        Object result = method.invoke(part, arguments);
                        Class<?> type = method.getReturnType();
                        return type == contract && result != null ? watched(contract, result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void note(Class<?> type, Method method) {
        Answer.Frame call = new Answer.Frame(type.getName(), method.getName(), 0, method.getParameterCount());
        if (method.getParameterCount() > 0) {
            last = call;
        } else {
            lastQuery = call;
        }
    }

    /** Returns an answer whose only frame is the last call. */
    Answer answer(Answer run) {
        Answer.Frame call = last == null ? lastQuery : last;
        boolean again = run.outcome() == Answer.Outcome.FAILED && call != null;
        return new Answer(run.outcome(), "", FailureFacts.NONE, again ? List.of(call) : List.of(), "", run.clean());
    }
}
