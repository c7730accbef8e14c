package mm.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.lru.ReplacementPolicy;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.oom.OomKiller;
import mm.oom.OomTask;
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
    private static final int MOST_RECLAIMS = 3;

    private final Parts parts;
    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final Map<Integer, Task> tasks = new TreeMap<>();
    private final Map<String, PageCache> files = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private Reclaim reclaim;
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

    /**
     * Makes a machine that reclaims memory when it runs short: pages of files, and anonymous pages by swapping. When
     * nothing is left to reclaim, the OOM killer kills.
     */
    public Machine(Parts parts, PhysicalMemory memory, ReclaimOptions options) {
        this(parts, memory);
        reclaim = new Reclaim(parts, this, options);
    }

    /** How an access ended. */
    public enum Outcome {
        /** It was done. */
        OK,
        /** The process got SIGSEGV. */
        SIGSEGV,
        /** No memory could be had. */
        OOM,
        /** The OOM killer killed the process. */
        KILLED
    }

    /** Starts a process from a program's initial mappings. Nothing is touched yet. */
    public Task exec(String name, List<Mapping> image, long brk) {
        int tries = 0;
        while (memory.freeFrames() <= memory.watermarks().min() && relieve(tries++)) {
            // until there is room for the root table
        }
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
        for (int tries = 0; mm == null && relieve(tries) && isAlive(parent); tries++) {
            mm = parent.mm().fork(nextPid);
        }
        return mm == null ? null : add(name, mm);
    }

    /**
     * Ends a process.
     *
     * @throws IllegalStateException if it has ended already
     */
    public void exit(Task task) {
        if (!isAlive(task)) {
            throw new IllegalStateException("process " + task.pid() + " has ended already");
        }
        task.mm().exit();
        tasks.remove(task.pid());
    }

    /** Lets a process read or write one byte (or as many as lie in one page). */
    public Outcome access(Task task, long address, boolean write) {
        int access = PageFault.USER | (write ? PageFault.WRITE : 0);
        mmu.activate(task.mm().pageTable().root(), task.mm().asid());
        int reclaims = 0;
        if (reclaim != null) {
            reclaim.background();
        }
        for (int faults = 0; faults < MOST_FAULTS; ) {
            long result = mmu.translate(address, access);
            if (result >= 0) {
                return Outcome.OK;
            }
            if (result == PageFault.GENERAL_PROTECTION) {
                return Outcome.SIGSEGV;
            }
            FaultResult done = task.mm().handleFault(address, PageFault.errorCode(result));
            if (done == FaultResult.SIGSEGV) {
                return Outcome.SIGSEGV;
            }
            if (done != FaultResult.OOM) {
                task.countFault(done == FaultResult.MAJOR);
                faults++;
            } else if (!relieve(reclaims++)) {
                return Outcome.OOM;
            } else if (!isAlive(task)) {
                return Outcome.KILLED;
            }
        }
        throw new IllegalStateException("handleFault says that the fault at 0x" + Long.toHexString(address)
                + " is handled, but it comes again");
    }

    /** Lets a process write 8 bytes at an address that is a multiple of 8. */
    public Outcome store(Task task, long address, long value) {
        Outcome outcome = access(task, address, true);
        if (outcome == Outcome.OK) {
            memory.store(mmu.translate(address, PageFault.USER | PageFault.WRITE), Long.BYTES, value);
        }
        return outcome;
    }

    /**
     * Lets a process read 8 bytes at an address that is a multiple of 8.
     *
     * @throws IllegalStateException if the access ended otherwise than well
     */
    public long load(Task task, long address) {
        Outcome outcome = access(task, address, false);
        if (outcome != Outcome.OK) {
            throw new IllegalStateException("read of 0x" + Long.toHexString(address) + ": " + outcome);
        }
        return memory.load(mmu.translate(address, PageFault.USER), Long.BYTES);
    }

    private boolean isAlive(Task task) {
        return tasks.get(task.pid()) == task;
    }

    /** Gets memory back for a fault or a fork that found none: by reclaim, and if that gives none, by a kill. */
    private boolean relieve(int tries) {
        if (reclaim == null) {
            return false;
        }
        return tries < MOST_RECLAIMS && reclaim.reclaim(ReplacementPolicy.BATCH) > 0 || outOfMemory();
    }

    /** Kills the worst process, and all that share its memory; false if nobody may be killed. */
    private boolean outOfMemory() {
        OomKiller killer = parts.oomKiller();
        List<OomTask> table = tasks.values().stream().map(OomReport::row).toList();
        OomTask victim = killer.select(table, memory.frames() + reclaim.area().slots() - 1L);
        if (victim == null) {
            log.add("Out of memory and no killable processes...");
            return false;
        }
        List<OomTask> dead = killer.killed(victim, table);
        for (OomTask killed : dead) {
            Task task = tasks.get(killed.pid());
            log.add(OomReport.line(task));
            exit(task);
        }
        return !dead.isEmpty();
    }

    /** Returns what the kernel logged. */
    public List<String> log() {
        return Collections.unmodifiableList(log);
    }

    /** Returns how this machine reclaims memory, or null if it does not. */
    public Reclaim reclaim() {
        return reclaim;
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
        return reclaim == null ? memory.allocate() : reclaim.allocate();
    }

    @Override
    public void addRmap(int pfn, MemoryDescriptor mm, long address) {
        memory.addMapping(pfn);
        if (reclaim != null) {
            reclaim.addRmap(pfn, mm, address);
        }
    }

    @Override
    public void removeRmap(int pfn, MemoryDescriptor mm, long address) {
        memory.removeMapping(pfn);
        if (reclaim != null) {
            reclaim.removeRmap(pfn, mm, address);
        }
    }

    @Override
    public PageCache newSharedMemory() {
        return newCache(true);
    }

    @Override
    public PageCache openFile(String name) {
        return files.computeIfAbsent(name, unused -> newCache(false));
    }

    private PageCache newCache(boolean sharedMemory) {
        return reclaim == null
                ? new PageCache(memory, sharedMemory)
                : new PageCache(memory, sharedMemory, reclaim::cached);
    }

    @Override
    public SwapIn swapIn(long swapEntry) {
        return requireReclaim().swapIn(swapEntry);
    }

    @Override
    public void swapFree(long swapEntry) {
        requireReclaim().swapper().free(swapEntry);
    }

    @Override
    public void swapDuplicate(long swapEntry) {
        requireReclaim().swapper().duplicate(swapEntry);
    }

    private Reclaim requireReclaim() {
        if (reclaim == null) {
            throw new IllegalStateException("this machine has no swap area");
        }
        return reclaim;
    }
}
