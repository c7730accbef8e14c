package mm.grader.checks.vma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.pagetable.PageTable;
import mm.vma.MemoryDescriptor;

/** A kernel whose swap area holds whatever one asks for, and that writes down what it is told. */
final class SwapKernel implements Kernel {
    final List<String> calls = new ArrayList<>();

    /** What was told of a page that came back; with a mark where its entry was not set. */
    final List<String> order = new ArrayList<>();

    LongSupplier entry = () -> Pte.PRESENT;
    boolean major = true;
    boolean exclusive = true;
    boolean empty;
    private final Kernel kernel;
    private final Map<Long, Integer> mapped = new TreeMap<>();

    SwapKernel(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public SwapIn swapIn(long swapEntry) {
        calls.add("swapIn");
        int pfn = empty ? PhysicalMemory.NO_FRAME : kernel.allocateFrame();
        return pfn == PhysicalMemory.NO_FRAME ? SwapIn.NONE : new SwapIn(pfn, major, exclusive);
    }

    @Override
    public void swapFree(long swapEntry) {
        calls.add("swapFree");
        note("swapFree");
    }

    @Override
    public void swapDuplicate(long swapEntry) {
        calls.add("swapDuplicate");
    }

    @Override
    public PhysicalMemory memory() {
        return kernel.memory();
    }

    @Override
    public Mmu mmu() {
        return kernel.mmu();
    }

    @Override
    public PageTable newPageTable() {
        return kernel.newPageTable();
    }

    @Override
    public int allocateFrame() {
        return kernel.allocateFrame();
    }

    @Override
    public boolean mayReuse(int pfn) {
        return kernel.mayReuse(pfn);
    }

    @Override
    public int hugeZeroFrame() {
        return kernel.hugeZeroFrame();
    }

    @Override
    public int allocateLargeFrame() {
        return kernel.allocateLargeFrame();
    }

    @Override
    public void addRmap(int pfn, MemoryDescriptor mm, long address) {
        note("addRmap");
        mapped.put(address, pfn);
        kernel.addRmap(pfn, mm, address);
    }

    @Override
    public void removeRmap(int pfn, MemoryDescriptor mm, long address) {
        mapped.remove(address, pfn);
        kernel.removeRmap(pfn, mm, address);
    }

    /** Returns the addresses at which it was told that a frame is mapped, and since not that it no longer is. */
    List<String> mapped() {
        return mapped.keySet().stream()
                .map(address -> "0x" + Long.toHexString(address))
                .toList();
    }

    @Override
    public PageCache newSharedMemory() {
        return kernel.newSharedMemory();
    }

    @Override
    public PageCache openFile(String name) {
        return kernel.openFile(name);
    }

    private void note(String call) {
        order.add(Pte.inMemory(entry.getAsLong()) ? call : call + "?");
    }
}
