package mm.vma;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mm.machine.Errno;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.mmu.PageFault;
import mm.pagetable.PageTable;

/** An address space kept as a sorted list of VMAs ({@code mm/mmap.c}, {@code mm/vma.c}, {@code mm/mprotect.c}). */
public final class VmaMemoryDescriptor implements MemoryDescriptor {
    private static final int PAGE_SHIFT = PhysicalMemory.PAGE_SHIFT;
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    private final Kernel kernel;
    private final int asid;
    private final VmaList vmas = new VmaList();
    private final Pages pages;
    private final Map<Limit, Long> limits = new EnumMap<>(Map.of(Limit.STACK, Limit.DEFAULT_STACK));
    private final List<Mapping> gate = new ArrayList<>();
    private long startBrk;
    private long brk;
    private long startStack;
    private long imageData;
    private long totalPages;
    private long dataPages;
    private long stackPages;

    /** Makes an empty address space. */
    public VmaMemoryDescriptor(Kernel kernel, int asid) {
        this.kernel = kernel;
        this.asid = asid;
        this.pages = new Pages(kernel, this, asid);
    }

    @Override
    public void load(List<Mapping> image, long newBrk) {
        // BEGIN SOLUTION
        brk = newBrk;
        for (Mapping mapping : image) {
            Vma vma = new Vma(mapping.start(), mapping.end(), mapping.prot());
            switch (mapping.name()) {
                case "[vsyscall]" -> {
                    gate.add(mapping);
                    continue;
                }
                case "[heap]" -> startBrk = mapping.start();
                case "[stack]" -> {
                    vma.growsDown = true;
                    startStack = mapping.end() - 1;
                }
                case "" -> {}
                default -> {
                    vma.name = mapping.name();
                    vma.object = kernel.openFile(mapping.name());
                    vma.object.open();
                    vma.firstPage = mapping.start() >> PAGE_SHIFT;
                    imageData += vma.name.equals("[image]") && vma.isData() ? mapping.end() - mapping.start() : 0;
                }
            }
            vma.accounted = (vma.prot & Prot.WRITE) != 0;
            vmas.add(vma);
            account(vma, vma.pages());
        }
        // END SOLUTION
    }

    // BEGIN SOLUTION
    // STUB:
    private void account(Vma vma, long count) {
        totalPages += count;
        dataPages += vma.isData() ? count : 0;
        stackPages += vma.growsDown ? count : 0;
    }

    private long limitPages(Limit limit) {
        return limits.getOrDefault(limit, Limit.INFINITY) >>> PAGE_SHIFT;
    }

    private boolean mayExpand(boolean data, long count) {
        return totalPages + count <= limitPages(Limit.AS) && (!data || dataPages + count <= limitPages(Limit.DATA));
    }

    private static long align(long length) {
        return length + PAGE - 1 & -PAGE;
    }

    private static boolean isAligned(long address) {
        return (address & PAGE - 1) == 0;
    }

    /** First address that others must leave free below a VMA: a stack wants room to grow. */
    private static long startWithGap(Vma vma) {
        return vma.growsDown ? vma.start - STACK_GUARD_PAGES * PAGE : vma.start;
    }

    /** The hint if it is free, else the upper end of the highest gap. */
    private long unmappedArea(long hint, long length) {
        if (hint != 0) {
            long start = Math.max(hint & -PAGE, MMAP_MIN_ADDRESS);
            Vma next = vmas.find(start);
            if (start <= TASK_SIZE - length && (next == null || start + length <= startWithGap(next))) {
                return start;
            }
        }
        long top = MMAP_BASE;
        for (Vma vma : vmas.downFrom(MMAP_BASE)) {
            if (top - vma.end >= length) {
                break;
            }
            top = Math.min(top, startWithGap(vma));
        }
        return top - length >= MMAP_MIN_ADDRESS ? top - length : Errno.ENOMEM.result();
    }

    /** Removes all mappings in a range, at whose ends no VMA crosses any more. */
    private void remove(long start, long end) {
        List<Vma> removed = List.copyOf(vmas.in(start, end));
        if (removed.isEmpty()) {
            return;
        }
        for (Vma vma : removed) {
            pages.zap(vma, vma.start, vma.end);
            vmas.remove(vma);
            account(vma, -vma.pages());
            if (vma.object != null) {
                vma.object.close();
            }
        }
        Vma below = vmas.before(start);
        Vma above = vmas.find(start);
        pages.table.freeTables(
                removed.get(0).start,
                removed.get(removed.size() - 1).end,
                below == null ? 0 : below.end,
                above == null ? 0 : above.start);
    }
    // END SOLUTION

    @Override
    public long mmap(long address, long length, int prot, int flags, PageCache file, long filePage) {
        // BEGIN SOLUTION
        long size = align(length);
        boolean fixed = (flags & (MapFlag.FIXED | MapFlag.FIXED_NOREPLACE)) != 0;
        if (length == 0) {
            return Errno.EINVAL.result();
        }
        if (size <= 0 || size > TASK_SIZE || vmas.size() > MAX_MAP_COUNT) {
            return Errno.ENOMEM.result();
        }
        long start = fixed ? address : unmappedArea(address, size);
        if (Long.compareUnsigned(start, TASK_SIZE - size) > 0) {
            return Errno.ENOMEM.result();
        }
        if (!isAligned(start)) {
            return Errno.EINVAL.result();
        }
        if (start < MMAP_MIN_ADDRESS) {
            return Errno.EPERM.result();
        }
        Vma next = vmas.find(start);
        if ((flags & MapFlag.FIXED_NOREPLACE) != 0 && next != null && next.start < start + size) {
            return Errno.EEXIST.result();
        }
        vmas.splitAt(start);
        vmas.splitAt(start + size);
        Vma vma = new Vma(start, start + size, prot);
        vma.shared = (flags & MapFlag.SHARED) != 0;
        vma.accounted = vma.isData();
        long replaced = vmas.in(start, vma.end).stream().mapToLong(Vma::pages).sum();
        if (!mayExpand(vma.isData(), vma.pages() - replaced)) {
            return Errno.ENOMEM.result();
        }
        remove(start, vma.end);
        vma.object = file == null && vma.shared ? kernel.newSharedMemory() : file;
        vma.firstPage = filePage;
        if (vma.object != null) {
            vma.object.open();
        }
        account(vma, vma.pages());
        vma = vmas.addMerged(vma);
        if ((flags & MapFlag.POPULATE) != 0) {
            populate(vma, start, start + size);
        }
        return start;
        // END SOLUTION
    }

    // BEGIN SOLUTION
    // STUB:
    private void populate(Vma vma, long start, long end) {
        int access = PageFault.USER | (vma.isData() ? PageFault.WRITE : 0);
        for (long page = start; page < end && vma.prot != Prot.NONE; page += PAGE) {
            handleFault(page, access);
        }
    }

    private static boolean isUserRange(long address, long size) {
        return size >= 0 && size <= TASK_SIZE && Long.compareUnsigned(address, TASK_SIZE - size) <= 0;
    }
    // END SOLUTION

    @Override
    public long munmap(long address, long length) {
        // BEGIN SOLUTION
        long size = align(length);
        if (!isAligned(address) || size == 0 || !isUserRange(address, size)) {
            return Errno.EINVAL.result();
        }
        Vma vma = vmas.find(address);
        if (vma != null && vma.start < address && address + size < vma.end && vmas.size() >= MAX_MAP_COUNT) {
            return Errno.ENOMEM.result();
        }
        vmas.splitAt(address);
        vmas.splitAt(address + size);
        remove(address, address + size);
        return 0;
        // END SOLUTION
    }

    @Override
    public long mprotect(long address, long length, int prot) {
        // BEGIN SOLUTION
        long end = address + align(length);
        if (!isAligned(address)) {
            return Errno.EINVAL.result();
        }
        long next = address;
        while (next < end) {
            Vma vma = vmas.find(next);
            if (vma == null || vma.start > next) {
                return Errno.ENOMEM.result();
            }
            long stop = Math.min(vma.end, end);
            if (vma.prot != prot && !protect(vma, next, stop, prot)) {
                return Errno.ENOMEM.result();
            }
            next = stop;
        }
        return end < address ? Errno.ENOMEM.result() : 0;
        // END SOLUTION
    }

    // BEGIN SOLUTION
    // STUB:
    /** Gives a part of one VMA other rights: cuts it out, changes it, and joins it with what it now resembles. */
    private boolean protect(Vma whole, long start, long end, int prot) {
        boolean wasData = whole.isData();
        boolean willBeData = (prot & Prot.WRITE) != 0 && !whole.shared && !whole.growsDown;
        long count = (end - start) >> PAGE_SHIFT;
        if ((prot & Prot.WRITE) != 0 && !mayExpand(willBeData, count) && mayExpand(wasData, count)) {
            return false;
        }
        vmas.splitAt(start);
        vmas.splitAt(end);
        Vma vma = vmas.find(start);
        vmas.remove(vma);
        account(vma, -count);
        vma.prot = prot;
        account(vma, count);
        if ((prot & Prot.WRITE) != 0) {
            vma.accounted |= !vma.shared;
        } else if (vma.object == null && vma.anonVma == null) {
            vma.accounted = false;
        }
        pages.protect(vma, start, end);
        vmas.addMerged(vma);
        return true;
    }
    // END SOLUTION

    @Override
    public long brk(long newBrk) {
        // BEGIN SOLUTION
        long heapAndData = newBrk - startBrk + imageData;
        long dataLimit = limits.getOrDefault(Limit.DATA, Limit.INFINITY);
        if (newBrk < startBrk || Long.compareUnsigned(heapAndData, dataLimit) > 0) {
            return brk;
        }
        long from = align(brk);
        long to = align(newBrk);
        if (to < from ? shrinkHeap(to, from) : to == from || growHeap(from, to)) {
            brk = newBrk;
        }
        return brk;
        // END SOLUTION
    }

    // BEGIN SOLUTION
    // STUB:
    private boolean shrinkHeap(long to, long from) {
        Vma vma = vmas.find(to);
        return vma != null && vma.start < from && munmap(to, from - to) == 0;
    }

    private boolean growHeap(long from, long to) {
        Vma above = vmas.find(from);
        boolean room = to <= TASK_SIZE && (above == null || to + PAGE <= startWithGap(above));
        Vma vma = new Vma(from, to, Prot.READ | Prot.WRITE);
        vma.accounted = true;
        if (!room || !mayExpand(true, vma.pages()) || vmas.size() > MAX_MAP_COUNT) {
            return false;
        }
        account(vma, vma.pages());
        Vma heap = vmas.before(from);
        if (heap != null && heap.start >= startBrk && heap.canMerge(vma)) {
            heap.absorb(vma);
        } else {
            vmas.add(vma);
        }
        return true;
    }
    // END SOLUTION

    @Override
    public long madvise(long address, long length, int advice) {
        // BEGIN SOLUTION
        long end = address + align(length);
        if (!isAligned(address) || advice != MADV_DONTNEED || end < address) {
            return Errno.EINVAL.result();
        }
        boolean hole = false;
        long next = address;
        while (next < end) {
            Vma vma = vmas.find(next);
            if (vma == null || vma.start >= end) {
                return Errno.ENOMEM.result();
            }
            long start = Math.max(next, vma.start);
            hole |= start > next;
            next = Math.min(vma.end, end);
            pages.zap(vma, start, next);
            pages.table.reclaimTables(start, next);
        }
        return hole ? Errno.ENOMEM.result() : 0;
        // END SOLUTION
    }

    @Override
    public void setLimit(Limit limit, long bytes) {
        // BEGIN SOLUTION
        limits.put(limit, bytes);
        // END SOLUTION
    }

    @Override
    public FaultResult handleFault(long address, int errorCode) {
        // BEGIN SOLUTION
        long page = address & -PAGE;
        boolean write = (errorCode & PageFault.WRITE) != 0;
        Vma vma = vmas.find(page);
        if (vma == null || vma.start > page && !growStack(vma, page)) {
            return FaultResult.SIGSEGV;
        }
        boolean fetch = (errorCode & PageFault.INSTRUCTION) != 0;
        int needed = write ? Prot.WRITE : fetch ? Prot.EXEC : Prot.READ | Prot.WRITE | Prot.EXEC;
        if ((vma.prot & needed) == 0) {
            return FaultResult.SIGSEGV;
        }
        if (write && !vma.shared) {
            vma.prepareAnonVma(vmas.before(vma.start), vmas.find(vma.end));
        }
        return pages.fault(vma, page, write);
        // END SOLUTION
    }

    // BEGIN SOLUTION
    // STUB:
    private boolean growStack(Vma vma, long page) {
        Vma below = vmas.before(vma.start);
        boolean tooNear = below != null
                && !below.growsDown
                && below.prot != Prot.NONE
                && page - below.end < STACK_GUARD_PAGES * PAGE;
        long count = (vma.start - page) >> PAGE_SHIFT;
        boolean tooLarge = Long.compareUnsigned(vma.end - page, limits.get(Limit.STACK)) > 0;
        if (!vma.growsDown || page < MMAP_MIN_ADDRESS || tooNear || tooLarge || !mayExpand(false, count)) {
            return false;
        }
        vma.prepareAnonVma(below, vmas.find(vma.end));
        vmas.moveStart(vma, page);
        account(vma, count);
        return true;
    }
    // END SOLUTION

    @Override
    public void pageReclaimed(long address, int pfn) {
        // BEGIN SOLUTION
        pages.reclaimed(vmas.find(address), address, pfn);
        // END SOLUTION
    }

    @Override
    public MemoryDescriptor fork(int childAsid) {
        // BEGIN SOLUTION
        VmaMemoryDescriptor child = new VmaMemoryDescriptor(kernel, childAsid);
        child.limits.putAll(limits);
        child.gate.addAll(gate);
        child.startBrk = startBrk;
        child.brk = brk;
        child.startStack = startStack;
        child.imageData = imageData;
        for (Vma vma : vmas.all()) {
            Vma copy = vma.copy();
            child.vmas.add(copy);
            child.account(copy, copy.pages());
            if (vma.anonVma == null) {
                continue;
            }
            copy.anonVma = new Object();
            copy.inherited = true;
            if (!pages.copyTo(child.pages, vma)) {
                child.exit();
                return null;
            }
        }
        kernel.mmu().invalidateAsid(asid);
        return child;
        // END SOLUTION
    }

    @Override
    public void exit() {
        // BEGIN SOLUTION
        remove(0, TASK_SIZE);
        pages.table.destroy();
        kernel.mmu().invalidateAsid(asid);
        // END SOLUTION
    }

    @Override
    public List<Mapping> maps() {
        // BEGIN SOLUTION
        List<Mapping> maps = new ArrayList<>();
        for (Vma vma : vmas.all()) {
            boolean heap = vma.start < brk && vma.end > startBrk;
            boolean stack = vma.start <= startStack && vma.end >= startStack;
            maps.add(vma.show(!vma.name.isEmpty() ? vma.name : heap ? "[heap]" : stack ? "[stack]" : ""));
        }
        maps.addAll(gate);
        return maps;
        // END SOLUTION
    }

    @Override
    public MemoryCounters counters() {
        // BEGIN SOLUTION
        long tables = 0;
        for (int level = 1; level < pages.table.geometry().levels(); level++) {
            tables += pages.table.tableCount(level);
        }
        int kb = PAGE_SHIFT - 10;
        return new MemoryCounters(
                totalPages << kb,
                pages.anon << kb,
                pages.file << kb,
                pages.shmem << kb,
                pages.swapped << kb,
                tables << kb,
                dataPages << kb,
                stackPages << kb);
        // END SOLUTION
    }

    @Override
    public PageTable pageTable() {
        return pages.table;
    }

    @Override
    public int asid() {
        return asid;
    }
}
