package mm.procfs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.oom.MemoryGroup;
import mm.vma.Mapping;
import mm.vma.Overcommit;

/**
 * A machine with what /proc tells besides memory: the users' names, the clock, the files that are open, and what the
 * kernel caches for itself. {@link #files} writes it all as text.
 *
 * <p>Time is in ticks, hundredths of a second, as /proc shows it ({@code USER_HZ}).
 */
public final class SimulatedMachine {
    private final Machine machine;
    private final Map<Integer, String> users = new HashMap<>(Map.of(Task.ROOT, "root"));
    private final Set<String> files = new LinkedHashSet<>();
    private final List<Integer> slab = new ArrayList<>();
    private final MappingNames names = new MappingNames();
    private final Map<String, MemoryGroup> groups = new LinkedHashMap<>();
    private Overcommit promises;
    private long upTicks;
    private long busyTicks;

    /** Boots a machine whose OOM killer kills. */
    public SimulatedMachine(Parts parts, PhysicalMemory memory, ReclaimOptions reclaim) {
        this(new Machine(parts, memory, reclaim));
    }

    /** Looks at a machine that runs already. */
    public SimulatedMachine(Machine machine) {
        this.machine = machine;
    }

    /** Returns the machine. */
    public Machine machine() {
        return machine;
    }

    /**
     * Begins to count what is promised to processes, which there must not be any of so far. Linux keeps a 32nd of the memory
     * that is free at the start for root, and as much for others than the process that asks, up to 8 MB and 128 MB.
     *
     * @return the count, in mode {@link Overcommit#GUESS}
     * @linux mm/mmap.c init_admin_reserve
     * @linux mm/mmap.c init_user_reserve
     */
    public Overcommit countPromises() {
        long reserve = (long) machine.memory().freeFrames() * PhysicalMemory.PAGE_KB / 32;
        Overcommit.Settings large = Overcommit.Settings.DEFAULT;
        promises = machine.countPromises(
                machine.memory().frames(), machine.reclaim().swapPages());
        promises.set(
                large.withReserves(Math.min(reserve, large.adminReserve()), Math.min(reserve, large.userReserve())));
        return promises;
    }

    /** Returns the count of what is promised, if there is one. */
    public Optional<Overcommit> promises() {
        return Optional.ofNullable(promises);
    }

    /** Returns the memory cgroups by their paths, in the order in which they were made; whoever makes one puts it in. */
    public Map<String, MemoryGroup> groups() {
        return groups;
    }

    /** Returns the processes that live, by ascending pid. */
    public Collection<Task> processes() {
        return machine.tasks();
    }

    /** Gives a user id a name. */
    public void user(int uid, String name) {
        users.put(uid, name);
    }

    /** Returns what top learns elsewhere than in /proc. */
    public Host host() {
        return new Host("12:00:00", 0, users);
    }

    /** Starts a process, see {@link Machine#exec(int, int, String, List, long)}; the program is a file of its name. */
    public Task start(int pid, int uid, String name, List<Mapping> image, long brk) {
        open(name);
        return started(machine.exec(pid, uid, name, image, brk));
    }

    /** Starts a kernel thread. */
    public Task startKernelThread(int pid, int uid, String name) {
        return started(machine.startKernelThread(pid, uid, name));
    }

    /** Makes a child process, or returns null if there was no memory for it. */
    public Task fork(Task parent, String name) {
        Task child = machine.fork(parent, name);
        if (child == null) {
            return null;
        }
        names.copy(parent, child);
        return started(child);
    }

    private Task started(Task task) {
        task.setStartTicks(upTicks);
        return task;
    }

    /** Returns what processes have mapped, for {@code maps} and {@code smaps}. */
    public MappingNames mappingNames() {
        return names;
    }

    /** Lets a process compute for some ticks, without letting time pass. */
    public void compute(Task task, long ticks) {
        task.compute(ticks);
        busyTicks += ticks;
    }

    /** Lets ticks pass. */
    public void pass(long ticks) {
        upTicks += ticks;
    }

    /** Returns the ticks since boot. */
    long upTicks() {
        return upTicks;
    }

    /** Returns the ticks that processes have computed since boot. */
    long busyTicks() {
        return busyTicks;
    }

    /**
     * Takes memory for the kernel's caches of names (reclaimable slab).
     *
     * @return false if there is not enough; then what could be had stays taken
     */
    public boolean growSlab(long pages) {
        for (long i = 0; i < pages; i++) {
            int pfn = machine.allocateFrame();
            if (pfn == PhysicalMemory.NO_FRAME) {
                return false;
            }
            slab.add(pfn);
        }
        return true;
    }

    /** Returns how many pages the kernel caches for itself. */
    int slabPages() {
        return slab.size();
    }

    /**
     * Reads a file by {@code read(2)}: its pages come into the page cache, and into no process.
     *
     * @return how many pages were read from the device; the others were in the cache
     * @linux mm/filemap.c filemap_read
     */
    public long readFile(String name, long pages) {
        PageCache cache = open(name);
        long read = 0;
        for (long page = 0; page < pages; page++) {
            if (cache.find(page) == PhysicalMemory.NO_FRAME) {
                int pfn = machine.allocateFrame();
                if (pfn == PhysicalMemory.NO_FRAME) {
                    break;
                }
                cache.add(page, pfn);
                read++;
            }
        }
        return read;
    }

    /** Opens a file. */
    public PageCache open(String name) {
        files.add(name);
        return machine.openFile(name);
    }

    /** Returns the names of the files that were opened. */
    public Set<String> files() {
        return Collections.unmodifiableSet(files);
    }

    /** Returns the pages of all files in memory, without shared memory. */
    long filePages() {
        return files.stream().mapToLong(name -> machine.openFile(name).size()).sum();
    }

    /**
     * Returns what a new program could have without swapping, in pages: what is free above the high watermark, and of
     * the page cache and the reclaimable slab what would not be missed: all but half, or but the low watermark if that
     * is less.
     *
     * @linux mm/show_mem.c si_mem_available
     */
    public long availablePages() {
        PhysicalMemory memory = machine.memory();
        long low = memory.watermarks().low();
        long cache = filePages();
        long available = memory.freeFrames() - memory.watermarks().high();
        available += cache - Math.min(cache / 2, low);
        available += slab.size() - Math.min(slab.size() / 2, low);
        return Math.max(0, available);
    }

    /** Returns the machine's /proc as it is now: what free, top, ps and vmstat read of it. */
    public ProcFs proc() {
        return ProcFs.of(files(false));
    }

    /** Returns the machine's /proc as it is now, with what pmap and ps read of each mapping of a process. */
    public ProcFs procWithMaps() {
        Map<String, String> tree = files(false);
        tree.putAll(new ProcWriter(this).maps());
        return ProcFs.of(tree);
    }

    /**
     * Returns all files of the machine's /proc, by their paths.
     *
     * @param all also what only other tools than free, top, ps and vmstat read; oom_score takes exercise 06
     */
    public Map<String, String> files(boolean all) {
        return new ProcWriter(this).files(all);
    }
}
