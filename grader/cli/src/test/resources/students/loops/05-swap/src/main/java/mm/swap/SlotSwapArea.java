package mm.swap;

/** Words of bits for what is taken, and the uses of each slot. */
public final class SlotSwapArea implements SwapArea {
    private static final long FULL = -1L;

    private final long[] taken;
    private final int[] uses;
    private int left;
    private int cursor = 1;

    /** Makes an area whose slots are all free, but for the header. */
    public SlotSwapArea(int slots) {
        uses = new int[slots];
        taken = new long[slots / 64 + 1];
        taken[0] = 1;
        for (int slot = slots; slot < taken.length * 64; slot++) {
            taken[slot / 64] |= 1L << (slot % 64);
        }
        left = slots - 1;
    }

    @Override
    public int slots() {
        return uses.length;
    }

    @Override
    public int freeSlots() {
        return left;
    }

    private int search(int from) {
        int word = from / 64;
        long hidden = (1L << (from % 64)) - 1;
        while (word < taken.length) {
            long busy = taken[word] | hidden;
            if (busy != FULL) {
                return word * 64 + Long.numberOfTrailingZeros(~busy);
            }
            hidden = 0;
            word++;
        }
        return NO_SLOT;
    }

    @Override
    public int allocate() {
        int slot = search(cursor);
        if (slot == NO_SLOT) {
            slot = search(1);
        }
        if (slot != NO_SLOT) {
            taken[slot / 64] |= 1L << (slot % 64);
            uses[slot] = 1;
            left--;
            cursor = slot + 1;
        }
        return slot;
    }

    private void demandUsed(int slot) {
        if (uses[slot] == 0) {
            throw new IllegalStateException("slot " + slot + " is not in use");
        }
    }

    @Override
    public void duplicate(int slot) {
        demandUsed(slot);
        uses[slot]++;
    }

    @Override
    public boolean free(int slot) {
        demandUsed(slot);
        uses[slot]--;
        if (uses[slot] > 0) {
            return false;
        }
        taken[slot / 64] &= ~(1L << (slot % 64));
        left++;
        return true;
    }

    @Override
    public int useCount(int slot) {
        return uses[slot];
    }
}
