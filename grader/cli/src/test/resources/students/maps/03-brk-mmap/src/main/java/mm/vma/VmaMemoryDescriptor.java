package mm.vma;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import mm.machine.Errno;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Todo;
import mm.mmu.PageFault;
import mm.pagetable.PageTable;

/** An address space in one class: a sorted map of areas by their starts, and what is counted of them. */
public final class VmaMemoryDescriptor implements MemoryDescriptor {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final int SHIFT = PhysicalMemory.PAGE_SHIFT;
    private static final long HUGE = 2L << 20;
    private static final int AROUND = 16;

    private final Kernel kernel;
    private final PhysicalMemory memory;
    private final int asid;
    private final PageTable table;
    private final TreeMap<Long, Area> areas = new TreeMap<>();
    private final Map<Limit, Long> limits = new EnumMap<>(Limit.class);
    private Mapping gate;
    private long startBrk;
    private long brk;
    private long imageData;
    private long stackTop;

    private long total;
    private long data;
    private long stack;
    private long anon;
    private long file;
    private long shmem;
    private long swapped;

    /** Makes an empty address space. */
    public VmaMemoryDescriptor(Kernel kernel, int asid) {
        this.kernel = kernel;
        this.asid = asid;
        memory = kernel.memory();
        table = kernel.newPageTable();
        limits.put(Limit.AS, Limit.INFINITY);
        limits.put(Limit.DATA, Limit.INFINITY);
        limits.put(Limit.STACK, Limit.DEFAULT_STACK);
    }

    @Override
    public void load(List<Mapping> image, long programBrk) {
        brk = programBrk;
        for (Mapping mapping : image) {
            if (mapping.name().equals("[vsyscall]")) {
                gate = mapping;
                continue;
            }
            Area area = new Area(mapping.start(), mapping.end(), mapping.prot());
            area.accounted = area.isWritable();
            if (mapping.name().equals("[heap]")) {
                startBrk = area.start;
            } else if (mapping.name().equals("[stack]")) {
                area.growsDown = true;
                stackTop = area.end - 1;
            } else if (!mapping.name().isEmpty()) {
                area.name = mapping.name();
                area.open(kernel.openFile(area.name), area.start >>> SHIFT);
                if (area.name.equals("[image]") && area.isWritable()) {
                    imageData += area.end - area.start;
                }
            }
            put(area);
        }
    }

    // ---------------------------------------------------------------- the map

    private void put(Area area) {
        areas.put(area.start, area);
        count(area, area.pages());
    }

    private void take(Area area) {
        areas.remove(area.start);
        count(area, -area.pages());
    }

    private void count(Area area, long pages) {
        total += pages;
        data += area.isData(area.prot) ? pages : 0;
        stack += area.growsDown ? pages : 0;
    }

    /** Returns the first area that ends above an address, null if there is none. */
    private Area find(long address) {
        if (address < 0) {
            return null;
        }
        Map.Entry<Long, Area> below = areas.floorEntry(address);
        if (below != null && below.getValue().end > address) {
            return below.getValue();
        }
        Map.Entry<Long, Area> above = areas.higherEntry(address);
        return above == null ? null : above.getValue();
    }

    private Area before(Area area) {
        Map.Entry<Long, Area> entry = areas.lowerEntry(area.start);
        return entry == null ? null : entry.getValue();
    }

    private Area after(Area area) {
        Map.Entry<Long, Area> entry = areas.higherEntry(area.start);
        return entry == null ? null : entry.getValue();
    }

    private List<Area> overlapping(long start, long end) {
        List<Area> found = new ArrayList<>();
        for (Area area = find(start); area != null && area.start < end; area = after(area)) {
            found.add(area);
        }
        return found;
    }

    private void split(Area area, long address) {
        take(area);
        Area upper = area.cut(address);
        put(area);
        put(upper);
    }

    /** Cuts areas at the ends of a range that is to be unmapped. */
    private long splitForUnmap(long start, long end) {
        Area first = find(start);
        if (first != null && first.start < start) {
            if (first.end > end && areas.size() >= MAX_MAP_COUNT) {
                return Errno.ENOMEM.result();
            }
            if (first.isKernels()) {
                return Errno.EINVAL.result();
            }
            split(first, start);
        }
        Area last = find(end - 1);
        if (last != null && last.start < end && last.end > end) {
            if (last.isKernels()) {
                return Errno.EINVAL.result();
            }
            split(last, end);
        }
        return 0;
    }

    private void remove(long start, long end) {
        List<Area> gone = overlapping(start, end);
        if (gone.isEmpty()) {
            return;
        }
        Area below = before(gone.get(0));
        Area above = after(gone.get(gone.size() - 1));
        for (Area area : gone) {
            // from step 4
            zap(area, area.start, area.end);
            // end
            take(area);
            area.close();
        }
        // from step 5
        table.freeTables(
                gone.get(0).start,
                gone.get(gone.size() - 1).end,
                below == null ? 0 : below.end,
                above == null ? 0 : above.start);
        // end
    }

    /** Joins an area with the neighbours that allow it. */
    private Area join(Area area) {
        // from step 2
        Area lower = before(area);
        Area upper = after(area);
        boolean joinsLower = lower != null && lower.mayJoin(area);
        boolean joinsUpper = upper != null && area.mayJoin(upper);
        if (joinsLower && joinsUpper && lower.origin != null && upper.origin != null) {
            joinsUpper = lower.origin == upper.origin;
        }
        Area joined = joinsLower ? absorb(lower, area) : area;
        return joinsUpper ? absorb(joined, upper) : joined;
        // before step 2
        // return area;
        // end
    }

    private Area absorb(Area lower, Area upper) {
        take(lower);
        take(upper);
        lower.end = upper.end;
        lower.origin = lower.origin == null ? upper.origin : lower.origin;
        upper.close();
        put(lower);
        return lower;
    }

    private boolean exceeds(Limit limit, long pages) {
        return Long.compareUnsigned(pages, limits.get(limit) >>> SHIFT) > 0;
    }

    private boolean mayGrow(boolean isData, long pages) {
        // from step 5
        return !exceeds(Limit.AS, total + pages) && !(isData && exceeds(Limit.DATA, data + pages));
        // before step 5
        // return true;
        // end
    }

    private static long rounded(long length) {
        return (length + PAGE - 1) & -PAGE;
    }

    // ---------------------------------------------------------------- system calls

    @Override
    public long mmap(long address, long length, int prot, int flags, PageCache from, long filePage) {
        long bytes = rounded(length);
        if (length == 0) {
            return Errno.EINVAL.result();
        }
        if (bytes == 0 || Long.compareUnsigned(bytes, TASK_SIZE) > 0 || areas.size() > MAX_MAP_COUNT) {
            return Errno.ENOMEM.result();
        }
        boolean isFixed = (flags & (MapFlag.FIXED | MapFlag.FIXED_NOREPLACE)) != 0;
        boolean isShared = (flags & MapFlag.SHARED) != 0;
        long start = isFixed ? address : place(address, bytes, from == null && !isShared);
        if (isFixed) {
            if (Long.compareUnsigned(address, TASK_SIZE - bytes) > 0) {
                return Errno.ENOMEM.result();
            }
            if (address % PAGE != 0) {
                return Errno.EINVAL.result();
            }
            if (address < MMAP_MIN_ADDRESS) {
                return Errno.EPERM.result();
            }
        } else if (start < 0) {
            return Errno.ENOMEM.result();
        }
        long end = start + bytes;
        if ((flags & MapFlag.FIXED_NOREPLACE) != 0 && !overlapping(start, end).isEmpty()) {
            return Errno.EEXIST.result();
        }
        long error = splitForUnmap(start, end);
        if (error != 0) {
            return error;
        }
        Area area = new Area(start, end, prot);
        area.shared = isShared;
        area.accounted = !isShared && area.isWritable();
        long replaced = overlapping(start, end).stream().mapToLong(Area::pages).sum();
        if (!mayGrow(area.isData(prot), area.pages() - replaced)) {
            return Errno.ENOMEM.result();
        }
        remove(start, end);
        area.open(from != null || !isShared ? from : kernel.newSharedMemory(), filePage);
        put(area);
        join(area);
        // from step 4
        if ((flags & MapFlag.POPULATE) != 0) {
            int access = !isShared && (prot & Prot.WRITE) != 0 ? PageFault.WRITE | PageFault.USER : PageFault.USER;
            FaultResult result = FaultResult.MINOR;
            for (long page = start; page < end && isGood(result); page += PAGE) {
                result = Pte.inMemory(table.lookup(page)) ? result : handleFault(page, access);
            }
        }
        // end
        return start;
    }

    private static boolean isGood(FaultResult result) {
        return result == FaultResult.MINOR || result == FaultResult.MAJOR;
    }

    /** Chooses where a mapping goes; negative if there is no room. */
    private long place(long address, long bytes, boolean isPrivateMemory) {
        long hint = address & -PAGE;
        if (hint != 0) {
            hint = Long.compareUnsigned(hint, MMAP_MIN_ADDRESS) < 0 ? MMAP_MIN_ADDRESS : hint;
            if (Long.compareUnsigned(hint, TASK_SIZE - bytes) <= 0) {
                Area next = find(hint);
                if (next == null || next.guardedStart() >= hint + bytes) {
                    return hint;
                }
            }
        }
        if (hint == 0 && isPrivateMemory && bytes % HUGE == 0) {
            long start = highest(bytes + HUGE);
            if (start >= 0) {
                return (start + HUGE) & -HUGE;
            }
        }
        return highest(bytes);
    }

    /** Returns where a mapping lies at the upper end of the highest gap, or -1. */
    private long highest(long bytes) {
        long ceiling = MMAP_BASE;
        NavigableMap<Long, Area> down = areas.descendingMap();
        for (Area area : down.values()) {
            if (area.end < ceiling && ceiling - area.end >= bytes) {
                break;
            }
            ceiling = Math.min(ceiling, area.guardedStart());
        }
        return ceiling - bytes >= MMAP_MIN_ADDRESS ? ceiling - bytes : -1;
    }

    @Override
    public long munmap(long address, long length) {
        boolean isOutside = Long.compareUnsigned(address, TASK_SIZE) > 0
                || Long.compareUnsigned(length, TASK_SIZE - address) > 0;
        if (address % PAGE != 0 || length == 0 || isOutside) {
            return Errno.EINVAL.result();
        }
        return unmap(address, address + rounded(length));
    }

    private long unmap(long start, long end) {
        long error = splitForUnmap(start, end);
        if (error == 0) {
            remove(start, end);
        }
        return error;
    }

    @Override
    public long mprotect(long address, long length, int prot) {
        // from step 2
        if (address % PAGE != 0) {
            return Errno.EINVAL.result();
        }
        if (length == 0) {
            return 0;
        }
        long end = address + rounded(length);
        if (Long.compareUnsigned(end, address) <= 0) {
            return Errno.ENOMEM.result();
        }
        long at = address;
        while (Long.compareUnsigned(at, end) < 0) {
            Area area = find(at);
            if (area == null || area.start > at) {
                return Errno.ENOMEM.result();
            }
            long until = end < 0 ? area.end : Math.min(area.end, end);
            if (area.prot != prot) {
                long error = protect(area, at, until, prot);
                if (error != 0) {
                    return error;
                }
            }
            at = until;
        }
        return 0;
        // before step 2
        // throw new Todo("exercise 03: VmaMemoryDescriptor.mprotect");
        // end
    }

    private long protect(Area whole, long start, long end, int prot) {
        if (whole.isClock() && (prot & ~Prot.READ) != 0) {
            return Errno.EACCES.result();
        }
        long pages = (end - start) >>> SHIFT;
        if ((prot & Prot.WRITE) != 0
                && !mayGrow(whole.isData(prot), pages)
                && mayGrow(whole.isData(whole.prot), pages)) {
            return Errno.ENOMEM.result();
        }
        Area area = whole;
        if (start > area.start) {
            long error = splitError(area);
            if (error != 0) {
                return error;
            }
            split(area, start);
            area = find(start);
        }
        if (end < area.end) {
            long error = splitError(area);
            if (error != 0) {
                return error;
            }
            split(area, end);
        }
        take(area);
        boolean becomesWritable = (prot & Prot.WRITE) != 0 && !area.isWritable();
        if (!area.shared && becomesWritable) {
            area.accounted = true;
        } else if (!area.shared && (prot & Prot.WRITE) == 0 && area.object == null && area.origin == null) {
            area.accounted = false;
        }
        area.prot = prot;
        put(area);
        // from step 4
        changeEntries(area);
        // end
        join(area);
        return 0;
    }

    private long splitError(Area area) {
        if (areas.size() >= MAX_MAP_COUNT) {
            return Errno.ENOMEM.result();
        }
        return area.isKernels() ? Errno.EINVAL.result() : 0;
    }

    @Override
    public long brk(long newBreak) {
        // from step 3
        long old = rounded(brk);
        long now = rounded(newBreak);
        if (Long.compareUnsigned(newBreak, startBrk) < 0 || Long.compareUnsigned(newBreak, TASK_SIZE) > 0) {
            return brk;
        }
        if (Long.compareUnsigned(newBreak - startBrk + imageData, limits.get(Limit.DATA)) > 0) {
            return brk;
        }
        if (now != old && !(now < old ? shrink(now, old) : grow(old, now))) {
            return brk;
        }
        brk = newBreak;
        return brk;
        // before step 3
        // throw new Todo("exercise 03: VmaMemoryDescriptor.brk");
        // end
    }

    private boolean shrink(long now, long old) {
        return !overlapping(now, old).isEmpty() && unmap(now, old) == 0;
    }

    private boolean grow(long old, long now) {
        Area next = find(old);
        if (next != null && now + PAGE > next.guardedStart()) {
            return false;
        }
        if (now > TASK_SIZE || areas.size() > MAX_MAP_COUNT || !mayGrow(true, (now - old) >>> SHIFT)) {
            return false;
        }
        Area heap = new Area(old, now, Prot.READ | Prot.WRITE);
        heap.accounted = true;
        Area below = find(old - 1);
        boolean joins = below != null && below.end == old && below.end > startBrk && below.mayJoin(heap);
        put(heap);
        if (joins) {
            absorb(below, heap);
        }
        return true;
    }

    @Override
    public long madvise(long address, long length, int advice) {
        // from step 4
        long bytes = rounded(length);
        long end = address + bytes;
        if (advice != MADV_DONTNEED || address % PAGE != 0 || (length != 0 && bytes == 0)) {
            return Errno.EINVAL.result();
        }
        if (Long.compareUnsigned(end, address) < 0) {
            return Errno.EINVAL.result();
        }
        long at = address;
        boolean hasHole = false;
        while (Long.compareUnsigned(at, end) < 0) {
            Area area = find(at);
            if (area == null || Long.compareUnsigned(area.start, end) >= 0) {
                return Errno.ENOMEM.result();
            }
            hasHole |= area.start > at;
            if (area.isClock()) {
                return Errno.EINVAL.result();
            }
            long from = Math.max(at, area.start);
            long until = end < 0 ? area.end : Math.min(area.end, end);
            zap(area, from, until);
            // from step 5
            table.reclaimTables(from, until);
            // end
            at = until;
        }
        return hasHole ? Errno.ENOMEM.result() : 0;
        // before step 4
        // throw new Todo("exercise 03: VmaMemoryDescriptor.madvise");
        // end
    }

    @Override
    public void setLimit(Limit limit, long bytes) {
        limits.put(limit, bytes);
    }

    // ---------------------------------------------------------------- pages

    private void countPage(Area area, long address, int pfn, int by) {
        if (area.object == null || area.object.find(area.pageAt(address)) != pfn) {
            anon += by;
        } else if (area.object.isSharedMemory()) {
            shmem += by;
        } else {
            file += by;
        }
    }

    private void zap(Area area, long start, long end) {
        TreeMap<Long, Long> dropped = new TreeMap<>();
        table.walk(start, end, dropped::put);
        dropped.keySet().forEach(table::unmap);
        kernel.mmu().invalidateRange(asid, start, end);
        dropped.forEach((address, pte) -> {
            if (Pte.isSwap(pte)) {
                swapped--;
                kernel.swapFree(pte);
            } else if (!Pte.has(pte, Pte.SPECIAL)) {
                countPage(area, address, Pte.pfn(pte), -1);
                kernel.removeRmap(Pte.pfn(pte), this, address);
            }
        });
    }

    private void changeEntries(Area area) {
        TreeMap<Long, Long> entries = new TreeMap<>();
        table.walk(area.start, area.end, entries::put);
        entries.forEach((address, pte) -> {
            if (!Pte.isSwap(pte)) {
                long kept = pte & (Pte.ACCESSED | Pte.DIRTY | Pte.SPECIAL);
                boolean isOurs = area.shared || (!Pte.has(pte, Pte.SPECIAL) && memory.isExclusive(Pte.pfn(pte)));
                long write = area.isWritable() && isOurs ? Pte.WRITE : 0;
                table.map(address, area.entry(Pte.pfn(pte)) | kept | write);
            }
        });
        kernel.mmu().invalidateRange(asid, area.start, area.end);
    }

    @Override
    public FaultResult handleFault(long address, int errorCode) {
        // from step 4
        long page = address & -PAGE;
        Area area = find(page);
        // from step 5
        if (area != null && area.start > page && !(area.growsDown && growStack(area, page))) {
            return FaultResult.SIGSEGV;
        }
        // end
        if (area == null || area.start > page) {
            return FaultResult.SIGSEGV;
        }
        boolean isWrite = (errorCode & PageFault.WRITE) != 0;
        boolean isFetch = (errorCode & PageFault.INSTRUCTION) != 0;
        int needed = isWrite ? Prot.WRITE : isFetch ? Prot.EXEC : Prot.READ | Prot.WRITE | Prot.EXEC;
        if ((area.prot & needed) == 0) {
            return FaultResult.SIGSEGV;
        }
        long pte = table.lookup(page);
        if (pte == 0) {
            return area.object == null ? firstTouch(area, page, isWrite) : objectFault(area, page, isWrite);
        }
        if (Pte.isSwap(pte)) {
            return swapFault(area, page, pte);
        }
        return isWrite && !Pte.has(pte, Pte.WRITE) ? writeFault(area, page, pte) : FaultResult.MINOR;
        // before step 4
        // throw new Todo("exercise 03: VmaMemoryDescriptor.handleFault");
        // end
    }

    private boolean growStack(Area area, long page) {
        long pages = (area.start - page) >>> SHIFT;
        Area below = before(area);
        boolean isNear = below != null
                && !below.growsDown
                && below.prot != Prot.NONE
                && page - below.end < (long) STACK_GUARD_PAGES * PAGE;
        if (page < MMAP_MIN_ADDRESS || isNear || !mayGrow(false, pages)) {
            return false;
        }
        if (Long.compareUnsigned(area.end - page, limits.get(Limit.STACK)) > 0) {
            return false;
        }
        prepareOrigin(area);
        take(area);
        area.start = page;
        put(area);
        return true;
    }

    private void prepareOrigin(Area area) {
        if (area.origin != null) {
            return;
        }
        Area upper = after(area);
        Area lower = before(area);
        if (upper != null && area.continuesIn(upper) && isLendable(upper)) {
            area.origin = upper.origin;
        } else if (lower != null && lower.continuesIn(area) && isLendable(lower)) {
            area.origin = lower.origin;
        } else {
            area.origin = new Area.Origin(false, new Object());
        }
    }

    private static boolean isLendable(Area neighbour) {
        return neighbour.origin != null && !neighbour.origin.inherited();
    }

    private FaultResult firstTouch(Area area, long page, boolean isWrite) {
        if (!isWrite) {
            long zero = area.entry(PhysicalMemory.ZERO_FRAME) | Pte.SPECIAL;
            return table.map(page, zero) ? FaultResult.MINOR : FaultResult.OOM;
        }
        int pfn = kernel.allocateFrame();
        return pfn == PhysicalMemory.NO_FRAME ? FaultResult.OOM : ownPage(area, page, pfn, FaultResult.MINOR);
    }

    /** Enters a fresh frame as a page of this address space alone. */
    private FaultResult ownPage(Area area, long page, int pfn, FaultResult result) {
        if (!table.map(page, area.entry(pfn) | Pte.WRITE)) {
            memory.free(pfn);
            return FaultResult.OOM;
        }
        prepareOrigin(area);
        kernel.addRmap(pfn, this, page);
        memory.setExclusive(pfn, true);
        anon++;
        return result;
    }

    private FaultResult objectFault(Area area, long page, boolean isWrite) {
        FaultResult result = FaultResult.MINOR;
        long number = area.pageAt(page);
        if (area.object.find(number) == PhysicalMemory.NO_FRAME) {
            int pfn = kernel.allocateFrame();
            if (pfn == PhysicalMemory.NO_FRAME) {
                return FaultResult.OOM;
            }
            area.object.add(number, pfn);
            result = area.object.isSharedMemory() ? FaultResult.MINOR : FaultResult.MAJOR;
        }
        if (isWrite && !area.shared) {
            int copy = kernel.allocateFrame();
            if (copy == PhysicalMemory.NO_FRAME) {
                return FaultResult.OOM;
            }
            memory.copy(area.object.find(number), copy);
            return ownPage(area, page, copy, result);
        }
        if (!mapObject(area, page)) {
            return FaultResult.OOM;
        }
        if (!isWrite) {
            around(area, page);
        }
        return result;
    }

    private boolean mapObject(Area area, long page) {
        int pfn = area.object.find(area.pageAt(page));
        long write = area.shared && area.isWritable() ? Pte.WRITE : 0;
        if (!table.map(page, area.entry(pfn) | write)) {
            return false;
        }
        kernel.addRmap(pfn, this, page);
        countPage(area, page, pfn, 1);
        return true;
    }

    private void around(Area area, long page) {
        long leaf = page & -table.span(1);
        long from = Math.max(page & -(AROUND * PAGE), Math.max(area.start, leaf));
        long until = Math.min(Math.min(from + (AROUND * PAGE), area.end), leaf + table.span(1));
        for (long near = from; near < until; near += PAGE) {
            boolean isThere = area.object.find(area.pageAt(near)) != PhysicalMemory.NO_FRAME;
            if (isThere && table.lookup(near) == 0) {
                mapObject(area, near);
            }
        }
    }

    private FaultResult writeFault(Area area, long page, long pte) {
        int pfn = Pte.pfn(pte);
        if (area.shared) {
            table.map(page, pte | Pte.WRITE);
            return FaultResult.MINOR;
        }
        boolean isZero = Pte.has(pte, Pte.SPECIAL);
        boolean isAlone = memory.isExclusive(pfn) || (memory.mapCount(pfn) == 1 && !memory.isCached(pfn));
        if (!isZero && isAlone) {
            memory.setExclusive(pfn, true);
            table.map(page, pte | Pte.WRITE);
            return FaultResult.MINOR;
        }
        int copy = kernel.allocateFrame();
        if (copy == PhysicalMemory.NO_FRAME) {
            return FaultResult.OOM;
        }
        if (table.lookup(page) != pte) { // reclaim has taken the page meanwhile
            memory.free(copy);
            return FaultResult.MINOR;
        }
        memory.copy(pfn, copy);
        ownPage(area, page, copy, FaultResult.MINOR);
        kernel.mmu().invalidatePage(asid, page);
        if (!isZero) {
            countPage(area, page, pfn, -1);
            kernel.removeRmap(pfn, this, page);
        }
        return FaultResult.MINOR;
    }

    private FaultResult swapFault(Area area, long page, long pte) {
        Kernel.SwapIn back = kernel.swapIn(pte);
        if (back.pfn() == PhysicalMemory.NO_FRAME) {
            return FaultResult.OOM;
        }
        long write = area.isWritable() && back.exclusive() ? Pte.WRITE : 0;
        table.map(page, area.entry(back.pfn()) | write);
        kernel.addRmap(back.pfn(), this, page);
        memory.setExclusive(back.pfn(), back.exclusive());
        swapped--;
        anon++;
        kernel.swapFree(pte);
        return back.major() ? FaultResult.MAJOR : FaultResult.MINOR;
    }

    @Override
    public void pageReclaimed(long address, int pfn) {
        // from step 4
        if (Pte.isSwap(table.lookup(address))) {
            anon--;
            swapped++;
        } else {
            countPage(find(address), address, pfn, -1);
        }
        // before step 4
        // throw new Todo("exercise 03: VmaMemoryDescriptor.pageReclaimed");
        // end
    }

    @Override
    public MemoryDescriptor fork(int childAsid) {
        // from step 6
        VmaMemoryDescriptor child;
        try {
            child = new VmaMemoryDescriptor(kernel, childAsid);
        } catch (IllegalStateException e) {
            return null;
        }
        child.limits.putAll(limits);
        child.gate = gate;
        child.startBrk = startBrk;
        child.brk = brk;
        child.imageData = imageData;
        child.stackTop = stackTop;
        for (Area area : areas.values()) {
            Area copy = area.copy();
            copy.origin = area.origin == null ? null : new Area.Origin(true, new Object());
            child.put(copy);
            if (area.origin != null && !child.table.copyTables(table, area.start, area.end)) {
                child.exit();
                return null;
            }
        }
        for (Area area : areas.values()) {
            if (area.origin != null) {
                share(area, child);
            }
        }
        kernel.mmu().invalidateAsid(asid);
        return child;
        // before step 6
        // throw new Todo("exercise 03: VmaMemoryDescriptor.fork");
        // end
    }

    private void share(Area area, VmaMemoryDescriptor child) {
        TreeMap<Long, Long> entries = new TreeMap<>();
        table.walk(area.start, area.end, entries::put);
        entries.forEach((address, pte) -> {
            if (Pte.isSwap(pte)) {
                child.table.map(address, pte);
                kernel.swapDuplicate(pte);
                child.swapped++;
                return;
            }
            long both = area.shared ? pte : pte & ~Pte.WRITE;
            table.map(address, both);
            child.table.map(address, both);
            int pfn = Pte.pfn(pte);
            if (!Pte.has(pte, Pte.SPECIAL)) {
                memory.setExclusive(pfn, false);
                kernel.addRmap(pfn, child, address);
                child.countPage(area, address, pfn, 1);
            }
        });
    }

    @Override
    public void exit() {
        // from step 6
        for (Area area : new ArrayList<>(areas.values())) {
            zap(area, area.start, area.end);
            take(area);
            area.close();
        }
        table.destroy();
        // before step 6
        // throw new Todo("exercise 03: VmaMemoryDescriptor.exit");
        // end
    }

    // ---------------------------------------------------------------- what is shown

    @Override
    public List<Mapping> maps() {
        List<Mapping> maps = new ArrayList<>();
        for (Area area : areas.values()) {
            String name = area.name;
            if (area.object == null && area.start < brk && area.end > startBrk) {
                name = "[heap]";
            } else if (area.object == null && area.start <= stackTop && area.end > stackTop) {
                name = "[stack]";
            }
            maps.add(new Mapping(area.start, area.end, Prot.show(area.prot) + (area.shared ? "s" : "p"), name));
        }
        if (gate != null) {
            maps.add(gate);
        }
        return maps;
    }

    @Override
    public MemoryCounters counters() {
        long tables = 0;
        for (int level = table.geometry().levels() - 1; level > 0; level--) {
            tables += table.tableCount(level);
        }
        return new MemoryCounters(
                total * 4, anon * 4, file * 4, shmem * 4, swapped * 4, tables * 4, data * 4, stack * 4);
    }

    @Override
    public PageTable pageTable() {
        return table;
    }

    @Override
    public int asid() {
        return asid;
    }
}
