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

/**
 * Where the implementation of each exercise comes from: the student's classes for some, the reference's for others.
 *
 * <p>Every method makes one new part by the constructor that its contract demands. How it finds the class is its own
 * business: the grader loads classes by name, a program that has them on its class path may say {@code new}.
 */
public interface Parts {
    /** Makes exercise 01's page table. */
    PageTable pageTable(Geometry geometry, PhysicalMemory memory);

    /** Makes exercise 02's MMU. */
    Mmu mmu(Geometry geometry, PhysicalMemory memory, TlbShape... levels);

    /** Makes exercise 03's address space. */
    MemoryDescriptor memoryDescriptor(Kernel kernel, int asid);

    /** Makes exercise 03's allocator. */
    Malloc malloc(Malloc.UserSpace system);

    /** Makes exercise 03's count of promises, for a machine of so many pages of memory and swap. */
    Overcommit overcommit(long memoryPages, long swapPages);

    /** Makes exercise 04's policy of a kind, for pages 0 to {@code pages - 1}. */
    ReplacementPolicy replacementPolicy(PolicyKind kind, int pages);

    /** Makes exercise 05's swap area. */
    SwapArea swapArea(int slots);

    /** Makes exercise 05's swapper. */
    Swapper swapper(Kernel kernel, SwapArea area, BlockDevice device);

    /** Makes exercise 06's OOM killer. */
    OomKiller oomKiller();

    /** Makes exercise 06's OOM killer of memory cgroups, which asks another one for the badness. */
    GroupOomKiller groupOomKiller(OomKiller killer);

    /** Makes exercise 07's screen of free. */
    FreeView freeView();

    /** Makes exercise 07's screen of top. */
    TopView topView();

    /** Makes exercise 07's screen of pmap. */
    PmapView pmapView();

    /** Returns the same parts, but one exercise from elsewhere. */
    default Parts with(Exercise exercise, Parts other) {
        return new MixedParts(this, exercise, other);
    }

    /** Returns the same parts, but each one that is made goes through a watcher's hands first. */
    default Parts watching(Watcher watcher) {
        return new WatchedParts(this, watcher);
    }

    /** Sees every part that is made, and may put another that behaves the same in its place. */
    @FunctionalInterface
    interface Watcher {
        /** Returns the part, or the one to be used in its place. */
        Object made(Class<?> contract, Exercise exercise, Object part);
    }
}
