package mm.vma;

import java.util.ArrayList;
import java.util.List;
import mm.machine.Errno;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.mmu.PageFault;
import mm.pagetable.PageTable;

/** An address space kept as a sorted list of VMAs ({@code mm/mmap.c}, {@code mm/vma.c}, {@code mm/mprotect.c}). */
public final class VmaMemoryDescriptor implements MemoryDescriptor {
    // GIVEN
    private static final int PAGE_SHIFT = PhysicalMemory.PAGE_SHIFT;
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    // GIVEN
    private final Kernel kernel;
    private final int asid;
    private final VmaList vmas = new VmaList();
    private final Pages pages;
    private final Accounting accounting = new Accounting();
    private Program program = new Program();

    // GIVEN
    /** Makes an empty address space. */
    public VmaMemoryDescriptor(Kernel kernel, int asid) {
        this.kernel = kernel;
        this.asid = asid;
        this.pages = new Pages(kernel, this, asid);
    }

    // GIVEN
    @Override
    public void load(List<Mapping> image, long brk) {
        program.brk = brk;
        for (Mapping mapping : image) {
            Vma vma = program.load(mapping, kernel);
            if (vma != null) {
                vmas.add(vma);
                accounting.add(vma, vma.pages());
            }
        }
    }

    private static long align(long length) {
        return length + PAGE - 1 & -PAGE;
    }

    /** The lower of a VMA's end and a range's end, which may lie beyond the user's addresses. */
    private static long min(long vmaEnd, long rangeEnd) {
        return Long.compareUnsigned(vmaEnd, rangeEnd) < 0 ? vmaEnd : rangeEnd;
    }

    private boolean maySplit(boolean needed) {
        return !needed || vmas.size() < MAX_MAP_COUNT;
    }

    private static boolean isAligned(long address) {
        return (address & PAGE - 1) == 0;
    }

    /** Removes all mappings in a range, at whose ends no VMA crosses any more. */
    private void remove(long start, long end) {
        List<Vma> removed = vmas.in(start, end);
        if (removed.isEmpty()) {
            return;
        }
        for (Vma vma : removed) {
            pages.zap(vma, vma.start, vma.end);
            vmas.remove(vma);
            accounting.add(vma, -vma.pages());
            vma.unmap();
        }
        Vma below = vmas.before(start);
        Vma above = vmas.find(start);
        pages.table.freeTables(
                removed.get(0).start,
                removed.get(removed.size() - 1).end,
                below == null ? 0 : below.end,
                above == null ? 0 : above.start);
    }

    @Override
    public long mmap(long address, long length, int prot, int flags, PageCache file, long filePage) {
        long size = align(length);
        boolean fixed = (flags & (MapFlag.FIXED | MapFlag.FIXED_NOREPLACE)) != 0;
        if (length == 0) {
            return Errno.EINVAL.result();
        }
        if (size <= 0 || size > TASK_SIZE || vmas.size() > MAX_MAP_COUNT) {
            return Errno.ENOMEM.result();
        }
        long start = fixed ? address : vmas.unmappedArea(address, size, file == null && (flags & MapFlag.SHARED) == 0);
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
        boolean occupied = next != null && next.start < start + size;
        if ((flags & MapFlag.FIXED_NOREPLACE) != 0 && occupied) {
            return Errno.EEXIST.result();
        }
        if (occupied) {
            vmas.splitAt(start);
            vmas.splitAt(start + size);
        }
        Vma vma = new Vma(start, start + size, prot);
        vma.shared = (flags & MapFlag.SHARED) != 0;
        vma.accounted = vma.isData();
        long replaced = 0;
        for (Vma old : vmas.in(start, vma.end)) {
            replaced += old.pages();
        }
        if (!accounting.mayExpand(vma.isData(), vma.pages() - replaced)) {
            return Errno.ENOMEM.result();
        }
        remove(start, vma.end);
        vma.map(file == null && vma.shared ? kernel.newSharedMemory() : file, filePage);
        accounting.add(vma, vma.pages());
        vma = vmas.addMerged(vma);
        if ((flags & MapFlag.POPULATE) != 0) {
            populate(vma, start, start + size);
        }
        return start;
    }

    private void populate(Vma vma, long start, long end) {
        int access = PageFault.USER | (vma.isData() ? PageFault.WRITE : 0);
        for (long page = start; page < end && vma.prot != Prot.NONE; page += PAGE) {
            handleFault(page, access);
        }
    }

    private static boolean isUserRange(long address, long size) {
        return size >= 0 && size <= TASK_SIZE && Long.compareUnsigned(address, TASK_SIZE - size) <= 0;
    }

    @Override
    public long munmap(long address, long length) {
        long size = align(length);
        if (!isAligned(address) || size == 0 || !isUserRange(address, size)) {
            return Errno.EINVAL.result();
        }
        Vma vma = vmas.find(address);
        if (!maySplit(vma != null && vma.start < address && address + size < vma.end)) {
            return Errno.ENOMEM.result();
        }
        vmas.splitAt(address);
        vmas.splitAt(address + size);
        remove(address, address + size);
        return 0;
    }

    @Override
    public long mprotect(long address, long length, int prot) {
        long end = address + align(length);
        if (!isAligned(address)) {
            return Errno.EINVAL.result();
        }
        if (length != 0 && Long.compareUnsigned(end, address) <= 0) {
            return Errno.ENOMEM.result();
        }
        long next = address;
        while (next != end) {
            Vma vma = vmas.find(next);
            if (vma == null || vma.start > next) {
                return Errno.ENOMEM.result();
            }
            if (vma.isKernels() && (prot & ~vma.prot) != 0) {
                return Errno.EACCES.result();
            }
            long stop = min(vma.end, end);
            if (vma.prot != prot && !protect(vma, next, stop, prot)) {
                return Errno.ENOMEM.result();
            }
            next = stop;
        }
        return 0;
    }

    /** Gives a part of one VMA other rights: cuts it out, changes it, and joins it with what it now resembles. */
    private boolean protect(Vma whole, long start, long end, int prot) {
        boolean wasData = whole.isData();
        boolean willBeData = (prot & Prot.WRITE) != 0 && !whole.shared && !whole.growsDown;
        long count = (end - start) >> PAGE_SHIFT;
        if ((prot & Prot.WRITE) != 0
                && !accounting.mayExpand(willBeData, count)
                && accounting.mayExpand(wasData, count)) {
            return false;
        }
        if (!maySplit(whole.start < start)) {
            return false;
        }
        vmas.splitAt(start);
        if (!maySplit(end < vmas.find(start).end)) {
            return false;
        }
        vmas.splitAt(end);
        Vma vma = vmas.find(start);
        vmas.remove(vma);
        accounting.add(vma, -count);
        vma.prot = prot;
        accounting.add(vma, count);
        if ((prot & Prot.WRITE) != 0) {
            vma.accounted |= !vma.shared;
        } else if (vma.object == null && vma.anonVma == null) {
            vma.accounted = false;
        }
        pages.protect(vma, start, end);
        vmas.addMerged(vma);
        return true;
    }

    @Override
    public long brk(long brk) {
        boolean tooLarge = accounting.exceeds(Limit.DATA, brk - program.startBrk + program.imageData);
        if (brk >= program.startBrk && !tooLarge && moveHeapEnd(align(program.brk), align(brk))) {
            program.brk = brk;
        }
        return program.brk;
    }

    private boolean moveHeapEnd(long from, long to) {
        Vma next = vmas.find(Math.min(from, to));
        if (to <= from) {
            boolean anyLeft = next != null && next.start < from;
            return to == from || anyLeft && munmap(to, from - to) == 0;
        }
        Vma vma = new Vma(from, to, Prot.READ | Prot.WRITE);
        vma.accounted = true;
        boolean room = to <= TASK_SIZE && (next == null || to + PAGE <= VmaList.startWithGap(next));
        if (!room || !accounting.mayExpand(true, vma.pages()) || vmas.size() > MAX_MAP_COUNT) {
            return false;
        }
        accounting.add(vma, vma.pages());
        Vma heap = vmas.before(from);
        if (heap != null && heap.end > program.startBrk && heap.canMerge(vma)) {
            heap.absorb(vma);
        } else {
            vmas.add(vma);
        }
        return true;
    }

    @Override
    public long madvise(long address, long length, int advice) {
        long size = align(length);
        long end = address + size;
        boolean wraps = size == 0 && length != 0 || Long.compareUnsigned(end, address) < 0;
        if (!isAligned(address) || advice != MADV_DONTNEED || wraps) {
            return Errno.EINVAL.result();
        }
        boolean hole = false;
        long next = address;
        while (next != end) {
            Vma vma = vmas.find(next);
            if (vma == null || Long.compareUnsigned(vma.start, end) >= 0) {
                return Errno.ENOMEM.result();
            }
            if (vma.isKernels()) {
                return Errno.EINVAL.result();
            }
            long start = Math.max(next, vma.start);
            hole |= start > next;
            next = min(vma.end, end);
            pages.zap(vma, start, next);
            pages.table.reclaimTables(start, next);
        }
        return hole ? Errno.ENOMEM.result() : 0;
    }

    // GIVEN
    @Override
    public void setLimit(Limit limit, long bytes) {
        accounting.limit(limit, bytes);
    }

    @Override
    public FaultResult handleFault(long address, int errorCode) {
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
    }

    private boolean growStack(Vma vma, long page) {
        Vma below = vmas.before(vma.start);
        boolean tooNear = below != null
                && !below.growsDown
                && below.prot != Prot.NONE
                && page - below.end < STACK_GUARD_PAGES * PAGE;
        long count = (vma.start - page) >> PAGE_SHIFT;
        boolean tooLarge = accounting.exceeds(Limit.STACK, vma.end - page);
        if (!vma.growsDown || page < MMAP_MIN_ADDRESS || tooNear || tooLarge || !accounting.mayExpand(false, count)) {
            return false;
        }
        vma.prepareAnonVma(below, vmas.find(vma.end));
        vmas.moveStart(vma, page);
        accounting.add(vma, count);
        return true;
    }

    @Override
    public void pageReclaimed(long address, int pfn) {
        pages.reclaimed(vmas.find(address), address, pfn);
    }

    @Override
    public MemoryDescriptor fork(int childAsid) {
        int root = kernel.allocateFrame();
        if (root == PhysicalMemory.NO_FRAME) {
            return null;
        }
        kernel.memory().free(root); // the child's root table takes it
        VmaMemoryDescriptor child = new VmaMemoryDescriptor(kernel, childAsid);
        child.accounting.limitAs(accounting);
        child.program = program.copy();
        for (Vma vma : vmas.all()) {
            Vma copy = vma.copy();
            child.vmas.add(copy);
            child.accounting.add(copy, copy.pages());
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
    }

    @Override
    public void exit() {
        remove(0, TASK_SIZE);
        pages.table.destroy();
        kernel.mmu().invalidateAsid(asid);
    }

    // GIVEN
    @Override
    public List<Mapping> maps() {
        List<Mapping> maps = new ArrayList<>();
        vmas.all().forEach(vma -> maps.add(vma.show(program.nameOf(vma))));
        if (program.gate() != null) {
            maps.add(program.gate());
        }
        return maps;
    }

    // GIVEN
    @Override
    public MemoryCounters counters() {
        return pages.counters(accounting);
    }

    // GIVEN
    @Override
    public PageTable pageTable() {
        return pages.table;
    }

    // GIVEN
    @Override
    public int asid() {
        return asid;
    }
}
