package mm.machine;

import java.util.List;
import mm.swap.SwapArea;
import mm.swap.Swapper;
import mm.text.StateError;

/** The swap area of a machine without one: its header and nothing else. No page can be in it. */
final class NoSwap implements SwapArea, Swapper {
    static final NoSwap INSTANCE = new NoSwap();

    private NoSwap() {}

    private static IllegalStateException none() {
        return new StateError("swap.none");
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public int freeSlots() {
        return 0;
    }

    @Override
    public int allocate() {
        return NO_SLOT;
    }

    @Override
    public void duplicate(int slot) {
        throw none();
    }

    @Override
    public boolean free(int slot) {
        throw none();
    }

    @Override
    public int useCount(int slot) {
        return 0;
    }

    @Override
    public boolean swapOut(int pfn, List<Rmap> mappers) {
        return false;
    }

    @Override
    public Kernel.SwapIn swapIn(long entry) {
        throw none();
    }

    @Override
    public void free(long entry) {
        throw none();
    }

    @Override
    public void duplicate(long entry) {
        throw none();
    }

    @Override
    public void unmapped(int pfn) {}

    @Override
    public int reclaimSlots() {
        return 0;
    }

    @Override
    public boolean isCached(int pfn) {
        return false;
    }

    @Override
    public int cachedPages() {
        return 0;
    }
}
