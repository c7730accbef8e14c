package mm.swap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.machine.BlockDevice;
import mm.machine.Kernel;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Rmap;
import mm.machine.Todo;

/** A swapper whose cache is two maps. It writes a page first, and looks at its entries then. */
public final class PageSwapper implements Swapper {
    private final Kernel kernel;
    private final SwapArea area;
    private final BlockDevice device;
    private final Map<Integer, Integer> slotOf = new HashMap<>();
    private final Map<Integer, Integer> frameIn = new HashMap<>();

    /** Makes a swapper with an empty cache. */
    public PageSwapper(Kernel kernel, SwapArea area, BlockDevice device) {
        this.kernel = kernel;
        this.area = area;
        this.device = device;
    }

    private static int slot(long entry) {
        return Math.toIntExact(Pte.swapOffset(entry));
    }

    private void add(int pfn, int slot) {
        slotOf.put(pfn, slot);
        frameIn.put(slot, pfn);
        kernel.memory().setCached(pfn, true);
    }

    private void remove(int pfn) {
        int slot = slotOf.remove(pfn);
        frameIn.remove(slot);
        kernel.memory().setCached(pfn, false);
        area.free(slot);
    }

    private int newSlot() {
        int slot = area.allocate();
        if (slot != SwapArea.NO_SLOT) {
            return slot;
        }
        reclaimSlots();
        return area.allocate();
    }

    @Override
    public boolean swapOut(int pfn, List<Rmap> mappers) {
        // from step 2
        boolean isClean = slotOf.containsKey(pfn)
                && mappers.stream()
                        .noneMatch(each -> Pte.has(each.mm().pageTable().lookup(each.address()), Pte.DIRTY));
        if (!slotOf.containsKey(pfn)) {
            int slot = newSlot();
            if (slot < 0) {
                return false;
            }
            add(pfn, slot);
        }
        int slot = slotOf.get(pfn);
        if (!isClean) {
            device.write(slot, kernel.memory(), pfn);
        }
        long entry = Pte.swap(0, slot);
        for (Rmap each : mappers) {
            each.mm().pageTable().unmap(each.address());
            each.mm().pageTable().map(each.address(), entry);
            duplicate(entry);
            kernel.mmu().invalidatePage(each.mm().asid(), each.address());
        }
        for (Rmap each : mappers) {
            each.mm().pageReclaimed(each.address(), pfn);
            kernel.removeRmap(pfn, each.mm(), each.address());
        }
        remove(pfn);
        return true;
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.swapOut");
        // end
    }

    @Override
    public Kernel.SwapIn swapIn(long entry) {
        // from step 2
        Integer cached = frameIn.get(slot(entry));
        if (cached != null) {
            return new Kernel.SwapIn(cached, false, isExclusive(cached));
        }
        int pfn = kernel.allocateFrame();
        if (pfn == PhysicalMemory.NO_FRAME) {
            return Kernel.SwapIn.NONE;
        }
        device.read(slot(entry), kernel.memory(), pfn);
        add(pfn, slot(entry));
        duplicate(entry);
        return new Kernel.SwapIn(pfn, true, isExclusive(pfn));
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.swapIn");
        // end
    }

    private boolean isExclusive(int pfn) {
        int entries = area.useCount(slotOf.get(pfn)) - 1;
        return entries == 1 && kernel.memory().mapCount(pfn) == 0;
    }

    @Override
    public void free(long entry) {
        // from step 2
        area.free(slot(entry));
        Integer pfn = frameIn.get(slot(entry));
        if (pfn != null && kernel.memory().mapCount(pfn) == 0) {
            unmapped(pfn);
        }
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.free");
        // end
    }

    @Override
    public void duplicate(long entry) {
        // from step 2
        area.duplicate(slot(entry));
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.duplicate");
        // end
    }

    @Override
    public void unmapped(int pfn) {
        // from step 2
        if (slotOf.containsKey(pfn) && area.useCount(slotOf.get(pfn)) == 1) {
            remove(pfn);
        }
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.unmapped");
        // end
    }

    @Override
    public int reclaimSlots() {
        // from step 2
        int before = area.freeSlots();
        new ArrayList<>(slotOf.keySet()).forEach(this::unmapped);
        return area.freeSlots() - before;
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.reclaimSlots");
        // end
    }

    @Override
    public boolean isCached(int pfn) {
        // from step 2
        return slotOf.containsKey(pfn);
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.isCached");
        // end
    }

    @Override
    public int cachedPages() {
        // from step 2
        return slotOf.size();
        // before step 2
        // throw new Todo("exercise 05: PageSwapper.cachedPages");
        // end
    }
}
