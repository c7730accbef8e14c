package mm.machine;

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

/** Parts that go through the hands of a watcher when they are made. */
final class WatchedParts implements Parts {
    private final Parts parts;
    private final Watcher watcher;

    WatchedParts(Parts parts, Watcher watcher) {
        this.parts = parts;
        this.watcher = watcher;
    }

    private <T> T made(Class<T> contract, Exercise exercise, T part) {
        return contract.cast(watcher.made(contract, exercise, part));
    }

    @Override
    public PageTable pageTable(Geometry geometry, PhysicalMemory memory) {
        return made(PageTable.class, Exercise.PAGE_TABLE, parts.pageTable(geometry, memory));
    }

    @Override
    public Mmu mmu(Geometry geometry, PhysicalMemory memory, TlbShape... levels) {
        return made(Mmu.class, Exercise.MMU, parts.mmu(geometry, memory, levels));
    }

    @Override
    public MemoryDescriptor memoryDescriptor(Kernel kernel, int asid) {
        return made(MemoryDescriptor.class, Exercise.BRK_MMAP, parts.memoryDescriptor(kernel, asid));
    }

    @Override
    public Malloc malloc(Malloc.UserSpace system) {
        return made(Malloc.class, Exercise.BRK_MMAP, parts.malloc(system));
    }

    @Override
    public Overcommit overcommit(long memoryPages, long swapPages) {
        return made(Overcommit.class, Exercise.BRK_MMAP, parts.overcommit(memoryPages, swapPages));
    }

    @Override
    public ReplacementPolicy replacementPolicy(PolicyKind kind, int pages) {
        return made(ReplacementPolicy.class, Exercise.LRU, parts.replacementPolicy(kind, pages));
    }

    @Override
    public SwapArea swapArea(int slots) {
        return made(SwapArea.class, Exercise.SWAP, parts.swapArea(slots));
    }

    @Override
    public Swapper swapper(Kernel kernel, SwapArea area, BlockDevice device) {
        return made(Swapper.class, Exercise.SWAP, parts.swapper(kernel, area, device));
    }

    @Override
    public OomKiller oomKiller() {
        return made(OomKiller.class, Exercise.OOM, parts.oomKiller());
    }

    @Override
    public GroupOomKiller groupOomKiller(OomKiller killer) {
        return made(GroupOomKiller.class, Exercise.OOM, parts.groupOomKiller(killer));
    }

    @Override
    public FreeView freeView() {
        return made(FreeView.class, Exercise.FREE_TOP, parts.freeView());
    }

    @Override
    public TopView topView() {
        return made(TopView.class, Exercise.FREE_TOP, parts.topView());
    }

    @Override
    public PmapView pmapView() {
        return made(PmapView.class, Exercise.FREE_TOP, parts.pmapView());
    }
}
