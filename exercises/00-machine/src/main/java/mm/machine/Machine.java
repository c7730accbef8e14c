package mm.machine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.vma.FaultResult;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/**
 * A whole machine, wired from seven parts: one processor, its memory, and the processes on it.
 *
 * <p>An access goes to the {@link Mmu}; on a page fault to the process's {@link MemoryDescriptor}, and is tried again.
 *
 * @linux arch/x86/mm/fault.c do_user_addr_fault
 */
public final class Machine implements Kernel {
    /** Frames of a machine that nobody asked to be otherwise: 256 MB. */
    public static final int DEFAULT_FRAMES = 65536;

    private static final int MOST_FAULTS = 8;

    private final Parts parts;
    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final Map<Integer, Task> tasks = new TreeMap<>();
    private final Map<String, PageCache> files = new HashMap<>();
    private int nextPid = 1;

    /** Makes a machine of the default size. */
    public Machine(Parts parts) {
        this(parts, new PhysicalMemory(DEFAULT_FRAMES));
    }

    /** Makes a machine with the given memory. */
    public Machine(Parts parts, PhysicalMemory memory) {
        this.parts = parts;
        this.memory = memory;
        mmu = parts.mmu(Geometry.X86_64, memory, TlbShape.L1);
    }

    /** How an access ended. */
    public enum Outcome {
        /** It was done. */
        OK,
        /** The process got SIGSEGV. */
        SIGSEGV,
        /** No memory could be had. */
        OOM
    }

    /** Starts a process from a program's initial mappings. Nothing is touched yet. */
    public Task exec(String name, List<Mapping> image, long brk) {
        MemoryDescriptor mm = parts.memoryDescriptor(this, nextPid);
        mm.load(image, brk);
        return add(name, mm);
    }

    /**
     * Lets a process touch the pages of one of its program's mappings that a program that just started has touched: all
     * of the image, the first page of the heap, the last of the stack.
     */
    public void touch(Task task, Mapping mapping) {
        boolean write = (mapping.prot() & Prot.WRITE) != 0;
        switch (mapping.name()) {
            case "[vsyscall]" -> {}
            case "[heap]" -> access(task, mapping.start(), write);
            case "[stack]" -> access(task, mapping.end() - 1, write);
            default -> {
                for (long page = mapping.start(); page != mapping.end(); page += PhysicalMemory.PAGE_SIZE) {
                    access(task, page, write);
                }
            }
        }
    }

    private Task add(String name, MemoryDescriptor mm) {
        Task task = new Task(nextPid++, name, mm);
        tasks.put(task.pid(), task);
        return task;
    }

    /** Makes a child process; null if there was no memory for it. */
    public Task fork(Task parent, String name) {
        MemoryDescriptor mm = parent.mm().fork(nextPid);
        return mm == null ? null : add(name, mm);
    }

    /** Ends a process. */
    public void exit(Task task) {
        task.mm().exit();
        tasks.remove(task.pid());
    }

    /** Lets a process read or write one byte (or as many as lie in one page). */
    public Outcome access(Task task, long address, boolean write) {
        int access = PageFault.USER | (write ? PageFault.WRITE : 0);
        mmu.activate(task.mm().pageTable().root(), task.mm().asid());
        for (int faults = 0; faults < MOST_FAULTS; faults++) {
            long result = mmu.translate(address, access);
            if (result >= 0) {
                return Outcome.OK;
            }
            if (result == PageFault.GENERAL_PROTECTION) {
                return Outcome.SIGSEGV;
            }
            FaultResult done = task.mm().handleFault(address, PageFault.errorCode(result));
            switch (done) {
                case SIGSEGV -> {
                    return Outcome.SIGSEGV;
                }
                case OOM -> {
                    return Outcome.OOM;
                }
                default -> task.countFault(done == FaultResult.MAJOR);
            }
        }
        throw new IllegalStateException("handleFault says that the fault at 0x" + Long.toHexString(address)
                + " is handled, but it comes again");
    }

    /** Returns the processes that live, by ascending pid. */
    public Collection<Task> tasks() {
        return Collections.unmodifiableCollection(tasks.values());
    }

    @Override
    public PhysicalMemory memory() {
        return memory;
    }

    @Override
    public Mmu mmu() {
        return mmu;
    }

    @Override
    public PageTable newPageTable() {
        return parts.pageTable(Geometry.X86_64, memory);
    }

    @Override
    public int allocateFrame() {
        return memory.allocate();
    }

    @Override
    public void addRmap(int pfn, MemoryDescriptor mm, long address) {
        memory.addMapping(pfn);
    }

    @Override
    public void removeRmap(int pfn, MemoryDescriptor mm, long address) {
        memory.removeMapping(pfn);
    }

    @Override
    public PageCache newSharedMemory() {
        return new PageCache(memory, true);
    }

    @Override
    public PageCache openFile(String name) {
        return files.computeIfAbsent(name, unused -> new PageCache(memory, false));
    }

    @Override
    public SwapIn swapIn(long swapEntry) {
        return SwapIn.NONE;
    }

    @Override
    public void swapFree(long swapEntry) {
        throw new IllegalStateException("this machine has no swap area");
    }

    @Override
    public void swapDuplicate(long swapEntry) {
        throw new IllegalStateException("this machine has no swap area");
    }
}
