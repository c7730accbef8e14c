package mm.grader.play.watch;

import java.util.function.Consumer;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.BlockDevice;
import mm.machine.Kernel;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
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

/** The same parts, but an allocator is watched on both sides: its calls, and the system calls that it makes. */
public record HeapParts(Parts parts, Consumer<WatchedMalloc> made) implements Parts {
    @Override
    public Malloc malloc(Malloc.UserSpace system) {
        WatchedMalloc watched = new WatchedMalloc(system, parts::malloc);
        made.accept(watched);
        return watched;
    }

    @Override
    public PageTable pageTable(Geometry geometry, PhysicalMemory memory) {
        return parts.pageTable(geometry, memory);
    }

    @Override
    public Mmu mmu(Geometry geometry, PhysicalMemory memory, TlbShape... levels) {
        return parts.mmu(geometry, memory, levels);
    }

    @Override
    public MemoryDescriptor memoryDescriptor(Kernel kernel, int asid) {
        return parts.memoryDescriptor(kernel, asid);
    }

    @Override
    public Overcommit overcommit(long memoryPages, long swapPages) {
        return parts.overcommit(memoryPages, swapPages);
    }

    @Override
    public ReplacementPolicy replacementPolicy(PolicyKind kind, int pages) {
        return parts.replacementPolicy(kind, pages);
    }

    @Override
    public SwapArea swapArea(int slots) {
        return parts.swapArea(slots);
    }

    @Override
    public Swapper swapper(Kernel kernel, SwapArea area, BlockDevice device) {
        return parts.swapper(kernel, area, device);
    }

    @Override
    public OomKiller oomKiller() {
        return parts.oomKiller();
    }

    @Override
    public GroupOomKiller groupOomKiller(OomKiller killer) {
        return parts.groupOomKiller(killer);
    }

    @Override
    public FreeView freeView() {
        return parts.freeView();
    }

    @Override
    public TopView topView() {
        return parts.topView();
    }

    @Override
    public PmapView pmapView() {
        return parts.pmapView();
    }
}
