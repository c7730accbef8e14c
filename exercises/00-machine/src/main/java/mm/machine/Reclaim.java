package mm.machine;

import java.util.List;
import mm.swap.SwapArea;
import mm.swap.Swapper;
import mm.vma.MemoryDescriptor;

/**
 * How a machine gets frames back: its policies, its reverse map, its swap area. Every machine has one; on a machine
 * that reclaims nothing it gives nothing back, knows no page, and has a swap area without slots.
 *
 * @linux mm/vmscan.c shrink_node
 */
public abstract class Reclaim {
    private final SwapArea area;
    private final BlockDevice device;
    private final Swapper swapper;

    Reclaim(SwapArea area, BlockDevice device, Swapper swapper) {
        this.area = area;
        this.device = device;
        this.swapper = swapper;
    }

    /** Tells whether this machine reclaims memory at all. */
    public abstract boolean isOn();

    /** Returns the swap area. */
    public final SwapArea area() {
        return area;
    }

    /** Returns the swap device. */
    public final BlockDevice device() {
        return device;
    }

    /** Returns the swapper. */
    public final Swapper swapper() {
        return swapper;
    }

    /** Returns how many pages can be in the swap area: all slots but the header. */
    public final int swapPages() {
        return area.slots() - 1;
    }

    /** Returns how many pages the policies know of. */
    public abstract int lruPages();

    /** Tells whether a frame is on one of the policies' lists. */
    public abstract boolean onLru(int pfn);

    /** Returns the entries that map a frame. */
    public abstract List<Rmap> mappers(int pfn);

    /** Returns how many entries map a frame. */
    public abstract int mapperCount(int pfn);

    /** Returns how often an allocation had to reclaim. */
    public abstract long directReclaims();

    /** Returns how often background reclaim had something to do. */
    public abstract long backgroundReclaims();

    /** Takes a frame for a page of a process, reclaiming if memory is short. */
    abstract int allocate();

    /** Does what kswapd does when it is woken. */
    abstract void background();

    /** Frees up to the given number of frames, and returns how many were freed. */
    abstract int reclaim(int count);

    abstract void addRmap(int pfn, MemoryDescriptor mm, long address);

    abstract void removeRmap(int pfn, MemoryDescriptor mm, long address);

    abstract Kernel.SwapIn swapIn(long entry);

    /** Notes that a cache holds the frame as a page of its object. */
    abstract void cached(PageCache cache, long page, int pfn);
}
