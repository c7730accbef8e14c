package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import mm.Fakes;
import mm.mmu.Mmu;
import org.junit.jupiter.api.Test;

class AsidsTest {
    private final List<String> calls = new ArrayList<>();
    private final Asids asids = new Asids(Fakes.of(Mmu.class, calls));

    @Test
    void new_ids_are_given_out_first_and_used_ones_after_a_flush_of_each() {
        int first = asids.take();
        int second = asids.take();
        asids.giveBack(second);
        asids.giveBack(first);
        for (int asid = 3; asid <= Asids.MAX; asid++) {
            assertThat(asids.take()).isEqualTo(asid);
        }
        assertThat(calls).isEmpty();
        assertThat(asids.take()).as("the one given back first").isEqualTo(second);
        assertThat(calls).containsExactly("invalidateAsid[" + second + "]");
        assertThat(asids.take()).isEqualTo(first);
        assertThat(asids.take()).isEqualTo(Asids.NONE);
    }

    @Test
    void the_kernels_own_id_goes_to_nobody() {
        for (int asid = asids.take(); asid != Asids.NONE; asid = asids.take()) {
            assertThat(asid).isBetween(1, 4095);
        }
    }
}
