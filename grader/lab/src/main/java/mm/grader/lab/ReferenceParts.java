package mm.grader.lab;

import mm.lru.Clock;
import mm.lru.ExactLru;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.lru.TwoLists;
import mm.machine.BlockDevice;
import mm.machine.Kernel;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.mmu.Mmu;
import mm.mmu.TlbMmu;
import mm.mmu.TlbShape;
import mm.oom.BadnessGroupKiller;
import mm.oom.BadnessOomKiller;
import mm.oom.GroupOomKiller;
import mm.oom.OomKiller;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.pagetable.RadixPageTable;
import mm.procfs.Free;
import mm.procfs.FreeView;
import mm.procfs.Pmap;
import mm.procfs.PmapView;
import mm.procfs.Top;
import mm.procfs.TopView;
import mm.swap.PageSwapper;
import mm.swap.SlotSwapArea;
import mm.swap.SwapArea;
import mm.swap.Swapper;
import mm.vma.BrkMmapMalloc;
import mm.vma.CountingOvercommit;
import mm.vma.Malloc;
import mm.vma.MemoryDescriptor;
import mm.vma.Overcommit;
import mm.vma.VmaMemoryDescriptor;

/** The reference, made without reflection, which a compiler to JavaScript cannot follow. */
final class ReferenceParts implements Parts {
    /** One is enough: it keeps nothing. */
    static final Parts ALL = new ReferenceParts();

    @Override
    public PageTable pageTable(Geometry geometry, PhysicalMemory memory) {
        return new RadixPageTable(geometry, memory);
    }

    @Override
    public Mmu mmu(Geometry geometry, PhysicalMemory memory, TlbShape... levels) {
        return new TlbMmu(geometry, memory, levels);
    }

    @Override
    public MemoryDescriptor memoryDescriptor(Kernel kernel, int asid) {
        return new VmaMemoryDescriptor(kernel, asid);
    }

    @Override
    public Malloc malloc(Malloc.UserSpace system) {
        return new BrkMmapMalloc(system);
    }

    @Override
    public Overcommit overcommit(long memoryPages, long swapPages) {
        return new CountingOvercommit(memoryPages, swapPages);
    }

    @Override
    public ReplacementPolicy replacementPolicy(PolicyKind kind, int pages) {
        return switch (kind) {
            case LRU -> new ExactLru(pages);
            case CLOCK -> new Clock(pages);
            case TWO_LISTS -> new TwoLists(pages);
        };
    }

    @Override
    public SwapArea swapArea(int slots) {
        return new SlotSwapArea(slots);
    }

    @Override
    public Swapper swapper(Kernel kernel, SwapArea area, BlockDevice device) {
        return new PageSwapper(kernel, area, device);
    }

    @Override
    public OomKiller oomKiller() {
        return new BadnessOomKiller();
    }

    @Override
    public GroupOomKiller groupOomKiller(OomKiller killer) {
        return new BadnessGroupKiller(killer);
    }

    @Override
    public FreeView freeView() {
        return new Free();
    }

    @Override
    public TopView topView() {
        return new Top();
    }

    @Override
    public PmapView pmapView() {
        return new Pmap();
    }
}
