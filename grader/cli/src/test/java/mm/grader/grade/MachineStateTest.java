package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import mm.grader.child.ClassLoaders;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;

/**
 * The machine and the contracts stay loaded while a child goes from one check to the next, so nothing that a submission
 * can reach there by a static field may change.
 */
final class MachineStateTest {
    @Test
    void no_static_field_of_the_machine_that_others_can_reach_can_be_changed() throws ReflectiveOperationException {
        List<String> changeable = new ArrayList<>();
        int seen = 0;
        for (String name : ClassLoaders.classNames(ClassLoaders.origin(Exercise.class))) {
            if (name.endsWith("-info")) {
                continue;
            }
            for (Field field : Class.forName(name).getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
                    continue;
                }
                seen++;
                field.setAccessible(true);
                boolean hidden = Modifier.isPrivate(field.getModifiers());
                if (!Modifier.isFinal(field.getModifiers()) || (!hidden && !isFixed(field.get(null)))) {
                    changeable.add(field.toString());
                }
            }
        }
        assertThat(seen).isGreaterThan(50);
        assertThat(changeable).isEmpty();
    }

    @Test
    void what_can_be_changed_is_told_from_what_cannot() throws ReflectiveOperationException {
        assertThat(isFixed(List.of("a", Map.of(1, 2L)))).isTrue();
        assertThat(isFixed(Exercise.OOM)).isTrue();
        assertThat(isFixed(new int[] {1})).isFalse();
        assertThat(isFixed(new ArrayList<>(List.of(1)))).isFalse();
        assertThat(isFixed(List.of(new StringBuilder()))).isFalse();
        assertThat(isFixed(new Fixed())).isTrue();
        assertThat(isFixed(new Counting())).isFalse();
        assertThat(isFixed(new CountingAbove()))
                .as("a field of the class above")
                .isFalse();
        assertThat(isFixed(Counter.ONE)).as("a field of a constant's own body").isFalse();
    }

    private static final class Fixed {
        @SuppressWarnings("unused")
        private final String name = "x";
    }

    private static class Count {
        @SuppressWarnings("unused")
        private int count;
    }

    private static final class Counting {
        @SuppressWarnings("unused")
        private int count;
    }

    private static final class CountingAbove extends Count {}

    private enum Counter {
        ONE {
            @SuppressWarnings("unused")
            private int count;
        }
    }

    private static boolean isFixed(Object value) throws ReflectiveOperationException {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return true;
        }
        Class<?> type = value.getClass();
        if (value instanceof Character || type.getName().equals("java.util.regex.Pattern") || type.isHidden()) {
            return true;
        }
        if (value instanceof Enum<?>) {
            return haveFixedValues(value, type);
        }
        if (value instanceof Record) {
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                if (!isFixed(component.getAccessor().invoke(value))) {
                    return false;
                }
            }
            return true;
        }
        if (!type.getName().startsWith("java.util.ImmutableCollections")) {
            // a final class of the machine's own whose state cannot change, if it has any
            return type.getName().startsWith("mm.")
                    && Modifier.isFinal(type.getModifiers())
                    && haveFixedValues(value, type);
        }
        Collection<?> elements = value instanceof Map<?, ?> map ? map.values() : (Collection<?>) value;
        for (Object element : elements) {
            if (!isFixed(element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean haveFixedValues(Object value, Class<?> type) throws ReflectiveOperationException {
        if (type.getName().startsWith("java.lang.")) {
            return true; // Object, and Enum, whose name and ordinal are final
        }
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            if (!Modifier.isFinal(field.getModifiers()) || !isFixed(field.get(value))) {
                return false;
            }
        }
        return haveFixedValues(value, type.getSuperclass());
    }
}
