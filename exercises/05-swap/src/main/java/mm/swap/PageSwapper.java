package mm.swap;

import java.util.Arrays;
import java.util.List;
import mm.machine.BlockDevice;
import mm.machine.Kernel;
import mm.machine.PhysicalMemory;
import mm.machine.Rmap;
import mm.machine.Todo;

/**
 * Swapping with a swap cache ({@code swap_address_space}) kept as two arrays: from a frame to its slot, and back.
 *
 * <pre>{@code
 *  page tables that map the frame        map count 2           use count 3      page tables with the swap entry
 *      entry: pfn 17  ----------+     +--------------+      +--------------+    +----------  entry: slot 4
 *                               +---> | frame 17     |      | slot 4       | <--+
 *      entry: pfn 17  ----------+     | in memory    |      | on the device| <-------------  entry: slot 4
 *                                     +--------------+      +--------------+
 *                                        |   slotOfFrame[17] = 4   ^ |
 *                                        +-------------------------+ |      the cache is one more
 *                                        ^   frameOfSlot[4] = 17     |      user of the slot
 *                                        +---------------------------+
 * }</pre>
 *
 * <p>So a slot in the cache with use count 1 is wanted by nobody else.
 *
 * <pre>
 * swapOut: not in the cache? enter it with a new slot, to be written
 *          each entry becomes the swap entry, which uses the slot
 *          write the page if it must be, and leave the cache
 * swapIn:  not in the cache? read the page into a new frame, and enter it with that slot
 * </pre>
 */
public final class PageSwapper implements Swapper {
    private static final int NONE = -1;

    private final Kernel kernel;
    private final PhysicalMemory memory;
    private final SwapArea area;
    private final BlockDevice device;
    private final int[] slotOfFrame;
    private final int[] frameOfSlot;
    private int cachedPages;

    /** Makes a swapper with an empty cache. */
    public PageSwapper(Kernel kernel, SwapArea area, BlockDevice device) {
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.area = area;
        this.device = device;
        slotOfFrame = new int[memory.frames()];
        frameOfSlot = new int[area.slots()];
        Arrays.fill(slotOfFrame, NONE);
        Arrays.fill(frameOfSlot, NONE);
    }

    @Override
    public boolean swapOut(int pfn, List<Rmap> mappers) {
        throw new Todo("exercise 05: PageSwapper.swapOut");
    }

    @Override
    public Kernel.SwapIn swapIn(long entry) {
        throw new Todo("exercise 05: PageSwapper.swapIn");
    }

    @Override
    public void free(long entry) {
        throw new Todo("exercise 05: PageSwapper.free");
    }

    @Override
    public void duplicate(long entry) {
        throw new Todo("exercise 05: PageSwapper.duplicate");
    }

    @Override
    public void unmapped(int pfn) {
        throw new Todo("exercise 05: PageSwapper.unmapped");
    }

    @Override
    public int reclaimSlots() {
        throw new Todo("exercise 05: PageSwapper.reclaimSlots");
    }

    @Override
    public boolean isCached(int pfn) {
        throw new Todo("exercise 05: PageSwapper.isCached");
    }

    @Override
    public int cachedPages() {
        throw new Todo("exercise 05: PageSwapper.cachedPages");
    }
}
