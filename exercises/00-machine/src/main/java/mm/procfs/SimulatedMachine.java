package mm.procfs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Reclaim;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.oom.OomTask;

/**
 * A machine with what /proc tells besides memory: who owns the processes, what they cost, and how long it all runs.
 *
 * @linux fs/proc/base.c
 */
public final class SimulatedMachine {
    private static final int KB_PER_PAGE = PhysicalMemory.PAGE_SIZE / 1024;

    private final Parts parts;
    private final Machine machine;
    private final Map<Integer, Entry> processes = new TreeMap<>();
    private final Map<Integer, String> users = new HashMap<>(Map.of(0, "root"));
    private final Set<String> files = new LinkedHashSet<>();
    private final List<Integer> slab = new ArrayList<>();
    private long upTicks;
    private long busyTicks;
    private long forks;

    /**
     * Boots a machine.
     *
     * @param reclaim how it reclaims memory; null: not at all
     */
    public SimulatedMachine(Parts parts, PhysicalMemory memory, ReclaimOptions reclaim) {
        this.parts = parts;
        machine = reclaim == null ? new Machine(parts, memory) : new Machine(parts, memory, reclaim);
    }

    /** Looks at a machine that runs already; its processes are to be listed by {@link #add}. */
    public SimulatedMachine(Parts parts, Machine machine) {
        this.parts = parts;
        this.machine = machine;
    }

    private Reclaim reclaim() {
        return machine.reclaim();
    }

    /** Takes off the list whom the machine's own OOM killer has killed. */
    public void forgetTheDead() {
        processes
                .values()
                .removeIf(entry -> entry.task != null && !machine.tasks().contains(entry.task));
    }

    private long totalPages() {
        return machine.memory().frames()
                + (reclaim() == null ? 0 : reclaim().area().slots() - 1L);
    }

    /** One process as /proc shows it. */
    public static final class Entry {
        private final int pid;
        private final String name;
        private final int uid;
        private final Task task;
        private long ticks;
        private long started;
        private boolean running;

        private Entry(int pid, String name, int uid, Task task) {
            this.pid = pid;
            this.name = name;
            this.uid = uid;
            this.task = task;
        }

        /** Returns the process id that /proc shows. */
        public int pid() {
            return pid;
        }

        /** Returns the command's name. */
        public String name() {
            return name;
        }

        /** Returns the machine's process, or null for a kernel thread. */
        public Task task() {
            return task;
        }
    }

    /** Returns the machine. */
    public Machine machine() {
        return machine;
    }

    /** Returns the processes by ascending pid. */
    public List<Entry> processes() {
        return List.copyOf(processes.values());
    }

    /** Gives a user id a name. */
    public void user(int uid, String name) {
        users.put(uid, name);
    }

    /** Returns what top learns elsewhere than in /proc. */
    public Host host() {
        return new Host("12:00:00", 0, users);
    }

    /** Returns the pid that comes next. */
    public int nextPid() {
        return processes.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }

    /** Lists a process; the task is null for a kernel thread. */
    public Entry add(int pid, String name, int uid, Task task) {
        if (processes.containsKey(pid)) {
            throw new IllegalArgumentException("there is a process " + pid + " already");
        }
        Entry entry = new Entry(pid, name, uid, task);
        entry.started = upTicks;
        processes.put(pid, entry);
        forks++;
        return entry;
    }

    /** Lists a child with its parent's owner. */
    public Entry addChild(Entry parent, String name, Task task) {
        return add(nextPid(), name, parent.uid, task);
    }

    /** Ends a process and takes it off the list. */
    public void exit(Entry entry) {
        processes.remove(entry.pid);
        if (entry.task != null) {
            machine.exit(entry.task);
        }
    }

    /** Lets a process compute for some hundredths of a second, without letting time pass. */
    public void compute(Entry entry, long ticks) {
        entry.ticks += ticks;
        busyTicks += ticks;
    }

    /** Says whether a process is on the processor (state R) or asleep (S). */
    public void setRunning(Entry entry, boolean running) {
        entry.running = running;
    }

    /** Lets hundredths of a second pass. */
    public void pass(long ticks) {
        upTicks += ticks;
    }

    /** Takes memory for the kernel's caches of names (reclaimable slab); false if there is not enough. */
    public boolean growSlab(long pages) {
        for (long i = 0; i < pages; i++) {
            int pfn = machine.memory().allocate();
            if (pfn == PhysicalMemory.NO_FRAME) {
                return false;
            }
            slab.add(pfn);
        }
        return true;
    }

    /**
     * Reads a file by {@code read(2)}: its pages come into the page cache, and into no process.
     *
     * @return how many pages were read from the device, the others were in the cache
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
    private long filePages() {
        return files.stream().mapToLong(name -> machine.openFile(name).size()).sum();
    }

    /**
     * Returns what a new program could have without swapping, in pages: what is free above the high watermark, and of the
     * page cache and the reclaimable slab what would not be missed: all but half, or but the low watermark if that is
     * less.
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

    /** Returns the kernel's table for the OOM killer, in the order of pids. */
    public List<OomTask> oomTable() {
        return processes.values().stream().map(this::oomTask).toList();
    }

    private OomTask oomTask(Entry entry) {
        if (entry.task == null) {
            return new OomTask(entry.pid, entry.name, -1, 0, 0, 0, 0, 0);
        }
        var counters = entry.task.mm().counters();
        return new OomTask(
                entry.pid,
                entry.name,
                entry.pid,
                counters.vmSize() / KB_PER_PAGE,
                counters.vmRss() / KB_PER_PAGE,
                counters.vmSwap() / KB_PER_PAGE,
                counters.vmPte() / KB_PER_PAGE,
                entry.task.oomScoreAdj());
    }

    /** Returns {@code /proc/PID/oom_score}, from exercise 06. */
    public int oomScore(Entry entry) {
        return parts.oomKiller().oomScore(oomTask(entry), totalPages());
    }

    /**
     * Lets the OOM killer choose, and ends all it names.
     *
     * @return the victim, or null if there is none
     */
    public Entry kill() {
        forgetTheDead();
        List<OomTask> table = oomTable();
        var killer = parts.oomKiller();
        OomTask victim = killer.select(table, totalPages());
        if (victim == null) {
            return null;
        }
        Entry chosen = processes.get(victim.pid());
        killer.killed(victim, table).forEach(task -> exit(processes.get(task.pid())));
        return chosen;
    }

    /** Returns the machine's /proc as it is now. */
    public ProcFs proc() {
        return ProcFs.of(files(false));
    }

    /**
     * Returns all files of the machine's /proc, by their paths.
     *
     * @param all also what only other tools than free, top, ps and vmstat read; oom_score takes exercise 06
     */
    public Map<String, String> files(boolean all) {
        Map<String, String> tree = new TreeMap<>();
        tree.put("meminfo", meminfo());
        String ticks = " " + busyTicks + " 0 0 " + Math.max(0, upTicks - busyTicks) + " 0 0 0 0 0 0\n";
        long running =
                processes.values().stream().filter(entry -> entry.running).count();
        tree.put(
                "stat",
                "cpu " + ticks + "cpu0" + ticks + "intr 0\nctxt 0\nbtime 1700000000\nprocesses " + forks
                        + "\nprocs_running " + running + "\nprocs_blocked 0\n");
        String up = String.format("%d.%02d", upTicks / 100, upTicks % 100);
        tree.put("uptime", up + " " + up + "\n");
        tree.put("loadavg", "0.00 0.00 0.00 " + running + "/" + processes.size() + " " + (nextPid() - 1) + "\n");
        long swapIns = reclaim() == null ? 0 : reclaim().device().reads();
        long swapOuts = reclaim() == null ? 0 : reclaim().device().writes();
        tree.put(
                "vmstat",
                "nr_free_pages " + machine.memory().freeFrames() + "\npgpgin " + 4 * swapIns + "\npgpgout "
                        + 4 * swapOuts + "\npswpin " + swapIns + "\npswpout " + swapOuts + "\n");
        tree.put("cpuinfo", "processor\t: 0\nmodel name\t: simulated\n\n");
        tree.put("diskstats", "");
        tree.put("sys/kernel/pid_max", "32768\n");
        tree.put("sys/kernel/osrelease", "6.18.0\n");
        processes.values().forEach(entry -> {
            String directory = entry.pid + "/";
            tree.put(directory + "stat", stat(entry));
            tree.put(directory + "statm", statm(entry));
            tree.put(directory + "status", status(entry));
            tree.put(directory + "comm", comm(entry) + "\n");
            tree.put(directory + "cmdline", entry.task == null ? "" : entry.name + "\0");
            if (all) {
                tree.put(directory + "maps", maps(entry));
                tree.put(directory + "smaps_rollup", entry.task == null ? "" : SmapsRollup.of(entry.task, machine));
                tree.put(directory + "oom_score", oomScore(entry) + "\n");
                tree.put(directory + "oom_score_adj", (entry.task == null ? 0 : entry.task.oomScoreAdj()) + "\n");
            }
        });
        return tree;
    }

    private String meminfo() {
        PhysicalMemory memory = machine.memory();
        long cached = 0;
        long anonymous = 0;
        for (int pfn = 1; pfn < memory.frames(); pfn++) {
            if (memory.isAllocated(pfn)) {
                cached += memory.isCached(pfn) ? 1 : 0;
                anonymous += !memory.isCached(pfn) && memory.mapCount(pfn) > 0 ? 1 : 0;
            }
        }
        long tables = processes.values().stream()
                .filter(entry -> entry.task != null)
                .mapToLong(entry -> entry.task.mm().counters().vmPte())
                .sum();
        long committed = processes.values().stream()
                .filter(entry -> entry.task != null)
                .mapToLong(entry -> entry.task.mm().counters().vmData())
                .sum();
        StringBuilder text = new StringBuilder();
        line(text, "MemTotal", memory.frames() * (long) KB_PER_PAGE);
        line(text, "MemFree", memory.freeFrames() * (long) KB_PER_PAGE);
        line(text, "MemAvailable", availablePages() * KB_PER_PAGE);
        line(text, "Buffers", 0);
        long swapCached = reclaim() == null ? 0 : reclaim().swapper().cachedPages();
        cached -= swapCached;
        line(text, "Cached", cached * KB_PER_PAGE);
        line(text, "SwapCached", swapCached * KB_PER_PAGE);
        line(text, "Active", 0);
        line(text, "Inactive", (cached + anonymous) * KB_PER_PAGE);
        line(text, "SwapTotal", reclaim() == null ? 0 : (reclaim().area().slots() - 1L) * KB_PER_PAGE);
        line(text, "SwapFree", reclaim() == null ? 0 : (long) reclaim().area().freeSlots() * KB_PER_PAGE);
        line(text, "AnonPages", anonymous * KB_PER_PAGE);
        line(text, "Shmem", (cached - filePages()) * KB_PER_PAGE);
        line(text, "Slab", slab.size() * (long) KB_PER_PAGE);
        line(text, "SReclaimable", slab.size() * (long) KB_PER_PAGE);
        line(text, "PageTables", tables);
        line(text, "CommitLimit", memory.frames() * (long) KB_PER_PAGE / 2);
        line(text, "Committed_AS", committed);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, long kb) {
        text.append(String.format("%-15s %8d kB\n", name + ":", kb));
    }

    private static String comm(Entry entry) {
        return entry.name.length() > 15 ? entry.name.substring(0, 15) : entry.name;
    }

    private static String stat(Entry entry) {
        Task task = entry.task;
        long minor = task == null ? 0 : task.minorFaults();
        long major = task == null ? 0 : task.majorFaults();
        long size = task == null ? 0 : task.mm().counters().vmSize() * 1024;
        long resident = task == null ? 0 : task.mm().counters().vmRss() / KB_PER_PAGE;
        return entry.pid + " (" + comm(entry) + ") " + (entry.running ? "R" : "S") + " 0 " + entry.pid + " " + entry.pid
                + " 0 -1 4194304 " + minor + " 0 " + major + " 0 " + entry.ticks + " 0 0 0 20 0 1 0 " + entry.started
                + " " + size + " " + resident
                + " 18446744073709551615 0 0 " + stackTop(task) + " 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0"
                + " 0 0\n";
    }

    /** Returns an address in the stack, by which pmap tells the stack from other memory. */
    private static long stackTop(Task task) {
        return task == null
                ? 0
                : task.mm().maps().stream()
                        .filter(mapping -> mapping.name().equals("[stack]"))
                        .mapToLong(mapping -> mapping.end() - 16)
                        .findFirst()
                        .orElse(0);
    }

    private static String statm(Entry entry) {
        if (entry.task == null) {
            return "0 0 0 0 0 0 0\n";
        }
        var counters = entry.task.mm().counters();
        return counters.vmSize() / KB_PER_PAGE + " " + counters.vmRss() / KB_PER_PAGE + " "
                + (counters.rssFile() + counters.rssShmem()) / KB_PER_PAGE + " 0 0 "
                + (counters.vmData() + counters.vmStk()) / KB_PER_PAGE + " 0\n";
    }

    private static String status(Entry entry) {
        String uid = "\t" + entry.uid;
        String head = "Name:\t" + comm(entry) + "\nState:\t" + (entry.running ? "R (running)" : "S (sleeping)")
                + "\nTgid:\t" + entry.pid + "\nPid:\t" + entry.pid + "\nPPid:\t0\nUid:" + uid.repeat(4) + "\nGid:"
                + uid.repeat(4) + "\n";
        if (entry.task == null) {
            return head + "Threads:\t1\n";
        }
        var counters = entry.task.mm().counters();
        StringBuilder text = new StringBuilder(head);
        Object[][] lines = {
            {"VmSize", counters.vmSize()}, {"VmRSS", counters.vmRss()}, {"RssAnon", counters.rssAnon()},
            {"RssFile", counters.rssFile()}, {"RssShmem", counters.rssShmem()}, {"VmData", counters.vmData()},
            {"VmStk", counters.vmStk()}, {"VmPTE", counters.vmPte()}, {"VmSwap", counters.vmSwap()}
        };
        for (Object[] line : lines) {
            text.append(String.format("%s:\t%8d kB\n", line));
        }
        return text + "Threads:\t1\n";
    }

    private static String maps(Entry entry) {
        StringBuilder text = new StringBuilder();
        if (entry.task != null) {
            entry.task
                    .mm()
                    .maps()
                    .forEach(mapping -> text.append(String.format(
                                    "%08x-%08x %s 00000000 00:00 0",
                                    mapping.start(), mapping.end(), mapping.permissions()))
                            .append(mapping.name().isEmpty() ? "" : " ".repeat(26) + mapping.name())
                            .append('\n'));
        }
        return text.toString();
    }
}
