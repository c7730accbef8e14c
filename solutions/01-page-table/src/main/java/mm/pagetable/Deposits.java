package mm.pagetable;

import mm.machine.PhysicalMemory;

/**
 * Tables that wait for the split of a large page: a chain in memory, in which the first word of each names the next
 * ({@code pgtable_trans_huge_deposit}).
 *
 * <pre>
 *  first --> | next | 0 | 0 | ...  --> | next | 0 | ...  --> | none | 0 | ...
 * </pre>
 */
final class Deposits {
    /** No table lies in the frame of the zero page. */
    private static final int NONE = PhysicalMemory.ZERO_FRAME;

    private final PhysicalMemory memory;
    private int first = NONE;

    Deposits(PhysicalMemory memory) {
        this.memory = memory;
    }

    private static long word(int table) {
        return (long) table << PhysicalMemory.PAGE_SHIFT;
    }

    /** Adds a table that is empty. */
    void add(int table) {
        memory.store(word(table), Long.BYTES, first);
        first = table;
    }

    /** Takes out a table, which is empty. */
    int take() {
        int table = first;
        first = (int) memory.load(word(table), Long.BYTES);
        memory.store(word(table), Long.BYTES, 0);
        return table;
    }
}
