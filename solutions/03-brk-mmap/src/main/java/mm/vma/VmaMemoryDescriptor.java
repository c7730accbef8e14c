package mm.vma;

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
    private final Kernel kernel;
    private final int asid;
    private final VmaList vmas = new VmaList();
    private final Pages pages;
    private final Accounting accounting = new Accounting();
    private final Promises promises;
    private Program program = new Program();

    private final Placement placement = new Placement(vmas);
    private final Locking locking = new Locking(this, vmas, accounting);

    // GIVEN
    /** Makes an empty address space. */
    public VmaMemoryDescriptor(Kernel kernel, int asid) {
        this.kernel = kernel;
        this.asid = asid;
        this.pages = new Pages(kernel, this, asid);
        this.promises = new Promises(kernel, this, vmas);
        // STUB:
        vmas.whenCut(address -> pages.huge.splitEnds(address, address));
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
                promises.ask(vma.promised());
            }
        }
    }

    @Override
    public long mmap(long address, long length, int prot, int flags, PageCache file, long filePage) {
        // The first of these that does not hold is the answer; the order is the kernel's.
        //   find      the length is not 0                                              EINVAL
        //             it fits the user's addresses, and there are not too many VMAs    ENOMEM
        //             there is room; a fixed range ends within the user's addresses    ENOMEM
        //             a fixed address is page-aligned                                  EINVAL
        //             and not below MMAP_MIN_ADDRESS                                   EPERM
        //   makeRoom  with FIXED_NOREPLACE, nothing is mapped there                    EEXIST
        //             what reaches beyond the range can be split                       ENOMEM, EINVAL
        //             the limits allow the pages, less those that are replaced         ENOMEM
        //             so many pages are promised, less those that were already         ENOMEM
        //   replace   cannot fail
        //   map       shared memory is promised; if not, what was replaced is gone     ENOMEM
        //   insert    cannot fail
        boolean shared = (flags & MapFlag.SHARED) != 0;
        long start = placement.find(address, length, flags, file == null && !shared);
        if (Errno.isError(start)) {
            return start;
        }
        Vma vma = new Vma(start, start + UserAddresses.pageAlign(length), prot);
        vma.shared = shared;
        vma.growsDown = (flags & MapFlag.GROWSDOWN) != 0;
        vma.locked = (flags & MapFlag.LOCKED) != 0;
        promises.mark(vma, flags);
        long error = makeRoom(vma, flags);
        if (error != 0) {
            return error;
        }
        PageCache object = promises.object(vma, file);
        long replaced = space().remove(vma.start, vma.end);
        promises.giveBack(vma.accounted ? 0 : replaced);
        if (shared && object == null) {
            return Errno.ENOMEM.result();
        }
        vma.map(object, filePage);
        insert(vma, flags);
        return start;
    }

    @Override
    public long munmap(long address, long length) {
        return space().unmap(address, UserAddresses.pageAlign(length));
    }

    @Override
    public long mprotect(long address, long length, int prot) {
        long end = address + UserAddresses.pageAlign(length);
        if (!UserAddresses.isPageAligned(address)) {
            return Errno.EINVAL.result();
        }
        if (length != 0 && Long.compareUnsigned(end, address) <= 0) {
            return Errno.ENOMEM.result();
        }
        Protection protection = new Protection(vmas, accounting, pages, promises, locking);
        long next = address;
        while (next != end) {
            Vma vma = vmas.find(next);
            if (vma == null || vma.start > next) {
                return Errno.ENOMEM.result();
            }
            long stop = UserAddresses.min(vma.end, end);
            long error = protection.protect(vma, next, stop, prot);
            if (error != 0) {
                return error;
            }
            next = stop;
        }
        return 0;
    }

    @Override
    public long brk(long brk) {
        long from = UserAddresses.pageAlign(program.brk);
        long to = UserAddresses.pageAlign(brk);
        boolean tooLarge = accounting.exceeds(Limit.DATA, brk - program.startBrk + program.imageData);
        if (brk < program.startBrk || tooLarge) {
            return program.brk;
        }
        boolean moved = to > from ? growHeap(from, to) : to == from || shrinkHeap(from, to);
        program.brk = moved ? brk : program.brk;
        return program.brk;
    }

    @Override
    public long madvise(long address, long length, int advice) {
        return new Advice(vmas, pages, advice).take(address, length);
    }

    @Override
    public long mremap(long address, long oldLength, long newLength, int flags, long newAddress) {
        return new Remapping(space(), placement, locking).remap(address, oldLength, newLength, flags, newAddress);
    }

    @Override
    public long mlock(long address, long length) {
        return locking.lock(address, length);
    }

    @Override
    public long munlock(long address, long length) {
        return locking.unlock(address, length);
    }

    // GIVEN
    @Override
    public boolean isLocked(long address) {
        Vma vma = vmas.find(address);
        return vma != null && vma.start <= address && vma.locked;
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
        boolean fetch = (errorCode & PageFault.INSTRUCTION) != 0;
        Vma vma = vmas.find(page);
        if (vma == null || (vma.start > page && !growStack(vma, page)) || !vma.allows(write, fetch)) {
            return FaultResult.SIGSEGV;
        }
        if (!vma.shared && (write || pages.huge.mayBegin(vma, page))) {
            vma.prepareAnonVma(vmas.before(vma.start), vmas.find(vma.end));
        }
        return pages.fault(vma, page, write);
    }

    @Override
    public void pageReclaimed(long address, int pfn) {
        pages.reclaimed(vmas.find(address), address, pfn);
    }

    @Override
    public MemoryDescriptor fork(int childAsid) {
        // First all that can fail, which is frames for tables; only then the parent changes.
        int root = kernel.allocateFrame();
        if (root == PhysicalMemory.NO_FRAME) {
            return null;
        }
        kernel.memory().free(root); // the child's root table takes it
        VmaMemoryDescriptor child = new VmaMemoryDescriptor(kernel, childAsid);
        child.accounting.limitAs(accounting);
        child.program = program.copy();
        for (Vma vma : vmas.all()) {
            if (vma.dontFork) {
                continue;
            }
            if (!promises.ask(vma.promised())) {
                child.exit();
                return null;
            }
            Vma copy = vma.copy();
            copy.locked = false;
            child.vmas.add(copy);
            child.accounting.add(copy, copy.pages());
            if (vma.anonVma != null) {
                copy.anonVma = new AnonVma(true);
                boolean copied = child.pages.table.copyTables(pages.table, vma.start, vma.end)
                        && pages.huge.copyTo(child.pages, vma);
                if (!copied) {
                    child.exit();
                    return null;
                }
            }
        }
        vmas.all().stream()
                .filter(vma -> vma.anonVma != null && !vma.dontFork)
                .forEach(vma -> pages.copyTo(child.pages, vma));
        kernel.mmu().invalidateAsid(asid);
        return child;
    }

    @Override
    public void exit() {
        promises.giveBack(space().remove(0, TASK_SIZE));
        pages.table.destroy();
        kernel.mmu().invalidateAsid(asid);
    }

    // GIVEN
    @Override
    public List<Mapping> maps() {
        return program.show(vmas.all());
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

    /** Returns an error if a new mapping may not have its place, or is not promised: the lower rungs of mmap. */
    private long makeRoom(Vma vma, int flags) {
        Vma next = vmas.find(vma.start);
        boolean occupied = next != null && next.start < vma.end;
        if (occupied && (flags & MapFlag.FIXED_NOREPLACE) != 0) {
            return Errno.EEXIST.result();
        }
        long error = locking.mayMap(vma);
        if (error != 0) {
            return error;
        }
        if (vma.growsDown && vma.shared) {
            return Errno.EINVAL.result();
        }
        error = vmas.splitEnds(vma.start, vma.end);
        if (error != 0) {
            return error;
        }
        if (!accounting.mayExpand(vma.isData(), vma.pages() - vmas.pagesIn(vma.start, vma.end))) {
            return Errno.ENOMEM.result();
        }
        return promises.askFor(vma) ? 0 : Errno.ENOMEM.result();
    }

    /** Enters a new mapping, and touches its pages if asked to. */
    private void insert(Vma vma, int flags) {
        long start = vma.start; // merged, it may begin and end elsewhere
        long end = vma.end;
        accounting.add(vma, vma.pages());
        vmas.addMerged(vma);
        if ((flags & (MapFlag.POPULATE | MapFlag.LOCKED)) != 0) {
            locking.populate(start, end);
        }
    }

    private Space space() {
        return new Space(vmas, pages, accounting, promises);
    }

    /** Maps the pages up to a new break, unless something is too near ({@code do_brk_flags}). */
    private boolean growHeap(long from, long to) {
        Vma next = vmas.find(from);
        Vma vma = new Vma(from, to, Prot.READ | Prot.WRITE);
        vma.accounted = true;
        boolean room = to <= TASK_SIZE && (next == null || to + PAGE <= next.startWithGap());
        if (!room || !accounting.mayExpand(true, vma.pages()) || vmas.size() > MAX_MAP_COUNT) {
            return false;
        }
        if (!promises.ask(vma.pages())) {
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

    /** Unmaps the pages from a new break on; fails if none is left there. */
    private boolean shrinkHeap(long from, long to) {
        Vma next = vmas.find(to);
        boolean anyLeft = next != null && next.start < from;
        return anyLeft && munmap(to, from - to) == 0;
    }

    /** Moves the start of a stack down to a page, if it may lie there ({@code expand_downwards}). */
    private boolean growStack(Vma vma, long page) {
        if (!vma.growsDown || page < MMAP_MIN_ADDRESS) {
            return false;
        }
        Vma below = vmas.before(vma.start);
        boolean guarded = below != null && !below.growsDown && below.prot != Prot.NONE;
        boolean tooNear = guarded && page - below.end < STACK_GUARD_PAGES * PAGE;
        if (tooNear) {
            return false;
        }
        vma.prepareAnonVma(below, vmas.find(vma.end)); // even if it cannot grow
        boolean tooLarge = accounting.exceeds(Limit.STACK, vma.end - page);
        long count = (vma.start - page) >> PAGE_SHIFT;
        boolean tooLocked = vma.locked && !locking.mayLock(count);
        if (tooLarge || tooLocked || !accounting.mayExpand(false, count) || !promises.ask(count)) {
            return false;
        }
        vmas.moveStart(vma, page);
        accounting.add(vma, count);
        return true;
    }
}
