package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PteTest {
    @Test
    void a_frame_number_and_flags_come_out_as_they_went_in() {
        for (int pfn : new int[] {0, 1, 0x12345, Integer.MAX_VALUE}) {
            long pte = Pte.of(pfn, Pte.PRESENT | Pte.NX | Pte.SPECIAL);
            assertThat(Pte.pfn(pte)).isEqualTo(pfn);
            assertThat(Pte.flags(pte)).isEqualTo(Pte.PRESENT | Pte.NX | Pte.SPECIAL);
        }
    }

    @Test
    void the_bits_are_those_of_the_processor() {
        assertThat(Pte.of(0x123, Pte.PRESENT | Pte.WRITE | Pte.USER | Pte.ACCESSED | Pte.DIRTY | Pte.NX))
                .isEqualTo(0x8000_0000_0012_3067L);
        assertThat(Pte.TABLE).isEqualTo(0x67);
    }

    @Test
    void a_swap_entry_remembers_type_and_slot_and_is_no_page_in_memory() {
        for (long slot : new long[] {0, 1, 42, (1L << 50) - 1}) {
            for (int type : new int[] {0, 1, 31}) {
                long pte = Pte.swap(type, slot);
                assertThat(Pte.swapType(pte)).isEqualTo(type);
                assertThat(Pte.swapOffset(pte)).isEqualTo(slot);
                assertThat(Pte.inMemory(pte)).isFalse();
                assertThat(Pte.isSwap(pte)).isEqualTo(pte != 0);
            }
        }
        assertThat(Pte.swap(0, 0)).isNotZero();
    }

    @Test
    void an_entry_is_empty_or_in_memory_or_in_swap() {
        assertThat(Pte.isSwap(0)).isFalse();
        assertThat(Pte.inMemory(0)).isFalse();
        assertThat(Pte.inMemory(Pte.of(7, Pte.PRESENT))).isTrue();
        assertThat(Pte.inMemory(Pte.of(7, Pte.PROT_NONE))).isTrue();
        assertThat(Pte.isSwap(Pte.of(7, Pte.PROT_NONE))).isFalse();
    }
}
