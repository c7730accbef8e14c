package mm.grader.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.pagetable.Geometry;

/**
 * Remembers the calls of a student's part, for failures to name: which was the last, with which arguments, and the few
 * before it. A method that has no parameters and returns something only shows what others did, so the last of the others
 * is what a failure is about, unless only such methods were called since the part was made.
 */
final class CallTrace {
    private static final int MAX_CALLS = 40;

    /** The methods that change something, though they have no parameters and return something. */
    private static final Set<String> DOING = Set.of("evict", "allocate", "reclaimSlots");

    private final Deque<Call> calls = new ArrayDeque<>();
    private final Map<Object, Integer> parts = new IdentityHashMap<>();
    private long count;
    private Answer.Frame last;
    private Answer.Frame lastQuery;

    /** One call; its result is filled in when it is back. */
    private static final class Call {
        private final Class<?> part;
        private final int number;
        private final Method method;
        private final Object[] arguments;
        private Object result;
        private boolean returned;
        private Throwable thrown;

        Call(Class<?> part, int number, Method method, Object... arguments) {
            this.part = part;
            this.number = number;
            this.method = method;
            this.arguments = arguments == null ? new Object[0] : arguments;
        }
    }

    /** Returns parts of which the given exercise's are watched. */
    Parts watch(Parts made, Exercise exercise) {
        return made.watching((contract, owner, part) -> owner == exercise ? watched(contract, part) : part);
    }

    private synchronized Object watched(Class<?> contract, Object part) {
        parts.putIfAbsent(part, parts.size() + 1);
        last = new Answer.Frame(part.getClass().getName(), "<init>", 0, -1);
        lastQuery = null;
        add(new Call(part.getClass(), parts.get(part), null));
        return Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    Call call = begin(part, method, arguments);
                    try {
                        Object result = method.invoke(part, arguments);
                        Class<?> type = method.getReturnType();
                        boolean another = type == contract && result != null;
                        call.result = another ? null : result;
                        call.returned = true;
                        return another ? watched(contract, result) : result;
                    } catch (InvocationTargetException e) {
                        call.thrown = e.getCause();
                        throw e.getCause();
                    }
                });
    }

    private synchronized Call begin(Object part, Method method, Object... arguments) {
        Class<?> type = part.getClass();
        if (method.getReturnType() == Geometry.class) {
            return new Call(type, 0, method); // given, and of no interest
        }
        Answer.Frame call = new Answer.Frame(type.getName(), method.getName(), 0, method.getParameterCount());
        if (isQuery(method)) {
            lastQuery = call;
        } else {
            last = call;
            lastQuery = null;
        }
        return add(new Call(type, parts.getOrDefault(part, 0), method, arguments));
    }

    private static boolean isQuery(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !DOING.contains(method.getName());
    }

    private Call add(Call call) {
        count++;
        calls.addLast(call);
        if (calls.size() > MAX_CALLS) {
            calls.removeFirst();
        }
        return call;
    }

    /** Returns an answer whose only frame is the last call, and whose lines are the calls, the oldest first. */
    synchronized Answer answer(Answer run) {
        boolean isMade = last != null && last.method().equals("<init>");
        Answer.Frame call = lastQuery != null && (last == null || isMade) ? lastQuery : last;
        boolean again = run.outcome() != Answer.Outcome.PASSED && call != null;
        List<String> lines = new ArrayList<>();
        if (count > calls.size()) {
            lines.add("... " + (count - calls.size()));
        }
        boolean several =
                calls.stream().mapToInt(each -> each.number).distinct().count() > 1;
        calls.forEach(each -> lines.add(text(each, several)));
        return new Answer(
                run.outcome(),
                again ? String.join("\n", lines) : "",
                FailureFacts.NONE,
                again ? List.of(call) : List.of(),
                "",
                run.clean());
    }

    private static String text(Call call, boolean several) {
        String name = call.part.getSimpleName();
        String number = several ? "#" + call.number : "";
        if (call.method == null) {
            return "new " + name + number;
        }
        String called = (number.isEmpty() ? "" : name + number + ".") + CallText.of(call.method, call.arguments);
        if (call.thrown != null) {
            return called + " -> " + call.thrown.getClass().getSimpleName();
        }
        boolean says = call.returned && call.method.getReturnType() != void.class;
        return says ? called + " -> " + CallText.result(call.method, call.result) : called;
    }
}
