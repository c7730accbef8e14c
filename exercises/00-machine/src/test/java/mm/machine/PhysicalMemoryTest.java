package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhysicalMemoryTest {
    private final PhysicalMemory memory = new PhysicalMemory(8);

    private static long address(int pfn) {
        return (long) pfn << PhysicalMemory.PAGE_SHIFT;
    }

    @Test
    void every_frame_but_the_zero_page_is_given_out_once() {
        Set<Integer> frames = new HashSet<>();
        for (int pfn = memory.allocate(); pfn != PhysicalMemory.NO_FRAME; pfn = memory.allocate()) {
            assertThat(frames.add(pfn)).isTrue();
        }
        assertThat(frames).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
        assertThat(memory.freeFrames()).isZero();
    }

    @Test
    void the_frame_freed_last_is_given_first_and_reads_as_zeros_again() {
        int first = memory.allocate();
        int second = memory.allocate();
        memory.store(address(first), 8, 42);
        memory.free(second);
        memory.free(first);
        assertThat(memory.load(address(first) + 16, 8)).isEqualTo(PhysicalMemory.POISON);
        assertThat(memory.allocate()).isEqualTo(first);
        assertThat(memory.load(address(first), 8)).isZero();
    }

    @Test
    void words_of_four_bytes_are_the_halves_of_eight_low_half_first() {
        int pfn = memory.allocate();
        memory.store(address(pfn) + 8, 8, 0x1122_3344_8899_aabbL);
        assertThat(memory.load(address(pfn) + 8, 4)).isEqualTo(0x8899_aabbL);
        assertThat(memory.load(address(pfn) + 12, 4)).isEqualTo(0x1122_3344L);
        memory.store(address(pfn) + 12, 4, 0xffff_ffff_0000_0005L);
        assertThat(memory.load(address(pfn) + 8, 8)).isEqualTo(0x0000_0005_8899_aabbL);
    }

    @Test
    void a_free_frame_and_the_zero_page_are_not_written() {
        int pfn = memory.allocate();
        memory.free(pfn);
        assertThatThrownBy(() -> memory.store(address(pfn), 8, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.store(address(pfn), 8, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.store(0, 8, 1)).hasMessageContaining("zero page");
        assertThatThrownBy(() -> memory.free(pfn)).hasMessageContaining("which is free");
        assertThat(memory.load(0, 8)).isZero();
    }

    @Test
    void a_frame_in_use_is_not_freed_and_goes_with_its_last_user() {
        int pfn = memory.allocate();
        memory.addMapping(pfn);
        memory.setCached(pfn, true);
        assertThatThrownBy(() -> memory.free(pfn)).hasMessageContaining("mapped 1 times, and cached");
        memory.removeMapping(pfn);
        assertThat(memory.isAllocated(pfn)).isTrue();
        memory.addMapping(pfn);
        memory.setCached(pfn, false);
        assertThat(memory.isAllocated(pfn)).isTrue();
        memory.removeMapping(pfn);
        assertThat(memory.isAllocated(pfn)).isFalse();
        assertThatThrownBy(() -> memory.removeMapping(pfn)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_frame_that_is_given_out_again_keeps_no_flag() {
        int pfn = memory.allocate();
        memory.setExclusive(pfn, true);
        memory.free(pfn);
        assertThat(memory.allocate()).isEqualTo(pfn);
        assertThat(memory.isExclusive(pfn)).isFalse();
        assertThat(memory.mapCount(pfn)).isZero();
    }

    @Test
    void a_copy_is_a_copy() {
        int from = memory.allocate();
        int to = memory.allocate();
        memory.store(address(from), 8, 1);
        memory.copy(from, to);
        memory.store(address(from), 8, 2);
        assertThat(memory.load(address(to), 8)).isEqualTo(1);
        memory.copy(PhysicalMemory.ZERO_FRAME, to);
        assertThat(memory.load(address(to), 8)).isZero();
    }

    @Test
    void below_the_min_watermark_only_the_reserve_gives_frames() {
        PhysicalMemory small = new PhysicalMemory(8, new Watermarks(3, 4, 5));
        List<Integer> frames = new ArrayList<>();
        for (int pfn = small.allocate(); pfn != PhysicalMemory.NO_FRAME; pfn = small.allocate()) {
            frames.add(pfn);
        }
        assertThat(frames).hasSize(4);
        assertThat(small.freeFrames()).isEqualTo(3);
        assertThat(small.allocateReserve()).isNotEqualTo(PhysicalMemory.NO_FRAME);
        small.allocateReserve();
        small.allocateReserve();
        assertThat(small.allocateReserve()).isEqualTo(PhysicalMemory.NO_FRAME);
    }

    @Test
    void whoever_listens_hears_of_each_frame_that_was_freed() {
        List<Integer> freed = new ArrayList<>();
        memory.whenFreed(freed::add);
        int pfn = memory.allocate();
        memory.addMapping(pfn);
        memory.removeMapping(pfn);
        assertThat(freed).containsExactly(pfn);
    }

    @Test
    void a_memory_has_two_frames_at_least() {
        assertThatThrownBy(() -> new PhysicalMemory(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_large_page_takes_the_lowest_512_free_frames_that_are_aligned() {
        PhysicalMemory large = new PhysicalMemory(2048);
        large.allocate();
        assertThat(large.allocateLarge()).isEqualTo(512);
        assertThat(large.allocateLarge()).isEqualTo(1024);
        large.free(700);
        assertThat(large.allocateLarge()).isEqualTo(1536);
        assertThat(large.allocateLarge()).isEqualTo(PhysicalMemory.NO_FRAME);
        assertThat(large.freeFrames()).isEqualTo(511);
        for (int pfn = 512; pfn < 1024; pfn++) {
            if (pfn != 700) {
                large.free(pfn);
            }
        }
        assertThat(large.allocateLarge()).isEqualTo(512);
    }

    @Test
    void a_large_page_leaves_the_order_of_the_other_frames_as_it_was() {
        PhysicalMemory large = new PhysicalMemory(1536);
        PhysicalMemory twin = new PhysicalMemory(1536);
        for (PhysicalMemory each : List.of(large, twin)) {
            int first = each.allocate();
            int second = each.allocate();
            each.free(first);
            each.free(second);
        }
        int taken = large.allocateLarge();
        assertThat(large.load(address(taken + 3), 8)).isZero();
        for (int pfn = large.allocate(); pfn != PhysicalMemory.NO_FRAME; pfn = large.allocate()) {
            int next = twin.allocate();
            while (next >= taken && next < taken + 512) {
                next = twin.allocate();
            }
            assertThat(pfn).isEqualTo(next);
        }
        assertThat(large.freeFrames()).isZero();
    }

    @Test
    void a_large_page_leaves_the_min_watermark() {
        PhysicalMemory large = new PhysicalMemory(1024, new Watermarks(100, 120, 140));
        int low = 0;
        while (large.freeFrames() > 612) {
            low = large.allocate();
        }
        assertThat(low).isLessThan(512);
        int one = large.allocate();
        assertThat(large.allocateLarge()).isEqualTo(PhysicalMemory.NO_FRAME);
        large.free(one);
        assertThat(large.allocateLarge()).isEqualTo(512);
        assertThat(large.freeFrames()).isEqualTo(100);
    }
}
