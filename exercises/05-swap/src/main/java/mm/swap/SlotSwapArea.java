package mm.swap;

import mm.machine.Todo;

/**
 * A bitmap of free slots, a count for each slot, and a cursor.
 *
 * <pre>
 * free    one bit a slot, 64 to a word: 1 is free      | 0 1 1 0 1 ... | ... |
 * uses    one int a slot                               cursor ^
 *
 * allocate: the lowest 1 from the cursor on; none: the lowest 1 at all; none: full
 * </pre>
 */
public final class SlotSwapArea implements SwapArea {
    private static final int HEADER = 0;
    private static final int FIRST = 1;

    private final long[] free;
    private final int[] uses;
    private int freeSlots;
    private int cursor = FIRST;

    /** Makes an area whose slots are all free, but for the header. */
    public SlotSwapArea(int slots) {
        free = new long[(slots + Long.SIZE - 1) / Long.SIZE];
        uses = new int[slots];
        throw new Todo("exercise 05: new SlotSwapArea");
    }

    @Override
    public int slots() {
        return uses.length;
    }

    @Override
    public int freeSlots() {
        throw new Todo("exercise 05: SlotSwapArea.freeSlots");
    }

    @Override
    public int allocate() {
        throw new Todo("exercise 05: SlotSwapArea.allocate");
    }

    @Override
    public void duplicate(int slot) {
        throw new Todo("exercise 05: SlotSwapArea.duplicate");
    }

    @Override
    public boolean free(int slot) {
        throw new Todo("exercise 05: SlotSwapArea.free");
    }

    @Override
    public int useCount(int slot) {
        throw new Todo("exercise 05: SlotSwapArea.useCount");
    }
}
