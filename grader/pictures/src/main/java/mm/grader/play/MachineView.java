package mm.grader.play;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mm.grader.picture.LimitsPicture;
import mm.grader.picture.Owners.Owner;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Processor;
import mm.machine.Reclaim;
import mm.machine.Task;
import mm.oom.MemoryGroup;
import mm.oom.OomTask;
import mm.procfs.MemInfo;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.SimulatedMachine;
import mm.procfs.Tools;
import mm.vma.Overcommit;

/** What pictures and sentences need to know of a machine; nothing is changed by asking. */
final class MachineView {
    private static final int MAX_SCREEN_LINES = 20;
    private static final int KB_PER_PAGE = 4;

    private final SimulatedMachine simulated;
    private final Machine machine;
    private final Parts parts;

    MachineView(SimulatedMachine simulated, Parts parts) {
        this.simulated = simulated;
        machine = simulated.machine();
        this.parts = parts;
    }

    Processor processor() {
        return machine.processor();
    }

    PhysicalMemory memory() {
        return machine.memory();
    }

    /** Returns how it reclaims memory, or null if it does not. */
    Reclaim reclaim() {
        return machine.reclaim().isOn() ? machine.reclaim() : null;
    }

    /** Returns the slots that can hold a page. */
    int slots() {
        return reclaim() == null ? 0 : reclaim().swapPages();
    }

    /** Returns the processes that have memory, by ascending pid. */
    List<Task> tasks() {
        return machine.tasks().stream().filter(task -> !task.isKernelThread()).toList();
    }

    /** Returns how many faults of all processes read from a device. */
    long majorFaults() {
        long sum = 0;
        for (Task task : machine.tasks()) {
            sum += task.majorFaults();
        }
        return sum;
    }

    /** Returns what the OOM killer would be told of a process. */
    OomTask oomTask(Task task) {
        var counters = task.mm().counters();
        return new OomTask(
                task.pid(),
                task.name(),
                task.mm().asid(),
                counters.vmSize() / KB_PER_PAGE,
                counters.vmRss() / KB_PER_PAGE,
                counters.vmSwap() / KB_PER_PAGE,
                counters.vmPte() / KB_PER_PAGE,
                task.oomScoreAdj());
    }

    /** Returns the pages that processes compete for: memory and swap. */
    long totalPages() {
        return memory().frames() + (long) slots();
    }

    /** Returns oom_score, or "?" if exercise 06 cannot say. */
    String score(Task task) {
        try {
            return Integer.toString(machine.oomScore(task));
        } catch (RuntimeException e) { // exercise 06 may not be written yet
            return "?";
        }
    }

    /** Returns the badness of a process by the code under test, or {@link Long#MIN_VALUE} if it cannot say. */
    long badness(OomTask task) {
        try {
            return parts.oomKiller().badness(task, totalPages());
        } catch (RuntimeException e) { // exercise 06 may not be written yet
            return Long.MIN_VALUE;
        }
    }

    /** Returns what is promised, or null if nobody counts it. */
    LimitsPicture.Promises promised() {
        return promises()
                .map(count -> new LimitsPicture.Promises(
                        count.settings().mode(), count.committed() * KB_PER_PAGE, count.limit() * KB_PER_PAGE))
                .orElse(null);
    }

    /** Returns the memory cgroups, by their names. */
    List<LimitsPicture.Group> groups(Map<Task, Owner> owners) {
        return simulated.groups().values().stream()
                .map(group -> group(group, owners))
                .toList();
    }

    private LimitsPicture.Group group(MemoryGroup group, Map<Task, Owner> owners) {
        List<Task> members =
                tasks().stream().filter(task -> machine.groupOf(task) == group).toList();
        long file = machine.filePages(group);
        return new LimitsPicture.Group(
                group.name(),
                group.limit() == MemoryGroup.UNLIMITED ? 0 : group.limit() * KB_PER_PAGE,
                (group.charged() - file) * KB_PER_PAGE,
                file * KB_PER_PAGE,
                members.stream()
                        .mapToLong(task -> task.mm().counters().vmSwap())
                        .sum(),
                members.stream().map(owners::get).toList());
    }

    List<Integer> files(String name) {
        return List.copyOf(machine.openFile(name).frames());
    }

    Iterable<String> fileNames() {
        return machine.fileNames();
    }

    /** Returns the count of what is promised, if the script has said what may be. */
    Optional<Overcommit> promises() {
        return simulated.promises();
    }

    MemInfo memInfo() {
        return new MemInfo(simulated.proc());
    }

    /** Returns what a command of procps shows now, or why it cannot. */
    List<String> screen(String command, Procps procps, String stopped) {
        try {
            ProcFs proc = simulated.proc();
            List<String> lines = new Tools(parts, simulated.host(), procps).run(proc, proc, command);
            return lines.subList(0, Math.min(MAX_SCREEN_LINES, lines.size()));
        } catch (RuntimeException e) { // exercise 07 may not be written yet
            return List.of(stopped.replace("{0}", String.valueOf(e.getMessage())));
        }
    }
}
