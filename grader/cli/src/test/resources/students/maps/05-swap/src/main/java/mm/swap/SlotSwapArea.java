package mm.swap;

import java.util.BitSet;

/** Java's own set of bits says what is free. */
public final class SlotSwapArea implements SwapArea {
    private final int slots;
    private final BitSet free = new BitSet();
    private final int[] counts;
    private int next = 1;

    /** Makes an area whose slots are all free, but for the header. */
    public SlotSwapArea(int slots) {
        this.slots = slots;
        counts = new int[slots];
        free.set(1, Math.max(1, slots));
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int freeSlots() {
        return free.cardinality();
    }

    @Override
    public int allocate() {
        int slot = free.nextSetBit(next);
        slot = slot < 0 ? free.nextSetBit(0) : slot;
        if (slot < 0) {
            return NO_SLOT;
        }
        free.clear(slot);
        next = slot + 1;
        counts[slot] = 1;
        return slot;
    }

    @Override
    public void duplicate(int slot) {
        change(slot, 1);
    }

    @Override
    public boolean free(int slot) {
        change(slot, -1);
        free.set(slot, counts[slot] == 0);
        return counts[slot] == 0;
    }

    private void change(int slot, int by) {
        if (slot == 0 || free.get(slot)) {
            throw new IllegalStateException("slot " + slot + " is free, or the header");
        }
        counts[slot] += by;
    }

    @Override
    public int useCount(int slot) {
        return counts[slot];
    }
}
