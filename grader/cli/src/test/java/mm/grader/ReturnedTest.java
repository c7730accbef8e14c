package mm.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mm.machine.Parts;
import org.junit.jupiter.api.Test;

/** What checks compare is never an object that could be of a class of the student's. */
final class ReturnedTest {
    private static final class Liar {
        @Override
        public boolean equals(Object other) {
            return true;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    @Test
    void a_list_is_copied_and_each_element_is_of_the_final_class() {
        List<Object> raw = new ArrayList<>(List.of("a", new Liar()));
        assertThatThrownBy(() -> Returned.list(raw, String.class)).isInstanceOf(ClassCastException.class);
        assertThat(Returned.list(List.of("a"), String.class)).containsExactly("a");
        assertThat(Returned.list(null, String.class)).isNull();
        assertThatThrownBy(() -> Returned.list(raw, Object.class)).isInstanceOf(IllegalArgumentException.class);
    }

    /** All that is not a number, a final class or another part is a list, and of these there are no others. */
    @Test
    void the_lists_that_contracts_return_are_those_that_are_copied() {
        Set<String> lists = new TreeSet<>();
        Set<Class<?>> contracts = new java.util.HashSet<>();
        Stream.of(Parts.class.getMethods())
                .map(Method::getReturnType)
                .filter(type -> type != Parts.class && type.isInterface())
                .forEach(contracts::add);
        assertThat(contracts).hasSize(13);
        for (Class<?> contract : contracts) {
            for (Method method : contract.getMethods()) {
                Class<?> type = method.getReturnType();
                if (type == List.class) {
                    Class<?> element =
                            (Class<?>) ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
                    assertThat(Modifier.isFinal(element.getModifiers()))
                            .as(method + "")
                            .isTrue();
                    lists.add(contract.getSimpleName() + "." + method.getName());
                } else if (!contracts.contains(type)) {
                    assertThat(type.isPrimitive() || Modifier.isFinal(type.getModifiers()))
                            .as(method + "")
                            .isTrue();
                }
            }
        }
        assertThat(lists)
                .containsExactly(
                        "FreeView.screen",
                        "GroupOomKiller.killed",
                        "MemoryDescriptor.maps",
                        "OomKiller.killed",
                        "PmapView.screen",
                        "TopView.screen");
    }
}
