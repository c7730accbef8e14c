package mm.machine;

import java.util.EnumMap;
import java.util.Map;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.mmu.Mmu;
import mm.mmu.TlbShape;
import mm.oom.GroupOomKiller;
import mm.oom.OomKiller;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.procfs.FreeView;
import mm.procfs.PmapView;
import mm.procfs.TopView;
import mm.swap.SwapArea;
import mm.swap.Swapper;
import mm.vma.Malloc;
import mm.vma.MemoryDescriptor;
import mm.vma.Overcommit;

/** Parts of which each exercise may come from elsewhere. */
final class MixedParts implements Parts {
    private final Map<Exercise, Parts> sources = new EnumMap<>(Exercise.class);

    MixedParts(Parts most, Exercise exercise, Parts other) {
        for (Exercise each : Exercise.values()) {
            sources.put(each, each == exercise ? other : most);
        }
    }

    @Override
    public PageTable pageTable(Geometry geometry, PhysicalMemory memory) {
        return sources.get(Exercise.PAGE_TABLE).pageTable(geometry, memory);
    }

    @Override
    public Mmu mmu(Geometry geometry, PhysicalMemory memory, TlbShape... levels) {
        return sources.get(Exercise.MMU).mmu(geometry, memory, levels);
    }

    @Override
    public MemoryDescriptor memoryDescriptor(Kernel kernel, int asid) {
        return sources.get(Exercise.BRK_MMAP).memoryDescriptor(kernel, asid);
    }

    @Override
    public Malloc malloc(Malloc.UserSpace system) {
        return sources.get(Exercise.BRK_MMAP).malloc(system);
    }

    @Override
    public Overcommit overcommit(long memoryPages, long swapPages) {
        return sources.get(Exercise.BRK_MMAP).overcommit(memoryPages, swapPages);
    }

    @Override
    public ReplacementPolicy replacementPolicy(PolicyKind kind, int pages) {
        return sources.get(Exercise.LRU).replacementPolicy(kind, pages);
    }

    @Override
    public SwapArea swapArea(int slots) {
        return sources.get(Exercise.SWAP).swapArea(slots);
    }

    @Override
    public Swapper swapper(Kernel kernel, SwapArea area, BlockDevice device) {
        return sources.get(Exercise.SWAP).swapper(kernel, area, device);
    }

    @Override
    public OomKiller oomKiller() {
        return sources.get(Exercise.OOM).oomKiller();
    }

    @Override
    public GroupOomKiller groupOomKiller(OomKiller killer) {
        return sources.get(Exercise.OOM).groupOomKiller(killer);
    }

    @Override
    public FreeView freeView() {
        return sources.get(Exercise.FREE_TOP).freeView();
    }

    @Override
    public TopView topView() {
        return sources.get(Exercise.FREE_TOP).topView();
    }

    @Override
    public PmapView pmapView() {
        return sources.get(Exercise.FREE_TOP).pmapView();
    }
}
