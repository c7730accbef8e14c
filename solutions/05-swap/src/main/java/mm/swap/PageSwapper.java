package mm.swap;

import java.util.Arrays;
import java.util.List;
import mm.machine.BlockDevice;
import mm.machine.Kernel;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Rmap;

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
    // GIVEN
    private static final int NONE = -1;

    // GIVEN
    private final Kernel kernel;
    private final PhysicalMemory memory;
    private final SwapArea area;
    private final BlockDevice device;
    private final int[] slotOfFrame;
    private final int[] frameOfSlot;
    private int cachedPages;

    // GIVEN
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

    private static int slot(long entry) {
        return (int) Pte.swapOffset(entry);
    }

    private void enterCache(int pfn, int slot) {
        slotOfFrame[pfn] = slot;
        frameOfSlot[slot] = pfn;
        memory.setCached(pfn, true);
        cachedPages++;
    }

    /** Takes a page out of the cache; if nobody maps it, its frame is free, and if no entry uses it, its slot is. */
    private void leaveCache(int pfn) {
        int slot = slotOfFrame[pfn];
        slotOfFrame[pfn] = NONE;
        frameOfSlot[slot] = NONE;
        cachedPages--;
        memory.setCached(pfn, false);
        area.free(slot);
    }

    private int newSlot() {
        int slot = area.allocate();
        return slot == SwapArea.NO_SLOT && reclaimSlots() > 0 ? area.allocate() : slot;
    }

    @Override
    public boolean swapOut(int pfn, List<Rmap> mappers) {
        boolean write = !isCached(pfn);
        if (write) {
            int slot = newSlot();
            if (slot == SwapArea.NO_SLOT) {
                return false;
            }
            enterCache(pfn, slot);
        }
        int slot = slotOfFrame[pfn];
        for (Rmap mapper : mappers) {
            write |= Pte.has(mapper.pte(), Pte.DIRTY);
            area.duplicate(slot);
            mapper.mm().pageTable().map(mapper.address(), Pte.swap(0, slot));
            kernel.mmu().invalidatePage(mapper.mm().asid(), mapper.address());
            mapper.mm().pageReclaimed(mapper.address(), pfn);
            kernel.removeRmap(pfn, mapper.mm(), mapper.address());
        }
        if (write) {
            device.write(slot, memory, pfn);
        }
        leaveCache(pfn);
        return true;
    }

    @Override
    public Kernel.SwapIn swapIn(long entry) {
        int slot = slot(entry);
        int pfn = frameOfSlot[slot];
        boolean major = pfn == NONE;
        if (major) {
            pfn = kernel.allocateFrame();
            if (pfn == PhysicalMemory.NO_FRAME) {
                return Kernel.SwapIn.NONE;
            }
            device.read(slot, memory, pfn);
            area.duplicate(slot);
            enterCache(pfn, slot);
        }
        boolean exclusive = memory.mapCount(pfn) == 0 && area.useCount(slot) == 2;
        return new Kernel.SwapIn(pfn, major, exclusive);
    }

    @Override
    public void free(long entry) {
        int pfn = frameOfSlot[slot(entry)];
        area.free(slot(entry));
        if (pfn != NONE && memory.mapCount(pfn) == 0) {
            unmapped(pfn);
        }
    }

    @Override
    public void duplicate(long entry) {
        area.duplicate(slot(entry));
    }

    @Override
    public void unmapped(int pfn) {
        if (isCached(pfn) && area.useCount(slotOfFrame[pfn]) == 1) {
            leaveCache(pfn);
        }
    }

    @Override
    public int reclaimSlots() {
        int before = area.freeSlots();
        for (int pfn : frameOfSlot) {
            if (pfn != NONE && area.useCount(slotOfFrame[pfn]) == 1) {
                leaveCache(pfn);
            }
        }
        return area.freeSlots() - before;
    }

    @Override
    public boolean isCached(int pfn) {
        return slotOfFrame[pfn] != NONE;
    }

    @Override
    public int cachedPages() {
        return cachedPages;
    }
}
