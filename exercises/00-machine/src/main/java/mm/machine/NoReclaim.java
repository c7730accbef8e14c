package mm.machine;

import java.util.List;
import mm.vma.MemoryDescriptor;

/** A machine that reclaims nothing: when the frames are used up, that is all there is. */
final class NoReclaim extends Reclaim {
    private final PhysicalMemory memory;

    NoReclaim(PhysicalMemory memory) {
        super(NoSwap.INSTANCE, new BlockDevice(1, BlockDevice.Latency.SSD), NoSwap.INSTANCE);
        this.memory = memory;
    }

    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public int lruPages() {
        return 0;
    }

    @Override
    public boolean onLru(int pfn) {
        return false;
    }

    @Override
    public List<Rmap> mappers(int pfn) {
        return List.of();
    }

    @Override
    public int mapperCount(int pfn) {
        return 0;
    }

    @Override
    public long directReclaims() {
        return 0;
    }

    @Override
    public long backgroundReclaims() {
        return 0;
    }

    @Override
    int allocate() {
        return memory.allocate();
    }

    @Override
    void background() {}

    @Override
    int reclaim(int count) {
        return 0;
    }

    @Override
    void addRmap(int pfn, MemoryDescriptor mm, long address) {}

    @Override
    void removeRmap(int pfn, MemoryDescriptor mm, long address) {}

    @Override
    Kernel.SwapIn swapIn(long entry) {
        return swapper().swapIn(entry);
    }

    @Override
    void cached(PageCache cache, long page, int pfn) {}
}
