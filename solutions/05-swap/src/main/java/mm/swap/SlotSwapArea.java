package mm.swap;

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
    // GIVEN
    private static final int HEADER = 0;
    private static final int FIRST = 1;

    // GIVEN
    private final long[] free;
    private final int[] uses;
    private int freeSlots;
    private int cursor = FIRST;

    /** Makes an area whose slots are all free, but for the header. */
    public SlotSwapArea(int slots) {
        free = new long[(slots + Long.SIZE - 1) / Long.SIZE];
        uses = new int[slots];
        // STUB: throw new Todo("exercise 05: new SlotSwapArea");
        for (int slot = FIRST; slot < slots; slot++) {
            setFree(slot, true);
        }
    }

    private void setFree(int slot, boolean isFree) {
        long bit = 1L << slot;
        if (isFree) {
            free[slot / Long.SIZE] |= bit;
            freeSlots++;
        } else {
            free[slot / Long.SIZE] &= ~bit;
            freeSlots--;
        }
    }

    /** Returns the lowest free slot from the given one on. */
    private int find(int from) {
        int word = from / Long.SIZE;
        long bits = word < free.length ? free[word] & (-1L << from) : 0;
        while (bits == 0) {
            if (++word >= free.length) {
                return NO_SLOT;
            }
            bits = free[word];
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }

    private void requireUsed(int slot, String what) {
        if (slot == HEADER || uses[slot] == 0) {
            throw new IllegalStateException(
                    what + " of swap slot " + slot + ", which is " + (slot == HEADER ? "the header" : "free"));
        }
    }

    // GIVEN
    @Override
    public int slots() {
        return uses.length;
    }

    @Override
    public int freeSlots() {
        return freeSlots;
    }

    @Override
    public int allocate() {
        int slot = find(cursor);
        if (slot == NO_SLOT) {
            slot = find(FIRST);
        }
        if (slot != NO_SLOT) {
            setFree(slot, false);
            uses[slot] = 1;
            cursor = slot + 1;
        }
        return slot;
    }

    @Override
    public void duplicate(int slot) {
        requireUsed(slot, "duplicate");
        uses[slot]++;
    }

    @Override
    public boolean free(int slot) {
        requireUsed(slot, "free");
        if (--uses[slot] > 0) {
            return false;
        }
        setFree(slot, true);
        return true;
    }

    @Override
    public int useCount(int slot) {
        return uses[slot];
    }
}
