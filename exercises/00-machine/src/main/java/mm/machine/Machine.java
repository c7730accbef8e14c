package mm.machine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.lru.ReplacementPolicy;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.oom.MemoryGroup;
import mm.pagetable.PageTable;
import mm.text.StateError;
import mm.vma.FaultResult;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Overcommit;
import mm.vma.Prot;

/**
 * A whole machine, wired from seven parts: one processor, its memory, and the processes on it.
 *
 * <p>An access goes to the {@link Mmu}; a page fault goes to the {@link MemoryDescriptor} of the process, and the
 * access is tried again.
 *
 * @linux arch/x86/mm/fault.c do_user_addr_fault
 */
public final class Machine implements Kernel {
    /** Frames of a machine of the default size: 256 MB. */
    public static final int DEFAULT_FRAMES = 65536;

    private static final int MAX_FAULTS = 8;
    private static final int MAX_RECLAIMS = 3;

    private final Parts parts;
    private final Processor processor;
    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final Asids asids;
    private final ProcessTable tasks = new ProcessTable();
    private final Map<String, PageCache> files = new HashMap<>();
    private final OutOfMemory outOfMemory;
    private final boolean kills;
    private final Reclaim reclaim;
    private Overcommit overcommit;
    private boolean promiseRefused;
    private MemoryGroups groups;
    private final LargeMappers largeMappers = new LargeMappers();
    private int hugeZero = PhysicalMemory.NO_FRAME;

    /** Makes a machine of the default size, which reclaims nothing and kills nobody. */
    public Machine(Parts parts) {
        this(parts, new PhysicalMemory(DEFAULT_FRAMES));
    }

    /**
     * Makes a machine with the given memory, which reclaims nothing and kills nobody: an access that finds no frame
     * ends with {@link Outcome#OOM}.
     */
    public Machine(Parts parts, PhysicalMemory memory) {
        this(parts, Processor.X86_64, memory, ReclaimOptions.NONE, false);
    }

    /**
     * Makes a machine that reclaims memory when it runs short: pages of files, and anonymous pages by swapping. When
     * nothing is left to reclaim, the OOM killer kills.
     *
     * @param options how it reclaims; with {@link ReclaimOptions#NONE} it only kills
     */
    public Machine(Parts parts, PhysicalMemory memory, ReclaimOptions options) {
        this(parts, Processor.X86_64, memory, options);
    }

    /** Makes such a machine with a processor of its own. */
    public Machine(Parts parts, Processor processor, PhysicalMemory memory, ReclaimOptions options) {
        this(parts, processor, memory, options, true);
    }

    private Machine(Parts parts, Processor processor, PhysicalMemory memory, ReclaimOptions options, boolean kills) {
        this.parts = parts;
        this.processor = processor;
        this.memory = memory;
        this.kills = kills;
        mmu = parts.mmu(processor.geometry(), memory, processor.tlb());
        asids = new Asids(mmu);
        memory.whenFreed(largeMappers::freed);
        outOfMemory = new OutOfMemory(parts, this, tasks);
        reclaim = options.isNone() ? new NoReclaim(memory) : PageReclaim.of(parts, this, options);
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

    /** Starts a process of root from a program's initial mappings. Nothing is touched yet. */
    public Task exec(String name, List<Mapping> image, long brk) {
        return exec(nextPid(), Task.ROOT, name, image, brk);
    }

    /**
     * Starts a process under a given id.
     *
     * @param uid the id of the user whose process it is
     * @throws IllegalArgumentException if there is a process with that id already
     * @throws IllegalStateException if there are {@link Mmu#MAX_ASID} processes already
     */
    public Task exec(int pid, int uid, String name, List<Mapping> image, long brk) {
        tasks.requireFree(pid);
        for (int tries = 0; memory.freeFrames() <= memory.watermarks().min() && relieve(tries); tries++) {
            // until there is room for the root table
        }
        int asid = asids.take();
        if (asid == Asids.NONE) {
            throw new StateError("process.too-many", Mmu.MAX_ASID);
        }
        MemoryDescriptor mm = parts.memoryDescriptor(this, asid);
        mm.load(image, brk);
        return tasks.add(new Task(pid, uid, name, mm));
    }

    /** Starts a kernel thread, which has no memory of its own. */
    public Task startKernelThread(int pid, int uid, String name) {
        return tasks.add(new Task(pid, uid, name, null));
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

    /**
     * Makes a child process, with its parent's owner and {@code oom_score_adj}.
     *
     * @return the child; null if there was no memory for it, that much is not promised, or there are
     *     {@link Mmu#MAX_ASID} processes already
     */
    public Task fork(Task parent, String name) {
        int asid = asids.take();
        if (asid == Asids.NONE) {
            return null;
        }
        promiseRefused = false;
        MemoryDescriptor mm = parent.mm().fork(asid);
        for (int tries = 0; mm == null && !promiseRefused && relieve(tries) && isAlive(parent); tries++) {
            mm = parent.mm().fork(asid);
        }
        if (mm == null) {
            asids.giveBack(asid);
            return null;
        }
        Task child = tasks.add(new Task(nextPid(), parent.uid(), name, mm));
        child.setOomScoreAdj(parent.oomScoreAdj());
        join(child, groupOf(parent));
        return child;
    }

    /**
     * Ends a process.
     *
     * @throws IllegalStateException if it has ended already
     */
    public void exit(Task task) {
        if (!isAlive(task)) {
            throw new StateError("process.has-ended", task.pid());
        }
        if (!task.isKernelThread()) {
            task.mm().exit();
            asids.giveBack(task.mm().asid());
        }
        tasks.remove(task);
        if (groups != null) {
            groups.exit(task);
        }
    }

    /**
     * Puts a process into a memory cgroup: the frames that it takes from now on are charged to the group, and if that is
     * full, it is asked for pages, and somebody in it is killed. A child is in its parent's group.
     *
     * @param group null leaves it where it is
     */
    public void join(Task task, MemoryGroup group) {
        if (groups == null && group != null) {
            groups = new MemoryGroups(this, parts.groupOomKiller(parts.oomKiller()));
        }
        if (groups != null) {
            groups.join(task, group);
        }
    }

    /** Returns the memory cgroup of a process; null if it is in none. */
    public MemoryGroup groupOf(Task task) {
        return groups == null ? null : groups.of(task);
    }

    /**
     * Returns how many pages of files and of shared memory are charged to a memory cgroup and to those below it; the rest of
     * {@link MemoryGroup#charged} is anonymous.
     */
    public long filePages(MemoryGroup group) {
        return groups == null ? 0 : groups.filePages(group);
    }

    /** Lets a process read or write one byte (or as many as lie in one page). */
    public Outcome access(Task task, long address, boolean write) {
        if (groups == null) {
            return accessPage(task, address, write);
        }
        groups.runs(task);
        Outcome outcome = accessPage(task, address, write);
        groups.runs(null);
        return outcome;
    }

    private Outcome accessPage(Task task, long address, boolean write) {
        int access = PageFault.USER | (write ? PageFault.WRITE : 0);
        mmu.activate(task.mm().pageTable().root(), task.mm().asid());
        int reclaims = 0;
        reclaim.background();
        for (int faults = 0; faults < MAX_FAULTS; ) {
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
        long pte = task.mm().pageTable().lookup(address);
        boolean isEntered = Pte.has(pte, Pte.PRESENT | Pte.USER) && (!write || Pte.has(pte, Pte.WRITE));
        boolean isLarge = isEntered && largeMappers.isPart(Pte.pfn(pte));
        throw new StateError(
                isLarge ? "fault.large-not-found" : isEntered ? "fault.entry-not-found" : "fault.comes-again",
                Long.toHexString(address),
                Long.toHexString(pte));
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
     * @throws IllegalStateException if the access did not end with {@link Outcome#OK}
     */
    public long load(Task task, long address) {
        Outcome outcome = access(task, address, false);
        if (outcome != Outcome.OK) {
            throw new StateError("load.failed", Long.toHexString(address), outcome);
        }
        return memory.load(mmu.translate(address, PageFault.USER), Long.BYTES);
    }

    /** Tells whether a process has not ended yet. */
    public boolean isAlive(Task task) {
        return tasks.contains(task);
    }

    /** Gets memory back for a fault or a fork that found none: by reclaim, and if that gives none, by a kill. */
    private boolean relieve(int tries) {
        if (groups != null && groups.isFull()) {
            return groups.relieve(outOfMemory, files.values());
        }
        return (tries < MAX_RECLAIMS && reclaim.reclaim(ReplacementPolicy.BATCH) > 0) || (kills && outOfMemory.kill());
    }

    /** Returns what {@code /proc/PID/oom_score} shows of a process, from exercise 06. */
    public int oomScore(Task task) {
        return outOfMemory.score(task);
    }

    /**
     * Returns what the kernel logged: for each time it had to kill, the table of tasks and the process that was killed.
     */
    public List<String> log() {
        return outOfMemory.log();
    }

    /** Returns how this machine reclaims memory. */
    public Reclaim reclaim() {
        return reclaim;
    }

    /** Returns the processes that live, by ascending pid. */
    public Collection<Task> tasks() {
        return tasks.all();
    }

    /** Returns the process id that the next process gets unless another is asked for. */
    public int nextPid() {
        return tasks.nextPid();
    }

    /** Returns the process id that was given out last; 0 if none was. */
    public int lastPid() {
        return tasks.lastPid();
    }

    /** Returns how many processes were started since boot. */
    public long started() {
        return tasks.started();
    }

    /** Returns what its processor is like. */
    public Processor processor() {
        return processor;
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
        return parts.pageTable(processor.geometry(), memory);
    }

    @Override
    public int allocateFrame() {
        if (groups == null) {
            return reclaim.allocate();
        }
        return groups.charge() ? groups.charged(reclaim.allocate()) : PhysicalMemory.NO_FRAME;
    }

    @Override
    public int allocateLargeFrame() {
        if (processor.geometry().entryBytes() != Long.BYTES) {
            return PhysicalMemory.NO_FRAME;
        }
        mmu.enableLargePages();
        int first = groups == null ? memory.allocateLarge() : groups.allocateLarge(memory);
        if (first != PhysicalMemory.NO_FRAME) {
            largeMappers.taken(first);
        }
        return first;
    }

    @Override
    public void addRmap(int pfn, MemoryDescriptor mm, long address) {
        memory.addMapping(pfn);
        largeMappers.add(pfn, mm);
        reclaim.addRmap(pfn, mm, address);
    }

    @Override
    public void removeRmap(int pfn, MemoryDescriptor mm, long address) {
        largeMappers.remove(pfn, mm);
        memory.removeMapping(pfn);
        reclaim.removeRmap(pfn, mm, address);
    }

    @Override
    public boolean mayReuse(int pfn) {
        return largeMappers.isPart(pfn) ? largeMappers.isOfOne(pfn) : Kernel.super.mayReuse(pfn);
    }

    @Override
    public int hugeZeroFrame() {
        if (hugeZero == PhysicalMemory.NO_FRAME && processor.geometry().entryBytes() == Long.BYTES) {
            hugeZero = memory.allocateLarge();
            for (int i = 0; hugeZero != PhysicalMemory.NO_FRAME && i < PhysicalMemory.LARGE_FRAMES; i++) {
                memory.addMapping(hugeZero + i); // the kernel's own, never taken back
            }
            mmu.enableLargePages();
        }
        return hugeZero;
    }

    @Override
    public PageCache newSharedMemory() {
        return newCache(true);
    }

    @Override
    public PageCache newSharedMemory(MemoryDescriptor mm, long pages) {
        if (!chargeCommit(mm, pages)) {
            return null;
        }
        PageCache cache = newSharedMemory();
        cache.whenGone(() -> unchargeCommit(pages));
        return cache;
    }

    /**
     * Begins to count what is promised, from exercise 03: all that is mapped from now on is charged.
     *
     * @param memoryPages the size of the memory that promises are held against, in pages
     * @param swapPages the size of all swap areas
     * @return the count, to be set and looked at
     */
    public Overcommit countPromises(long memoryPages, long swapPages) {
        overcommit = parts.overcommit(memoryPages, swapPages);
        return overcommit;
    }

    @Override
    public boolean chargeCommit(MemoryDescriptor mm, long pages) {
        if (overcommit == null) {
            return true;
        }
        long size = mm.counters().vmSize() / PhysicalMemory.PAGE_KB;
        boolean charged = overcommit.charge(pages, size, isRoots(mm));
        promiseRefused |= !charged;
        return charged;
    }

    /** Tells whether root asks: the kernel itself does, where a program is being loaded. */
    private boolean isRoots(MemoryDescriptor mm) {
        return tasks.all().stream()
                .noneMatch(task -> task.mm() != null && task.mm().asid() == mm.asid() && task.uid() != Task.ROOT);
    }

    @Override
    public void unchargeCommit(long pages) {
        if (overcommit != null) {
            overcommit.uncharge(pages);
        }
    }

    @Override
    public boolean heedsNoReserve() {
        return overcommit == null || overcommit.settings().mode() != Overcommit.NEVER;
    }

    @Override
    public PageCache openFile(String name) {
        return files.computeIfAbsent(name, unused -> newCache(false));
    }

    /** Returns the names of the files that were opened, by whomever: programs are files, too. */
    public Set<String> fileNames() {
        return Collections.unmodifiableSet(files.keySet());
    }

    private PageCache newCache(boolean sharedMemory) {
        return new PageCache(memory, sharedMemory, reclaim::cached);
    }

    @Override
    public SwapIn swapIn(long swapEntry) {
        return reclaim.swapIn(swapEntry);
    }

    @Override
    public void swapFree(long swapEntry) {
        reclaim.swapper().free(swapEntry);
    }

    @Override
    public void swapDuplicate(long swapEntry) {
        reclaim.swapper().duplicate(swapEntry);
    }
}
