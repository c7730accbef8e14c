package mm;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import mm.machine.Parts;
import mm.vma.MemoryCounters;

/** Parts that exist and do nothing, for tests of what is done around them. */
public final class Fakes {
    private Fakes() {}

    /** Returns an implementation whose methods answer 0, false, null, an empty list, or another such implementation. */
    public static <T> T of(Class<T> type) {
        return of(type, new ArrayList<>());
    }

    /** Returns such an implementation that also writes down its calls. */
    public static <T> T of(Class<T> type, List<String> calls) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            if (method.getDeclaringClass() != Object.class) {
                calls.add(method.getName() + (arguments == null ? "[]" : List.of(arguments)));
            }
            return answer(proxy, method, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object answer(Object proxy, Method method, Object[] arguments) {
        Class<?> type = method.getReturnType();
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "a fake";
            };
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == MemoryCounters.class) {
            return new MemoryCounters(0, 0, 0, 0, 0, 0, 0, 0);
        }
        return type.isInterface() ? of(type) : null;
    }

    /** Returns parts of which each does nothing. */
    public static Parts parts() {
        return of(Parts.class);
    }
}
