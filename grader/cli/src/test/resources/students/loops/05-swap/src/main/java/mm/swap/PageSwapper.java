package mm.swap;

import java.util.List;
import mm.machine.BlockDevice;
import mm.machine.Kernel;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Rmap;
import mm.machine.Todo;

/** A swapper that keeps the slot of each frame alone, and looks for a slot's frame among all. */
public final class PageSwapper implements Swapper {
    private final Kernel kernel;
    private final PhysicalMemory memory;
    private final SwapArea area;
    private final BlockDevice device;
    /** The slot of each frame of the cache; 0, which is the header, of the others. */
    private final int[] slots;

    /** Makes a swapper with an empty cache. */
    public PageSwapper(Kernel kernel, SwapArea area, BlockDevice device) {
        this.kernel = kernel;
        this.area = area;
        this.device = device;
        memory = kernel.memory();
        slots = new int[memory.frames()];
    }

    private int frameOf(int slot) {
        for (int pfn = 0; pfn < slots.length; pfn++) {
            if (slots[pfn] == slot) {
                return pfn;
            }
        }
        return PhysicalMemory.NO_FRAME;
    }

    private void leave(int pfn) {
        int slot = slots[pfn];
        slots[pfn] = 0;
        area.free(slot);
        memory.setCached(pfn, false);
    }

    private boolean isWantedByNobody(int pfn) {
        return slots[pfn] != 0 && area.useCount(slots[pfn]) == 1;
    }

    @Override
    public boolean swapOut(int pfn, List<Rmap> mappers) {
        // from step 2
        boolean mustWrite = slots[pfn] == 0;
        if (mustWrite) {
            int slot = area.allocate();
            if (slot == SwapArea.NO_SLOT && reclaimSlots() > 0) {
                slot = area.allocate();
            }
            if (slot == SwapArea.NO_SLOT) {
                return false;
            }
            slots[pfn] = slot;
            memory.setCached(pfn, true);
        }
        for (Rmap mapper : mappers) {
            long pte = mapper.mm().pageTable().lookup(mapper.address());
            mustWrite |= (pte & Pte.DIRTY) != 0;
            area.duplicate(slots[pfn]);
            mapper.mm().pageTable().map(mapper.address(), Pte.swap(0, slots[pfn]));
            kernel.mmu().invalidatePage(mapper.mm().asid(), mapper.address());
            mapper.mm().pageReclaimed(mapper.address(), pfn);
            kernel.removeRmap(pfn, mapper.mm(), mapper.address());
        }
        if (mustWrite) {
            device.write(slots[pfn], memory, pfn);
        }
        leave(pfn);
        return true;
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.swapOut");
        // end
    }

    @Override
    public Kernel.SwapIn swapIn(long entry) {
        // from step 2
        int slot = (int) Pte.swapOffset(entry);
        int pfn = frameOf(slot);
        boolean isRead = pfn == PhysicalMemory.NO_FRAME;
        if (isRead) {
            pfn = kernel.allocateFrame();
            if (pfn == PhysicalMemory.NO_FRAME) {
                return Kernel.SwapIn.NONE;
            }
            device.read(slot, memory, pfn);
            area.duplicate(slot);
            slots[pfn] = slot;
            memory.setCached(pfn, true);
        }
        boolean isAlone = memory.mapCount(pfn) == 0 && area.useCount(slot) == 2;
        return new Kernel.SwapIn(pfn, isRead, isAlone);
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.swapIn");
        // end
    }

    @Override
    public void free(long entry) {
        // from step 2
        int slot = (int) Pte.swapOffset(entry);
        area.free(slot);
        int pfn = frameOf(slot);
        if (pfn != PhysicalMemory.NO_FRAME && memory.mapCount(pfn) == 0 && isWantedByNobody(pfn)) {
            leave(pfn);
        }
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.free");
        // end
    }

    @Override
    public void duplicate(long entry) {
        // from step 2
        area.duplicate((int) Pte.swapOffset(entry));
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.duplicate");
        // end
    }

    @Override
    public void unmapped(int pfn) {
        // from step 2
        if (isWantedByNobody(pfn)) {
            leave(pfn);
        }
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.unmapped");
        // end
    }

    @Override
    public int reclaimSlots() {
        // from step 2
        int count = 0;
        for (int pfn = 1; pfn < slots.length; pfn++) {
            if (isWantedByNobody(pfn)) {
                leave(pfn);
                count++;
            }
        }
        return count;
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.reclaimSlots");
        // end
    }

    @Override
    public boolean isCached(int pfn) {
        // from step 2
        return slots[pfn] != 0;
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.isCached");
        // end
    }

    @Override
    public int cachedPages() {
        // from step 2
        int count = 0;
        for (int slot : slots) {
            count += slot != 0 ? 1 : 0;
        }
        return count;
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.cachedPages");
        // end
    }
}
