package mm.vma;

import java.util.ArrayList;
import java.util.List;
import mm.machine.Errno;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Todo;
import mm.mmu.PageFault;
import mm.pagetable.PageTable;

/** An address space over a list of ranges that never change themselves; pages are looked after one by one. */
public final class VmaMemoryDescriptor implements MemoryDescriptor {
    private static final long PAGE = 4096;
    private static final long TWO_MB = 512 * PAGE;

    private final Kernel kernel;
    private final int asid;
    private final PageTable table;
    private final RangeList ranges = new RangeList();
    /** Pages by kind: anonymous, of files, of shared memory, and in the swap area. */
    private final long[] pages = new long[4];

    private static final int ANON = 0;
    private static final int FILE = 1;
    private static final int SHMEM = 2;
    private static final int SWAP = 3;

    private final long[] limits = {Limit.INFINITY, Limit.INFINITY, Limit.DEFAULT_STACK};
    private long heapStart;
    private long heapEnd;
    private long imageData;
    private long stackTop;
    private Mapping gate;

    /** Makes an empty address space. */
    public VmaMemoryDescriptor(Kernel kernel, int asid) {
        this.kernel = kernel;
        this.asid = asid;
        table = kernel.newPageTable();
    }

    private static long up(long bytes) {
        return (bytes + 4095) & ~4095L;
    }

    private static boolean below(long a, long b) {
        return Long.compareUnsigned(a, b) < 0;
    }

    @Override
    public void load(List<Mapping> image, long brk) {
        heapEnd = brk;
        for (Mapping line : image) {
            Range range = Range.plain(line.start(), line.end(), line.prot());
            String name = line.name();
            if (name.equals("[vsyscall]")) {
                gate = line;
                continue;
            }
            if (name.equals("[heap]")) {
                heapStart = line.start();
            } else if (name.equals("[stack]")) {
                stackTop = line.end() - 1;
                range = new Range(line.start(), line.end(), line.prot(), Range.STACK, range.accounted(), "", null, 0, null);
            } else if (!name.isEmpty()) {
                PageCache file = kernel.openFile(name);
                file.open();
                range = new Range(
                        line.start(),
                        line.end(),
                        line.prot(),
                        Range.PLAIN,
                        range.accounted(),
                        name,
                        file,
                        line.start() >> 12,
                        null);
                imageData += name.equals("[image]") && range.accounted() ? line.end() - line.start() : 0;
            }
            ranges.insert(range);
        }
    }

    private boolean mayHave(long more, boolean isData) {
        // from step 5
        if (below(limits[Limit.AS.ordinal()] >>> 12, ranges.total + more)) {
            return false;
        }
        return !isData || !below(limits[Limit.DATA.ordinal()] >>> 12, ranges.data + more);
        // before step 5
        // return true;
        // end
    }

    // ------------------------------------------------------------ mmap and munmap

    @Override
    public long mmap(long address, long length, int prot, int flags, PageCache file, long filePage) {
        if (length == 0) {
            return Errno.EINVAL.result();
        }
        long size = up(length);
        if (size == 0 || below(TASK_SIZE, size) || ranges.all.size() > MAX_MAP_COUNT) {
            return Errno.ENOMEM.result();
        }
        boolean isShared = (flags & MapFlag.SHARED) != 0;
        long start = address;
        if ((flags & (MapFlag.FIXED | MapFlag.FIXED_NOREPLACE)) != 0) {
            if (below(TASK_SIZE - size, address)) {
                return Errno.ENOMEM.result();
            }
            if ((address & 4095) != 0) {
                return Errno.EINVAL.result();
            }
            if (address < MMAP_MIN_ADDRESS) {
                return Errno.EPERM.result();
            }
        } else {
            start = choose(address & ~4095L, size, !isShared && file == null);
            if (start == 0) {
                return Errno.ENOMEM.result();
            }
        }
        Range inTheWay = ranges.get(ranges.find(start));
        boolean isTaken = inTheWay != null && inTheWay.start() < start + size;
        if (isTaken && (flags & MapFlag.FIXED_NOREPLACE) != 0) {
            return Errno.EEXIST.result();
        }
        long error = cutOut(start, start + size);
        if (error != 0) {
            return error;
        }
        long replaced = 0;
        for (int i = ranges.find(start); ranges.get(i) != null && ranges.get(i).start() < start + size; i++) {
            replaced += ranges.get(i).pages();
        }
        boolean isWritable = (prot & Prot.WRITE) != 0;
        if (!mayHave((size >> 12) - replaced, isWritable && !isShared)) {
            return Errno.ENOMEM.result();
        }
        drop(start, start + size);
        PageCache object = file == null && isShared ? kernel.newSharedMemory() : file;
        if (object != null) {
            object.open();
        }
        int kind = isShared ? Range.SHARED : Range.PLAIN;
        Range range = new Range(
                start, start + size, prot, kind, isWritable && !isShared, "", object, object == null ? 0 : filePage, null);
        ranges.insert(range);
        ranges.join(ranges.find(start));
        // from step 4
        if ((flags & MapFlag.POPULATE) != 0 && prot != Prot.NONE) {
            for (long page = start; page != start + size; page += PAGE) {
                handleFault(page, PageFault.USER | (isWritable && !isShared ? PageFault.WRITE : 0));
            }
        }
        // end
        return start;
    }

    private long choose(long hint, long size, boolean isPlain) {
        if (hint != 0) {
            long start = below(hint, MMAP_MIN_ADDRESS) ? MMAP_MIN_ADDRESS : hint;
            if (!below(TASK_SIZE - size, start)) {
                Range next = ranges.get(ranges.find(start));
                if (next == null || start + size <= next.border()) {
                    return start;
                }
            }
            return downwards(size);
        }
        if (isPlain && size % TWO_MB == 0) {
            long start = downwards(size + TWO_MB);
            if (start != 0) {
                return (start / TWO_MB + 1) * TWO_MB;
            }
        }
        return downwards(size);
    }

    /** Returns the highest address with room above it, 0 if there is none. */
    private long downwards(long size) {
        long roof = MMAP_BASE;
        for (int i = ranges.all.size() - 1; i >= 0; i--) {
            Range range = ranges.get(i);
            if (range.end() <= roof - size) {
                break;
            }
            roof = Math.min(roof, range.border());
        }
        return roof - size < MMAP_MIN_ADDRESS ? 0 : roof - size;
    }

    @Override
    public long munmap(long address, long length) {
        if ((address & 4095) != 0 || length == 0 || below(TASK_SIZE, address) || below(TASK_SIZE - address, length)) {
            return Errno.EINVAL.result();
        }
        long end = address + up(length);
        long error = cutOut(address, end);
        if (error == 0) {
            drop(address, end);
        }
        return error;
    }

    private long cutOut(long start, long end) {
        int first = ranges.find(start);
        Range range = ranges.get(first);
        if (range != null && range.start() < start) {
            if (end < range.end() && ranges.all.size() >= MAX_MAP_COUNT) {
                return Errno.ENOMEM.result();
            }
            if (range.isKernels()) {
                return Errno.EINVAL.result();
            }
            ranges.cut(first, start);
        }
        int last = ranges.find(end - 1);
        range = ranges.get(last);
        if (range != null && range.start() < end && end < range.end()) {
            if (range.isKernels()) {
                return Errno.EINVAL.result();
            }
            ranges.cut(last, end);
        }
        return 0;
    }

    /** Takes out the ranges that lie in a piece of the address space. */
    private void drop(long start, long end) {
        int first = ranges.find(start);
        long from = 0;
        long to = 0;
        boolean isFirst = true;
        while (ranges.get(first) != null && ranges.get(first).start() < end) {
            Range range = ranges.get(first);
            // from step 4
            clear(range, range.start(), range.end());
            // end
            ranges.remove(first);
            if (range.object() != null) {
                range.object().close();
            }
            from = isFirst ? range.start() : from;
            to = range.end();
            isFirst = false;
        }
        // from step 5
        if (!isFirst) {
            Range below = ranges.get(first - 1);
            Range above = ranges.get(first);
            table.freeTables(from, to, below == null ? 0 : below.end(), above == null ? 0 : above.start());
        }
        // end
    }

    // ------------------------------------------------------------ mprotect, brk, madvise

    @Override
    public long mprotect(long address, long length, int prot) {
        // from step 2
        if ((address & 4095) != 0) {
            return Errno.EINVAL.result();
        }
        long end = address + up(length);
        if (length != 0 && !below(address, end)) {
            return Errno.ENOMEM.result();
        }
        long at = address;
        while (at != end) {
            int index = ranges.find(at);
            Range range = ranges.get(index);
            if (range == null || range.start() > at) {
                return Errno.ENOMEM.result();
            }
            long to = below(end, range.end()) ? end : range.end();
            long error = range.prot() == prot ? 0 : change(index, at, to, prot);
            if (error != 0) {
                return error;
            }
            at = to;
        }
        return 0;
        // before step 2
        // throw new Todo("exercise 03: VmaMemoryDescriptor.mprotect");
        // end
    }

    private long change(int where, long start, long end, int prot) {
        int index = where;
        Range range = ranges.get(index);
        if (range.name().startsWith("[vvar") && (prot & (Prot.WRITE | Prot.EXEC)) != 0) {
            return Errno.EACCES.result();
        }
        long count = (end - start) >> 12;
        boolean isWrite = (prot & Prot.WRITE) != 0;
        if (isWrite && !mayHave(count, range.countsAsData(prot)) && mayHave(count, range.countsAsData(range.prot()))) {
            return Errno.ENOMEM.result();
        }
        for (long border : new long[] {start, end}) {
            range = ranges.get(index);
            if (border > range.start() && border < range.end()) {
                if (ranges.all.size() >= MAX_MAP_COUNT) {
                    return Errno.ENOMEM.result();
                }
                if (range.isKernels()) {
                    return Errno.EINVAL.result();
                }
                ranges.cut(index, border);
                index += border == start ? 1 : 0;
            }
        }
        range = ranges.get(index);
        boolean accounted = range.accounted();
        if (isWrite && !range.isShared()) {
            accounted = true;
        } else if (!isWrite && range.object() == null && range.family() == null && !range.isShared()) {
            accounted = false;
        }
        ranges.replace(index, range.of(prot, accounted));
        Range changed = ranges.get(index);
        // from step 4
        table.walk(start, end, (page, pte) -> {
            if (Pte.inMemory(pte)) {
                boolean isOwn = changed.isShared() || kernel.memory().isExclusive(Pte.pfn(pte));
                boolean mayWrite = isOwn && !Pte.has(pte, Pte.SPECIAL);
                long kept = pte & (Pte.DIRTY | Pte.ACCESSED | Pte.SPECIAL);
                table.map(page, Pte.of(Pte.pfn(pte), kept | bits(changed, mayWrite)));
                kernel.mmu().invalidatePage(asid, page);
            }
        });
        // end
        ranges.join(index);
        return 0;
    }

    private static long bits(Range range, boolean mayWrite) {
        if (range.prot() == Prot.NONE) {
            return Pte.PROT_NONE | Pte.NX;
        }
        long bits = Pte.PRESENT | Pte.USER;
        bits |= mayWrite && (range.prot() & Prot.WRITE) != 0 ? Pte.WRITE : 0;
        return bits | ((range.prot() & Prot.EXEC) != 0 ? 0 : Pte.NX);
    }

    @Override
    public long brk(long wanted) {
        // from step 3
        boolean isTooMuch = below(limits[Limit.DATA.ordinal()], wanted - heapStart + imageData);
        if (wanted < heapStart || wanted > TASK_SIZE || isTooMuch) {
            return heapEnd;
        }
        long from = up(heapEnd);
        long to = up(wanted);
        boolean isDone = to == from;
        if (to < from) {
            Range there = ranges.get(ranges.find(to));
            isDone = there != null && there.start() < from && munmap(to, from - to) == 0;
        } else if (to > from) {
            isDone = extend(from, to);
        }
        heapEnd = isDone ? wanted : heapEnd;
        return heapEnd;
        // before step 3
        // throw new Todo("exercise 03: VmaMemoryDescriptor.brk");
        // end
    }

    private boolean extend(long from, long to) {
        int index = ranges.find(from);
        Range next = ranges.get(index);
        boolean isNear = next != null && next.border() < to + PAGE;
        if (isNear || to > TASK_SIZE || ranges.all.size() > MAX_MAP_COUNT || !mayHave((to - from) >> 12, true)) {
            return false;
        }
        Range heap = Range.plain(from, to, Prot.READ | Prot.WRITE);
        ranges.insert(heap);
        Range before = ranges.get(index - 1);
        // from step 2
        if (before != null && before.end() > heapStart && before.joins(heap)) {
            ranges.glue(index - 1);
        }
        // end
        return true;
    }

    @Override
    public long madvise(long address, long length, int advice) {
        // from step 4
        long end = address + up(length);
        boolean wraps = (length != 0 && up(length) == 0) || below(end, address);
        if (advice != MADV_DONTNEED || (address & 4095) != 0 || wraps) {
            return Errno.EINVAL.result();
        }
        long result = 0;
        long at = address;
        while (at != end) {
            Range range = ranges.get(ranges.find(at));
            if (range == null || !below(range.start(), end)) {
                return Errno.ENOMEM.result();
            }
            if (range.start() > at) {
                result = Errno.ENOMEM.result();
                at = range.start();
            }
            if (range.name().startsWith("[vvar")) {
                return Errno.EINVAL.result();
            }
            long to = below(end, range.end()) ? end : range.end();
            clear(range, at, to);
            // from step 5
            table.reclaimTables(at, to);
            // end
            at = to;
        }
        return result;
        // before step 4
        // throw new Todo("exercise 03: VmaMemoryDescriptor.madvise");
        // end
    }

    @Override
    public void setLimit(Limit limit, long bytes) {
        limits[limit.ordinal()] = bytes;
    }

    // ------------------------------------------------------------ pages

    private int kindOf(Range range, long page, int pfn) {
        if (range.object() == null || range.object().find(range.page(page)) != pfn) {
            return ANON;
        }
        return range.object().isSharedMemory() ? SHMEM : FILE;
    }

    private void clear(Range range, long start, long end) {
        table.walk(start, end, (page, pte) -> {
            table.unmap(page);
            if (Pte.isSwap(pte)) {
                pages[SWAP]--;
                kernel.swapFree(pte);
                return;
            }
            kernel.mmu().invalidatePage(asid, page);
            if (!Pte.has(pte, Pte.SPECIAL)) {
                pages[kindOf(range, page, Pte.pfn(pte))]--;
                kernel.removeRmap(Pte.pfn(pte), this, page);
            }
        });
    }

    @Override
    public FaultResult handleFault(long address, int errorCode) {
        // from step 4
        long page = address & ~4095L;
        int index = ranges.find(page);
        Range range = ranges.get(index);
        // from step 5
        if (range != null && page < range.start() && range.kind() == Range.STACK && grow(index, page)) {
            range = ranges.get(index);
        }
        // end
        if (range == null || page < range.start()) {
            return FaultResult.SIGSEGV;
        }
        boolean isWrite = (errorCode & PageFault.WRITE) != 0;
        boolean isFetch = !isWrite && (errorCode & PageFault.INSTRUCTION) != 0;
        boolean isAllowed = isWrite
                ? (range.prot() & Prot.WRITE) != 0
                : isFetch ? (range.prot() & Prot.EXEC) != 0 : range.prot() != Prot.NONE;
        if (!isAllowed) {
            return FaultResult.SIGSEGV;
        }
        long pte = table.lookup(page);
        if (Pte.isSwap(pte)) {
            return fromSwap(range, page, pte);
        }
        if (pte != 0) {
            return !isWrite || Pte.has(pte, Pte.WRITE) ? FaultResult.MINOR : toProtected(range, page, pte);
        }
        if (range.object() != null) {
            return fromObject(range, page, isWrite);
        }
        if (isWrite) {
            return give(range, page, kernel.allocateFrame());
        }
        return table.map(page, Pte.of(0, bits(range, false) | Pte.SPECIAL)) ? FaultResult.MINOR : FaultResult.OOM;
        // before step 4
        // throw new Todo("exercise 03: VmaMemoryDescriptor.handleFault");
        // end
    }

    private boolean grow(int index, long page) {
        Range range = ranges.get(index);
        Range lower = ranges.get(index - 1);
        if (lower != null && lower.kind() != Range.STACK && lower.prot() != Prot.NONE) {
            if (page - lower.end() < STACK_GUARD_PAGES * PAGE) {
                return false;
            }
        }
        boolean isTooLarge = below(limits[Limit.STACK.ordinal()], range.end() - page);
        if (page < MMAP_MIN_ADDRESS || isTooLarge || !mayHave((range.start() - page) >> 12, false)) {
            return false;
        }
        adopt(index);
        ranges.replace(index, ranges.get(index).between(page, range.end()));
        return true;
    }

    /** Gives the range at an index a family, a neighbour's if they could be one. */
    private void adopt(int index) {
        Range range = ranges.get(index);
        if (range.family() != null) {
            return;
        }
        Range upper = ranges.get(index + 1);
        Range lower = ranges.get(index - 1);
        Range.Family family = null;
        if (lower != null && lower.isLike(range) && lower.family() != null && !lower.family().isInherited) {
            family = lower.family();
        }
        if (upper != null && range.isLike(upper) && upper.family() != null && !upper.family().isInherited) {
            family = upper.family();
        }
        ranges.replace(index, range.in(family == null ? new Range.Family(false) : family));
    }

    /** Maps a new frame that nobody else has. */
    private FaultResult give(Range range, long page, int pfn) {
        if (pfn == PhysicalMemory.NO_FRAME) {
            return FaultResult.OOM;
        }
        if (!table.map(page, Pte.of(pfn, bits(range, true)))) {
            kernel.memory().free(pfn);
            return FaultResult.OOM;
        }
        adopt(ranges.find(page));
        kernel.addRmap(pfn, this, page);
        kernel.memory().setExclusive(pfn, true);
        pages[ANON]++;
        return FaultResult.MINOR;
    }

    private FaultResult copy(Range range, long page, int from) {
        kernel.memory().addMapping(from);
        int pfn = kernel.allocateFrame();
        if (pfn != PhysicalMemory.NO_FRAME) {
            kernel.memory().copy(from, pfn);
        }
        kernel.memory().removeMapping(from);
        return give(range, page, pfn);
    }

    private FaultResult fromObject(Range range, long page, boolean isWrite) {
        PageCache object = range.object();
        long number = range.page(page);
        boolean isRead = false;
        if (object.find(number) == PhysicalMemory.NO_FRAME) {
            int pfn = kernel.allocateFrame();
            if (pfn == PhysicalMemory.NO_FRAME) {
                return FaultResult.OOM;
            }
            object.add(number, pfn);
            isRead = !object.isSharedMemory();
        }
        boolean isCopied = isWrite && !range.isShared();
        FaultResult result = isCopied ? copy(range, page, object.find(number)) : show(range, page);
        if (result == FaultResult.MINOR && !isWrite) {
            neighbours(range, page);
        }
        return result == FaultResult.MINOR && isRead ? FaultResult.MAJOR : result;
    }

    private FaultResult show(Range range, long page) {
        int pfn = range.object().find(range.page(page));
        if (!table.map(page, Pte.of(pfn, bits(range, range.isShared())))) {
            return FaultResult.OOM;
        }
        kernel.addRmap(pfn, this, page);
        pages[range.object().isSharedMemory() ? SHMEM : FILE]++;
        return FaultResult.MINOR;
    }

    private void neighbours(Range range, long page) {
        long first = Math.max(page / (16 * PAGE) * (16 * PAGE), range.start());
        for (long near = first; near < first + 16 * PAGE && near < range.end(); near += PAGE) {
            boolean isInTable = near / TWO_MB == page / TWO_MB;
            if (isInTable && table.lookup(near) == 0 && range.object().find(range.page(near)) >= 0) {
                show(range, near);
            }
        }
    }

    private FaultResult toProtected(Range range, long page, long pte) {
        int pfn = Pte.pfn(pte);
        boolean isZero = Pte.has(pte, Pte.SPECIAL);
        if (range.isShared()) {
            table.map(page, pte | Pte.WRITE);
            return FaultResult.MINOR;
        }
        PhysicalMemory memory = kernel.memory();
        boolean isLast = memory.mapCount(pfn) == 1 && !memory.isCached(pfn);
        if (!isZero && (memory.isExclusive(pfn) || isLast)) {
            memory.setExclusive(pfn, true);
            table.map(page, pte | Pte.WRITE);
            return FaultResult.MINOR;
        }
        FaultResult result = copy(range, page, pfn);
        if (result == FaultResult.MINOR) {
            kernel.mmu().invalidatePage(asid, page);
            if (!isZero) {
                pages[kindOf(range, page, pfn)]--;
                kernel.removeRmap(pfn, this, page);
            }
        }
        return result;
    }

    private FaultResult fromSwap(Range range, long page, long entry) {
        Kernel.SwapIn in = kernel.swapIn(entry);
        if (in.equals(Kernel.SwapIn.NONE)) {
            return FaultResult.OOM;
        }
        table.map(page, Pte.of(in.pfn(), bits(range, in.exclusive())));
        kernel.addRmap(in.pfn(), this, page);
        kernel.memory().setExclusive(in.pfn(), in.exclusive());
        pages[SWAP]--;
        pages[ANON]++;
        kernel.swapFree(entry);
        return in.major() ? FaultResult.MAJOR : FaultResult.MINOR;
    }

    @Override
    public void pageReclaimed(long address, int pfn) {
        // from step 4
        if (table.lookup(address) == 0) {
            pages[kindOf(ranges.get(ranges.find(address)), address, pfn)]--;
        } else {
            pages[ANON]--;
            pages[SWAP]++;
        }
        // before step 4
        // throw new Todo("exercise 03: VmaMemoryDescriptor.pageReclaimed");
        // end
    }

    // ------------------------------------------------------------ fork and exit

    @Override
    public MemoryDescriptor fork(int childAsid) {
        // from step 6
        VmaMemoryDescriptor child;
        try {
            child = new VmaMemoryDescriptor(kernel, childAsid);
        } catch (IllegalStateException e) {
            return null;
        }
        System.arraycopy(limits, 0, child.limits, 0, limits.length);
        child.heapStart = heapStart;
        child.heapEnd = heapEnd;
        child.imageData = imageData;
        child.stackTop = stackTop;
        child.gate = gate;
        for (Range range : ranges.all) {
            if (range.object() != null) {
                range.object().open();
            }
            child.ranges.insert(range.family() == null ? range : range.in(new Range.Family(true)));
        }
        for (Range range : ranges.all) {
            if (range.family() != null && !child.table.copyTables(table, range.start(), range.end())) {
                child.exit();
                return null;
            }
        }
        for (Range range : ranges.all) {
            if (range.family() != null) {
                table.walk(range.start(), range.end(), (page, pte) -> give(child, range, page, pte));
            }
        }
        kernel.mmu().invalidateAsid(asid);
        return child;
        // before step 6
        // throw new Todo("exercise 03: VmaMemoryDescriptor.fork");
        // end
    }

    private void give(VmaMemoryDescriptor child, Range range, long page, long pte) {
        if (Pte.isSwap(pte)) {
            kernel.swapDuplicate(pte);
            child.table.map(page, pte);
            child.pages[SWAP]++;
            return;
        }
        long both = pte & ~Pte.WRITE;
        table.map(page, both);
        child.table.map(page, both);
        if (!Pte.has(pte, Pte.SPECIAL)) {
            int pfn = Pte.pfn(pte);
            kernel.memory().setExclusive(pfn, false);
            kernel.addRmap(pfn, child, page);
            child.pages[kindOf(range, page, pfn)]++;
        }
    }

    @Override
    public void exit() {
        // from step 6
        drop(0, TASK_SIZE);
        table.destroy();
        kernel.mmu().invalidateAsid(asid);
        // before step 6
        // throw new Todo("exercise 03: VmaMemoryDescriptor.exit");
        // end
    }

    // ------------------------------------------------------------ what is shown

    @Override
    public List<Mapping> maps() {
        List<Mapping> lines = new ArrayList<>();
        for (Range range : ranges.all) {
            boolean isHeap = range.object() == null && range.start() < heapEnd && range.end() > heapStart;
            boolean isStack = range.object() == null && range.start() <= stackTop && stackTop < range.end();
            String name = isHeap ? "[heap]" : isStack ? "[stack]" : range.name();
            String sharing = range.isShared() ? "s" : "p";
            lines.add(new Mapping(range.start(), range.end(), Prot.show(range.prot()) + sharing, name));
        }
        if (gate != null) {
            lines.add(gate);
        }
        return lines;
    }

    @Override
    public MemoryCounters counters() {
        long tables = 0;
        for (int level = 1; level < table.geometry().levels(); level++) {
            tables += table.tableCount(level);
        }
        return new MemoryCounters(
                4 * ranges.total,
                4 * pages[ANON],
                4 * pages[FILE],
                4 * pages[SHMEM],
                4 * pages[SWAP],
                4 * tables,
                4 * ranges.data,
                4 * ranges.stack);
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
