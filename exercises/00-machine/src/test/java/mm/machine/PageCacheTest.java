package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PageCacheTest {
    private final PhysicalMemory memory = new PhysicalMemory(8);

    private int added(PageCache cache, long page) {
        int pfn = memory.allocate();
        cache.add(page, pfn);
        return pfn;
    }

    private long word(int pfn) {
        return memory.load((long) pfn << PhysicalMemory.PAGE_SHIFT, 8);
    }

    @Test
    void a_page_of_a_file_outlives_its_mappings_and_goes_when_it_is_removed() {
        PageCache file = new PageCache(memory, false);
        int pfn = added(file, 3);
        memory.addMapping(pfn);
        memory.removeMapping(pfn);
        assertThat(file.find(3)).isEqualTo(pfn);
        assertThat(file.find(2)).isEqualTo(PhysicalMemory.NO_FRAME);
        file.open();
        file.close();
        assertThat(file.size()).isEqualTo(1);
        file.remove(3);
        file.remove(3);
        assertThat(memory.isAllocated(pfn)).isFalse();
    }

    @Test
    void shared_memory_goes_with_its_last_mapping() {
        PageCache shared = new PageCache(memory, true);
        shared.open();
        shared.open();
        int pfn = added(shared, 0);
        shared.close();
        assertThat(shared.frames()).containsExactly(pfn);
        shared.close();
        assertThat(shared.size()).isZero();
        assertThat(memory.isAllocated(pfn)).isFalse();
    }

    @Test
    void a_page_that_was_changed_is_written_back_once_and_read_again() {
        PageCache file = new PageCache(memory, false);
        int pfn = added(file, 1);
        file.writeBack(1);
        assertThat(file.writeBacks()).as("of a page of zeros").isZero();
        memory.store((long) pfn << PhysicalMemory.PAGE_SHIFT, 8, 42);
        file.writeBack(1);
        file.writeBack(1);
        assertThat(file.writeBacks()).isEqualTo(1);
        file.remove(1);
        assertThat(word(added(file, 1))).isEqualTo(42);
        assertThat(word(added(file, 2))).isZero();
    }

    @Test
    void a_page_is_in_the_cache_once() {
        PageCache file = new PageCache(memory, false);
        added(file, 1);
        assertThatThrownBy(() -> added(file, 1)).isInstanceOf(IllegalStateException.class);
    }
}
