package mm.procfs;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.vma.MemoryCounters;
import mm.vma.Overcommit;

/**
 * Writes a machine's /proc: the texts that the tools read, with the kernel's names and units.
 *
 * @linux fs/proc/base.c tgid_base_stuff
 */
final class ProcWriter {
    private static final int PAGE_KB = PhysicalMemory.PAGE_KB;

    private final SimulatedMachine simulated;
    private final Machine machine;
    private final PhysicalMemory memory;

    ProcWriter(SimulatedMachine simulated) {
        this.simulated = simulated;
        machine = simulated.machine();
        memory = machine.memory();
    }

    Map<String, String> files(boolean all) {
        Map<String, String> tree = new TreeMap<>();
        tree.put("meminfo", meminfo());
        tree.put("stat", stat());
        long up = simulated.upTicks();
        String seconds = String.format("%d.%02d", up / 100, up % 100);
        tree.put("uptime", seconds + " " + seconds + "\n");
        tree.put(
                "loadavg",
                "0.00 0.00 0.00 " + running() + "/" + machine.tasks().size() + " " + machine.lastPid() + "\n");
        tree.put("vmstat", vmstat());
        tree.put("cpuinfo", "processor\t: 0\nmodel name\t: simulated\n\n");
        tree.put("diskstats", "");
        tree.put("sys/kernel/pid_max", "32768\n");
        tree.put("sys/kernel/osrelease", "6.18.0\n");
        machine.tasks().forEach(task -> process(tree, task, all));
        return tree;
    }

    /** Returns the files that say what each process has mapped, and how much of it is in memory. */
    Map<String, String> maps() {
        Map<String, String> tree = new TreeMap<>();
        machine.tasks().forEach(task -> maps(tree, task));
        return tree;
    }

    private void maps(Map<String, String> tree, Task task) {
        SmapsWriter writer =
                new SmapsWriter(machine, task, simulated.mappingNames().of(task));
        tree.put(task.pid() + "/maps", writer.maps());
        tree.put(task.pid() + "/smaps", writer.smaps());
        tree.put(task.pid() + "/smaps_rollup", writer.rollup());
    }

    private void process(Map<String, String> tree, Task task, boolean all) {
        String directory = task.pid() + "/";
        tree.put(directory + "stat", stat(task));
        tree.put(directory + "statm", statm(task));
        tree.put(directory + "status", status(task));
        tree.put(directory + "comm", ProcFs.bytes(task.comm()) + "\n");
        tree.put(directory + "cmdline", task.isKernelThread() ? "" : ProcFs.bytes(task.name()) + "\0");
        if (all) {
            maps(tree, task);
            tree.put(directory + "oom_score", machine.oomScore(task) + "\n");
            tree.put(directory + "oom_score_adj", task.oomScoreAdj() + "\n");
        }
    }

    private long running() {
        return machine.tasks().stream().filter(Task::isRunning).count();
    }

    private String meminfo() {
        long cached = 0;
        long anonymous = 0;
        for (int pfn = 1; pfn < memory.frames(); pfn++) {
            if (memory.isAllocated(pfn)) {
                cached += memory.isCached(pfn) ? 1 : 0;
                anonymous += !memory.isCached(pfn) && memory.mapCount(pfn) > 0 ? 1 : 0;
            }
        }
        long tables = 0;
        long committed = 0;
        for (Task task : machine.tasks()) {
            tables += counters(task).vmPte();
            committed += counters(task).vmData();
        }
        long swapCached = machine.reclaim().swapper().cachedPages();
        cached -= swapCached;
        StringBuilder text = new StringBuilder();
        pages(text, "MemTotal", memory.frames());
        pages(text, "MemFree", memory.freeFrames());
        pages(text, "MemAvailable", simulated.availablePages());
        pages(text, "Buffers", 0);
        pages(text, "Cached", cached);
        pages(text, "SwapCached", swapCached);
        pages(text, "Active", 0);
        pages(text, "Inactive", cached + anonymous);
        pages(text, "SwapTotal", machine.reclaim().swapPages());
        pages(text, "SwapFree", machine.reclaim().area().freeSlots());
        pages(text, "AnonPages", anonymous);
        pages(text, "Shmem", cached - simulated.filePages());
        pages(text, "Slab", simulated.slabPages());
        pages(text, "SReclaimable", simulated.slabPages());
        line(text, "PageTables", tables);
        Optional<Overcommit> promises = simulated.promises();
        pages(
                text,
                "CommitLimit",
                promises.map(Overcommit::limit)
                        .orElse(memory.frames() / 2 + (long) machine.reclaim().swapPages()));
        line(
                text,
                "Committed_AS",
                promises.map(count -> count.committed() * PAGE_KB).orElse(committed));
        return text.toString();
    }

    private static void pages(StringBuilder text, String name, long pages) {
        line(text, name, pages * PAGE_KB);
    }

    private static void line(StringBuilder text, String name, long kb) {
        text.append(String.format("%-15s %8d kB\n", name + ":", kb));
    }

    private String stat() {
        long busy = simulated.busyTicks();
        String ticks = " " + busy + " 0 0 " + Math.max(0, simulated.upTicks() - busy) + " 0 0 0 0 0 0\n";
        return "cpu " + ticks + "cpu0" + ticks + "intr 0\nctxt 0\nbtime 1700000000\nprocesses " + machine.started()
                + "\nprocs_running " + running() + "\nprocs_blocked 0\n";
    }

    private String vmstat() {
        long in = machine.reclaim().device().reads();
        long out = machine.reclaim().device().writes();
        return "nr_free_pages " + memory.freeFrames() + "\npgpgin " + PAGE_KB * in + "\npgpgout " + PAGE_KB * out
                + "\npswpin " + in + "\npswpout " + out + "\n";
    }

    private static MemoryCounters counters(Task task) {
        return task.isKernelThread()
                ? new MemoryCounters(0, 0, 0, 0, 0, 0, 0, 0)
                : task.mm().counters();
    }

    private static String stat(Task task) {
        MemoryCounters counters = counters(task);
        int pid = task.pid();
        return pid + " (" + ProcFs.bytes(task.comm()) + ") " + (task.isRunning() ? "R" : "S") + " 0 " + pid + " " + pid
                + " 0 -1 4194304 " + task.minorFaults() + " 0 " + task.majorFaults() + " 0 " + task.ticks()
                + " 0 0 0 20 0 1 0 " + task.startTicks() + " " + counters.vmSize() * 1024 + " "
                + counters.vmRss() / PAGE_KB + " 18446744073709551615 0 0 " + stackTop(task)
                + " 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
    }

    /** Returns an address in the stack, by which pmap tells the stack from other memory. */
    private static long stackTop(Task task) {
        return task.isKernelThread()
                ? 0
                : task.mm().maps().stream()
                        .filter(mapping -> mapping.name().equals("[stack]"))
                        .mapToLong(mapping -> mapping.end() - 16)
                        .findFirst()
                        .orElse(0);
    }

    private static String statm(Task task) {
        MemoryCounters counters = counters(task);
        return counters.vmSize() / PAGE_KB + " " + counters.vmRss() / PAGE_KB + " "
                + (counters.rssFile() + counters.rssShmem()) / PAGE_KB + " 0 0 "
                + (counters.vmData() + counters.vmStk()) / PAGE_KB + " 0\n";
    }

    private static String status(Task task) {
        String ids = ("\t" + task.uid()).repeat(4);
        StringBuilder text = new StringBuilder("Name:\t" + ProcFs.bytes(task.comm()) + "\nState:\t"
                + (task.isRunning() ? "R (running)" : "S (sleeping)") + "\nTgid:\t" + task.pid() + "\nPid:\t"
                + task.pid() + "\nPPid:\t0\nUid:" + ids + "\nGid:" + ids + "\n");
        if (!task.isKernelThread()) {
            MemoryCounters counters = task.mm().counters();
            Object[][] lines = {
                {"VmSize", counters.vmSize()},
                {"VmLck", counters.vmLck()},
                {"VmRSS", counters.vmRss()},
                {"RssAnon", counters.rssAnon()},
                {"RssFile", counters.rssFile()},
                {"RssShmem", counters.rssShmem()},
                {"VmData", counters.vmData()},
                {"VmStk", counters.vmStk()},
                {"VmPTE", counters.vmPte()},
                {"VmSwap", counters.vmSwap()}
            };
            for (Object[] line : lines) {
                text.append(String.format("%s:\t%8d kB\n", line));
            }
        }
        return text + "Threads:\t1\n";
    }
}
