package mm.grader.child;

import static org.assertj.core.api.Assertions.assertThat;

import mm.machine.Pte;
import mm.pagetable.PageTable;
import org.junit.jupiter.api.Test;

/** Calls are told as one would write them: addresses in hex, however low, and entries by the names of their bits. */
final class CallTextTest {
    @Test
    void addresses_of_a_page_table_are_in_hex() throws NoSuchMethodException {
        assertThat(CallText.of(PageTable.class.getMethod("unmap", long.class), 40_960L))
                .isEqualTo("unmap(0xa000)");
        assertThat(CallText.of(
                        PageTable.class.getMethod("freeTables", long.class, long.class, long.class, long.class),
                        0L,
                        4096L,
                        0L,
                        0L))
                .isEqualTo("freeTables(0, 0x1000, 0, 0)");
        assertThat(CallText.of(PageTable.class.getMethod("span", int.class), 2)).isEqualTo("span(2)");
    }

    @Test
    void entries_are_told_by_their_bits() throws NoSuchMethodException {
        assertThat(CallText.of(
                        PageTable.class.getMethod("map", long.class, long.class),
                        8192L,
                        Pte.of(5, Pte.PRESENT | Pte.USER)))
                .isEqualTo("map(0x2000, Pte.of(5, PRESENT|USER))");
    }
}
