package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import mm.vma.MemoryDescriptor;
import org.junit.jupiter.api.Test;

final class LargeMappersTest {
    private static final int FIRST = 2 * PhysicalMemory.LARGE_FRAMES;

    private final LargeMappers mappers = new LargeMappers();
    private final MemoryDescriptor first = space();
    private final MemoryDescriptor second = space();
    private final MemoryDescriptor third = space();

    private static MemoryDescriptor space() {
        return (MemoryDescriptor) Proxy.newProxyInstance(
                MemoryDescriptor.class.getClassLoader(),
                new Class<?>[] {MemoryDescriptor.class},
                (self, method, arguments) -> null);
    }

    private void map(MemoryDescriptor mm) {
        for (int i = 0; i < PhysicalMemory.LARGE_FRAMES; i++) {
            mappers.add(FIRST + i, mm);
        }
    }

    private void unmap(MemoryDescriptor mm) {
        for (int i = 0; i < PhysicalMemory.LARGE_FRAMES; i++) {
            mappers.remove(FIRST + i, mm);
        }
    }

    @Test
    void a_large_page_is_of_one_again_when_the_other_one_is_gone() {
        mappers.taken(FIRST);
        map(first);
        assertThat(mappers.isOfOne(FIRST)).isTrue();
        map(second);
        mappers.remove(FIRST + 7, first);
        assertThat(mappers.isOfOne(FIRST + 9)).isFalse();
        unmap(second);
        assertThat(mappers.isOfOne(FIRST + 9)).isTrue();
    }

    @Test
    void the_third_one_is_known_by_no_name_and_never_taken_for_the_only_one() {
        mappers.taken(FIRST);
        map(first);
        map(second);
        map(third);
        unmap(first);
        unmap(second);
        assertThat(mappers.isOfOne(FIRST)).isFalse();
    }

    @Test
    void the_last_page_of_a_large_one_is_copied() {
        mappers.taken(FIRST);
        mappers.add(FIRST, first);
        assertThat(mappers.isOfOne(FIRST)).isFalse();
        mappers.add(FIRST + 1, first);
        assertThat(mappers.isOfOne(FIRST)).isTrue();
    }

    @Test
    void a_frame_that_was_freed_is_a_small_one() {
        mappers.taken(FIRST);
        assertThat(mappers.isPart(FIRST + 3)).isTrue();
        mappers.freed(FIRST + 3);
        assertThat(mappers.isPart(FIRST + 3)).isFalse();
        assertThat(mappers.isPart(FIRST + 4)).isTrue();
        assertThat(mappers.isPart(FIRST - 1)).isFalse();
    }
}
