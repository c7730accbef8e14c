package mm.lru;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A ring with many gaps, beside a set that keeps the order of insertion. */
class PageRingTest {
    @Test
    void it_keeps_the_order_whatever_is_taken_out_of_the_middle() {
        for (int pages = 1; pages < 20; pages++) {
            Random random = new Random(pages);
            PageRing ring = new PageRing(pages);
            Set<Integer> order = new LinkedHashSet<>();
            for (int step = 0; step < 2_000; step++) {
                int page = random.nextInt(pages);
                if (order.remove(page)) {
                    ring.remove(page);
                } else if (!order.isEmpty() && random.nextInt(10) == 0) {
                    int oldest = order.iterator().next();
                    order.remove(oldest);
                    ring.remove(oldest);
                } else if (!order.isEmpty() && random.nextInt(10) == 0) {
                    int oldest = order.iterator().next();
                    order.remove(oldest);
                    order.add(oldest);
                    ring.spareOldest();
                } else {
                    ring.add(page);
                    order.add(page);
                }
                assertThat(ring.size()).isEqualTo(order.size());
                assertThat(ring.oldest()).isEqualTo(order.stream().findFirst().orElse(ReplacementPolicy.NO_PAGE));
            }
        }
    }
}
