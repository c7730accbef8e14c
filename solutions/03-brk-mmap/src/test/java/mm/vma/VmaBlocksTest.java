package mm.vma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Thousands of VMAs in blocks, beside a sorted map and a search over all of them: recordings have a few dozen only. */
class VmaBlocksTest {
    private static final long PAGE = 4096;
    private static final int PLACES = 20_000;
    private static final int STEPS = 30_000;
    private static final int CHECK_EACH = 50;
    private static final long LOWEST = MemoryDescriptor.MMAP_BASE - 8L * PLACES * PAGE;

    private final Random random = new Random(7);
    private final VmaBlocks blocks = new VmaBlocks();
    private final TreeMap<Long, Vma> map = new TreeMap<>();

    @Test
    void they_hold_what_a_sorted_map_holds_and_find_the_same_gaps() {
        for (int step = 0; step < STEPS; step++) {
            boolean grow = step < STEPS / 2;
            if (random.nextInt(8) < (grow ? 7 : 1)) {
                add();
            } else if (!map.isEmpty()) {
                remove();
            }
            if (step % CHECK_EACH == 0) {
                long address = LOWEST + random.nextInt(8 * PLACES) * PAGE;
                assertThat(blocks.get(blocks.floor(address))).isSameAs(value(map.floorEntry(address)));
                assertThat(blocks.get(blocks.lower(address))).isSameAs(value(map.lowerEntry(address)));
                assertThat(blocks.get(blocks.floor(-address)))
                        .as("the kernel's half lies above all")
                        .isSameAs(value(map.lastEntry()));
                assertThat(blocks.lower(0)).isEqualTo(-1);
                long length = (1 + random.nextInt(20)) * PAGE;
                assertThat(blocks.highestGap(length)).as("gap of %d", length).isEqualTo(highestGap(length));
            }
            if (step % (100 * CHECK_EACH) == 0) {
                assertThat(blocks.in(0, MemoryDescriptor.TASK_SIZE)).containsExactlyElementsOf(map.values());
            }
        }
        List<Vma> left = new ArrayList<>(map.values());
        left.forEach(this::remove);
        assertThat(blocks.size()).isZero();
        assertThat(blocks.highestGap(PAGE)).isEqualTo(MemoryDescriptor.MMAP_BASE);
    }

    private static Vma value(Map.Entry<Long, Vma> entry) {
        return entry == null ? null : entry.getValue();
    }

    private void add() {
        long start = LOWEST + 8L * random.nextInt(PLACES) * PAGE;
        if (!map.containsKey(start)) {
            Vma vma = new Vma(start, start + (1 + random.nextInt(8)) * PAGE, Prot.READ);
            map.put(start, vma);
            blocks.add(vma);
        }
    }

    private void remove() {
        Map.Entry<Long, Vma> above = map.ceilingEntry(LOWEST + 8L * random.nextInt(PLACES) * PAGE);
        remove(above == null ? map.firstEntry().getValue() : above.getValue());
    }

    private void remove(Vma vma) {
        map.remove(vma.start);
        blocks.remove(vma);
    }

    private long highestGap(long length) {
        long top = MemoryDescriptor.MMAP_BASE;
        for (Vma vma : map.descendingMap().values()) {
            if (top - vma.end >= length) {
                return top;
            }
            top = vma.start;
        }
        return top - length >= MemoryDescriptor.MMAP_MIN_ADDRESS ? top : -1;
    }
}
