package mm.machine;

import java.util.ArrayList;
import java.util.List;
import mm.lru.ReplacementPolicy;
import mm.pagetable.PageTable;
import mm.swap.SwapArea;
import mm.swap.Swapper;
import mm.text.StateError;
import mm.vma.MemoryDescriptor;

/**
 * Reclaim at work: drops pages of files, swaps out anonymous ones.
 *
 * <pre>
 * free frames  ... high: background reclaim stops ... low: it starts ... min: whoever allocates must reclaim ... 0
 *
 * reclaim(n): ask every entry whether its page was used, and tell the policies
 *             until n frames are free: a victim from the anonymous or the file pages, by swappiness
 *                 a file's page:     clear its entries, write it back if it changed, drop it
 *                 an anonymous page: swap it out; if it was freed lazily and not written since, drop it
 * </pre>
 *
 * <p>Background reclaim runs before an access (Linux has a thread for it, {@code kswapd}); direct reclaim within an
 * allocation that finds free memory at the min watermark. A page that is locked, or that somebody holds besides its entries
 * (its map count says more than the reverse map), is left alone. A large page is split before one of its frames is taken:
 * simplified from Linux, which keeps a large page on its lists as one and swaps it out as one where it can. Shared anonymous memory is never reclaimed here: Linux swaps it, too.
 *
 * @linux mm/vmscan.c shrink_node
 * @linux mm/vmscan.c balance_pgdat
 */
final class PageReclaim extends Reclaim {
    private final Kernel kernel;
    private final PhysicalMemory memory;
    private final ReverseMap rmap;
    private final ReplacementPolicy anon;
    private final ReplacementPolicy file;
    private final PageCache[] owners;
    private final long[] ownersPages;
    private final int swappiness;
    private int credit;
    private long directReclaims;
    private long backgroundReclaims;

    private PageReclaim(
            Parts parts, Kernel kernel, ReclaimOptions options, SwapArea area, BlockDevice device, Swapper swapper) {
        super(area, device, swapper);
        this.kernel = kernel;
        memory = kernel.memory();
        int frames = memory.frames();
        rmap = new ReverseMap(frames);
        anon = parts.replacementPolicy(options.policy(), frames);
        file = parts.replacementPolicy(options.policy(), frames);
        owners = new PageCache[frames];
        ownersPages = new long[frames];
        swappiness = options.swappiness();
        memory.whenFreed(this::freed);
    }

    static PageReclaim of(Parts parts, Kernel kernel, ReclaimOptions options) {
        int slots = Math.max(1, options.swapSlots());
        SwapArea area = parts.swapArea(slots);
        BlockDevice device = new BlockDevice(slots, options.latency());
        return new PageReclaim(parts, kernel, options, area, device, parts.swapper(kernel, area, device));
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public int lruPages() {
        return anon.size() + file.size();
    }

    @Override
    public boolean onLru(int pfn) {
        return anon.contains(pfn) || file.contains(pfn);
    }

    @Override
    public List<Rmap> mappers(int pfn) {
        return rmap.of(pfn);
    }

    @Override
    public int mapperCount(int pfn) {
        return rmap.count(pfn);
    }

    @Override
    public long directReclaims() {
        return directReclaims;
    }

    @Override
    public long backgroundReclaims() {
        return backgroundReclaims;
    }

    @Override
    int allocate() {
        int pfn = memory.allocate();
        while (pfn == PhysicalMemory.NO_FRAME) {
            directReclaims++;
            if (reclaim(ReplacementPolicy.BATCH) == 0) {
                return PhysicalMemory.NO_FRAME;
            }
            pfn = memory.allocate();
        }
        return pfn;
    }

    @Override
    void background() {
        if (memory.freeFrames() < memory.watermarks().low()) {
            backgroundReclaims++;
            int missing = memory.watermarks().high() - memory.freeFrames();
            reclaim(missing);
        }
    }

    @Override
    int reclaim(int count) {
        harvest();
        int before = memory.freeFrames();
        for (int tries = 2 * lruPages(); tries > 0 && memory.freeFrames() - before < count; tries--) {
            if (!evictOne()) {
                break;
            }
        }
        return memory.freeFrames() - before;
    }

    /**
     * Reads and clears the accessed bit of every entry ({@code folio_referenced}), and forgets it in the TLB; that of a large
     * page when all its pages were asked.
     */
    private void harvest() {
        List<Rmap> large = new ArrayList<>();
        for (int pfn = 1; pfn < memory.frames(); pfn++) {
            if (rmap.count(pfn) == 0 || !onLru(pfn)) {
                continue;
            }
            for (Rmap mapper : rmap.peek(pfn)) {
                long pte = mapper.pte();
                if (Pte.has(pte, Pte.ACCESSED)) {
                    if (isInLargePage(mapper)) {
                        large.add(mapper);
                    } else {
                        mapper.mm().pageTable().map(mapper.address(), pte & ~Pte.ACCESSED);
                        kernel.mmu().invalidatePage(mapper.mm().asid(), mapper.address());
                    }
                    policy(pfn).touch(pfn);
                }
            }
        }
        large.forEach(this::forgetAccess);
    }

    private void forgetAccess(Rmap mapper) {
        PageTable table = mapper.mm().pageTable();
        long pte = table.lookupLarge(mapper.address());
        if (Pte.has(pte, Pte.ACCESSED)) { // the first of its pages that comes along
            table.setLarge(mapper.address(), pte & ~Pte.ACCESSED);
            kernel.mmu().invalidatePage(mapper.mm().asid(), mapper.address());
        }
    }

    private boolean isInLargePage(Rmap mapper) {
        return memory.wasLargeTaken() && mapper.mm().pageTable().lookupLarge(mapper.address()) != 0;
    }

    /** Splits the large pages that a frame is part of, in each address space that has them ({@code unmap_folio}). */
    private void split(List<Rmap> mappers) {
        for (Rmap mapper : mappers) {
            if (isInLargePage(mapper)) {
                mapper.mm().pageTable().splitLarge(mapper.address());
                kernel.mmu().invalidatePage(mapper.mm().asid(), mapper.address());
            }
        }
    }

    private ReplacementPolicy policy(int pfn) {
        return owners[pfn] == null ? anon : file;
    }

    /** Tries to get one page out; false if there is none to try. */
    private boolean evictOne() {
        boolean anyPlace = area().freeSlots() > 0 || swapper().cachedPages() > 0 || memory.lazyFreeFrames() > 0;
        boolean canSwap = anon.size() > 0 && anyPlace;
        if (!canSwap && file.size() == 0) {
            return false;
        }
        credit += canSwap && file.size() > 0 ? swappiness : 0;
        boolean takeAnon = file.size() == 0 || (canSwap && credit >= ReclaimOptions.MAX_SWAPPINESS);
        credit -= takeAnon && file.size() > 0 ? ReclaimOptions.MAX_SWAPPINESS : 0;
        ReplacementPolicy policy = takeAnon ? anon : file;
        int pfn = policy.evict();
        if (pfn == ReplacementPolicy.NO_PAGE) {
            throw new StateError("evict.finds-nothing", policy.size());
        }
        List<Rmap> mappers = rmap.of(pfn);
        boolean locked = mappers.stream().anyMatch(mapper -> mapper.mm().isLocked(mapper.address()));
        boolean held = locked || memory.mapCount(pfn) != mappers.size();
        if (!held) {
            split(mappers);
        }
        boolean lazy = takeAnon && !held && isLazyFree(pfn, mappers);
        if (held || (takeAnon && !lazy && !swapper().swapOut(pfn, mappers))) {
            policy.insert(pfn);
        } else if (lazy) {
            unmap(pfn, mappers);
        } else if (!takeAnon) {
            unmap(pfn, mappers);
            owners[pfn].writeBack(ownersPages[pfn]);
            owners[pfn].remove(ownersPages[pfn]);
        }
        return true;
    }

    /** Tells whether a page's content is needed no more; a write since its program said so takes that back. */
    private boolean isLazyFree(int pfn, List<Rmap> mappers) {
        boolean written = mappers.stream().anyMatch(mapper -> Pte.has(mapper.pte(), Pte.DIRTY));
        if (written && memory.isLazyFree(pfn)) {
            memory.setLazyFree(pfn, false);
        }
        return memory.isLazyFree(pfn);
    }

    private void unmap(int pfn, List<Rmap> mappers) {
        for (Rmap mapper : mappers) {
            mapper.mm().pageTable().unmap(mapper.address());
            kernel.mmu().invalidatePage(mapper.mm().asid(), mapper.address());
            mapper.mm().pageReclaimed(mapper.address(), pfn);
            kernel.removeRmap(pfn, mapper.mm(), mapper.address());
        }
    }

    @Override
    void addRmap(int pfn, MemoryDescriptor mm, long address) {
        rmap.add(pfn, mm, address);
        arrived(pfn);
    }

    @Override
    void removeRmap(int pfn, MemoryDescriptor mm, long address) {
        rmap.remove(pfn, mm, address);
        if (memory.isAllocated(pfn) && memory.mapCount(pfn) == 0) {
            swapper().unmapped(pfn);
        }
    }

    /** Puts an anonymous page on its list, unless it is there. */
    private void arrived(int pfn) {
        if (owners[pfn] == null && !anon.contains(pfn)) {
            anon.insert(pfn);
        }
    }

    @Override
    Kernel.SwapIn swapIn(long entry) {
        Kernel.SwapIn in = swapper().swapIn(entry);
        if (in.pfn() != PhysicalMemory.NO_FRAME) {
            arrived(in.pfn());
        }
        return in;
    }

    @Override
    void cached(PageCache cache, long page, int pfn) {
        owners[pfn] = cache;
        ownersPages[pfn] = page;
        if (!cache.isSharedMemory()) {
            file.insert(pfn);
        }
    }

    private void freed(int pfn) {
        policy(pfn).remove(pfn);
        owners[pfn] = null;
    }
}
