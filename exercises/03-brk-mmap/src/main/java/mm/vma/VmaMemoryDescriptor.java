package mm.vma;

import java.util.List;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Todo;
import mm.pagetable.PageTable;

/** An address space kept as a sorted list of VMAs ({@code mm/mmap.c}, {@code mm/vma.c}, {@code mm/mprotect.c}). */
public final class VmaMemoryDescriptor implements MemoryDescriptor {
    private static final int PAGE_SHIFT = PhysicalMemory.PAGE_SHIFT;
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private final Kernel kernel;
    private final int asid;
    private final VmaList vmas = new VmaList();
    private final Pages pages;
    private final Accounting accounting = new Accounting();
    private final Promises promises;
    private Program program = new Program();

    /** Makes an empty address space. */
    public VmaMemoryDescriptor(Kernel kernel, int asid) {
        this.kernel = kernel;
        this.asid = asid;
        this.pages = new Pages(kernel, this, asid);
        this.promises = new Promises(kernel, this, vmas);
    }

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
        throw new Todo("exercise 03: VmaMemoryDescriptor.mmap");
    }

    @Override
    public long munmap(long address, long length) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.munmap");
    }

    @Override
    public long mprotect(long address, long length, int prot) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.mprotect");
    }

    @Override
    public long brk(long brk) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.brk");
    }

    @Override
    public long madvise(long address, long length, int advice) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.madvise");
    }

    @Override
    public long mremap(long address, long oldLength, long newLength, int flags, long newAddress) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.mremap");
    }

    @Override
    public long mlock(long address, long length) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.mlock");
    }

    @Override
    public long munlock(long address, long length) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.munlock");
    }

    @Override
    public boolean isLocked(long address) {
        Vma vma = vmas.find(address);
        return vma != null && vma.start <= address && vma.locked;
    }

    @Override
    public void setLimit(Limit limit, long bytes) {
        accounting.limit(limit, bytes);
    }

    @Override
    public FaultResult handleFault(long address, int errorCode) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.handleFault");
    }

    @Override
    public void pageReclaimed(long address, int pfn) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.pageReclaimed");
    }

    @Override
    public MemoryDescriptor fork(int childAsid) {
        throw new Todo("exercise 03: VmaMemoryDescriptor.fork");
    }

    @Override
    public void exit() {
        throw new Todo("exercise 03: VmaMemoryDescriptor.exit");
    }

    @Override
    public List<Mapping> maps() {
        return program.show(vmas.all());
    }

    @Override
    public MemoryCounters counters() {
        return pages.counters(accounting);
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
